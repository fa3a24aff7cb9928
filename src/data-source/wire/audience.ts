import type { SourceMessage } from '../data-source.js';

export type Listener = (message: SourceMessage) => void;

/** Told again to who comes later: before the rows, and the state that calls them live after them. */
const BEFORE_ROWS: readonly SourceMessage['type'][] = ['clock', 'permissions', 'supervisor'];
const REMEMBERED: readonly SourceMessage['type'][] = [...BEFORE_ROWS, 'connection'];

/** The subscribers of one link. */
export class Audience {
  readonly #listeners = new Set<Listener>();
  readonly #last = new Map<SourceMessage['type'], SourceMessage>();

  get isEmpty(): boolean {
    return this.#listeners.size === 0;
  }

  add(listener: Listener, snapshot: SourceMessage | null): void {
    this.#listeners.add(listener);
    const known = BEFORE_ROWS.map((type) => this.#last.get(type));
    for (const message of [...known, snapshot, this.#last.get('connection')]) if (message) listener(message);
  }

  remove(listener: Listener): void {
    this.#listeners.delete(listener);
  }

  /** Another life begins: what was said in the last one is not told again. */
  forget(): void {
    this.#last.clear();
  }

  tell(message: SourceMessage): void {
    if (REMEMBERED.includes(message.type)) this.#last.set(message.type, message);
    // A copy: who comes in the middle of it has been told already.
    for (const listener of [...this.#listeners]) listener(message);
  }
}
