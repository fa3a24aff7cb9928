/**
 * One connection after another. Each has its number, every callback carries the number it was made under, and what
 * comes late from a former connection is dropped (rule 0).
 */
import { MAX_FRAME, readFrame, SUBPROTOCOL, type Frame } from '../wire/wire-messages.js';
import type { Environment, SocketLike } from './environment.js';

export interface ChannelPort {
  /** `isSupported`: the server selected our subprotocol. */
  opened(isSupported: boolean): void;
  /** `size` in UTF-16 units. */
  received(frame: Frame, size: number): void;
  closed(code: number): void;
}

const OPEN = 1;
/** Bytes waiting to leave beyond which nothing more may be added. */
const MAX_BUFFERED = 1_048_576;

export class SocketChannel {
  readonly #environment: Environment;
  readonly #port: ChannelPort;
  readonly #maxFrame: number;
  #socket: SocketLike | null = null;
  #generation = 0;
  #isHeld = false;
  /** What came meanwhile, unread. */
  #waiting: unknown[] = [];

  constructor(environment: Environment, port: ChannelPort, maxFrame: number = MAX_FRAME) {
    this.#environment = environment;
    this.#port = port;
    this.#maxFrame = Math.min(maxFrame, MAX_FRAME);
  }

  get maxFrame(): number {
    return this.#maxFrame;
  }

  /** More is waiting to leave than can be called sent. */
  get isCongested(): boolean {
    return (this.#socket?.bufferedAmount ?? 0) > MAX_BUFFERED;
  }

  /** @throws what the constructor of the socket throws: a blocked address, mixed content */
  open(url: string): void {
    this.close(1000, '');
    const socket = this.#environment.openSocket(url, SUBPROTOCOL);
    this.#socket = socket;
    this.#generation += 1;
    const generation = this.#generation;
    const isCurrent = (): boolean => {
      if (generation === this.#generation) return true;
      // It may have opened after it was given up.
      if (socket.readyState === OPEN) socket.close(1000);
      return false;
    };
    socket.addEventListener('open', () => {
      if (isCurrent()) this.#port.opened(socket.protocol === SUBPROTOCOL);
    });
    socket.addEventListener('message', ({ data }) => {
      if (!isCurrent()) return;
      if (this.#isHeld) this.#waiting.push(data);
      else this.#receive(data);
    });
    // A close follows each error and says more; without this listener some implementations would throw.
    socket.addEventListener('error', () => undefined);
    socket.addEventListener('close', ({ code }) => {
      if (!isCurrent()) return;
      this.#drop();
      this.#port.closed(code ?? 1006);
    });
  }

  /** Frames wait until {@link release}, for a few tasks: the server goes on sending, and all of it is kept. */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    while (this.#waiting.length > 0) {
      this.#receive(this.#waiting.shift());
      if (this.#wasHeldAgain) return;
    }
  }

  get #wasHeldAgain(): boolean {
    return this.#isHeld;
  }

  #receive(data: unknown): void {
    this.#port.received(readFrame(data, this.#maxFrame), typeof data === 'string' ? data.length : 0);
  }

  /** False when it could not leave. */
  send(message: object): boolean {
    if (this.#socket?.readyState !== OPEN) return false;
    try {
      this.#socket.send(JSON.stringify(message));
      return true;
    } catch {
      return false;
    }
  }

  /** @param reason at most 123 bytes */
  close(code: number, reason: string): void {
    const socket = this.#socket;
    this.#drop();
    try {
      socket?.close(code, reason);
    } catch {
      // It was closing already.
    }
  }

  #drop(): void {
    this.#socket = null;
    this.#isHeld = false;
    this.#waiting = [];
    this.#generation += 1;
  }
}
