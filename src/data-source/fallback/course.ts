/** One subscription, served by the one source or by the other. */
import { Subscription, type Observable, type Subscriber } from 'rxjs';
import type { SourceMessage } from '../data-source.js';

export type Way = 'first' | 'fallback';

export interface CourseRules {
  /** Failed attempts in a row after which the fallback takes over. */
  readonly attempts: number;
  /** Ms between two tries of the first source meanwhile. */
  readonly retryEvery: number;
  /** Runs `callback` once after `ms`; the returned function cancels it. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

export interface CoursePort {
  readonly connect: (way: Way) => Observable<SourceMessage>;
  /** From now on this source is the one in use. */
  readonly changed: (way: Way) => void;
}

/** Ends from which no waiting helps. */
const ENDS: readonly unknown[] = ['unauthorized', 'forbidden', 'failed'];

export class Course {
  readonly #port: CoursePort;
  readonly #rules: CourseRules;
  readonly #subscriber: Subscriber<SourceMessage>;
  /** To the source whose messages are passed on. */
  #used = new Subscription();
  /** To the first source, while it is only tried. */
  #trial = new Subscription();
  #cancelTimer: () => void = () => undefined;
  #failures = 0;
  #retryAt: number | undefined;

  constructor(port: CoursePort, rules: CourseRules, subscriber: Subscriber<SourceMessage>) {
    this.#port = port;
    this.#rules = rules;
    this.#subscriber = subscriber;
  }

  begin(): void {
    this.#port.changed('first');
    this.#use('first', (message) => this.#passFirst(message));
  }

  end(): void {
    this.#cancelTimer();
    this.#trial.unsubscribe();
    this.#used.unsubscribe();
  }

  #passFirst(message: SourceMessage): void {
    this.#subscriber.next(message);
    this.#count(message);
    if (this.#failures >= this.#rules.attempts) this.#useFallback();
  }

  /** Failed attempts in a row: each names another time for the next one, and any word of the server ends the row. */
  #count(message: SourceMessage): void {
    if (message.type === 'connection') {
      if (message.retryAt !== undefined && message.retryAt !== this.#retryAt) this.#failures += 1;
      this.#retryAt = message.retryAt;
    } else if (message.type !== 'diagnostic') this.#failures = 0;
  }

  #useFallback(): void {
    this.#failures = 0;
    this.#port.changed('fallback');
    const detail = 'the first source does not get through';
    this.#subscriber.next({ type: 'diagnostic', code: 'fallback', detail, count: 1 });
    this.#use('fallback', (message) => this.#subscriber.next(message));
    this.#tryFirstLater();
  }

  #use(way: Way, next: (message: SourceMessage) => void): void {
    this.#used.unsubscribe();
    // In place before it is subscribed to: the source may speak, and be given up, at once.
    const used = new Subscription();
    this.#used = used;
    const error = (reason: unknown): void => this.#subscriber.error(reason);
    const complete = (): void => this.#subscriber.complete();
    used.add(this.#port.connect(way).subscribe({ next, error, complete }));
  }

  #tryFirstLater(): void {
    this.#cancelTimer = this.#rules.after(this.#rules.retryEvery, () => this.#tryFirst());
  }

  /** Beside the fallback, and unseen until it is live with all its rows. */
  #tryFirst(): void {
    const trial = new Subscription();
    this.#trial = trial;
    let kept: SourceMessage[] | null = [];
    const giveUp = (): void => {
      trial.unsubscribe();
      this.#tryFirstLater();
    };
    const next = (message: SourceMessage): void => {
      if (!kept) {
        this.#passFirst(message);
      } else if (message.type !== 'connection') {
        kept.push(message);
      } else if (message.state === 'live') {
        const known = kept;
        kept = null;
        this.#used.unsubscribe();
        this.#used = trial;
        this.#port.changed('first');
        for (const each of [...known, message]) this.#subscriber.next(each);
      } else if (message.retryAt !== undefined || ENDS.includes(message.state)) giveUp();
    };
    const end = (): void => {
      if (kept) giveUp();
      else this.#subscriber.complete();
    };
    trial.add(this.#port.connect('first').subscribe({ next, error: end, complete: end }));
  }
}
