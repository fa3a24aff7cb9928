/**
 * A conversation as the report knows it: one customer contact from its start to its closing.
 *
 * The model is pure: no rendering, no streams, no DOM. Unions are derived from `as const` arrays, and each field that
 * a back end may extend stays open (`string & {}`), because an unknown value must show as itself and never be guessed.
 */
import type { Duration } from './durations.js';

/** The statuses the report shows, in the order in which they are listed. A closed conversation is not shown. */
export const STATUSES = ['open', 'active', 'waiting', 'wrap-up'] as const;
/** A status of the report, `closed`, or a value this version does not know. */
export type Status = (typeof STATUSES)[number] | 'closed' | (string & {});

/** What an active conversation is doing: offered to an agent who has not answered, or talked about. */
export const PHASES = ['awaiting-acceptance', 'in-conversation'] as const;
export type Phase = (typeof PHASES)[number] | (string & {});

export const CHANNELS = [
  'chat',
  'persistent-chat',
  'sms',
  'whatsapp',
  'facebook',
  'line',
  'wechat',
  'x',
  'teams',
  'apple',
  'custom',
  'voice',
] as const;
/** The channel of a conversation. `record` exists on the wire and is left out of the report (not a conversation). */
export type Channel = (typeof CHANNELS)[number] | 'record' | (string & {});

/** Customer sentiment, worst first; the index is the rank by which it is ordered. */
export const SENTIMENTS = [
  'very-negative',
  'negative',
  'slightly-negative',
  'neutral',
  'slightly-positive',
  'positive',
  'very-positive',
] as const;
export type Sentiment = (typeof SENTIMENTS)[number] | (string & {});

export const DIRECTIONS = ['inbound', 'outbound'] as const;
export type Direction = (typeof DIRECTIONS)[number] | (string & {});

/** Something with an identity and a name that people read. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** The queue a conversation waits in or came by. `type` is `messaging`, `voice` or a value this version does not know. */
export interface ConversationQueue extends Named {
  readonly type: string;
}

/** The agent who holds a conversation, with the presence known when the row was sent. */
export interface ConversationAgent extends Named {
  readonly presence: string | null;
}

/** A skill and its proficiency; `level` is a rating, commonly 1–5 or 1–10. */
export interface Skill extends Named {
  readonly level: number;
}

/** One row of the report. Rows are frozen; a change is a new object with a higher `version`. Times are server epoch ms. */
export interface Conversation {
  readonly id: string;
  /** Rises with each change of this conversation; a lower version never replaces a higher one. */
  readonly version: number;
  readonly subject: string;
  readonly status: Status;
  readonly phase: Phase | null;
  readonly channel: Channel;
  readonly direction: Direction;
  /** `agent`, or `bot` while no person holds it. */
  readonly handledBy: 'agent' | 'bot' | (string & {});
  /** True for a chat that was elevated to voice or video. */
  readonly elevated: boolean;
  readonly queue: ConversationQueue | null;
  readonly workstream: Named | null;
  /** Null while nobody holds it. */
  readonly agent: ConversationAgent | null;
  readonly customer: Named | null;
  readonly startedAt: number;
  readonly statusSince: number;
  readonly lastCustomerMessageAt: number | null;
  /** From the first wait's start to acceptance; null for outbound conversations. */
  readonly wait: Duration | null;
  /** Time agents spent on it, wrap-up included; null before the first agent. */
  readonly handle: Duration | null;
  readonly sentiment: Sentiment | null;
  readonly skills: readonly Skill[];
  readonly priority: number | null;
  readonly transfers: number;
  /** Ids of the supervisors who monitor it. */
  readonly monitoredBy: readonly string[];
  /**
   * What else the back end sends, as text or numbers; read by own property only. `agentTyping: true` is told before a
   * force close.
   */
  readonly ext: Readonly<Record<string, string | number | boolean | null>>;
}

/** Orders sentiments worst first; conversations without one, or with one this version does not know, come after. */
export function sentimentRank(sentiment: Sentiment | null): number {
  const rank = sentiment === null ? -1 : (SENTIMENTS as readonly string[]).indexOf(sentiment);
  return rank < 0 ? SENTIMENTS.length : rank;
}

/** Voice, video and the like: channels on which nobody can wait for an answer. */
export function isVoice(conversation: Pick<Conversation, 'channel'>): boolean {
  return conversation.channel === 'voice';
}
