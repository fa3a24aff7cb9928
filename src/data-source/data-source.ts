/**
 * The port between a back end and the report.
 *
 * A source owns its transport and its recovery; the engine owns the rows. Nothing here needs RxJS: an
 * {@link ObservableInput} is anything with `Symbol.observable`, an async iterable or a promise.
 */
import type { ObservableInput } from 'rxjs';
import type { ActionName, ActionPermissions } from '../model/actions.js';
import type { AgentCandidate } from '../model/agent.js';
import type { Conversation, Named, Sentiment } from '../model/conversation.js';
import type { QueueCandidate } from '../model/queue.js';

/** What the report asks a source for. A change of scope unsubscribes and connects again. */
export interface ReportScope {
  /** Only conversations started in the last so many hours. */
  readonly windowHours: number;
  /** Ids of the queues; empty means all that the source gives. */
  readonly queues: readonly string[];
  /** BCP 47 tag of the report's language, for labels that the back end translates. */
  readonly locale: string;
}

/** Why a conversation leaves the set: it ended, or the supervisor may or wants no longer see it. */
export interface Removal {
  readonly id: string;
  /** Version of the conversation at its removal. */
  readonly version: number;
  readonly why: 'closed' | 'scope';
}

export const CONNECTION_STATES = [
  'connecting',
  'live',
  'stale',
  'reconnecting',
  'offline',
  'unauthorized',
  'forbidden',
  'failed',
] as const;
export type SourceConnectionState = (typeof CONNECTION_STATES)[number];

/** Everything a source tells. Times are server epoch ms. */
export type SourceMessage =
  | {
      readonly type: 'connection';
      readonly state: SourceConnectionState;
      /** Client epoch ms of the next attempt. */
      readonly retryAt?: number;
      /** In words, for people. Never customer text, never a secret. */
      readonly reason?: string;
    }
  | { readonly type: 'progress'; readonly loaded: number; readonly total?: number }
  | {
      readonly type: 'snapshot';
      readonly conversations: readonly Conversation[];
      readonly asOf: number;
      readonly partial?: { readonly shown: number; readonly total: number };
    }
  | {
      readonly type: 'delta';
      readonly upserts: readonly Conversation[];
      readonly removes: readonly Removal[];
      readonly asOf: number;
    }
  /** `offsetMs` = server time − client time, known to ± `errorMs`. Also a sign of life. */
  | { readonly type: 'clock'; readonly offsetMs: number; readonly errorMs: number }
  | { readonly type: 'permissions'; readonly permissions: ActionPermissions }
  /** Who the user is, where the back end says it: their own conversations cannot be monitored. */
  | { readonly type: 'supervisor'; readonly supervisor: Named }
  /** Rights shrank: nothing old may stay visible. */
  | { readonly type: 'wipe'; readonly reason: string }
  /** Something was left out or went wrong and the report goes on. `count` occurrences since the last message. */
  | { readonly type: 'diagnostic'; readonly code: string; readonly detail: string; readonly count: number };

/** Where an assignment or a transfer goes. */
export type ActionTarget = { readonly agentId: string } | { readonly queueId: string };

/** One decision of the supervisor about one conversation. `key` makes it happen at most once. */
export interface Command {
  readonly key: string;
  readonly action: ActionName;
  readonly conversationId: string;
  /** The version that the supervisor saw; another one on the server is a conflict. */
  readonly ifVersion: number;
  /** Server epoch ms after which the server must not execute it. */
  readonly notAfter: number;
  readonly target?: ActionTarget;
  readonly reason?: string;
  readonly note?: string;
  /** Text of a `message`. */
  readonly text?: string;
  /** True for a consult: the customer does not see it. */
  readonly private?: boolean;
}

/** What became of a command. *Unknown* means that the answer got lost; it is never *failed*. */
export type CommandOutcome =
  | { readonly status: 'done'; readonly version?: number }
  | {
      readonly status: 'refused' | 'conflict';
      readonly code: string;
      readonly message: string;
      /** The row as it is now; null when it is gone. */
      readonly current?: Conversation | null;
    }
  | { readonly status: 'failed'; readonly code: string; readonly message: string }
  | { readonly status: 'unknown'; readonly message: string };

/** What to search for among agents or queues. */
export interface CandidateSearchQuery {
  readonly action: 'assign' | 'transfer';
  readonly text: string;
  readonly limit: number;
  /** The `next` of the page before, or null. */
  readonly after: string | null;
}

/** A search for agents or queues to hand a conversation to. */
export interface CandidateQuery extends CandidateSearchQuery {
  readonly conversationId: string;
}

export interface CandidatePage<Candidate> {
  readonly entries: readonly Candidate[];
  readonly next: string | null;
  /** Server epoch ms. */
  readonly asOf: number;
}

/** One entry of a transcript. `number` rises by 1 with each entry of a conversation. */
export interface TranscriptEntry {
  readonly number: number;
  readonly at: number;
  readonly from: 'customer' | 'agent' | 'supervisor' | 'system' | (string & {});
  readonly name: string;
  readonly text: string;
  /** Seen by the agent only (a consult). */
  readonly private: boolean;
  readonly sentiment: Sentiment | null;
}

/** Entries of one transcript, oldest first; the first message carries what was said so far. */
export interface TranscriptMessage {
  readonly conversationId: string;
  readonly entries: readonly TranscriptEntry[];
}

/** What a source can do beside rows. What is not named is taken from the methods it has. */
export interface Capabilities {
  readonly actions: boolean;
  readonly transcript: boolean;
  readonly directory: boolean;
  readonly outcomeQuery: boolean;
}

/** What an adapter implements. */
export interface DataSource {
  readonly capabilities?: Partial<Capabilities>;
  /** Cold: nothing happens before subscribing. Unsubscribing releases everything. Callable again. */
  connect(scope: ReportScope): ObservableInput<SourceMessage>;
  /** Settles with an outcome; a rejection counts as `unknown` once the command may have left. */
  perform(command: Command, options: { signal: AbortSignal }): Promise<CommandOutcome>;
  /** What became of the command with this key? */
  outcome?(key: string, options: { signal: AbortSignal }): Promise<CommandOutcome>;
  findAgents?(
    query: CandidateQuery,
    options: { signal: AbortSignal },
  ): Promise<CandidatePage<AgentCandidate>>;
  findQueues?(
    query: CandidateQuery,
    options: { signal: AbortSignal },
  ): Promise<CandidatePage<QueueCandidate>>;
  openTranscript?(conversationId: string): ObservableInput<TranscriptMessage>;
  /** Read again, now: the user asked, the machine woke, or the rows seem to differ. */
  refresh?(reason: 'user' | 'wake' | 'divergence'): void;
}

/** Gives a token for `audience` (the origin of the source). It goes into the first message, never into a URL. */
export type TokenProvider = (audience: string) => Promise<string>;
