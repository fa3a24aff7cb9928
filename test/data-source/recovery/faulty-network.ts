/** A network that loses, doubles, swaps, garbles and cuts what passes, between the real client and a model server. */
import type { SocketLike } from '../../../src/data-source/web-socket/index.js';
import type { Session, SocketServer } from './socket-server.js';
import type { Raw } from './world.js';

/**
 * What becomes of a message. `swap`: the next one overtakes it. `cut`: the connection ends with it. `mute`: from here on
 * nothing passes, and nobody is told.
 */
export type Fault = 'deliver' | 'lose' | 'double' | 'swap' | 'garble' | 'cut' | 'mute';
export type Direction = 'up' | 'down';

type Event = { readonly data?: unknown; readonly code?: number };

export interface NetworkPort {
  /** Decides about a message that is sent. */
  readonly fate: (direction: Direction, message: Raw) => Fault;
  /** A message is about to reach the client. */
  readonly arriving: (message: Raw | null) => void;
  /** It has reached the client, and the client has done what it does. */
  readonly arrived: () => void;
}

export class FaultyNetwork {
  /** Nobody answers. */
  isDown = false;
  /** Former sockets still deliver what was on its way when they were given up. */
  deliversLate = false;
  opened = 0;
  /** Sockets that were open at the same time, at most. */
  mostOpen = 0;
  readonly #server: SocketServer;
  readonly #port: NetworkPort;
  #sockets: ModelSocket[] = [];

  constructor(server: SocketServer, port: NetworkPort) {
    this.#server = server;
    this.#port = port;
  }

  open(): SocketLike {
    const socket: ModelSocket = new ModelSocket({
      ...this.#port,
      isReachable: () => !this.isDown,
      deliversLate: () => this.deliversLate,
      accept: (send) => this.#server.accept(send),
    });
    this.opened += 1;
    this.#sockets = [...this.#sockets.filter(({ isDone }) => !isDone), socket];
    this.mostOpen = Math.max(this.mostOpen, this.#sockets.filter(({ readyState }) => readyState < 2).length);
    return socket;
  }

  /** What is on its way arrives: first at the server, then at the clients. */
  deliver(): void {
    for (const socket of this.#sockets) socket.deliver();
  }

  cut(code: number): void {
    for (const socket of this.#sockets) socket.cut(code);
  }

  mute(): void {
    for (const socket of this.#sockets) socket.mute();
  }
}

interface SocketPort extends NetworkPort {
  readonly isReachable: () => boolean;
  readonly deliversLate: () => boolean;
  readonly accept: (send: (message: Raw) => void) => Session;
}

/** One direction of a connection. */
class Lane {
  #queue: string[] = [];
  #overtaken: string | null = null;

  put(data: string, fault: Fault): void {
    if (fault === 'lose') return;
    if (fault === 'swap' && this.#overtaken === null) {
      this.#overtaken = data;
      return;
    }
    this.#queue.push(fault === 'garble' ? data.slice(0, -1) : data);
    if (fault === 'double') this.#queue.push(data);
    this.#release();
  }

  /** What arrives now. What nothing overtakes arrives all the same. */
  take(): string[] {
    const arriving = this.#queue;
    this.#queue = [];
    if (arriving.length === 0) this.#release();
    return arriving;
  }

  #release(): void {
    if (this.#overtaken !== null) this.#queue.push(this.#overtaken);
    this.#overtaken = null;
  }
}

class ModelSocket implements SocketLike {
  readonly protocol = 'ongoing-conversations.v1.json';
  readonly bufferedAmount = 0;
  readyState = 0;
  /** Nothing will come of it any more. */
  isDone = false;
  readonly #port: SocketPort;
  readonly #listeners = new Map<string, (event: Event) => void>();
  readonly #up = new Lane();
  readonly #down = new Lane();
  #session: Session | null = null;
  #isMute = false;
  /** Code of a close that the client is still to hear of. */
  #closing: number | null = null;

  constructor(port: SocketPort) {
    this.#port = port;
  }

  addEventListener(type: string, listener: (event: Event) => void): void {
    this.#listeners.set(type, listener);
  }

  send(data: string): void {
    this.#pass('up', data);
  }

  close(code = 1005): void {
    if (this.readyState > 1) return;
    this.readyState = 2;
    this.#closing = code;
    this.#hangUp();
  }

  cut(code: number): void {
    if (this.readyState > 1) return;
    this.readyState = 3;
    this.#closing = code;
    this.#hangUp();
    this.#down.take();
  }

  mute(): void {
    if (this.readyState !== 1) return;
    this.#isMute = true;
    this.#hangUp();
  }

  deliver(): void {
    if (this.#closing !== null) {
      // The browser tells the end of a connection in its own time: the client may have another one by then.
      if (this.#port.deliversLate()) this.#deliverDown();
      this.readyState = 3;
      this.isDone = true;
      const code = this.#closing;
      this.#closing = null;
      this.#fire('close', { code });
    } else if (this.readyState === 0) this.#open();
    else if (!this.#isMute) {
      for (const data of this.#up.take()) this.#session?.receive(JSON.parse(data) as Raw);
      this.#deliverDown();
    }
  }

  #open(): void {
    if (!this.#port.isReachable()) {
      this.cut(1006);
      return;
    }
    this.readyState = 1;
    this.#session = this.#port.accept((message) => this.#pass('down', JSON.stringify(message)));
    this.#fire('open', {});
  }

  #deliverDown(): void {
    for (const data of this.#down.take()) {
      const isHeard = this.readyState === 1;
      if (!isHeard && !this.#port.deliversLate()) continue;
      if (isHeard) this.#port.arriving(parse(data));
      this.#fire('message', { data });
      if (isHeard) this.#port.arrived();
    }
  }

  #pass(direction: Direction, data: string): void {
    if (this.readyState !== 1 || this.#isMute) return;
    const fault = this.#port.fate(direction, JSON.parse(data) as Raw);
    if (fault === 'cut') this.cut(1006);
    else if (fault === 'mute') this.mute();
    else if (direction === 'up') this.#up.put(data, fault === 'garble' ? 'lose' : fault);
    else this.#down.put(data, fault);
  }

  #hangUp(): void {
    this.#session?.end();
    this.#session = null;
  }

  #fire(type: string, event: Event): void {
    this.#listeners.get(type)?.(event);
  }
}

/** Null for what is no message. */
function parse(data: string): Raw | null {
  try {
    return JSON.parse(data) as Raw;
  } catch {
    return null;
  }
}
