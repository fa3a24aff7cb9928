/**
 * The rows of the view in their order, kept incrementally; the leanest way that is known.
 *
 * Running waits are ordered by their effective start, stopped ones by their value; neither depends on time, so two
 * sorted lists never need sorting again. A batch takes out what changed, sorts that alone and puts it in, in one pass.
 * How the lists interleave does depend on time, but only the rows of the window have to be known: the place where the
 * window begins is found by bisection.
 */
import type { WireRow } from '../workload/wire-row.js';

export interface Entry {
  row: WireRow;
  /** Rises in the order of the rows: effective start of a running wait, negative value of a stopped one. */
  key: number;
  list: SortedList | null;
  /** Its key in the list counts no more; a new node stands for it. */
  node: Node | null;
}

interface Node {
  readonly key: number;
  readonly entry: Entry;
  /** It is among the sorted ones. */
  isIn: boolean;
  isGone: boolean;
}

const compare = (a: Node, b: Node): number =>
  a.key - b.key || (a.entry.row.id < b.entry.row.id ? -1 : a.entry.row.id > b.entry.row.id ? 1 : 0);

class SortedList {
  readonly nodes: Node[] = [];
  readonly incoming: Node[] = [];
  readonly outgoing: Node[] = [];

  /** Few rows change at a time: their places are found by bisection, the others are moved without a look at them. */
  merge(): void {
    if (this.outgoing.length > 0) this.#takeOut();
    if (this.incoming.length > 0) this.#putIn();
  }

  #takeOut(): void {
    const { nodes, outgoing } = this;
    const places = outgoing.map((node) => this.#placeOf(node, nodes.length)).sort((a, b) => a - b);
    let to = places[0]!;
    for (let n = 0; n < places.length; n += 1) {
      const end = places[n + 1] ?? nodes.length;
      for (let from = places[n]! + 1; from < end; from += 1) nodes[to++] = nodes[from]!;
    }
    nodes.length = to;
    outgoing.length = 0;
  }

  #putIn(): void {
    const { nodes, incoming } = this;
    const coming = incoming.filter(({ isGone }) => !isGone).sort(compare);
    incoming.length = 0;
    let from = nodes.length;
    for (const node of coming) {
      node.isIn = true;
      nodes.push(node);
    }
    // From the back, so that what lies before the first newcomer stays where it is.
    let to = nodes.length;
    for (let n = coming.length - 1; n >= 0; n -= 1) {
      const node = coming[n]!;
      const place = this.#placeOf(node, from);
      while (from > place) nodes[--to] = nodes[--from]!;
      nodes[--to] = node;
    }
  }

  /** The place of a node, or the one that it would have, among the first `end`. */
  #placeOf(node: Node, end: number): number {
    const { nodes } = this;
    let low = 0;
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(nodes[middle]!, node) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

export class OrderedRows {
  readonly #running = new SortedList();
  readonly #stopped = new SortedList();

  static entry(row: WireRow): Entry {
    return { row, key: 0, list: null, node: null };
  }

  get length(): number {
    return this.#running.nodes.length + this.#stopped.nodes.length;
  }

  /** Puts an entry where it belongs after a change; `isShown` false takes it out. */
  place(entry: Entry, isShown: boolean): void {
    const { wait } = entry.row;
    const list = isShown ? (wait.since === null ? this.#stopped : this.#running) : null;
    const key = wait.since === null ? -wait.ms : wait.since - wait.ms;
    if (list === entry.list && (list === null || key === entry.key)) return;
    if (entry.node !== null && entry.list !== null) {
      entry.node.isGone = true;
      if (entry.node.isIn) entry.list.outgoing.push(entry.node);
    }
    entry.list = list;
    entry.key = key;
    entry.node = null;
    if (list === null) return;
    entry.node = { key, entry, isIn: false, isGone: false };
    list.incoming.push(entry.node);
  }

  /** To be called after the changes of a frame and before {@link window}. */
  merge(): void {
    this.#running.merge();
    this.#stopped.merge();
  }

  /** Writes the entries of the ranks `start` to `end` at server time `now` into `into`. */
  window(start: number, end: number, now: number, into: Entry[]): void {
    const running = this.#running.nodes;
    const stopped = this.#stopped.nodes;
    // Both as keys that rise: minus the wait.
    const isRunningFirst = (a: Node, b: Node): boolean => {
      const waitOfA = now - a.key;
      const waitOfB = -b.key;
      return waitOfA !== waitOfB ? waitOfA > waitOfB : a.entry.row.id < b.entry.row.id;
    };
    // How many of the first `start` rows are running ones.
    let low = Math.max(0, start - stopped.length);
    let high = Math.min(start, running.length);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isRunningFirst(running[middle]!, stopped[start - middle - 1]!)) low = middle + 1;
      else high = middle;
    }
    let ofRunning = low;
    let ofStopped = start - low;
    const count = Math.min(end, running.length + stopped.length) - start;
    into.length = Math.max(0, count);
    for (let n = 0; n < count; n += 1) {
      const a = running[ofRunning];
      const b = stopped[ofStopped];
      if (b === undefined || (a !== undefined && isRunningFirst(a, b))) {
        into[n] = a!.entry;
        ofRunning += 1;
      } else {
        into[n] = b.entry;
        ofStopped += 1;
      }
    }
  }

  /** All rows in their order, for libraries that take nothing less. */
  rows(now: number): WireRow[] {
    const entries: Entry[] = [];
    this.window(0, this.length, now, entries);
    return entries.map(({ row }) => row);
  }
}
