/**
 * The engine of one report: rows, view, totals, connection, rights and action runs as streams of state.
 *
 * It knows no element and no DOM. Streams replay their newest value and never error: an error is a state.
 */
import type { Observable } from 'rxjs';
import type { AgentCandidate } from '../model/agent.js';
import type { ActionDecision, ActionName, ActionPermissions } from '../model/actions.js';
import type { Conversation } from '../model/conversation.js';
import type { Policy } from '../model/policy.js';
import type { QueueCandidate } from '../model/queue.js';
import type { Facet, ViewState } from '../model/view-state.js';
import type { CandidatePage, CandidateQuery, CommandOutcome, DataSource, ReportScope, TranscriptMessage } from '../data-source/data-source.js';
import type { ActionRequestDetails, ActionRun, ActionRuns, Connection, Diagnostic, FacetValue, HoldReason, KpiTotals, ReportView, Rights } from './view-types.js';

export declare class ReportEngine {
  readonly view$: Observable<ReportView>;
  readonly totals$: Observable<KpiTotals>;
  readonly connection$: Observable<Connection>;
  readonly viewState$: Observable<ViewState>;
  readonly selection$: Observable<ReadonlySet<string>>;
  readonly runs$: Observable<ActionRuns>;
  readonly rights$: Observable<Rights>;
  readonly diagnostics$: Observable<readonly Diagnostic[]>;
  /** Hot: each run when it settles, when a target agent accepted or declined, when an unknown one is cleared up. */
  readonly settled$: Observable<ActionRun>;
  constructor(options?: object);
  connect(source: DataSource | null, scope: ReportScope): void;
  disconnect(): void;
  refresh(): void;
  configure(host: { permissions?: ActionPermissions; policy?: Policy; supervisorId?: string | null }): void;
  readonly viewState: ViewState;
  readonly view: ReportView;
  readonly connection: Connection;
  readonly selection: ReadonlySet<string>;
  setViewState(change: Partial<ViewState>): void;
  pause(): void;
  resume(): void;
  /** Holds order and membership of the rows for one more reason. */
  hold(reason: HoldReason): void;
  letGo(reason: HoldReason): void;
  /** Applies what waits, whatever holds; the reasons stay and hold again from then on. */
  releaseHold(): void;
  /** Replaces the selection. */
  select(ids: Iterable<string>): void;
  /** Server time, epoch ms. */
  serverNow(): number;
  /** The newest row with this id, also one that ended and is still shown. */
  conversation(id: string): Conversation | undefined;
  /** True when it is among the ongoing rows (not ended, not wiped). */
  isOngoing(id: string): boolean;
  /** The row at each change; null once it ended or may not be seen any more. Replays. */
  conversation$(id: string): Observable<Conversation | null>;
  decide(action: ActionName, conversation: Conversation): ActionDecision;
  /** The same but for an action that is already pending by this very request. */
  facetValues(facet: Facet): readonly FacetValue[];
  perform(details: ActionRequestDetails): Promise<readonly ActionRun[]>;
  /** Shows a host's own handling as pending until `response` settles. */
  track(details: ActionRequestDetails, response: Promise<CommandOutcome | undefined>): Promise<readonly ActionRun[]>;
  /** Asks again what became of an unknown run. */
  checkAgain(key: string): void;
  findAgents(query: CandidateQuery, signal: AbortSignal): Promise<CandidatePage<AgentCandidate>>;
  findQueues(query: CandidateQuery, signal: AbortSignal): Promise<CandidatePage<QueueCandidate>>;
  transcript$(conversationId: string): Observable<TranscriptMessage>;
  /** Whether the source gives transcripts. */
  readonly hasTranscripts: boolean;
}
