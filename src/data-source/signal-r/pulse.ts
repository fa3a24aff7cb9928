/**
 * Asks the hub for its time, again and again: that tells how far the clocks are apart and whether both ends of the line
 * still live. SignalR's own pings tell the latter only as fast as its timers run, and nobody hears of them.
 */
import { isCount } from '../decode-conversation.js';
import { ClockSamples, type ClockEstimate } from '../wire/clock-samples.js';
import type { HubChannel } from './hub-channel.js';
import type { SignalRPlatform } from './platform.js';

const EVERY = 10_000;
const DEADLINE = 10_000;
/** Ms by which the two clocks of the client may drift apart between two beats before one counts as set anew. */
const JUMP = 2_000;

export interface PulsePort {
  readonly platform: SignalRPlatform;
  clock(estimate: ClockEstimate): void;
  /** Called before each beat. */
  beat(): void;
  silent(): void;
}

export class Pulse {
  readonly #port: PulsePort;
  readonly #samples = new ClockSamples();
  #channel: HubChannel | null = null;
  #cancel: (() => void) | null = null;
  #drift = 0;

  constructor(port: PulsePort) {
    this.#port = port;
    this.#drift = this.#apart();
  }

  /** Server epoch ms, estimated. */
  get serverNow(): number {
    return this.#port.platform.now() + (this.#samples.best?.offset ?? 0);
  }

  start(channel: HubChannel): void {
    this.#channel = channel;
    this.#schedule();
  }

  stop(): void {
    this.#channel = null;
    this.#cancel?.();
    this.#cancel = null;
  }

  /** A time of the server, asked for at `sentAt` (client epoch ms) and here now. */
  sample(sentAt: number, serverNow: number): void {
    const apart = this.#apart();
    if (Math.abs(apart - this.#drift) > JUMP) {
      this.#samples.clear();
      this.#drift = apart;
      // It was sent by the other clock.
      if (sentAt > this.#port.platform.now()) return;
    }
    this.#samples.add(sentAt, this.#port.platform.now(), serverNow);
    const { best } = this.#samples;
    if (best) this.#port.clock(best);
  }

  /** True when the hub answers in time; whatever it answers, it is there. */
  async probe(deadline: number): Promise<boolean> {
    const channel = this.#channel;
    if (!channel) return false;
    const sentAt = this.#port.platform.now();
    const answer = await channel.ask('Time', undefined, deadline);
    if (channel !== this.#channel) return false;
    if (answer.type === 'answer' && isCount(answer.value)) this.sample(sentAt, answer.value);
    return answer.type === 'answer' || answer.type === 'fault';
  }

  #schedule(): void {
    this.#cancel?.();
    this.#cancel = this.#port.platform.after(EVERY, () => void this.#beat());
  }

  async #beat(): Promise<void> {
    const channel = this.#channel;
    this.#port.beat();
    const isAlive = await this.probe(DEADLINE);
    if (channel === null || channel !== this.#channel) return;
    if (isAlive) this.#schedule();
    else this.#port.silent();
  }

  #apart(): number {
    return this.#port.platform.now() - this.#port.platform.monotonic();
  }
}
