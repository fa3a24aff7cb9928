/** Which conversations look stuck, and why: nothing has moved for too long, or nobody is there who could move it. */
import type { Presence } from './agent.js';
import { isVoice, type Conversation } from './conversation.js';
import { isInQueue } from './metrics.js';

/** The reasons, the one that says most first. */
export const STUCK_REASONS = ['nobody-online', 'agent-offline', 'wrap-up', 'quiet'] as const;
export type StuckReasonCode = (typeof STUCK_REASONS)[number];

/** When a conversation looks stuck. What is left out has its default, `null` or `false` switches a reason off. */
export interface StuckLimits {
  /** So many times the usual without any event. Default 8. */
  readonly quietTimes?: number | null;
  /** However short the usual is, less than so many milliseconds is not quiet. Default 30 minutes. */
  readonly quietAtLeast?: number;
  /** Milliseconds that are usual between two events, instead of what the report observes. */
  readonly usualQuiet?: number | null;
  /** Milliseconds of wrap-up. Default 15 minutes. */
  readonly wrapUp?: number | null;
  /** The agent who holds it is offline. Default true. */
  readonly agentOffline?: boolean;
  /** It waits in a queue with nobody online. Default true. */
  readonly nobodyOnline?: boolean;
}

export const DEFAULT_STUCK_LIMITS: Required<StuckLimits> = {
  quietTimes: 8,
  quietAtLeast: 1_800_000,
  usualQuiet: null,
  wrapUp: 900_000,
  agentOffline: true,
  nobodyOnline: true,
};

/** What is known beside the row. Null: not known, and then nothing is said about it. */
export interface StuckFacts {
  /** Server epoch ms. */
  readonly now: number;
  /** Milliseconds that conversations like this one usually are without an event. */
  usualQuiet(row: Conversation): number | null;
  presenceOf(agentId: string): Presence | null;
  /** Members of the queue who are online. */
  onlineIn(queueId: string, row: Conversation): number | null;
}

export interface StuckReason {
  readonly code: StuckReasonCode;
  /** How long already, ms; null where nobody knows since when. */
  readonly ms: number | null;
  /** What is usual or allowed, ms; null where there is no such figure. */
  readonly limit: number | null;
}

/** Why the row looks stuck, the reason that says most first; empty when it does not. */
export function stuckReasons(
  row: Conversation,
  facts: StuckFacts,
  limits: Required<StuckLimits>,
): readonly StuckReason[] {
  if (row.status === 'closed') return [];
  return [
    nobodyOnline(row, facts, limits),
    agentOffline(row, facts, limits),
    longWrapUp(row, facts, limits),
    quiet(row, facts, limits),
  ].filter((reason) => reason !== null);
}

/** The same codes are the same reason, whatever the figures. */
export function stuckSignature(reasons: readonly StuckReason[]): string {
  return reasons.map(({ code }) => code).join(' ');
}

function nobodyOnline(row: Conversation, facts: StuckFacts, limits: StuckLimits): StuckReason | null {
  if (limits.nobodyOnline === false || !row.queue || !isInQueue(row)) return null;
  if (facts.onlineIn(row.queue.id, row) !== 0) return null;
  return { code: 'nobody-online', ms: since(row.statusSince, facts.now), limit: null };
}

function agentOffline(row: Conversation, facts: StuckFacts, limits: StuckLimits): StuckReason | null {
  if (limits.agentOffline === false || !row.agent || facts.presenceOf(row.agent.id) !== 'offline')
    return null;
  // An agent may leave while the customer is away; not when the customer is back.
  const isAnswered = (row.lastCustomerMessageAt ?? 0) <= row.statusSince;
  if (row.status === 'open' || (row.status === 'waiting' && isAnswered)) return null;
  return { code: 'agent-offline', ms: null, limit: null };
}

function longWrapUp(row: Conversation, { now }: StuckFacts, { wrapUp }: StuckLimits): StuckReason | null {
  const ms = row.status === 'wrap-up' ? since(row.statusSince, now) : null;
  if (ms === null || wrapUp === null || wrapUp === undefined || ms < wrapUp) return null;
  return { code: 'wrap-up', ms, limit: wrapUp };
}

function quiet(row: Conversation, facts: StuckFacts, limits: Required<StuckLimits>): StuckReason | null {
  const usual = limits.usualQuiet ?? facts.usualQuiet(row);
  const ms = quietTime(row, facts.now);
  if (limits.quietTimes === null || usual === null || ms === null) return null;
  if (ms < limits.quietAtLeast || ms < limits.quietTimes * usual) return null;
  return { code: 'quiet', ms, limit: usual };
}

/** Milliseconds since the last event that the row tells of; null when it tells of none. */
export function quietTime(row: Conversation, now: number): number | null {
  const { startedAt, statusSince, lastCustomerMessageAt, wait, handle } = row;
  const last = Math.max(
    startedAt,
    statusSince,
    lastCustomerMessageAt ?? 0,
    wait?.since ?? 0,
    handle?.since ?? 0,
  );
  return since(last, now);
}

function since(at: number, now: number): number | null {
  return at > 0 ? Math.max(0, now - at) : null;
}

/** Each step of the count is so much longer than the one before: what is usual need not be known better. */
const STEP = 1.15;
/** Of fewer nobody can say what is usual. */
const LEAST = 10;

/**
 * What is usual: the median of the time without an event, among conversations of the same status and kind. Counted in
 * rounds over all rows; what one round found is used during the next.
 */
export class UsualQuiet {
  #counts = new Map<string, number[]>();
  #medians: ReadonlyMap<string, number> = new Map();

  of(row: Conversation): number | null {
    return this.#medians.get(kindOf(row)) ?? null;
  }

  note(row: Conversation, now: number): void {
    const ms = quietTime(row, now);
    if (ms === null) return;
    const kind = kindOf(row);
    let counts = this.#counts.get(kind);
    if (!counts) this.#counts.set(kind, (counts = []));
    const step = Math.floor(Math.log(Math.max(1, ms / 1000)) / Math.log(STEP));
    counts[step] = (counts[step] ?? 0) + 1;
  }

  /** A round over all rows is complete. */
  close(): void {
    const medians = [...this.#counts].flatMap(([kind, counts]) => {
      const median = medianOf(counts);
      return median === null ? [] : [[kind, median] as const];
    });
    this.#medians = new Map(medians);
    this.#counts = new Map();
  }
}

function medianOf(counts: readonly (number | undefined)[]): number | null {
  // Holes are steps that nothing fell on.
  const total = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  if (total < LEAST) return null;
  let seen = 0;
  const step = counts.findIndex((count) => (seen += count ?? 0) * 2 >= total);
  return 1000 * STEP ** (step + 0.5);
}

function kindOf(row: Conversation): string {
  return `${row.status} ${isVoice(row) ? 'voice' : 'text'}`;
}
