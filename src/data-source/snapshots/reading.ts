/** One subscription: asks for lists, tells them, and asks again. */
import { defer, from, Subscription, type ObservableInput } from 'rxjs';
import type { SourceMessage } from '../data-source.js';
import { backoffDelay } from '../wire/backoff.js';
import type { Snapshot } from './from-snapshots.js';

export interface ReadingRules {
  readonly every: number;
  readonly timeout: number;
  readonly after: (ms: number, callback: () => void) => () => void;
  readonly now: () => number;
}

/** However often one asks: no sooner than so many ms after the last time. */
const LEAST = 1_000;

export class Reading {
  readonly #ask$: (signal: AbortSignal) => ObservableInput<Snapshot>;
  readonly #rules: ReadingRules;
  readonly #tell: (message: SourceMessage) => void;
  #abort = new AbortController();
  #subscription = new Subscription();
  #cancelTimer: () => void = () => undefined;
  #isLive = false;
  /** Asked, and nothing came yet. */
  #isWaiting = false;
  #askedAt = -Infinity;
  #failures = 0;

  constructor(
    ask$: (signal: AbortSignal) => ObservableInput<Snapshot>,
    rules: ReadingRules,
    tell: (message: SourceMessage) => void,
  ) {
    this.#ask$ = ask$;
    this.#rules = rules;
    this.#tell = tell;
  }

  get isLive(): boolean {
    return this.#isLive;
  }

  begin(): void {
    this.#tell({ type: 'connection', state: 'connecting' });
    this.#read();
  }

  end(): void {
    this.#stop();
    this.#isLive = false;
  }

  /** Now, and not only when it is time. An answer that is on its way is waited for. */
  again(): void {
    if (this.#isWaiting) return;
    const wait = this.#askedAt + LEAST - this.#rules.now();
    if (wait > 0 && wait <= LEAST) this.#later(wait);
    else this.#read();
  }

  #stop(): void {
    this.#cancelTimer();
    this.#abort.abort();
    this.#subscription.unsubscribe();
    this.#isWaiting = false;
  }

  #read(): void {
    this.#stop();
    const abort = new AbortController();
    this.#abort = abort;
    this.#isWaiting = true;
    this.#askedAt = this.#rules.now();
    this.#cancelTimer = this.#rules.after(this.#rules.timeout, () => this.#fail(new Error('No answer came')));
    // In place before it is subscribed to: the list may be there, and be the last one, at once.
    const subscription = new Subscription();
    this.#subscription = subscription;
    subscription.add(
      defer(() => from(this.#ask$(abort.signal))).subscribe({
        next: (snapshot) => this.#take(snapshot),
        error: (error: unknown) => this.#fail(error),
        complete: () => this.#wait(),
      }),
    );
  }

  #take(snapshot: Snapshot): void {
    const { conversations, asOf, partial } = contentOf(snapshot);
    // Whoever listens may well leave.
    const subscription = this.#subscription;
    if (!Array.isArray(conversations)) {
      this.#fail(new Error('What came is no list of conversations'));
      return;
    }
    if (this.#isWaiting) this.#cancelTimer();
    this.#isWaiting = false;
    this.#failures = 0;
    this.#tell({
      type: 'snapshot',
      conversations,
      asOf: Number.isFinite(asOf) ? Number(asOf) : this.#rules.now(),
      ...(partial && { partial }),
    });
    if (subscription.closed || this.#isLive) return;
    this.#isLive = true;
    this.#tell({ type: 'connection', state: 'live' });
  }

  #wait(): void {
    // A stream that ends without a list has given nothing.
    if (this.#isWaiting) this.#fail(new Error('No list came'));
    else this.#later(this.#rules.every);
  }

  #fail(error: unknown): void {
    this.#stop();
    this.#isLive = false;
    this.#failures += 1;
    const delay = backoffDelay(this.#failures, {}, Math.random);
    // In place before it is told: whoever listens may well leave.
    this.#later(delay);
    this.#tell({
      type: 'connection',
      state: 'reconnecting',
      retryAt: this.#rules.now() + delay,
      reason: error instanceof Error ? error.message : String(error),
    });
  }

  #later(ms: number): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#rules.after(ms, () => this.#read());
  }
}

/** Nothing is believed of what comes from outside but what it is seen to be. */
function contentOf(snapshot: unknown): {
  readonly conversations: unknown;
  readonly asOf?: number;
  readonly partial?: { readonly shown: number; readonly total: number };
} {
  if (Array.isArray(snapshot) || typeof snapshot !== 'object' || snapshot === null)
    return { conversations: snapshot };
  return snapshot as ReturnType<typeof contentOf>;
}
