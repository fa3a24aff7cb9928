/**
 * What the socket source takes from its surroundings. Everything that a test must steer - sockets, time, chance, the
 * page - comes through here, and nothing is touched before the first subscription: the module loads in Node and during
 * server rendering.
 */
import { afterTimeout } from '../after-timeout.js';
import { browserPage, type Page } from './page.js';

/** What is used of a `WebSocket`; the one of the `ws` package fits as well. */
export interface SocketLike {
  /** The subprotocol that the server selected. */
  readonly protocol: string;
  readonly readyState: number;
  /** Bytes that have not left yet. */
  readonly bufferedAmount: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(
    type: 'open' | 'message' | 'close' | 'error',
    listener: (event: { readonly data?: unknown; readonly code?: number }) => void,
  ): void;
}

export interface Environment {
  /** Opens a socket; throws what the constructor throws. */
  readonly openSocket: (url: string, protocol: string) => SocketLike;
  /** Client epoch ms. Jumps when the user or the system sets the clock. */
  readonly now: () => number;
  /** Ms that only ever grow; may stand still while the machine sleeps. */
  readonly monotonic: () => number;
  /** Runs `callback` once after `ms`; the returned function cancels it. */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** At least 0, below 1. */
  readonly random: () => number;
  readonly page: Page;
}

export const browserEnvironment: Environment = {
  openSocket: (url, protocol) => new WebSocket(url, protocol),
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: afterTimeout,
  random: () => Math.random(),
  page: browserPage,
};
