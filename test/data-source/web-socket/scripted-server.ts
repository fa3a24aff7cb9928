/** A real WebSocket server whose every answer is written by the test. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

export type Message = Readonly<Record<string, unknown>> & { readonly type: string };

/** One connection, from the server's side. */
export class ServerConnection {
  readonly received: Message[] = [];
  /** Off: pings of the client go unanswered. */
  answersPings = true;
  readonly #socket: WebSocket;
  readonly #waiting: { readonly type: string; readonly resolve: (message: Message) => void }[] = [];
  #read = 0;
  closeCode: number | null = null;
  readonly closed: Promise<number>;

  constructor(socket: WebSocket, serverNow: () => number) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Message;
      this.received.push(message);
      if (message.type === 'ping' && this.answersPings) {
        this.send({ type: 'pong', n: message['n'], t: message['t'], now: serverNow() });
      }
      this.#deliver();
    });
    this.closed = new Promise((resolve) => {
      socket.on('close', (code) => {
        this.closeCode = code;
        resolve(code);
      });
    });
    socket.on('error', () => undefined);
  }

  /** The next message of this type that was not taken yet; messages before it are passed over. */
  next(type: string): Promise<Message> {
    return new Promise((resolve) => {
      this.#waiting.push({ type, resolve });
      this.#deliver();
    });
  }

  count(type: string): number {
    return this.received.filter((message) => message.type === type).length;
  }

  send(message: object): void {
    this.#socket.send(JSON.stringify(message));
  }

  sendText(text: string): void {
    this.#socket.send(text);
  }

  sendBytes(bytes: Uint8Array): void {
    this.#socket.send(bytes);
  }

  /** Comes back when the client has read all that was sent before. */
  async roundTrip(): Promise<void> {
    const n = 900_000 + this.received.length;
    this.send({ type: 'ping', n, now: 1 });
    let answer = await this.next('pong');
    while (answer['n'] !== n) answer = await this.next('pong');
  }

  close(code?: number): void {
    this.#socket.close(code);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  /** Stops reading: from here on the client talks to nobody. */
  pause(): void {
    this.#socket.pause();
  }

  #deliver(): void {
    const [first] = this.#waiting;
    if (!first) return;
    for (; this.#read < this.received.length; this.#read += 1) {
      const message = this.received[this.#read] as Message;
      if (message.type !== first.type) continue;
      this.#read += 1;
      this.#waiting.shift();
      first.resolve(message);
      this.#deliver();
      return;
    }
  }
}

export class ScriptedServer {
  readonly connections: ServerConnection[] = [];
  readonly #server: WebSocketServer;
  readonly #waiting: ((connection: ServerConnection) => void)[] = [];
  #taken = 0;

  private constructor(server: WebSocketServer, serverNow: () => number) {
    this.#server = server;
    server.on('connection', (socket) => {
      this.connections.push(new ServerConnection(socket, serverNow));
      this.#deliver();
    });
  }

  /** @param serverNow what answers to pings say */
  static async start(serverNow: () => number): Promise<ScriptedServer> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    return new ScriptedServer(server, serverNow);
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/conversations`;
  }

  /** Connections that are open now. */
  get open(): number {
    return this.#server.clients.size;
  }

  /** The next connection that was not taken yet. */
  next(): Promise<ServerConnection> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#deliver();
    });
  }

  async stop(): Promise<void> {
    for (const client of this.#server.clients) client.terminate();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #deliver(): void {
    const connection = this.connections[this.#taken];
    const resolve = this.#waiting[0];
    if (!connection || !resolve) return;
    this.#taken += 1;
    this.#waiting.shift();
    resolve(connection);
    this.#deliver();
  }
}
