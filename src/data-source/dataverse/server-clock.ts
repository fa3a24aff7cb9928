import type { SourceMessage } from '../data-source.js';
import { ClockSamples } from '../wire/clock-samples.js';
import type { Answer } from './web-api.js';

/** The header `Date` counts whole seconds, so that on average half a second is missing. */
const HALF = 500;

/** The time of the server, as far as the answers tell it. */
export class ServerClock {
  readonly #now: () => number;
  readonly #samples = new ClockSamples();

  constructor(now: () => number) {
    this.#now = now;
  }

  observe({ sentAt, receivedAt, serverTime }: Answer): void {
    if (serverTime !== null) this.#samples.add(sentAt, receivedAt, serverTime + HALF);
  }

  /** The machine may have slept or been set: what was known counts no more. */
  clear(): void {
    this.#samples.clear();
  }

  /** Server epoch ms; the client's where the server hides its own. */
  get now(): number {
    return Math.round(this.#now() + (this.#samples.best?.offset ?? 0));
  }

  /** When the server gave the answer, epoch ms. */
  timeOf({ serverTime }: Answer): number {
    return serverTime ?? this.now;
  }

  /** Null while no answer told the time. */
  get message(): SourceMessage | null {
    const best = this.#samples.best;
    return best && { type: 'clock', offsetMs: best.offset, errorMs: best.error + HALF };
  }
}
