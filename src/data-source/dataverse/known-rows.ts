/** The rows that were told, and what a reading changes about them. */
import type { Conversation } from '../../model/conversation.js';
import type { Removal } from '../data-source.js';

export class KnownRows {
  #rows = new Map<string, Conversation>();

  get rows(): ReadonlyMap<string, Conversation> {
    return this.#rows;
  }

  clear(): void {
    this.#rows = new Map();
  }

  /** Takes all rows over. Returns those that are shown. */
  replace(
    rows: ReadonlyMap<string, Conversation>,
    queues: ReadonlySet<string> | null,
  ): readonly Conversation[] {
    this.#rows = new Map([...rows].filter(([, row]) => row.status !== 'closed' && isIn(row, queues)));
    return [...this.#rows.values()];
  }

  /** Takes what has changed. Changes are read with an overlap, so that most of it is often known. */
  apply(
    rows: ReadonlyMap<string, Conversation>,
    queues: ReadonlySet<string> | null,
  ): { readonly upserts: readonly Conversation[]; readonly removes: readonly Removal[] } {
    const upserts: Conversation[] = [];
    const removes: Removal[] = [];
    for (const [id, row] of rows) {
      const known = this.#rows.get(id);
      if (known !== undefined && known.version >= row.version) continue;
      const isClosed = row.status === 'closed';
      if (!isClosed && isIn(row, queues)) {
        this.#rows.set(id, row);
        upserts.push(row);
      } else if (this.#rows.delete(id))
        removes.push({ id, version: row.version, why: isClosed ? 'closed' : 'scope' });
    }
    return { upserts, removes };
  }
}

function isIn({ queue }: Conversation, queues: ReadonlySet<string> | null): boolean {
  return queues === null || (queue !== null && queues.has(queue.id.toLowerCase()));
}
