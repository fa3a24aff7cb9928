/**
 * The newest truth: rows by id as the source told them, whatever is shown.
 *
 * A lower version never replaces a higher one; a conversation that was closed does not come back with an older
 * version; a row that cannot be read is left out and counted.
 */
import { decodeConversation, isDecodedList } from '../data-source/decode-conversation.js';
import type { Removal } from '../data-source/data-source.js';
import type { Conversation } from '../model/conversation.js';
import { RowRecord } from './row-record.js';

/** Closed conversations remembered at most; the oldest are forgotten first. */
const MAX_TOMBSTONES = 10_000;

export class RowStore {
  // See FilterGround.
  readonly flags = new Map<string, string>();
  me: string | null = null;
  readonly #records = new Map<string, RowRecord>();
  /** Version at which a conversation was closed, by id, oldest first. */
  readonly #closed = new Map<string, number>();
  readonly #onLeftOut: (code: 'unreadable-row' | 'record-channel', detail: string) => void;
  #changed: RowRecord[] = [];
  /** How many of them have been taken. */
  #taken = 0;
  #snapshot = 0;

  constructor(onLeftOut: (code: 'unreadable-row' | 'record-channel', detail: string) => void) {
    this.#onLeftOut = onLeftOut;
  }

  /** The records of all rows, also of those that are gone and still shown. */
  get records(): ReadonlyMap<string, RowRecord> {
    return this.#records;
  }

  /** How many rows changed and wait to be shown. */
  get waiting(): number {
    return this.#changed.length - this.#taken;
  }

  get(id: string): Conversation | undefined {
    return this.#records.get(id)?.row;
  }

  /** The next row that changed, to be shown now. */
  takeChanged(): RowRecord | undefined {
    const record = this.#changed[this.#taken];
    if (!record) {
      if (this.#taken > 0) this.#changed = [];
      this.#taken = 0;
      return undefined;
    }
    this.#taken += 1;
    record.isChanged = false;
    return record;
  }

  /** What is gone has been taken from the screen. */
  forget(record: RowRecord): void {
    if (this.#records.get(record.id) === record) this.#records.delete(record.id);
  }

  /** A snapshot begins: its rows come by {@link upsertFrom}, then {@link endSnapshot}. */
  beginSnapshot(): void {
    this.#snapshot += 1;
  }

  /** Takes the rows from `start` to before `end`, as part of the snapshot or of a delta. */
  upsertFrom(rows: readonly unknown[], start: number, end: number): void {
    const areDecoded = isDecodedList(rows);
    for (let index = start; index < end; index += 1) {
      const row = this.#admit(rows[index], areDecoded);
      if (row) this.#upsert(row);
    }
  }

  /** Rows that the snapshot did not name are gone. */
  endSnapshot(): void {
    for (const record of this.#records.values()) {
      if (record.snapshot !== this.#snapshot) this.#delete(record);
    }
  }

  clear(): void {
    this.#records.clear();
    this.#closed.clear();
    this.#changed = [];
    this.#taken = 0;
  }

  #admit(input: unknown, isOwn: boolean): Conversation | undefined {
    const row = isOwn ? (input as Conversation) : decodeConversation(input);
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
    const { id, version } = row;
    let record = this.#records.get(id);
    if (record) record.snapshot = this.#snapshot;
    if (record?.row && record.row.version >= version) return;
    if (this.#closed.size > 0 && (this.#closed.get(id) ?? -1) >= version) return;
    if (row.status === 'closed') {
      this.remove({ id, version, why: 'closed' });
      return;
    }
    if (!record) {
      record = new RowRecord(id);
      record.snapshot = this.#snapshot;
      this.#records.set(id, record);
    }
    record.row = row;
    this.#note(record);
  }

  remove({ id, version, why }: Removal): void {
    const record = this.#records.get(id);
    if (record?.row && record.row.version > version) return;
    if (why === 'closed') this.#bury(id, version);
    if (record) this.#delete(record);
  }

  #delete(record: RowRecord): void {
    if (!record.row) return;
    record.row = undefined;
    this.#note(record);
  }

  #note(record: RowRecord): void {
    if (record.isChanged) return;
    record.isChanged = true;
    this.#changed.push(record);
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
