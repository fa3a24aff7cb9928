/** Stands between the source and a server of the protocol and does to whole messages what the test says. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
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

export class FrameRelay {
  /** For messages to the client and to the server; may be replaced at any time. */
  toClient: Script = faithful;
  toServer: Script = faithful;
  /** Messages as the client sent them, of all connections. */
  readonly fromClient: Message[] = [];
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
      for (const passed of this.toClient(JSON.parse(text) as Message, text)) send(client, passed);
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
