/**
 * A snapshot while it arrives, off to the side: nothing partial is ever shown as complete.
 *
 * Pages are read later than the position the snapshot starts from, and deltas from that position on arrive in between.
 * They are kept, and replayed over the pages once the end is known and the chain of deltas reaches `until`, the server's
 * position when it read the last page. Only then do the rows equal the server's at one position.
 */
import type { RowFault } from './replica.js';
import { Replica } from './replica.js';
import type { ServerMessageOf } from './wire-messages.js';

export type Delta = ServerMessageOf<'delta'>;

const MAX_OPERATIONS = 10_000;
/** UTF-16 units of text. */
const MAX_SIZE = 4_194_304;

/** A snapshot that is complete and caught up. */
export interface CaughtUp {
  readonly replica: Replica;
  readonly seq: number;
  /** Server epoch ms of the last delta, if one had it. */
  readonly at: number | undefined;
  /** Rows that the server has and did not send, because they are too many. */
  readonly total: number | undefined;
  /** Deltas beyond a hole: they are for what comes after. */
  readonly rest: readonly Delta[];
}

export class SnapshotBuffer {
  readonly snap: string;
  readonly epoch: string;
  /** Rows that will come, as far as the server said. */
  readonly total: number | undefined;
  readonly #replica: Replica;
  readonly #from: number;
  readonly #maxRows: number;
  readonly #pages = new Set<number>();
  #deltas: Delta[] = [];
  #operations = 0;
  #size = 0;
  #loaded = 0;
  #end: ServerMessageOf<'snap.end'> | null = null;

  constructor({ snap, epoch, seq, total }: ServerMessageOf<'snap.begin'>, maxRows: number) {
    this.snap = snap;
    this.epoch = epoch;
    this.total = total;
    this.#from = seq;
    this.#maxRows = maxRows;
    this.#replica = new Replica(maxRows);
  }

  /** Rows so far. */
  get loaded(): number {
    return this.#loaded;
  }

  /** Whether a page was seen before. */
  hasPage(number: number): boolean {
    return this.#pages.has(number);
  }

  /** Adds a page and returns what had to be left out. */
  addPage({ n, rows }: ServerMessageOf<'snap.page'>): ReadonlyMap<RowFault, number> {
    this.#pages.add(n);
    this.#loaded += rows.length;
    return this.#replica.apply({ up: rows }, 'replay').quarantined;
  }

  /** Keeps a delta for the replay; false when there are too many of them. `size` in UTF-16 units. */
  addDelta(delta: Delta, size: number): boolean {
    this.#deltas.push(delta);
    this.#operations += operationsOf(delta);
    this.#size += size;
    return this.#operations <= MAX_OPERATIONS && this.#size <= MAX_SIZE;
  }

  end(message: ServerMessageOf<'snap.end'>): void {
    this.#end = message;
  }

  /**
   * Replays the deltas over the pages if everything is there. To be called once more after each message until then.
   *
   * @param before the rows that are replaced, if they are of the same epoch: what they know to be closed stays so
   */
  catchUp(before: Replica | null): CaughtUp | null {
    if (!this.#end || this.#pages.size < this.#end.pages) return null;
    this.#deltas.sort((a, b) => a.seq - b.seq || a.from - b.from);
    const chain: Delta[] = [];
    const rest: Delta[] = [];
    let seq = this.#from;
    for (const delta of this.#deltas) {
      if (delta.seq <= seq) continue;
      if (delta.from > seq) {
        rest.push(delta);
      } else {
        chain.push(delta);
        seq = delta.seq;
      }
    }
    if (seq < this.#end.until) return null;
    if (before) this.#replica.rememberClosed(before);
    for (const delta of chain) this.#replica.apply(delta, 'replay');
    const beyond = rest.filter((delta) => delta.seq > seq);
    return { replica: this.#replica, seq, at: chain.at(-1)?.at, total: this.#truncatedTotal(), rest: beyond };
  }

  /** The server counted before it sent: a difference that the changes since then explain is no truncation. */
  #truncatedTotal(): number | undefined {
    const { total } = this;
    if (total === undefined) return undefined;
    const isFull = this.#replica.count >= this.#maxRows;
    return total - this.#loaded > (isFull ? 0 : this.#operations) ? total : undefined;
  }
}

export function operationsOf({ up, patch, rm }: Delta): number {
  return (up?.length ?? 0) + (patch?.length ?? 0) + (rm?.length ?? 0);
}
