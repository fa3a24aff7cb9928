/**
 * A TCP proxy between a client and a server on this machine, with which a test does to the bytes what networks do:
 * stops either direction, lets them through one by one, cuts in the middle of a frame, refuses, or swallows.
 */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The bytes of one direction, let through as far as the test allows. */
export class Direction {
  /** Bytes let through so far. */
  passed = 0;
  readonly #to: Socket;
  readonly #queue: Buffer[] = [];
  #allowance = Infinity;
  #cutAt = Infinity;
  /** Nothing more will come; told on like everything else, in its turn. */
  #isOver = false;
  readonly #cut: () => void;

  constructor(from: Socket, to: Socket, cut: () => void) {
    this.#to = to;
    this.#cut = cut;
    from.on('data', (chunk) => {
      this.#queue.push(chunk);
      this.#pump();
    });
    const over = (): void => {
      this.#isOver = true;
      this.#pump();
    };
    from.on('end', over);
    from.on('close', over);
    from.on('error', () => undefined);
  }

  /** From now on nothing passes; nobody is told. */
  pause(): void {
    this.#allowance = 0;
  }

  resume(): void {
    this.#allowance = Infinity;
    this.#pump();
  }

  /** Lets `bytes` more through, and then nothing. */
  trickle(bytes: number): void {
    this.#allowance = (Number.isFinite(this.#allowance) ? this.#allowance : 0) + bytes;
    this.#pump();
  }

  /** Resets the connection after `bytes` more. */
  cutAfter(bytes: number): void {
    this.#cutAt = this.passed + bytes;
    this.#pump();
  }

  #pump(): void {
    for (let chunk = this.#queue.shift(); chunk; chunk = this.#queue.shift()) {
      const most = Math.min(chunk.length, this.#allowance, this.#cutAt - this.passed);
      if (most > 0) this.#to.write(chunk.subarray(0, most));
      this.passed += most;
      this.#allowance -= most;
      if (this.passed >= this.#cutAt) {
        this.#cut();
        break;
      }
      if (most < chunk.length) {
        this.#queue.unshift(chunk.subarray(most));
        break;
      }
    }
    if (this.#isOver && this.#queue.length === 0 && this.#allowance > 0) this.#to.destroySoon();
  }
}

export class ProxiedConnection {
  readonly toServer: Direction;
  readonly toClient: Direction;
  readonly #client: Socket;
  readonly #server: Socket;

  constructor(client: Socket, server: Socket) {
    this.#client = client;
    this.#server = server;
    const reset = (): void => this.reset();
    // What is written just before a reset may be lost with it; half a frame has to arrive as half a frame.
    const cut = (): void => void setImmediate(() => setImmediate(reset));
    this.toServer = new Direction(client, server, cut);
    this.toClient = new Direction(server, client, cut);
  }

  /** Ends both halves with RST, as a router does that has forgotten the connection. */
  reset(): void {
    this.#client.resetAndDestroy();
    this.#server.resetAndDestroy();
  }
}

export class TcpProxy {
  readonly connections: ProxiedConnection[] = [];
  /** Accepts and then says nothing, as behind a firewall that drops packets. */
  swallows = false;
  /** Answers this to the first bytes of each connection, in place of the server. */
  answer: string | null = null;
  readonly #target: number;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;
  #accepted = 0;

  private constructor(target: number) {
    this.#target = target;
  }

  static async start(target: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    await proxy.listen();
    return proxy;
  }

  get port(): number {
    return this.#port;
  }

  /** Connections accepted so far, swallowed ones included. */
  get accepted(): number {
    return this.#accepted;
  }

  /** Connections of clients that are open now. */
  get open(): number {
    return this.#sockets.size;
  }

  /** Opens the port, the same as before. */
  async listen(): Promise<void> {
    const server = createServer((client) => {
      this.#accept(client);
    });
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Closes the port: who comes is refused. Connections that are there stay. */
  refuse(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    // Its callback comes when the last connection has ended, the end of listening at once.
    server?.close();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    const gone = [...this.#sockets].map((socket) => once(socket, 'close'));
    for (const connection of this.connections) connection.reset();
    for (const socket of this.#sockets) socket.resetAndDestroy();
    await Promise.all(gone);
    await this.refuse();
  }

  #accept(client: Socket): void {
    this.#accepted += 1;
    this.#sockets.add(client);
    client.on('close', () => this.#sockets.delete(client));
    const { answer } = this;
    if (this.swallows || answer !== null) {
      client.on('error', () => undefined);
      client.on('data', () => answer !== null && client.end(answer));
      return;
    }
    this.connections.push(new ProxiedConnection(client, connect(this.#target, '127.0.0.1')));
  }
}
