/** A real `nats-server` of its own for tests: free ports, a store that is thrown away, and a process that can be killed. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wsconnect, type ConnectionOptions, type NatsConnection } from '@nats-io/nats-core';
import { WebSocket as NodeWebSocket } from 'ws';

const isInstalled = spawnSync('nats-server', ['--version']).status === 0;

/** For `describe`: why these tests cannot run here, or false. */
export const noServer: string | false = isInstalled ? false : 'nats-server is not installed';

/** Node has a `WebSocket` of its own only from 22 on. */
export const openSocket = (url: string): WebSocket => new NodeWebSocket(url) as unknown as WebSocket;

export class NatsServer {
  readonly port: number;
  readonly #folder: string;
  readonly #connections: NatsConnection[] = [];
  #process: ChildProcess | null = null;

  private constructor(port: number, folder: string) {
    this.port = port;
    this.#folder = folder;
  }

  /** @param config lines beside those of the ports and the store, e.g. `authorization { … }` */
  static async start(config = ''): Promise<NatsServer> {
    const server = new NatsServer(await freePort(), mkdtempSync(join(tmpdir(), 'nats-test-')));
    server.configure(config);
    await server.run();
    return server;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  /** Counts from the next {@link run} or {@link reload} on. */
  configure(config: string): void {
    const lines = [
      'listen: "127.0.0.1:-1"',
      `jetstream { store_dir: ${JSON.stringify(this.#folder)} }`,
      `websocket { listen: "127.0.0.1:${this.port}", no_tls: true }`,
      config,
    ];
    writeFileSync(this.#configuration, lines.join('\n'));
  }

  async run(): Promise<void> {
    const child = spawn('nats-server', ['-c', this.#configuration], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#process = child;
    await new Promise<void>((resolve, reject) => {
      let log = '';
      child.once('exit', () => reject(new Error(`nats-server ended: ${log}`)));
      child.stderr.on('data', (data: Buffer) => {
        log = (log + data.toString()).slice(-4_000);
        if (log.includes('Server is ready')) resolve();
      });
    });
  }

  /** Ends it without a word to anybody. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const exit = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await exit;
  }

  /** Takes over the configuration without a restart. */
  reload(): void {
    this.#process?.kill('SIGHUP');
  }

  /** It goes down in peace: takes nobody new, and tells those that it has. */
  retire(): void {
    this.#process?.kill('SIGUSR2');
  }

  /** Everything stands still, and the sockets stay open. */
  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  /** A connection that ends with the server, at the latest. */
  async connect(options: ConnectionOptions = {}): Promise<NatsConnection> {
    const connection = await wsconnect({
      servers: this.url,
      reconnect: false,
      ...options,
      wsFactory: (url) => Promise.resolve({ socket: openSocket(url), encrypted: false }),
    });
    this.#connections.push(connection);
    return connection;
  }

  async end(): Promise<void> {
    for (const connection of this.#connections) void connection.close();
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #configuration(): string {
    return join(this.#folder, 'nats-server.conf');
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
