/** What the engine publishes. Elements read these; they never reach into the store. */
import type { ActionName, ActionPermissions } from '../model/actions.js';
import type { Conversation } from '../model/conversation.js';
import type { ActionTarget, CommandOutcome } from '../data-source/data-source.js';

/** The rows in view, in order. It is read at render time; its order stays, its rows are those of now. */
export interface RowList extends Iterable<Conversation> {
  readonly length: number;
  at(index: number): Conversation | undefined;
  /** Index of the row with this id, or −1. */
  indexOf(id: string): number;
  /** Rows from `start` to before `end`. */
  slice(start: number, end: number): readonly Conversation[];
}

/** The grid's state, published at most once a frame. */
export interface ReportView {
  readonly rows: RowList;
  /** The groups that the rows stand in, in order; null without grouping. */
  readonly groups: readonly RowGroup[] | null;
  /** Rows in the time window before any filter. */
  readonly total: number;
  /** True while order and membership of the rows are held. */
  readonly held: boolean;
  /** Rows that would enter, leave or move on release (held), or that changed (paused). */
  readonly changesWaiting: number;
  /** Rows that ended and are kept on screen while the order is held: when, in server ms by id. */
  readonly ended: ReadonlyMap<string, number>;
  /** Rows still open that lie outside the time window. */
  readonly outsideWindow: number;
  /** Rises with each publication. */
  readonly revision: number;
}

/** Rows that stand together because they share what they are grouped by. */
export interface RowGroup {
  /** What `collapsedGroups` of the view names it by; empty for nobody or no queue. */
  readonly key: string;
  /** Name of the queue or the agent, status or channel; null for nobody or no queue. */
  readonly label: string | null;
  /** How many rows of the list belong to it. */
  readonly size: number;
  /** How many it has by now: another number than `size` while the order is held. */
  readonly count: number;
}

/** All rows, whatever is in view. */
export interface AllRows {
  readonly store: {
    /** In no order; `counted` is the row as it was last shown, as long as it is in the time window. */
    readonly records: ReadonlyMap<string, { readonly counted: Conversation | undefined }>;
    /** Why rows look stuck, by id: what the filter goes by. */
    readonly flags: Map<string, string>;
    /** Id of the user; null when unknown. */
    readonly me: string | null;
  };
  /** Looks again whether and where rows stand that have not changed. It shows with the next publication. */
  again(ids: Iterable<string>): void;
}

/** Totals over the rows of the window; `*At` functions give values that move with time. */
export interface KpiTotals {
  readonly ongoing: number;
  readonly open: number;
  readonly active: number;
  /** Of `active`: offered, not yet accepted. */
  readonly awaitingAcceptance: number;
  readonly waiting: number;
  readonly wrapUp: number;
  readonly inQueue: number;
  readonly negative: number;
  /** Largest current wait in queue at `now` (server ms), null when nobody waits. */
  longestWaitAt(now: number): number | null;
  /** Mean wait of the rows in view at `now`, null when none has one. */
  averageWaitAt(now: number): number | null;
  /** Mean handle time of the rows in view at `now`, null when none has one. */
  averageHandleAt(now: number): number | null;
}

/** States of the connection pill. `loading` is the first snapshot, `late` is live without a recent sign of life. */
export const PILL_STATES = [
  'no-data-source',
  'connecting',
  'loading',
  'live',
  'late',
  'stale',
  'partial',
  'reconnecting',
  'offline',
  'paused',
  'unauthorized',
  'forbidden',
  'failed',
] as const;
export type PillState = (typeof PILL_STATES)[number];

/** How far the data can be trusted. */
export interface Connection {
  readonly state: PillState;
  /** True when actions may be taken: live, late or partial, and not paused. */
  readonly trusted: boolean;
  /** True while the supervisor has paused the report, whatever the state of the link. */
  readonly paused: boolean;
  /** True once a snapshot has been shown since the last wipe. */
  readonly loaded: boolean;
  /** Server epoch ms of the newest data, null before the first. */
  readonly asOf: number | null;
  /** Client epoch ms of the last sign of life, null before the first. */
  readonly lastContact: number | null;
  readonly retryAt: number | null;
  readonly reason: string | null;
  readonly progress: { readonly loaded: number; readonly total: number | null } | null;
  readonly partial: { readonly shown: number; readonly total: number } | null;
}

/**
 * What is known about one command. `held` means confirmed and not sent, because it can still be undone; `undone` that it
 * never was; `awaiting` that it is done, and the target agent has not accepted yet.
 */
export const RUN_STATES = [
  'held',
  'undone',
  'pending',
  'awaiting',
  'done',
  'refused',
  'conflict',
  'failed',
  'unknown',
] as const;
export type RunState = (typeof RUN_STATES)[number];

export interface ActionRun {
  /** Key of the command; unique to this decision and conversation. */
  readonly key: string;
  /** Shared by all conversations of one bulk decision. */
  readonly requestId: string;
  readonly action: ActionName;
  readonly conversationId: string;
  /** The row as it was when the supervisor decided, for messages that outlive it. */
  readonly conversation: Conversation;
  readonly target: ActionTarget | null;
  /** Name of the target agent or queue, for messages. */
  readonly targetName: string | null;
  readonly reason: string | null;
  readonly note: string | null;
  readonly state: RunState;
  /** While it is held, whole seconds until it is sent; else null. */
  readonly secondsLeft: number | null;
  /** Code and text of a refusal, a conflict or a failure. `declined` tells that the target agent did not accept. */
  readonly code: string | null;
  readonly message: string | null;
  /** Client epoch ms. */
  readonly startedAt: number;
  readonly settledAt: number | null;
}

export interface ActionRuns {
  /** The unsettled or unknown run of each conversation. */
  readonly byConversation: ReadonlyMap<string, ActionRun>;
  /** All runs of this session, newest last; bounded. */
  readonly log: readonly ActionRun[];
}

export interface Diagnostic {
  readonly code: string;
  readonly detail: string;
  readonly count: number;
}

/** Everything that counts for {@link ActionPermissions}, merged: source and host, the stricter wins. */
export interface Rights {
  readonly permissions: ActionPermissions;
  readonly supervisorId: string | null;
}

/** A value of a facet with the number of rows that carry it, all other filters applied. */
export interface FacetValue {
  readonly value: string;
  /** Name as the row carries it; the id for values without one. */
  readonly label: string;
  readonly count: number;
}

/** Why the order is held. Several may hold at once; it is released when the last one lets go. */
export const HOLD_REASONS = ['pointer', 'focus', 'menu', 'dialog', 'selection', 'details'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** What a confirmed decision does before anything is sent. */
export interface DecisionHooks {
  /** It stands, be it that it can still be undone: what it is about is done with. */
  readonly stands: () => void;
  /**
   * Tells the host, with the conversations that it is still about. The host may answer for it, or do it all by itself
   * (`taken`); null when it does neither.
   */
  readonly tell: (
    conversations: readonly Conversation[],
  ) => Promise<CommandOutcome | undefined> | 'taken' | null;
}

/** What a decision asks for. */
export interface ActionRequestDetails {
  readonly requestId: string;
  readonly action: ActionName;
  /** Rows as the supervisor saw them at the press; their versions go with the commands. */
  readonly conversations: readonly Conversation[];
  readonly target?: ActionTarget | undefined;
  readonly targetName?: string | undefined;
  readonly reason?: string | undefined;
  readonly note?: string | undefined;
  readonly text?: string | undefined;
  readonly private?: boolean | undefined;
}
