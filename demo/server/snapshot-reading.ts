/**
 * A snapshot while a client pulls it, page by page. The keys are taken once, after the position: what comes later reaches
 * the client as a delta, and each page shows its rows as they are when it is read.
 */
import { rowText } from './wire-row.js';
import type { Stream } from './stream.js';

export interface Page {
  readonly n: number;
  readonly rows: readonly string[];
  /** Key after which the next page begins; null on the last. */
  readonly next: string | null;
}

export class SnapshotReading {
  readonly snap: string;
  readonly epoch: string;
  /** Position before the first page. */
  readonly seq: number;
  readonly total: number;
  readonly #stream: Stream;
  readonly #keys: readonly string[];
  readonly #rowsOfPage: number;
  readonly #frame: number;
  pages = 0;
  count = 0;

  /** @param frame UTF-16 units that a page should not exceed */
  constructor(snap: string, stream: Stream, rowsOfPage: number, frame: number) {
    this.snap = snap;
    this.epoch = stream.epoch;
    this.seq = stream.head;
    this.total = stream.total;
    this.#stream = stream;
    this.#keys = stream.keys();
    this.#rowsOfPage = rowsOfPage;
    this.#frame = frame;
  }

  /** The page after the row with this key; after null the first one. */
  read(after: string | null): Page {
    const rows: string[] = [];
    let size = 0;
    let index = after === null ? 0 : firstAfter(this.#keys, after);
    for (; index < this.#keys.length && rows.length < this.#rowsOfPage; index += 1) {
      const row = this.#stream.get(this.#keys[index] ?? '');
      if (row === undefined) continue;
      const text = rowText(row);
      if (rows.length > 0 && size + text.length > this.#frame) break;
      rows.push(text);
      size += text.length;
    }
    this.pages += 1;
    this.count += rows.length;
    const next = index < this.#keys.length ? (this.#keys[index - 1] ?? null) : null;
    return { n: this.pages, rows, next };
  }
}

/** Index of the first key after `key`, by halving. */
function firstAfter(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? '') <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}
