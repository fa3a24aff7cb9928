/** One subscriber and what it sees of the rows: those of its queues and its hours. */
import type { Conversation } from '../../model/conversation.js';
import type { Removal, ReportScope, SourceMessage } from '../data-source.js';
import { decodedList } from '../decode-conversation.js';
import type { Changes } from './bucket-rows.js';

const HOUR = 3_600_000;

export class ScopedReader {
  readonly #scope: ReportScope;
  readonly #next: (message: SourceMessage) => void;
  /** Ids of the rows that it has. */
  readonly #shown = new Set<string>();
  #hasLeft = false;

  constructor(scope: ReportScope, next: (message: SourceMessage) => void) {
    this.#scope = scope;
    this.#next = next;
  }

  leave(): void {
    this.#hasLeft = true;
  }

  tell(message: SourceMessage): void {
    if (this.#hasLeft) return;
    if (message.type === 'wipe') this.#shown.clear();
    this.#next(message);
  }

  /** @param asOf server epoch ms */
  tellAll(rows: ReadonlyMap<string, Conversation>, asOf: number): void {
    const conversations = [...rows.values()].filter((row) => this.#includes(row, asOf));
    this.#shown.clear();
    for (const { id } of conversations) this.#shown.add(id);
    this.tell({ type: 'snapshot', conversations: decodedList(conversations), asOf });
  }

  tellChanges(changes: Changes, asOf: number): void {
    const upserts: Conversation[] = [];
    const removes = changes.removes.filter(({ id }) => this.#shown.delete(id));
    for (const row of changes.upserts) {
      const { id, version } = row;
      if (this.#includes(row, asOf)) {
        this.#shown.add(id);
        upserts.push(row);
      } else if (this.#shown.delete(id)) removes.push({ id, version, why: 'scope' });
    }
    this.#tellDelta(upserts, removes, asOf);
  }

  #tellDelta(upserts: Conversation[], removes: readonly Removal[], asOf: number): void {
    if (upserts.length + removes.length === 0) return;
    this.tell({ type: 'delta', upserts: decodedList(upserts), removes, asOf });
  }

  /** What was shown once stays until it ends, however old it grows: it must not vanish unseen. */
  #includes({ id, queue, startedAt }: Conversation, now: number): boolean {
    const { queues, windowHours } = this.#scope;
    if (queues.length > 0 && (queue === null || !queues.includes(queue.id))) return false;
    // Without a beginning nobody knows that it is too old.
    return startedAt === 0 || this.#shown.has(id) || startedAt >= now - windowHours * HOUR;
  }
}
