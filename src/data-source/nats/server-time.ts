/**
 * The time of the servers, out of stamps: NATS says when it stored a change, a desk may say what time it is. A stamp is
 * older than its arrival by the way here, and by more if this page was busy; so the stamp that is ahead most tells most.
 */
import type { SourceMessage } from '../data-source.js';

/** Stamps and round trips that count. */
const KEPT = 8;
/** Ms: said while no stamp was seen, so that nobody takes the offset for a measured one. */
const UNMEASURED = 3_600_000;

export class ServerTime {
  readonly #now: () => number;
  /** Stamp − arrival, ms. */
  #leads: number[] = [];
  #roundTrips: number[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Server epoch ms, as well as it is known. */
  get now(): number {
    return Math.max(0, Math.round(this.#now() + this.#offset));
  }

  /** @param stamp server epoch ms, of something that has just arrived */
  note(stamp: number): void {
    this.#leads = [...this.#leads, stamp - this.#now()].slice(-KEPT);
  }

  noteRoundTrip(ms: number): void {
    this.#roundTrips = [...this.#roundTrips, Math.max(0, ms)].slice(-KEPT);
  }

  /** For a new connection: the machine may have slept, the clock may have been set. */
  clear(): void {
    this.#leads = [];
    this.#roundTrips = [];
  }

  get message(): SourceMessage {
    const errorMs = this.#leads.length === 0 ? UNMEASURED : this.#halfWay;
    return { type: 'clock', offsetMs: this.#offset, errorMs };
  }

  get #offset(): number {
    return this.#leads.length === 0 ? 0 : Math.max(...this.#leads) + this.#halfWay;
  }

  get #halfWay(): number {
    return this.#roundTrips.length === 0 ? 0 : Math.min(...this.#roundTrips) / 2;
  }
}
