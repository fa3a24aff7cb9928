import type { SourceMessage } from '../data-source.js';
import { ClockSamples } from '../wire/clock-samples.js';
import type { HttpAnswer } from './http-exchange.js';
import type { PollingPlatform } from './platform.js';

/** Clocks that part by more than this (ms) between two answers: one was set, or the machine slept. */
const JUMP = 1_000;

/** The server's time as the answers tell it. */
export class ServerClock {
  readonly #platform: PollingPlatform;
  readonly #samples = new ClockSamples();
  #skew: number | null = null;

  constructor(platform: PollingPlatform) {
    this.#platform = platform;
  }

  /** @param serverNow server epoch ms, as it stands in the body of `answer` */
  observe({ sentAt, receivedAt }: HttpAnswer, serverNow: number): void {
    this.checkForJump();
    this.#samples.add(sentAt, receivedAt, serverNow);
  }

  /** True, and what was known forgotten, if the client's clock jumped since the last look. */
  checkForJump(): boolean {
    const skew = this.#platform.now() - this.#platform.monotonic();
    const jumped = this.#skew !== null && Math.abs(skew - this.#skew) > JUMP;
    if (jumped) this.#samples.clear();
    this.#skew = skew;
    return jumped;
  }

  /** Null while no answer told the time. */
  get message(): SourceMessage | null {
    const best = this.#samples.best;
    return best && { type: 'clock', offsetMs: best.offset, errorMs: best.error };
  }

  /** Server epoch ms, as well as it is known. */
  get now(): number {
    return this.#platform.now() + (this.#samples.best?.offset ?? 0);
  }
}
