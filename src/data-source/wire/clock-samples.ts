/**
 * How far the server's clock is from ours, from question and answer pairs.
 *
 * The true offset lies within half a round trip of the estimate, so the sample with the shortest of the last eight round
 * trips is the best one. Which client clock is used is the caller's choice, as long as it is always the same and is
 * cleared when it jumps (on some systems the monotonic clock stops while the machine sleeps).
 */
export interface ClockEstimate {
  /** Server time − client time, ms. */
  readonly offset: number;
  /** The offset is known to ± this, ms. */
  readonly error: number;
}

const KEPT = 8;

export class ClockSamples {
  readonly #samples: ClockEstimate[] = [];

  /** `sentAt` and `receivedAt` on the client's clock, `serverNow` as the answer says. */
  add(sentAt: number, receivedAt: number, serverNow: number): void {
    const roundTrip = Math.max(0, receivedAt - sentAt);
    this.#samples.push({ offset: serverNow - (sentAt + receivedAt) / 2, error: roundTrip / 2 });
    if (this.#samples.length > KEPT) this.#samples.shift();
  }

  clear(): void {
    this.#samples.length = 0;
  }

  /** The estimate with the least error, the newest among equals; null before the first answer. */
  get best(): ClockEstimate | null {
    let best: ClockEstimate | null = null;
    for (const sample of this.#samples) {
      if (!best || sample.error <= best.error) best = sample;
    }
    return best;
  }
}
