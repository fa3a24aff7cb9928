/** The rows of the bucket as far as they can be read, and what an entry of it does to them. */
import type { Conversation } from '../../model/conversation.js';
import type { Removal } from '../data-source.js';
import { decodeParsed, isRecord } from '../decode-conversation.js';
import { MAX_FRAME } from '../wire/wire-messages.js';
import { conversationOf } from './conversation-key.js';
import type { NatsEntry } from './library.js';

export interface Changes {
  readonly upserts: readonly Conversation[];
  readonly removes: readonly Removal[];
}

/** What was left out, by why. */
export type Faults = ReadonlyMap<string, number>;

export class BucketRows {
  readonly #rows = new Map<string, Conversation>();
  readonly #faults = new Map<string, number>();
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });

  get all(): ReadonlyMap<string, Conversation> {
    return this.#rows;
  }

  /** What was left out since the last call. */
  takeFaults(): Faults {
    const faults = new Map(this.#faults);
    this.#faults.clear();
    return faults;
  }

  /** Applies entries in their order; of several of a conversation only the last is told. */
  apply(entries: readonly NatsEntry[]): Changes {
    const upserts = new Map<string, Conversation>();
    const removes = new Map<string, Removal>();
    for (const entry of entries) {
      const id = conversationOf(entry.key);
      if (id === null) {
        this.#fault('foreign-key');
        continue;
      }
      const version = entry.revision;
      // A redelivered entry says nothing new.
      if ((this.#rows.get(id)?.version ?? 0) >= version) continue;
      upserts.delete(id);
      removes.delete(id);
      const row = entry.operation === 'PUT' ? this.#read(entry, id) : 'closed';
      if (typeof row !== 'string') {
        this.#rows.set(id, row);
        upserts.set(id, row);
      } else {
        this.#rows.delete(id);
        // What cannot be read has not ended, but the row of before would be wrong.
        removes.set(id, { id, version, why: row === 'closed' ? 'closed' : 'scope' });
      }
    }
    return { upserts: [...upserts.values()], removes: [...removes.values()] };
  }

  /** The row; else 'closed' or 'unreadable', which is counted. */
  #read(entry: NatsEntry, id: string): Conversation | 'closed' | 'unreadable' {
    const raw = this.#parse(entry.value);
    if (!isRecord(raw)) return this.#fault(raw === undefined ? 'not-json' : 'not-an-object');
    // The revision is the version: it rises with each change, whoever made it.
    const row = decodeParsed({ ...raw, ver: entry.revision });
    if (typeof row === 'string') return this.#fault(row);
    if (row.id !== id) return this.#fault('id-is-not-the-key');
    return row.status === 'closed' ? 'closed' : row;
  }

  #parse(value: Uint8Array): unknown {
    if (value.length > MAX_FRAME) return undefined;
    try {
      return JSON.parse(this.#decoder.decode(value)) as unknown;
    } catch {
      return undefined;
    }
  }

  #fault(name: string): 'unreadable' {
    this.#faults.set(name, (this.#faults.get(name) ?? 0) + 1);
    return 'unreadable';
  }
}
