/**
 * When a change of the connection is worth words. Coming and going of *late* is not: nothing is lost yet, and the pill
 * shows it. A link that is down for long, or rights that are gone, are worth an alert.
 */
import type { Connection, PillState } from '../../engine/view-types.js';
import type { ConnectionNotice } from './toast-stack.js';

const LOST_AFTER_MS = 20_000;
const DOWN: readonly PillState[] = ['stale', 'reconnecting', 'offline'];
const REFUSED = ['unauthorized', 'forbidden', 'failed'] as const;

export interface ConnectionNews {
  /** The state to announce politely. */
  readonly state?: PillState;
  readonly notice?: ConnectionNotice;
  /** The alert before no longer holds. */
  readonly clears?: true;
}

export class ConnectionWatch {
  #state: PillState | null = null;
  #downSince: number | null = null;
  #alert: ConnectionNotice | null = null;

  /** @param now epoch ms */
  note({ state, trusted }: Connection, now: number): ConnectionNews {
    const before = this.#state;
    this.#state = state;
    if (!DOWN.includes(state)) this.#downSince = null;
    else this.#downSince ??= now;
    if (before === state) return {};
    const refusal = REFUSED.find((each) => each === state);
    if (refusal) {
      this.#alert = refusal;
      return { notice: refusal };
    }
    const isMinor = before === null || (isHealthy(before) && isHealthy(state));
    const announced = isMinor ? {} : { state };
    if (this.#alert === null || !(trusted || state === 'paused')) return announced;
    const wasLost = this.#alert === 'lost';
    this.#alert = null;
    return wasLost ? { notice: 'restored' } : { ...announced, clears: true };
  }

  /** A second passed. */
  tick(now: number): ConnectionNews {
    const isLong = this.#downSince !== null && now - this.#downSince > LOST_AFTER_MS;
    if (!isLong || this.#alert !== null) return {};
    this.#alert = 'lost';
    return { notice: 'lost' };
  }
}

const isHealthy = (state: PillState): boolean => state === 'live' || state === 'late';
