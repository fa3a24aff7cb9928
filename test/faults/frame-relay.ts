/** Stands between the source and a server of the protocol and does to whole messages what the test says. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket, WebSocketServer } from 'ws';
import { SUBPROTOCOL } from '../../src/data-source/wire/wire-messages.js';
import type { Message } from '../data-source/web-socket/scripted-server.js';

/** What becomes of a message: these texts, in this order; none is a loss. */
export type Script = (message: Message, text: string) => readonly string[];

export const faithful: Script = (_, text) => [text];

/** Loses the first message of which `matches` is true, and no other. */
export function loseOnce(matches: (message: Message) => boolean): Script {
  let isDone = false;
  return (message, text) => {
    if (isDone || !matches(message)) return [text];
    isDone = true;
    return [];
  };
}

/** Keeps messages of one type back, in `held`. */
export function hold(type: string, held: string[]): Script {
  return (message, text) => {
    if (message.type !== type) return [text];
    held.push(text);
    return [];
  };
}

export class FrameRelay {
  /** For messages to the client and to the server; may be replaced at any time. */
  toClient: Script = faithful;
  toServer: Script = faithful;
  /** Messages as the client sent them, of all connections. */
  readonly fromClient: Message[] = [];
  /** How far the server has come by what it sent, also where that did not arrive. */
  position = { epoch: '', seq: 0 };
  #trips = 0;
  readonly #server: WebSocketServer;
  readonly #target: string;

  private constructor(server: WebSocketServer, target: string) {
    this.#server = server;
    this.#target = target;
    server.on('connection', (socket) => {
      this.#join(socket);
    });
  }

  /** @param target address of the server behind it */
  static async start(target: string): Promise<FrameRelay> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => SUBPROTOCOL });
    await once(server, 'listening');
    return new FrameRelay(server, target);
  }

  /** Says something to the client that connected last, as if the server had. */
  tell(text: string | Uint8Array): void {
    [...this.#server.clients].at(-1)?.send(text);
  }

  /** Comes back when the client has read all that was passed to it before. */
  async roundTrip(): Promise<void> {
    this.#trips += 1;
    const n = 900_000 + this.#trips;
    this.tell(JSON.stringify({ type: 'ping', n, now: 1 }));
    while (!this.fromClient.some((message) => message.type === 'pong' && message['n'] === n)) await pause(1);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  count(type: string): number {
    return this.fromClient.filter((message) => message.type === type).length;
  }

  async stop(): Promise<void> {
    for (const client of this.#server.clients) client.terminate();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #note({ type, epoch, seq, until }: Message): void {
    if (type === 'snap.begin' || type === 'delta') this.position = { epoch: String(epoch), seq: Number(seq) };
    if (type === 'snap.end') this.position = { ...this.position, seq: Number(until) };
  }

  #join(client: WebSocket): void {
    const server = new WebSocket(this.#target, SUBPROTOCOL);
    const early: string[] = [];
    const send = (to: WebSocket, text: string): void => {
      if (to.readyState === WebSocket.CONNECTING) early.push(text);
      else if (to.readyState === WebSocket.OPEN) to.send(text);
    };
    server.on('open', () => {
      for (const text of early) server.send(text);
    });
    client.on('message', (data: Buffer) => {
      const text = data.toString();
      const message = JSON.parse(text) as Message;
      this.fromClient.push(message);
      for (const passed of this.toServer(message, text)) send(server, passed);
    });
    server.on('message', (data: Buffer) => {
      const text = data.toString();
      const message = JSON.parse(text) as Message;
      this.#note(message);
      for (const passed of this.toClient(message, text)) send(client, passed);
    });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => undefined);
      one.on('close', (code, reason) => {
        // 1005 and 1006 stand for no code and for no close at all; neither can be sent.
        if (code === 1006) other.terminate();
        else if (code === 1005) other.close();
        else other.close(code, reason);
      });
    }
  }
}
