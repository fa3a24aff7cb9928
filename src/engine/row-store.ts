/**
 * The newest truth: rows by id as the source told them, whatever is shown.
 *
 * A lower version never replaces a higher one; a conversation that was closed does not come back with an older
 * version; a row that cannot be read is left out and counted.
 */
import { decodeConversation, isDecoded } from '../data-source/decode-conversation.js';
import type { Removal } from '../data-source/data-source.js';
import type { Conversation } from '../model/conversation.js';

/** Closed conversations remembered at most; the oldest are forgotten first. */
const MAX_TOMBSTONES = 10_000;

export class RowStore {
  readonly #rows = new Map<string, Conversation>();
  /** Version at which a conversation was closed, by id, oldest first. */
  readonly #closed = new Map<string, number>();
  readonly #onLeftOut: (code: 'unreadable-row' | 'record-channel', detail: string) => void;
  /** Ids that changed since they were last taken. */
  readonly changed = new Set<string>();

  constructor(onLeftOut: (code: 'unreadable-row' | 'record-channel', detail: string) => void) {
    this.#onLeftOut = onLeftOut;
  }

  get(id: string): Conversation | undefined {
    return this.#rows.get(id);
  }

  /** Makes the rows those of a snapshot; rows that it does not name are gone. */
  replaceAll(conversations: readonly unknown[]): void {
    const named = new Set<string>();
    for (const input of conversations) {
      const row = this.#admit(input);
      if (!row) continue;
      named.add(row.id);
      this.#upsert(row);
    }
    for (const id of this.#rows.keys()) {
      if (!named.has(id)) this.#delete(id);
    }
  }

  apply(upserts: readonly unknown[], removes: readonly Removal[]): void {
    for (const input of upserts) {
      const row = this.#admit(input);
      if (row) this.#upsert(row);
    }
    for (const removal of removes) this.#remove(removal);
  }

  clear(): void {
    for (const id of this.#rows.keys()) this.changed.add(id);
    this.#rows.clear();
    this.#closed.clear();
  }

  #admit(input: unknown): Conversation | undefined {
    const row =
      typeof input === 'object' && input !== null && isDecoded(input)
        ? (input as Conversation)
        : decodeConversation(input);
    if (typeof row === 'string') {
      this.#onLeftOut('unreadable-row', row);
      return undefined;
    }
    if (row.channel === 'record') {
      this.#onLeftOut('record-channel', 'record routing is not a conversation');
      return undefined;
    }
    return row;
  }

  #upsert(row: Conversation): void {
    const stored = this.#rows.get(row.id);
    if (stored && stored.version >= row.version) return;
    if ((this.#closed.get(row.id) ?? -1) >= row.version) return;
    if (row.status === 'closed') {
      this.#remove({ id: row.id, version: row.version, why: 'closed' });
      return;
    }
    this.#rows.set(row.id, row);
    this.changed.add(row.id);
  }

  #remove({ id, version, why }: Removal): void {
    const stored = this.#rows.get(id);
    if (stored && stored.version > version) return;
    if (why === 'closed') this.#bury(id, version);
    this.#delete(id);
  }

  #delete(id: string): void {
    if (this.#rows.delete(id)) this.changed.add(id);
  }

  #bury(id: string, version: number): void {
    const known = this.#closed.get(id) ?? -1;
    this.#closed.delete(id);
    this.#closed.set(id, Math.max(known, version));
    if (this.#closed.size > MAX_TOMBSTONES) {
      for (const oldest of this.#closed.keys()) {
        this.#closed.delete(oldest);
        break;
      }
    }
  }
}
