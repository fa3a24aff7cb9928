/**
 * How much a conversation needs a supervisor: a sum of named terms, each a weight times how far things have come.
 *
 * Scores are of conversations, never of people: nothing here looks at who holds one. A term whose fact is not known is
 * left out of the sum and said to be, never guessed.
 */
import { sentimentRank, SENTIMENTS, type Conversation } from './conversation.js';
import { elapsed, isRunning } from './durations.js';
import type { Thresholds } from './thresholds.js';

/** The terms; of two that weigh the same the first one is named first. */
export const ATTENTION_TERMS = [
  'wait',
  'customer',
  'sentiment',
  'sentiment-fall',
  'transfers',
  'missed-offers',
  'priority',
] as const;
export type AttentionTermName = (typeof ATTENTION_TERMS)[number];

/** What the host may tune. */
export interface AttentionOptions {
  /** Points of each term when things have come as far as its target; 0 leaves it out. */
  readonly weights?: Readonly<Partial<Record<AttentionTermName, number>>>;
  /** Wait in ms that is too long. Default: the breach of `thresholds` in the queue, else 10 minutes. */
  readonly waitTarget?: number;
  /** Ms since the customer's last message that are too long. Default 5 minutes. */
  readonly answerTarget?: number;
}

export const ATTENTION_WEIGHTS: Readonly<Record<AttentionTermName, number>> = {
  wait: 40,
  customer: 20,
  sentiment: 30,
  'sentiment-fall': 15,
  transfers: 10,
  'missed-offers': 15,
  priority: 10,
};

const WAIT_TARGET = 600_000;
const ANSWER_TARGET = 300_000;
/** However long it takes, a time counts so many times its weight at most: it must not drown all else. */
const MOST_TIMES = 3;
/** So many transfers, missed offers or levels of sentiment count fully. */
const MANY = 3;

/** What is known beside the row. */
export interface AttentionFacts {
  /** Server epoch ms. */
  readonly now: number;
  readonly thresholds: Thresholds;
  /** The best sentiment that the conversation had, as its rank; null: nobody has seen it before. */
  readonly bestSentiment: (row: Conversation) => number | null;
}

export interface AttentionTerm {
  readonly name: AttentionTermName;
  /** What it adds to the score; null where its fact is not known. */
  readonly points: number | null;
  /** The fact: ms of a time, the rank of a sentiment, else a count. Null where there is none. */
  readonly figure: number | null;
  /** What a time is measured by, ms. */
  readonly target: number | null;
}

export interface AttentionScore {
  readonly total: number;
  /** All terms that weigh something, in the order of {@link ATTENTION_TERMS}. */
  readonly terms: readonly AttentionTerm[];
}

/** How far a fact has come: 1 is its target. A null level is a fact that is not known. */
interface Fact {
  readonly level: number | null;
  readonly figure: number | null;
  readonly target?: number;
}

const NOTHING: Fact = { level: 0, figure: null };
const NOT_KNOWN: Fact = { level: null, figure: null };

export function attentionScore(
  row: Conversation,
  facts: AttentionFacts,
  options: AttentionOptions = {},
): AttentionScore {
  let total = 0;
  const terms: AttentionTerm[] = [];
  for (const name of ATTENTION_TERMS) {
    const weight = options.weights?.[name] ?? ATTENTION_WEIGHTS[name];
    if (weight === 0) continue;
    const { level, figure, target = null } = FACTS[name](row, facts, options);
    const points = level === null ? null : weight * level;
    total += points ?? 0;
    terms.push({ name, points, figure, target });
  }
  return { total, terms };
}

/** The terms that add most, at most so many. */
export function strongestTerms({ terms }: AttentionScore, count = 2): readonly AttentionTerm[] {
  return terms
    .filter(({ points }) => points !== null && points > 0)
    .sort((a, b) => (b.points ?? 0) - (a.points ?? 0))
    .slice(0, count);
}

type ReadFact = (row: Conversation, facts: AttentionFacts, options: AttentionOptions) => Fact;

const FACTS: Readonly<Record<AttentionTermName, ReadFact>> = {
  wait: (row, { now, thresholds }, options) => {
    if (row.direction === 'outbound' || !isRunning(row.wait)) return NOTHING;
    const target = options.waitTarget ?? waitBreach(row, thresholds) ?? WAIT_TARGET;
    return time(elapsed(row.wait, now), target);
  },
  customer: ({ status, lastCustomerMessageAt }, { now }, { answerTarget = ANSWER_TARGET }) => {
    // After the talk nobody waits for an answer; before it, the wait says it.
    if (status === 'wrap-up' || status === 'open') return NOTHING;
    if (lastCustomerMessageAt === null) return NOT_KNOWN;
    return time(Math.max(0, now - lastCustomerMessageAt), answerTarget);
  },
  sentiment: ({ sentiment }) => {
    const rank = sentimentRank(sentiment);
    if (rank >= SENTIMENTS.length) return NOT_KNOWN;
    return { level: Math.max(0, (MANY - rank) / MANY), figure: rank };
  },
  'sentiment-fall': (row, { bestSentiment }) => {
    const rank = sentimentRank(row.sentiment);
    const best = bestSentiment(row);
    return rank >= SENTIMENTS.length || best === null ? NOT_KNOWN : count(Math.max(0, best - rank));
  },
  transfers: ({ transfers }) => count(transfers),
  'missed-offers': ({ ext }) => {
    const missed = Object.hasOwn(ext, 'missedOffers') ? ext['missedOffers'] : null;
    return typeof missed === 'number' ? count(missed) : NOT_KNOWN;
  },
  // 1 is the most urgent.
  priority: ({ priority }) =>
    priority === null ? NOT_KNOWN : { level: 1 / Math.max(1, priority), figure: priority },
};

function waitBreach({ queue }: Conversation, { queues, wait }: Thresholds): number | undefined {
  const own = queue && queues && Object.hasOwn(queues, queue.id) ? queues[queue.id] : undefined;
  return own?.wait?.breach ?? wait?.breach;
}

function time(ms: number, target: number): Fact {
  return { level: Math.min(MOST_TIMES, ms / target), figure: ms, target };
}

function count(figure: number): Fact {
  return { level: Math.min(1, Math.max(0, figure) / MANY), figure };
}

// ── Order ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Two rows swap only when one is so much more than the other. */
export const SWAP_MARGIN = 0.05;

const isClearlyMore = (score: number, other: number): boolean => score > other * (1 + SWAP_MARGIN);

/**
 * What a row is ordered by when its score has become `score`: as before while the score is near it. It follows from a
 * distance, so that a row passes another one only when it is clearly more.
 */
export function orderKey(score: number, before: number | undefined): number {
  if (before === undefined) return score;
  if (isClearlyMore(score, before)) return score / (1 + SWAP_MARGIN);
  return isClearlyMore(before, score) ? score * (1 + SWAP_MARGIN) : before;
}

/** Rows in the order that they had, most first, brought into the one that they have now. */
export function steadyOrder<Row extends { readonly score: number }>(rows: readonly Row[]): readonly Row[] {
  const order: Row[] = [];
  for (const row of rows) {
    let place = order.length;
    while (place > 0 && isClearlyMore(row.score, (order[place - 1] as Row).score)) place -= 1;
    order.splice(place, 0, row);
  }
  return order;
}

/** Less than anybody can see, and enough for a double. */
const STEP = 1e-9;

/** Keys that fall in the order of the rows, each as near to the score of its row as that lets it be. */
export function steadyKeys(scores: readonly number[]): readonly number[] {
  const keys = [...scores];
  for (let place = keys.length - 2; place >= 0; place -= 1) {
    const next = keys[place + 1] as number;
    if ((keys[place] as number) <= next) keys[place] = next + STEP * Math.max(1, next);
  }
  return keys;
}
