/** What the link remembers from one event to the next, and the facts that the state table decides by. */
import { MAX_RETRY_AFTER } from '../wire/backoff.js';
import type { LinkFacts, LinkState, Step } from './link-events.js';

/** Ms live after which a loss is no failed attempt. */
const STEADY_AFTER = 10_000;
const MIN_BETWEEN_ATTEMPTS = 1_000;

/** Times are monotonic ms, null while they do not hold. */
export class LinkRegisters {
  state: LinkState = 'idle';
  attempt = 0;
  hurried = false;
  refusals = 0;
  forbidden = false;
  reason: string | undefined;
  begunHidden = false;
  /** `bye` said not to come back. */
  dismissed = false;
  /** Ms over which a leaving server wants its clients spread. */
  spreadMs: number | undefined;
  begunAt = -Infinity;
  /** The server wants no attempt before. */
  notBefore = -Infinity;
  notLiveSince: number | null = null;
  snapshotSince = 0;
  /** Live without a break since then. */
  #liveSince: number | null = null;
  /** This connection was live for long enough, and may be in a break now. */
  #wasSteady = false;
  #poisonedAt = '';
  #poisoned = 0;

  facts(now: number, around: Pick<LinkFacts, 'canRenew' | 'hasPosition' | 'prerendering'>): LinkFacts {
    const { attempt, hurried, refusals, begunHidden, dismissed } = this;
    return {
      ...around,
      attempt,
      hurried,
      refusals,
      begunHidden,
      dismissed,
      steady: this.#isSteady(now),
      poisoned: this.#poisoned,
      mustWait: now < this.notBefore || now - this.begunAt < MIN_BETWEEN_ATTEMPTS,
    };
  }

  take(step: Step, now: number, isProgress: boolean): void {
    this.state = step.to;
    this.attempt = step.attempt ?? this.attempt;
    this.hurried = step.hurried ?? this.hurried;
    this.refusals = step.refusals ?? this.refusals;
    this.forbidden = step.forbidden ?? false;
    this.reason = step.reason ?? (step.to === 'live' ? undefined : this.reason);
    if (step.to === 'snapshot' && !isProgress) this.snapshotSince = now;
    if (step.to === 'live') {
      this.#liveSince ??= now;
      this.notLiveSince = null;
    } else {
      this.#wasSteady = this.#isSteady(now);
      this.#liveSince = null;
      this.notLiveSince ??= now;
    }
  }

  disconnected(): void {
    this.#liveSince = null;
    this.#wasSteady = false;
  }

  #isSteady(now: number): boolean {
    return this.#wasSteady || (this.#liveSince !== null && now - this.#liveSince >= STEADY_AFTER);
  }

  /** `ms` as the server says, from now on. */
  holdOff(ms: number | undefined, now: number): void {
    if (ms !== undefined) this.notBefore = now + Math.min(ms, MAX_RETRY_AFTER);
  }

  /** Counts malformed frames in a row at one position. */
  poison(position: string): void {
    this.#poisoned = position === this.#poisonedAt ? this.#poisoned + 1 : 1;
    this.#poisonedAt = position;
  }
}
