/** The way of answers out; tests hold them back to see what a client makes of silence. */

interface Held {
  readonly owner: object;
  readonly id: string;
  readonly send: () => void;
}

export class Answers {
  #isHeld = false;
  #held: Held[] = [];

  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** Sends an answer now, or keeps it back. `owner` and `id` say whose and to which question. */
  pass(owner: object, id: string, send: () => void): void {
    if (this.#isHeld) this.#held.push({ owner, id, send });
    else send();
  }

  /** The question was withdrawn. */
  drop(owner: object, id: string): void {
    this.#held = this.#held.filter((held) => held.owner !== owner || held.id !== id);
  }

  hold(): void {
    this.#isHeld = true;
  }

  /** Lets all answers go in the order in which they were given. */
  release(): void {
    this.#isHeld = false;
    const held = this.#held;
    this.#held = [];
    for (const { send } of held) send();
  }
}
