/** Asks the server now and then whether it is there: a link may be dead and say nothing. Gives the round trip. */
import type { NatsConnection } from './library.js';
import type { Setup } from './options.js';

/** Ms between an answer and the next question, and ms for the answer. Together less than the 25 s of a dead link. */
const EVERY = 10_000;
const DEADLINE = 10_000;
/** The same after the machine woke, when most likely the link is gone. */
const DEADLINE_AFTER_WAKING = 2_000;

export class Heartbeat {
  readonly #connection: NatsConnection;
  readonly #setup: Pick<Setup, 'after' | 'now'>;
  readonly #beat: (roundTripMs: number) => void;
  readonly #dead: () => void;
  #cancelTimer: () => void = () => undefined;
  #asked = 0;
  #isEnded = false;

  constructor(
    connection: NatsConnection,
    setup: Pick<Setup, 'after' | 'now'>,
    events: { readonly beat: (roundTripMs: number) => void; readonly dead: () => void },
  ) {
    this.#connection = connection;
    this.#setup = setup;
    this.#beat = events.beat;
    this.#dead = events.dead;
  }

  /** Also asks at once. Resolves with the answer, or never. */
  async ask(deadline = DEADLINE): Promise<void> {
    if (this.#isEnded) return;
    this.#asked += 1;
    const mine = this.#asked;
    const sentAt = this.#setup.now();
    this.#cancelTimer();
    this.#cancelTimer = this.#setup.after(deadline, () => this.#dead());
    try {
      await this.#connection.flush();
    } catch {
      // The connection tells its end itself.
      return;
    }
    if (this.#hasEnded() || mine !== this.#asked) return;
    this.#cancelTimer();
    this.#cancelTimer = this.#setup.after(EVERY, () => void this.ask());
    this.#beat(this.#setup.now() - sentAt);
  }

  wake(): void {
    void this.ask(DEADLINE_AFTER_WAKING);
  }

  end(): void {
    this.#isEnded = true;
    this.#cancelTimer();
  }

  /** May have become so during a wait or in a listener, which the compiler does not see. */
  #hasEnded(): boolean {
    return this.#isEnded;
  }
}
