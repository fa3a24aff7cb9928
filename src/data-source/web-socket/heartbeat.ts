/**
 * Whether the link still lives, and what time the server has.
 *
 * Judged by comparing clocks at each tick, never by counting ticks: browsers run the timers of a hidden page once a
 * minute, and a sleeping machine runs none. A tick that comes late is itself a sign: the machine slept or the page was
 * blocked, and then silence proves nothing before the frames that waited have been read. The link is probed instead.
 */
import { ClockSamples, type ClockEstimate } from '../wire/clock-samples.js';
import type { Environment } from './environment.js';

const TICK = 1_000;
/** Ms by which a tick may be late: more was a sleep. */
const LATE = 4_000;
/** Hidden pages are throttled to one tick a minute. */
const LATE_HIDDEN = 90_000;

export interface HeartbeatPort {
  sendPing(n: number): void;
  /** No frame, or no answer to a ping, for too long. */
  silent(): void;
  /** The machine slept. */
  woke(): void;
  clock(estimate: ClockEstimate): void;
  /** Once a second, or as often as the browser allows. */
  ticked(): void;
}

export class Heartbeat {
  readonly #environment: Environment;
  readonly #port: HeartbeatPort;
  readonly #samples = new ClockSamples();
  readonly #pings = new Map<number, number>();
  #n = 0;
  /** Ms; the server's `hb` replaces them. */
  #every = 15_000;
  #grace = 10_000;
  #isConnected = false;
  #lastFrame = 0;
  #lastPing = 0;
  #cancelTick: (() => void) | null = null;
  #cancelCheck: (() => void) | null = null;
  #tickedAt = { wall: 0, monotonic: 0 };

  constructor(environment: Environment, port: HeartbeatPort) {
    this.#environment = environment;
    this.#port = port;
  }

  /** Begins to tick. */
  start(): void {
    if (!this.#cancelTick) this.#arm();
  }

  stop(): void {
    this.#cancelTick?.();
    this.#cancelTick = null;
    this.disconnected();
  }

  /** The server said hello; from now on silence counts. Times in ms. */
  connected(every: number | undefined, grace: number | undefined): void {
    this.#every = within(every, 15_000);
    this.#grace = within(grace, 10_000);
    this.#isConnected = true;
    this.#lastPing = this.#environment.monotonic();
    this.received();
  }

  disconnected(): void {
    this.#isConnected = false;
    this.#cancelCheck?.();
    this.#cancelCheck = null;
    this.#pings.clear();
  }

  /** Any frame is a sign of life. */
  received(): void {
    this.#lastFrame = this.#environment.monotonic();
  }

  /** Asks for an answer; returns the number that it will bear. */
  ping(): number {
    this.#n += 1;
    this.#lastPing = this.#environment.monotonic();
    this.#pings.set(this.#n, this.#lastPing);
    this.#port.sendPing(this.#n);
    return this.#n;
  }

  /** False for an answer to nothing. `serverNow` in server epoch ms. */
  answered(n: number, serverNow: number): boolean {
    const sentAt = this.#pings.get(n);
    if (sentAt === undefined) return false;
    // An answer also settles the questions before it.
    for (const asked of [...this.#pings.keys()]) if (asked <= n) this.#pings.delete(asked);
    this.sample(sentAt, serverNow);
    return true;
  }

  /** `sentAt` monotonic. */
  sample(sentAt: number, serverNow: number): void {
    this.#samples.add(sentAt, this.#environment.monotonic(), serverNow);
    const estimate = this.estimate();
    if (estimate) this.#port.clock(estimate);
  }

  /** Server time − client epoch time, also after somebody set the client's clock. */
  estimate(): ClockEstimate | null {
    const { best } = this.#samples;
    if (!best) return null;
    const { now, monotonic } = this.#environment;
    return { offset: Math.round(best.offset + monotonic() - now()), error: Math.ceil(best.error) };
  }

  /** Server epoch ms; the client's own before the first answer. */
  serverNow(): number {
    return this.#environment.now() + (this.estimate()?.offset ?? 0);
  }

  #arm(): void {
    this.#tickedAt = this.#clocks();
    this.#cancelTick = this.#environment.after(TICK, () => this.#tick());
  }

  /** Something says that the page woke, perhaps before the tick that is late notices how long it slept. */
  woken(): void {
    if (!this.#isTickLate()) return;
    this.#anchor();
    this.#tickedAt = this.#clocks();
  }

  #tick(): void {
    const isLate = this.#isTickLate();
    this.#arm();
    if (isLate) {
      this.#anchor();
      this.#port.woke();
    } else if (this.#isConnected) this.#judge();
    this.#port.ticked();
  }

  #isTickLate(): boolean {
    const { wall, monotonic } = this.#clocks();
    const passed = Math.max(wall - this.#tickedAt.wall, monotonic - this.#tickedAt.monotonic);
    return passed > TICK + (this.#environment.page.hidden ? LATE_HIDDEN : LATE);
  }

  /** The monotonic clock may have stood still: what it measured before says nothing about now. */
  #anchor(): void {
    const asked = this.#environment.monotonic();
    this.#samples.clear();
    this.#lastFrame = asked;
    for (const n of this.#pings.keys()) this.#pings.set(n, asked);
  }

  #clocks(): { readonly wall: number; readonly monotonic: number } {
    return { wall: this.#environment.now(), monotonic: this.#environment.monotonic() };
  }

  #judge(): void {
    const left = this.#timeLeft();
    if (left <= 0) this.#port.silent();
    else if (left < TICK && !this.#cancelCheck) {
      // Between two ticks: nobody should read a dead link as live for one second more.
      this.#cancelCheck = this.#environment.after(left, () => {
        this.#cancelCheck = null;
        if (this.#isConnected && this.#timeLeft() <= 0) this.#port.silent();
      });
    } else if (this.#environment.monotonic() - this.#lastPing >= this.#every) this.ping();
  }

  /** Ms until the link counts as dead. */
  #timeLeft(): number {
    const now = this.#environment.monotonic();
    const oldestPing = this.#pings.values().next().value ?? now;
    return Math.min(this.#lastFrame + this.#every - now, oldestPing - now) + this.#grace;
  }
}

/** No server may make us wait for hours, nor ping it all the time. */
function within(value: number | undefined, fallback: number): number {
  return value === undefined ? fallback : Math.min(Math.max(value, 1_000), 60_000);
}
