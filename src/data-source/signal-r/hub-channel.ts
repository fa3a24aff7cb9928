/**
 * One connection to the hub, from its start to its end, never used twice.
 *
 * The library's own reconnecting is off: it gives up, it does not cover a start that fails, and it knows nothing of the
 * position from which rows have to go on. The link makes another channel instead.
 */
import type { HubConnection } from '@microsoft/signalr';
import { hubFault, type HubFault } from './hub-fault.js';
import { negotiation, type Negotiation, type NegotiationOptions } from './negotiation.js';
import type { SignalRModule, SignalRPlatform } from './platform.js';

export type StartResult = 'open' | 'unauthorized' | 'forbidden' | 'sent-on' | 'failed';

/** What came of a call. Only `answer` and `fault` come from the hub. */
export type Answer =
  | { readonly type: 'answer'; readonly value: unknown }
  | { readonly type: 'fault'; readonly fault: HubFault }
  | { readonly type: 'lost' | 'timeout' | 'aborted' };

export interface StreamListener {
  item(value: unknown): void;
  /** `fault` is null when the line broke. */
  failed(fault: HubFault | null): void;
  completed(): void;
}

/** Ms without anything from the hub after which the library ends the connection; ours to keep below 25 s. */
const SERVER_TIMEOUT = 25_000;
const KEEP_ALIVE = 10_000;
/** Ms for a request of the negotiation. */
const HTTP_TIMEOUT = 10_000;

export class HubChannel {
  readonly #connection: HubConnection;
  readonly #negotiation: Negotiation;
  readonly #platform: SignalRPlatform;
  readonly #abort = new AbortController();
  /** Ends all calls without an answer. */
  readonly #calls = new Set<(answer: Answer) => void>();
  #isOver = false;

  constructor(
    module: SignalRModule,
    platform: SignalRPlatform,
    options: Omit<NegotiationOptions, 'signal'> & { readonly url: string; readonly withCredentials: boolean },
    closed: () => void,
  ) {
    this.#platform = platform;
    this.#negotiation = negotiation(module, { ...options, signal: this.#abort.signal });
    this.#connection = new module.HubConnectionBuilder()
      .withUrl(options.url, {
        httpClient: this.#negotiation.client,
        withCredentials: options.withCredentials,
        timeout: HTTP_TIMEOUT,
      })
      .withServerTimeout(SERVER_TIMEOUT)
      .withKeepAliveInterval(KEEP_ALIVE)
      // It logs addresses and messages.
      .configureLogging(module.LogLevel.None)
      .build();
    this.#connection.onclose(() => {
      if (this.#isOver) return;
      this.stop();
      closed();
    });
  }

  /** Never rejects. */
  async start(): Promise<StartResult> {
    try {
      await this.#connection.start();
      return 'open';
    } catch {
      if (this.#negotiation.wasSentOn()) return 'sent-on';
      const status = this.#negotiation.status();
      return status === 401 ? 'unauthorized' : status === 403 ? 'forbidden' : 'failed';
    }
  }

  stop(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#abort.abort();
    for (const settle of [...this.#calls]) settle({ type: 'lost' });
    // What goes wrong while leaving is nobody's concern.
    this.#connection.stop().catch(() => undefined);
  }

  /** Opens a stream; the returned function cancels it. */
  stream(method: string, argument: unknown, listener: StreamListener): () => void {
    if (this.#isOver) return () => undefined;
    let isOpen = true;
    const close = (told: () => void): void => {
      if (isOpen && !this.#isOver) told();
      isOpen = false;
    };
    const subscription = this.#connection.stream<unknown>(method, argument).subscribe({
      next: (value) => {
        if (isOpen && !this.#isOver) listener.item(value);
      },
      error: (error: unknown) => close(() => listener.failed(hubFault(error))),
      complete: () => close(() => listener.completed()),
    });
    return () => {
      if (isOpen && !this.#isOver) subscription.dispose();
      isOpen = false;
    };
  }

  /** Calls a method once. Never rejects. */
  ask(method: string, argument: unknown, timeout: number, signal?: AbortSignal): Promise<Answer> {
    if (this.#isOver) return Promise.resolve({ type: 'lost' });
    return new Promise((resolve) => {
      const settle = (answer: Answer): void => {
        if (!this.#calls.delete(settle)) return;
        cancel();
        signal?.removeEventListener('abort', abort);
        resolve(answer);
      };
      const abort = (): void => settle({ type: 'aborted' });
      const cancel = this.#platform.after(timeout, () => settle({ type: 'timeout' }));
      this.#calls.add(settle);
      signal?.addEventListener('abort', abort);
      const call =
        argument === undefined
          ? this.#connection.invoke<unknown>(method)
          : this.#connection.invoke<unknown>(method, argument);
      call.then(
        (value) => settle({ type: 'answer', value }),
        (error: unknown) => {
          const fault = hubFault(error);
          settle(fault ? { type: 'fault', fault } : { type: 'lost' });
        },
      );
    });
  }
}
