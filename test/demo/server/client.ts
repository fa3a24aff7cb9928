/** A client that speaks the protocol by hand: it does what it is told and nothing else. */
import assert from 'node:assert/strict';
import { WebSocket } from 'ws';
import { startReferenceServer } from '../../../demo/server/reference-server.js';
import type { ReferenceServer, ServerOptions } from '../../../demo/server/reference-server.js';

export type Message = Readonly<Record<string, unknown>> & { readonly type: string };
export type Row = Readonly<Record<string, unknown>> & { readonly id: string; readonly ver: number };

export const PROTOCOL = 'ongoing-conversations.v1.json';

/** A server on a free port in which nothing happens by itself unless `rate` says so. */
export function startServer(options: ServerOptions = {}): Promise<ReferenceServer> {
  return startReferenceServer({ port: 0, seed: 7, conversations: 60, rate: 0, batchEvery: 5, ...options });
}

export class TestClient {
  readonly socket: WebSocket;
  /** All that came, oldest first. */
  readonly received: Message[] = [];
  readonly #waiting = new Set<() => void>();
  #taken = 0;
  closeCode: number | null = null;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => {
      this.received.push(JSON.parse((data as Buffer).toString('utf8')) as Message);
      this.#wake();
    });
    socket.on('close', (code) => {
      this.closeCode = code;
      this.#wake();
    });
  }

  static async open(
    { webSocketUrl }: Pick<ReferenceServer, 'webSocketUrl'>,
    { origin, protocol = PROTOCOL }: { origin?: string; protocol?: string } = {},
  ): Promise<TestClient> {
    const socket = new WebSocket(webSocketUrl, protocol, origin === undefined ? {} : { origin });
    const client = new TestClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
    });
    return client;
  }

  /** Connected, greeted, and with its first snapshot read to the end. */
  static async live(server: ReferenceServer, hello: object = {}): Promise<TestClient> {
    const client = await TestClient.open(server);
    client.hello(hello);
    await client.next('welcome');
    await client.readSnapshot();
    return client;
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  hello(more: object = {}): void {
    this.send({ type: 'hello', v: 1, client: { name: 'test', version: '1' }, t: 5, ...more });
  }

  /** The next message of the type that was not taken yet; others in between are passed over. */
  async next(type: string, fits: (message: Message) => boolean = () => true): Promise<Message> {
    for (;;) {
      for (; this.#taken < this.received.length;) {
        const message = this.received[this.#taken];
        this.#taken += 1;
        if (message?.type === type && fits(message)) return message;
      }
      if (this.closeCode !== null) assert.fail(`closed with ${String(this.closeCode)} before ${type} came`);
      await this.#change(`${type} to come`);
    }
  }

  async closed(): Promise<number> {
    while (this.closeCode === null) await this.#change('the end of the connection');
    return this.closeCode;
  }

  /** Pulls the pages of the snapshot that has begun; `between` runs before each pull. */
  async readSnapshot(between: () => void = () => undefined): Promise<{
    readonly begin: Message;
    readonly rows: readonly Row[];
    readonly end: Message;
  }> {
    const begin = await this.next('snap.begin');
    const rows: Row[] = [];
    for (;;) {
      const page = await this.next('snap.page', ({ snap }) => snap === begin['snap']);
      rows.push(...(page['rows'] as Row[]));
      if (page['next'] === null) break;
      between();
      this.send({ type: 'page', snap: begin['snap'], after: page['next'] });
    }
    return { begin, rows, end: await this.next('snap.end') };
  }

  close(): void {
    this.socket.terminate();
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
  }

  #change(what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(wake);
        const seen = this.received.map(({ type }) => type).slice(-10);
        reject(new Error(`Waited in vain for ${what}; last: ${seen.join(', ')}`));
      }, 3_000);
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
    });
  }
}

/** Applies deltas as a client has to: by version, closed rows stay gone. */
export function apply(rows: Map<string, Row>, delta: Message): void {
  for (const row of (delta['up'] ?? []) as Row[]) {
    if ((rows.get(row.id)?.ver ?? -1) <= row.ver) rows.set(row.id, row);
  }
  for (const { id, ver } of (delta['rm'] ?? []) as Row[]) {
    if ((rows.get(id)?.ver ?? -1) <= ver) rows.delete(id);
  }
}

/** The rows as the server has them, as they travel. */
export function truth({ world }: ReferenceServer): Map<string, Row> {
  const rows = [...world.conversations()].map(({ version, ...rest }): Row => ({ ...rest, ver: version }));
  return new Map(rows.map((row) => [row.id, row]));
}

/** The first row that fits, as the server has it. */
export function rowWhere(server: ReferenceServer, fits: (row: Row) => boolean): Row {
  const row = [...truth(server).values()].find(fits);
  assert.ok(row, 'no such row in this world: choose another seed');
  return row;
}
