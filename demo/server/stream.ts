/**
 * What one view of one user is told: a set of rows, and the numbered operations that keep a copy of it right. All
 * connections and polls of the same user with the same view share a stream, so that one can go on where another stopped.
 */
import type { Operation } from '../../src/data-source/mock/simulation/index.js';
import type { Conversation } from '../../src/model/conversation.js';
import { Digest } from '../../src/data-source/wire/digest.js';

export interface View {
  /** Empty: all queues. */
  readonly queues: readonly string[];
  readonly windowHours: number;
  /** The view is at most so many rows: the first ones in the order of ids. */
  readonly maxRows: number;
}

/** One numbered step: the row that enters or changes, or the one that leaves and why. */
export interface Step {
  readonly seq: number;
  readonly conversation: Conversation;
  readonly why: 'closed' | 'scope' | null;
}

const HOUR = 3_600_000;

export class Stream {
  readonly id: string;
  readonly userId: string;
  readonly view: View;
  /** Changes whenever the steps so far say nothing about the rows any more. */
  epoch = '';
  /** Why that was, as a `reset` tells it. */
  resetReason = '';
  /** Number of the last step. */
  head = 0;
  /** Server epoch ms of the last use. */
  usedAt: number;
  /** Connections that follow it now. */
  followers = 0;
  readonly #logLimit: number;
  readonly #members = new Map<string, Conversation>();
  /** Of the same view, but beyond `maxRows`. */
  readonly #beyond = new Map<string, Conversation>();
  #digest = new Digest();
  #log: Step[] = [];
  /** Index in the log of its first step that still counts. */
  #logStart = 0;

  constructor(id: string, userId: string, view: View, logLimit: number, usedAt: number) {
    this.id = id;
    this.userId = userId;
    this.view = view;
    this.usedAt = usedAt;
    this.#logLimit = logLimit;
  }

  get count(): number {
    return this.#members.size;
  }

  /** Rows of the view, those beyond its limit included. */
  get total(): number {
    return this.#members.size + this.#beyond.size;
  }

  get digest(): string {
    return this.#digest.toString();
  }

  get(id: string): Conversation | undefined {
    return this.#members.get(id);
  }

  /** Ids in the order in which pages are cut. */
  keys(): readonly string[] {
    return [...this.#members.keys()].sort();
  }

  /**
   * Begins anew with the rows as they are: nobody can resume from before.
   *
   * @param isVisible the user's rights
   */
  rebuild(
    { epoch, reason }: { readonly epoch: string; readonly reason: string },
    rows: Iterable<Conversation>,
    now: number,
    isVisible: (row: Conversation) => boolean,
  ): void {
    this.epoch = epoch;
    this.resetReason = reason;
    this.#members.clear();
    this.#beyond.clear();
    this.#digest = new Digest();
    this.#log = [];
    this.#logStart = 0;
    this.head += 1;
    const visible = [...rows].filter((row) => isVisible(row) && this.#isInView(row, now));
    visible.sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const row of visible) {
      if (this.#members.size < this.view.maxRows) this.#put(row);
      else this.#beyond.set(row.id, row);
    }
  }

  /** Takes over a change of the centre. */
  apply(operation: Operation, now: number, isVisible: (row: Conversation) => boolean): void {
    const { conversation } = operation;
    const { id } = conversation;
    if (operation.type === 'remove') {
      if (!this.#beyond.delete(id)) this.#takeOut(conversation, 'closed');
    } else if (isVisible(conversation) && this.#isInView(conversation, now)) {
      this.#takeIn(conversation);
    } else if (!this.#beyond.delete(id)) {
      this.#takeOut(conversation, 'scope');
    }
  }

  /** The steps after `seq`, or null when they are not known any more, or not yet. */
  since(seq: number): readonly Step[] | null {
    const first = this.head - (this.#log.length - this.#logStart);
    return seq < first || seq > this.head ? null : this.#log.slice(this.#logStart + seq - first);
  }

  /** Forgets the steps so far, as if too many had come since. */
  forget(): void {
    this.#log = [];
    this.#logStart = 0;
  }

  /** What is in the view once stays until it ends, however old it grows: it must not vanish unseen. */
  #isInView({ id, queue, startedAt }: Conversation, now: number): boolean {
    const { queues, windowHours } = this.view;
    if (queues.length > 0 && (queue === null || !queues.includes(queue.id))) return false;
    return this.#members.has(id) || this.#beyond.has(id) || startedAt >= now - windowHours * HOUR;
  }

  #takeIn(row: Conversation): void {
    if (this.#members.has(row.id) || this.total < this.view.maxRows) {
      this.#put(row);
      this.#note(row, null);
      return;
    }
    this.#beyond.set(row.id, row);
    const last = lastOf(this.#members);
    const next = firstOf(this.#beyond);
    // A row that belongs before the last one of the view pushes that one out.
    if (last !== undefined && next !== undefined && next.id < last.id) {
      this.#takeOutMember(last, 'scope');
      this.#beyond.set(last.id, last);
      this.#moveIn(next);
    }
  }

  #takeOut(row: Conversation, why: 'closed' | 'scope'): void {
    if (!this.#members.has(row.id)) return;
    this.#takeOutMember(row, why);
    const next = firstOf(this.#beyond);
    if (next !== undefined) this.#moveIn(next);
  }

  #takeOutMember(row: Conversation, why: 'closed' | 'scope'): void {
    const before = this.#members.get(row.id);
    if (before !== undefined) this.#digest.toggle(before.id, before.version);
    this.#members.delete(row.id);
    this.#note(row, why);
  }

  #moveIn(row: Conversation): void {
    this.#beyond.delete(row.id);
    this.#put(row);
    this.#note(row, null);
  }

  #put(row: Conversation): void {
    const before = this.#members.get(row.id);
    if (before !== undefined) this.#digest.toggle(before.id, before.version);
    this.#digest.toggle(row.id, row.version);
    this.#members.set(row.id, row);
  }

  #note(conversation: Conversation, why: Step['why']): void {
    this.head += 1;
    this.#log.push({ seq: this.head, conversation, why });
    if (this.#log.length - this.#logStart > this.#logLimit) this.#logStart += 1;
    // The old half goes at once: shifting with each step would move the whole log.
    if (this.#logStart > this.#logLimit) {
      this.#log = this.#log.slice(this.#logStart);
      this.#logStart = 0;
    }
  }
}

/** Only views with more rows than they may have pay for this search. */
function firstOf(rows: ReadonlyMap<string, Conversation>): Conversation | undefined {
  let first: Conversation | undefined;
  for (const row of rows.values()) if (first === undefined || row.id < first.id) first = row;
  return first;
}

function lastOf(rows: ReadonlyMap<string, Conversation>): Conversation | undefined {
  let last: Conversation | undefined;
  for (const row of rows.values()) if (last === undefined || row.id > last.id) last = row;
  return last;
}
