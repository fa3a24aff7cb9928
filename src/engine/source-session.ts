/**
 * One connection to a source, from subscribing to unsubscribing. Whatever a source does - throw, error, end, send
 * nonsense - comes out as messages and diagnostics, and nothing comes out after the end.
 */
import type { Subscription } from 'rxjs';
import type { DataSource, ReportScope, SourceMessage } from '../data-source/data-source.js';
import { observeSource } from './observe-source.js';
import { errorText } from './problem-log.js';

export interface SessionListener {
  readonly onMessage: (message: SourceMessage) => void;
  /** The source ended or threw; `reason` is for people. */
  readonly onEnd: (reason: string) => void;
}

const TYPES: readonly unknown[] = [
  'connection',
  'progress',
  'snapshot',
  'delta',
  'clock',
  'permissions',
  'supervisor',
  'wipe',
  'diagnostic',
];

export class SourceSession {
  #subscription: Subscription | undefined;
  #ended = false;
  #queue: SourceMessage[] | null = null;
  readonly #listener: SessionListener;

  constructor(source: DataSource, scope: ReportScope, listener: SessionListener) {
    this.#listener = listener;
    try {
      this.#subscription = observeSource(source.connect(scope)).subscribe({
        next: (message) => this.#receive(message),
        error: (error: unknown) => this.#end(errorText(error)),
        complete: () => this.#end(''),
      });
      if (this.#ended) this.#subscription.unsubscribe();
    } catch (error) {
      this.#end(errorText(error));
    }
  }

  /** A message that arrives while another is being handled waits for its turn. */
  #receive(message: SourceMessage): void {
    if (this.#ended) return;
    if (this.#queue) {
      this.#queue.push(message);
      return;
    }
    const queue = [message];
    this.#queue = queue;
    while (queue.length > 0 && this.#isOpen()) this.#handle(queue.shift() as SourceMessage);
    this.#queue = null;
  }

  /** A call, because what handles a message may close the session. */
  #isOpen(): boolean {
    return !this.#ended;
  }

  #handle(message: SourceMessage): void {
    // Adapters are other people's: a message may be anything.
    const type = (message as SourceMessage | null | undefined)?.type;
    if (!TYPES.includes(type)) {
      this.#listener.onMessage({
        type: 'diagnostic',
        code: 'unknown-message',
        detail: typeof type,
        count: 1,
      });
      return;
    }
    try {
      this.#listener.onMessage(message);
    } catch (error) {
      const detail = errorText(error);
      this.#listener.onMessage({ type: 'diagnostic', code: 'unreadable-message', detail, count: 1 });
    }
  }

  #end(reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#listener.onEnd(reason);
  }

  close(): void {
    this.#ended = true;
    this.#subscription?.unsubscribe();
  }
}
