/**
 * The rows of one stream and the position up to which they are known.
 *
 * It orders what the connection brings - pages, deltas, marks - and tells the link what that means (`synced`, `gap`,
 * `resync` …). It knows neither sockets nor timers: every source that speaks these messages has one.
 */
import type { SourceMessage } from '../data-source.js';
import { Replica, type Operations, type RowFault } from './replica.js';
import type { ServerMessageOf } from './wire-messages.js';
import { DivergenceWatch } from './divergence-watch.js';
import { operationsOf, SnapshotBuffer, type Delta } from './snapshot-buffer.js';

/** Where the rows stand in the server's history. */
export interface Position {
  readonly stream: string;
  readonly epoch: string;
  readonly seq: number;
}

/** What a message means for the link. */
export type FeedEvent =
  /** Another part of a snapshot came, or of what was missing. */
  | { readonly type: 'progressed' }
  /** A snapshot was taken in place of the old rows. `isBehind`: changes after it are missing. */
  | { readonly type: 'synced'; readonly isBehind: boolean }
  /** More changes during a snapshot than are buffered. */
  | { readonly type: 'overflowed' }
  /** A delta is missing. */
  | { readonly type: 'gap' }
  /** The missing deltas came. */
  | { readonly type: 'chained' }
  /** They will not come. */
  | { readonly type: 'unchained' }
  /** A snapshot is needed. `unasked`: the server begins it by itself. */
  | { readonly type: 'resync'; readonly reason: string; readonly unasked?: boolean };

/** What a feed needs of the link. */
export interface FeedPort {
  tell(message: SourceMessage): void;
  diagnose(code: string, detail: string, count: number): void;
  dispatch(event: FeedEvent): void;
  pullPage(snap: string, after: string): void;
  /** Server epoch ms, estimated. */
  serverNow(): number;
  monotonic(): number;
  /** Calls `step` now and in tasks to come until it says that it is done. Until then no frame is brought to the feed. */
  inParts(step: () => boolean): void;
}

const MAX_ASIDE = 500;
/** Operations applied in one task: a few ms. A frame may have twenty times as many. */
const PART = 2_000;

export class Feed {
  readonly #port: FeedPort;
  readonly #maxRows: number;
  readonly #divergence = new DivergenceWatch();
  #replica: Replica;
  #position: Position | null = null;
  /** True from the request for a snapshot to its swap. */
  #isLoading = false;
  #buffer: SnapshotBuffer | null = null;
  /** Deltas that do not chain yet. */
  #aside: Delta[] = [];
  /** The server is known to be at least here. */
  #target = 0;
  /** Of the rows. */
  #epoch = '';
  #asOf = 0;
  #total: number | undefined;
  #operations = 0;
  /** The delta that is being applied part by part. Until its end the position is that before it. */
  #unfinished: Delta | null = null;
  #compareDigests = false;

  constructor(port: FeedPort, maxRows: number) {
    this.#port = port;
    this.#maxRows = maxRows;
    this.#replica = new Replica(maxRows);
  }

  /** Rows were told, and may be on screen. */
  get hasRows(): boolean {
    return this.#asOf !== 0;
  }

  get position(): Position | null {
    return this.#position;
  }

  /** Operations applied since the start; for flow control. */
  get operations(): number {
    return this.#operations;
  }

  /** All rows as one message; null before the first snapshot. */
  snapshot(): SourceMessage | null {
    if (this.#asOf === 0) return null;
    const { shown } = this.#replica;
    return {
      type: 'snapshot',
      conversations: this.#replica.conversations(),
      asOf: this.#asOf,
      ...(this.#total !== undefined && { partial: { shown, total: this.#total } }),
    };
  }

  /**
   * A connection begins; `digest` names how the server makes digests. `head`: how far the server is, where it goes on
   * from our position. True when changes are still to come before the rows are what it has.
   */
  connected(digest: string | undefined, head: number | undefined): boolean {
    this.#compareDigests = digest === 'fnv2x32';
    this.#abandonPending();
    if (head === undefined || head <= this.#seq) return false;
    this.#target = head;
    return true;
  }

  /** The next connection starts with a snapshot. What is shown stays until then. */
  forget(): void {
    this.#position = null;
    this.#unfinished = null;
  }

  /** Nothing may stay. */
  wipe(reason: string): void {
    this.#replica = new Replica(this.#maxRows);
    this.#position = null;
    this.#epoch = '';
    this.#asOf = 0;
    this.#total = undefined;
    this.#abandonPending();
    this.#port.tell({ type: 'wipe', reason });
  }

  /** Deltas no longer count until a snapshot has begun. */
  awaitSnapshot(): void {
    this.#abandonPending();
    this.#isLoading = true;
  }

  /** T9. A server may also begin one unasked. `stream` is the one of the welcome. */
  begin(message: ServerMessageOf<'snap.begin'>): void {
    if (!this.#isLoading) this.#port.dispatch({ type: 'resync', reason: 'snapshot', unasked: true });
    this.awaitSnapshot();
    this.#buffer = new SnapshotBuffer(message, this.#maxRows);
    this.#progressed(0, message.total);
  }

  /** T10. */
  page(message: ServerMessageOf<'snap.page'>, stream: string): void {
    const buffer = this.#buffer;
    if (buffer?.snap !== message.snap || buffer.hasPage(message.n)) return;
    // Asked for before this one is read: the server works while we do.
    if (message.next !== undefined) this.#port.pullPage(message.snap, message.next);
    this.#diagnoseRows(buffer.addPage(message));
    this.#progressed(buffer.loaded, buffer.total);
    this.#trySwap(stream);
  }

  end(message: ServerMessageOf<'snap.end'>, stream: string): void {
    if (this.#buffer?.snap !== message.snap) return;
    this.#buffer.end(message);
    this.#trySwap(stream);
  }

  /** T11, T13 to T16, T18. `size` in UTF-16 units. */
  delta(delta: Delta, size: number, stream: string): void {
    if (this.#isLoading) {
      // What came before the beginning is in the snapshot.
      if (this.#buffer?.epoch !== delta.epoch) return;
      if (this.#buffer.addDelta(delta, size)) this.#trySwap(stream);
      else this.#port.dispatch({ type: 'overflowed' });
      return;
    }
    const position = this.#position;
    if (!position) return;
    if (delta.epoch !== position.epoch) {
      this.#port.dispatch({ type: 'resync', reason: 'epoch' });
    } else if (delta.from > position.seq) {
      this.#setAside(delta);
    } else if (delta.seq > position.seq) {
      if (this.#apply(delta)) this.#goOn();
    }
  }

  /** T18 to T20. */
  mark({ epoch, seq, count, digest }: ServerMessageOf<'mark'>): void {
    const position = this.#position;
    if (this.#isLoading || !position) return;
    if (epoch !== position.epoch) {
      this.#port.dispatch({ type: 'resync', reason: 'epoch' });
    } else if (seq > position.seq) {
      this.#target = Math.max(this.#target, seq);
      this.#port.dispatch({ type: 'gap' });
    } else if (
      seq === position.seq &&
      this.#replica.agrees(count, this.#compareDigests ? digest : undefined)
    ) {
      this.#divergence.agrees();
    } else {
      // A mark behind us means that the server counts anew within the epoch.
      this.#diverged();
    }
  }

  #diverged(): void {
    const verdict = this.#divergence.differs(this.#port.monotonic());
    this.#port.diagnose(verdict === 'resync' ? 'mismatch' : 'divergence', 'rows differ from the server', 1);
    if (verdict !== 'wait') this.#port.dispatch({ type: 'resync', reason: 'divergence' });
  }

  #setAside(delta: Delta): void {
    this.#aside.push(delta);
    this.#target = Math.max(this.#target, delta.seq);
    this.#port.dispatch({ type: this.#aside.length > MAX_ASIDE ? 'unchained' : 'gap' });
  }

  /** False when it goes on in tasks to come, and with it whatever follows. */
  #apply(delta: Delta): boolean {
    const parts = partsOf(delta);
    if (parts.length === 1) {
      this.#applied(delta);
      this.#applyPart(delta, delta.at);
      return true;
    }
    this.#unfinished = delta;
    const next = parts.values();
    this.#port.inParts(() => {
      // Other rows have come, or none may be kept.
      if (this.#unfinished !== delta) return true;
      const { value: part } = next.next();
      if (part) {
        this.#applyPart(part, delta.at);
        return false;
      }
      this.#unfinished = null;
      this.#applied(delta);
      this.#goOn();
      return true;
    });
    return false;
  }

  #applied(delta: Delta): void {
    const { stream, epoch } = this.#position as Position;
    this.#position = { stream, epoch, seq: delta.seq };
    this.#operations += operationsOf(delta);
  }

  #applyPart(operations: Operations, at: number | undefined): void {
    const { upserts, removes, quarantined, diverged } = this.#replica.apply(operations, 'live');
    this.#asOf = at ?? this.#port.serverNow();
    this.#diagnoseRows(quarantined);
    if (upserts.length > 0 || removes.length > 0) {
      this.#port.tell({ type: 'delta', upserts, removes, asOf: this.#asOf });
    }
    if (diverged) this.#port.dispatch({ type: 'resync', reason: 'patch' });
  }

  #goOn(): void {
    if (this.#target > 0) this.#chain();
  }

  /** T16: applies what was set aside as far as it chains now. */
  #chain(): void {
    this.#aside.sort((a, b) => a.from - b.from);
    while (this.#aside[0] && this.#aside[0].from <= this.#seq) {
      const delta = this.#aside.shift() as Delta;
      if (delta.seq > this.#seq && !this.#apply(delta)) return;
    }
    if (this.#aside.length > 0 || this.#seq < this.#target) {
      this.#port.dispatch({ type: 'progressed' });
    } else {
      this.#target = 0;
      this.#port.dispatch({ type: 'chained' });
    }
  }

  get #seq(): number {
    return this.#position?.seq ?? 0;
  }

  /** T12: takes the new rows in place of the old, once they are complete. */
  #trySwap(stream: string): void {
    const buffer = this.#buffer;
    const caughtUp = buffer?.catchUp(buffer.epoch === this.#epoch ? this.#replica : null);
    if (!buffer || !caughtUp) return;
    const { replica, seq, rest } = caughtUp;
    this.#replica = replica;
    this.#epoch = buffer.epoch;
    this.#position = { stream, epoch: buffer.epoch, seq };
    this.#asOf = caughtUp.at ?? this.#port.serverNow();
    this.#total = caughtUp.total;
    this.#abandonPending();
    this.#aside = [...rest];
    this.#target = Math.max(0, ...rest.map((delta) => delta.seq));
    const snapshot = this.snapshot();
    if (snapshot) this.#port.tell(snapshot);
    this.#port.dispatch({ type: 'synced', isBehind: rest.length > 0 });
    if (rest.length > MAX_ASIDE) this.#port.dispatch({ type: 'unchained' });
  }

  #abandonPending(): void {
    this.#unfinished = null;
    this.#isLoading = false;
    this.#buffer = null;
    this.#aside = [];
    this.#target = 0;
  }

  #progressed(loaded: number, total: number | undefined): void {
    this.#port.tell({ type: 'progress', loaded, ...(total !== undefined && { total }) });
    this.#port.dispatch({ type: 'progressed' });
  }

  #diagnoseRows(quarantined: ReadonlyMap<RowFault, number>): void {
    for (const [fault, count] of quarantined) this.#port.diagnose(fault, 'rows left out', count);
  }
}

/** In the order in which operations count: all upserts, then all patches, then all removals. */
function partsOf(delta: Delta): readonly Operations[] {
  if (operationsOf(delta) <= PART) return [delta];
  return (['up', 'patch', 'rm'] as const).flatMap((name) => {
    const operations = delta[name] ?? [];
    const count = Math.ceil(operations.length / PART);
    return Array.from({ length: count }, (_, part): Operations => {
      return { [name]: operations.slice(part * PART, (part + 1) * PART) };
    });
  });
}
