/**
 * What the rows are ordered by: their scores, which grow with time, so that rows move that have not changed. Each second
 * the first rows are looked at, and a part of all others.
 */
import type { AllRows, RowList } from '../../engine/view-types.js';
import {
  attentionScore,
  orderKey,
  steadyKeys,
  steadyOrder,
  type AttentionFacts,
  type AttentionOptions,
  type AttentionScore,
} from '../../model/attention.js';
import { sentimentRank, SENTIMENTS, type Conversation } from '../../model/conversation.js';
import { allRows } from '../all-rows.js';
import { Sweep } from '../sweep.js';

/** Rows at the top that stand in their exact order each second. */
const TOP = 500;
/** Of the others, rows looked at in a second. */
const EACH_SECOND = 500;

/** The number that a row stands by, and the row that it was worked out for. */
interface Entry {
  row: Conversation;
  key: number;
}

export class AttentionScores {
  readonly #sweep: Sweep<Conversation>;
  readonly #facts: () => Omit<AttentionFacts, 'bestSentiment'>;
  readonly #entries = new Map<string, Entry>();
  /** The best sentiment of a conversation since its score is looked at, as its rank, by id. */
  readonly #best = new Map<string, number>();
  readonly #oldPlaces = new Sweep(() => this.#entries.keys(), EACH_SECOND);
  readonly #oldMoods = new Sweep(() => this.#best.keys(), EACH_SECOND);
  options: AttentionOptions = {};

  constructor(rows: AllRows, facts: () => Omit<AttentionFacts, 'bestSentiment'>) {
    this.#facts = facts;
    this.#sweep = new Sweep(() => allRows(rows), EACH_SECOND);
  }

  score(row: Conversation): AttentionScore {
    const bestSentiment = ({ id }: Conversation): number | null => this.#best.get(id) ?? null;
    return attentionScore(row, { ...this.#facts(), bestSentiment }, this.options);
  }

  /** What the engine orders a row by: another number only for another row, or after {@link look}. */
  readonly keyOf = (row: Conversation): number => {
    const entry = this.#entries.get(row.id);
    if (entry?.row === row) return entry.key;
    this.note(row);
    const key = orderKey(this.score(row).total, entry?.key);
    this.#set(row, key);
    return key;
  };

  /** Remembers what a score needs of the past. */
  note({ id, sentiment }: Conversation): void {
    const rank = sentimentRank(sentiment);
    if (rank < SENTIMENTS.length) this.#best.set(id, Math.max(this.#best.get(id) ?? 0, rank));
  }

  #set(row: Conversation, key: number): void {
    const entry = this.#entries.get(row.id);
    if (entry) Object.assign(entry, { row, key });
    else this.#entries.set(row.id, { row, key });
  }

  /**
   * A second has passed.
   * @param ordered the rows in view, when they are ordered by their scores alone, most first; else null.
   * @returns ids of the rows whose key changed
   */
  look(ordered: RowList | null, isOngoing: (id: string) => boolean): readonly string[] {
    const changed: string[] = [];
    const set = (row: Conversation, key: number): void => {
      if (this.#entries.get(row.id)?.key === key) return;
      this.#set(row, key);
      changed.push(row.id);
    };
    const top = (ordered?.slice(0, TOP) ?? []).map((row) => ({ row, score: this.score(row).total }));
    const order = steadyOrder(top);
    const keys = steadyKeys(order.map(({ score }) => score));
    order.forEach(({ row }, place) => set(row, keys[place] ?? 0));
    const placed = new Set(top.map(({ row }) => row.id));
    this.#sweep.next((row) => {
      if (!placed.has(row.id)) set(row, orderKey(this.score(row).total, this.#entries.get(row.id)?.key));
    });
    this.#forget(isOngoing);
    return changed;
  }

  /** Conversations that ended, a few at a time. */
  #forget(isOngoing: (id: string) => boolean): void {
    const forgetIn =
      (map: Map<string, unknown>) =>
      (id: string): void => {
        if (!isOngoing(id)) map.delete(id);
      };
    this.#oldPlaces.next(forgetIn(this.#entries));
    this.#oldMoods.next(forgetIn(this.#best));
  }

  /** Nobody orders by the scores any more: they begin anew when somebody does. */
  clearOrder(): void {
    this.#entries.clear();
    this.#sweep.restart();
  }

  /** Nothing is remembered. */
  clear(): void {
    this.clearOrder();
    this.#best.clear();
  }
}
