/** The rules of rows that hold over the whole life of a stream, whatever the back end does. */
import type { Removal, SourceMessage } from '../../src/data-source/data-source.js';
import { decodeConversation } from '../../src/data-source/decode-conversation.js';

export type Rule =
  | 'shape'
  | 'snapshot-first'
  | 'live-after-snapshot'
  | 'no-going-back'
  | 'no-return-of-the-closed'
  | 'once-in-a-snapshot';

export interface Violation {
  readonly rule: Rule;
  readonly text: string;
}

export class RowRules {
  readonly violations: Violation[] = [];
  /** Highest version told of each id. */
  readonly #highest = new Map<string, number>();
  /** Versions of closings, by id. */
  readonly #closed = new Map<string, number>();
  #hasSnapshot = false;

  note(message: SourceMessage): void {
    switch (message.type) {
      case 'connection':
        if (message.state === 'live' && !this.#hasSnapshot)
          this.#found('live-after-snapshot', 'live was told before there was a snapshot');
        break;
      case 'snapshot':
        this.#hasSnapshot = true;
        this.#noteOnce(message.conversations);
        this.#noteRows(message.conversations);
        break;
      case 'delta':
        if (!this.#hasSnapshot) this.#found('snapshot-first', 'a delta came before there was a snapshot');
        this.#noteRows(message.upserts);
        message.removes.forEach((removal) => this.#noteRemoval(removal));
        break;
      case 'wipe':
        // What is told after it is told as if for the first time.
        this.#hasSnapshot = false;
        this.#highest.clear();
        this.#closed.clear();
        break;
      default:
        break;
    }
  }

  #noteOnce(rows: readonly unknown[]): void {
    const ids = new Set<unknown>();
    for (const row of rows) {
      const { id } = row as { readonly id?: unknown };
      if (ids.has(id)) this.#found('once-in-a-snapshot', `${String(id)} is twice in a snapshot`);
      ids.add(id);
    }
  }

  #noteRows(rows: readonly unknown[]): void {
    for (const raw of rows) {
      const row = decodeConversation(raw);
      // What cannot be read is the business of another case.
      if (typeof row === 'string') continue;
      const { id, version } = row;
      const highest = this.#highest.get(id) ?? -1;
      const closed = this.#closed.get(id) ?? -1;
      if (closed >= version)
        this.#found(
          'no-return-of-the-closed',
          `${id} was closed with version ${closed} and came with ${version}`,
        );
      else if (highest > version)
        this.#found('no-going-back', `${id} was told with version ${highest} and then with ${version}`);
      this.#highest.set(id, Math.max(highest, version));
    }
  }

  #noteRemoval({ id, version, why }: Removal): void {
    if (why === 'closed') this.#closed.set(id, version);
    // Who comes back into the scope may come as they left.
    else this.#highest.delete(id);
  }

  #found(rule: Rule, text: string): void {
    this.violations.push({ rule, text });
  }
}
