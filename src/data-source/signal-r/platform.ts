/**
 * What the SignalR source takes from its surroundings. Everything that a test must steer comes through here, and nothing
 * is touched before the first subscription: the module loads in Node and during server rendering.
 */
import type {
  DefaultHttpClient,
  HttpClient,
  HttpError,
  HubConnectionBuilder,
  LogLevel,
  NullLogger,
} from '@microsoft/signalr';
import { afterTimeout } from '../after-timeout.js';

/** What is used of the client library. */
export interface SignalRModule {
  readonly DefaultHttpClient: typeof DefaultHttpClient;
  readonly HttpClient: typeof HttpClient;
  readonly HttpError: typeof HttpError;
  readonly HubConnectionBuilder: typeof HubConnectionBuilder;
  readonly LogLevel: typeof LogLevel;
  readonly NullLogger: typeof NullLogger;
}

export interface SignalRPlatform {
  /** Gives the client library. */
  load(): Promise<SignalRModule>;
  /** Client epoch ms. Jumps when the user or the system sets the clock. */
  now(): number;
  /** Ms that only ever grow; may stand still while the machine sleeps. */
  monotonic(): number;
  /** Runs `callback` once after `ms`; the returned function cancels it. */
  after(ms: number, callback: () => void): () => void;
  /** At least 0, below 1. */
  random(): number;
  /** Calls `listener` when the page is shown or brought online again. Returns how to stop. */
  watch(listener: () => void): () => void;
}

export const browserPlatform: SignalRPlatform = {
  load: () => import('@microsoft/signalr'),
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: afterTimeout,
  random: () => Math.random(),
  watch(listener) {
    if (typeof document === 'undefined') return () => undefined;
    const wake = (): void => {
      if (document.visibilityState !== 'hidden') listener();
    };
    // After a freeze `visibilitychange` may never come, hence `resume` and `pageshow`.
    const events: readonly (readonly [EventTarget, string])[] = [
      [document, 'visibilitychange'],
      [document, 'resume'],
      [window, 'pageshow'],
      [window, 'online'],
    ];
    for (const [target, name] of events) target.addEventListener(name, wake);
    return () => {
      for (const [target, name] of events) target.removeEventListener(name, wake);
    };
  },
};
