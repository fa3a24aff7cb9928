/**
 * The engine of one report: rows, view, totals, connection, rights and action runs as streams of state.
 *
 * It knows no element and no DOM. Streams replay their newest value and never error: an error is a state. A message
 * changes the store at once; what is shown follows at the next frame, however many messages there were.
 */
import { BehaviorSubject, EMPTY, Observable, Subject } from 'rxjs';
import type {
  CandidatePage,
  CandidateSearchQuery,
  CommandOutcome,
  DataSource,
  ReportScope,
  SourceMessage,
  TranscriptMessage,
} from '../data-source/data-source.js';
import { decideAction, mergePermissions, type ActionDecision, type ActionName, type ActionPermissions } from '../model/actions.js';
import type { AgentCandidate } from '../model/agent.js';
import type { Conversation } from '../model/conversation.js';
import { DEFAULT_POLICY, type Policy } from '../model/policy.js';
import type { QueueCandidate } from '../model/queue.js';
import { DEFAULT_VIEW, type Facet, type ViewState } from '../model/view-state.js';
import { ActionRunner } from './action-runs.js';
import { findForAll } from './candidates.js';
import { ConnectionTracker } from './connection-tracker.js';
import { observeSource } from './observe-source.js';
import { RowStore } from './row-store.js';
import { RowView, type CompareOf } from './row-view.js';
import { ServerClock } from './server-clock.js';
import { SourceSession } from './source-session.js';
import { every, systemTime, timerFrames, type FrameScheduler, type TimeSource } from './time-source.js';
import type {
  ActionRequestDetails,
  ActionRun,
  ActionRuns,
  Connection,
  Diagnostic,
  FacetValue,
  HoldReason,
  KpiTotals,
  ReportView,
  Rights,
} from './view-types.js';

export interface EngineOptions {
  /** When to publish; default about sixty times a second. */
  readonly frame?: FrameScheduler;
  readonly time?: TimeSource;
}

/** What the host sets; what is left out keeps its value. */
export interface HostSettings {
  readonly permissions?: ActionPermissions;
  readonly policy?: Policy;
  readonly supervisorId?: string | null;
  /** How the host's own columns are ordered. */
  readonly compareOf?: CompareOf;
}

/** The order by running durations changes with time alone; rows grow out of the window. */
const TICK_MS = 1_000;
const AGE_EACH_TICKS = 30;
const NO_IDS: ReadonlySet<string> = new Set();

export class ReportEngine {
  readonly #time: TimeSource;
  readonly #frame: FrameScheduler;
  readonly #clock: ServerClock;
  readonly #store: RowStore;
  readonly #rowView = new RowView();
  readonly #tracker = new ConnectionTracker();
  readonly #runner: ActionRunner;
  readonly #holds = new Set<HoldReason>();
  #source: DataSource | null = null;
  #session: SourceSession | null = null;
  #scope: ReportScope = { windowHours: 24, queues: [], locale: 'en' };
  #cancelFrame: (() => void) | null = null;
  #stopTicking: (() => void) | null = null;
  #ticks = 0;
  #revision = 0;
  #sourcePermissions: ActionPermissions = {};
  #sourceSupervisorId: string | null = null;
  #host: Required<HostSettings> = { permissions: {}, policy: {}, supervisorId: null, compareOf: () => undefined };

  readonly #view$: BehaviorSubject<ReportView>;
  readonly #totals$: BehaviorSubject<KpiTotals>;
  readonly #connection$: BehaviorSubject<Connection>;
  readonly #viewState$ = new BehaviorSubject<ViewState>(DEFAULT_VIEW);
  readonly #selection$ = new BehaviorSubject<ReadonlySet<string>>(NO_IDS);
  readonly #rights$ = new BehaviorSubject<Rights>({ permissions: {}, supervisorId: null });
  readonly #diagnostics$ = new BehaviorSubject<readonly Diagnostic[]>([]);
  readonly #problem$ = new Subject<Diagnostic>();
  /** Ids whose newest row changed, at most once a frame; null for all of them. */
  readonly #touched$ = new Subject<ReadonlySet<string> | null>();

  constructor({ frame = timerFrames, time = systemTime }: EngineOptions = {}) {
    this.#time = time;
    this.#frame = frame;
    this.#clock = new ServerClock(time);
    this.#store = new RowStore((code, detail) => this.#report({ code, detail, count: 1 }));
    this.#runner = new ActionRunner({
      time,
      source: () => this.#source,
      serverNow: () => this.serverNow(),
      current: (id) => this.#store.get(id),
      decide: (action, conversation) => this.decide(action, conversation),
    });
    this.#view$ = new BehaviorSubject(this.#snapshotView());
    this.#totals$ = new BehaviorSubject(this.#rowView.totals());
    this.#connection$ = new BehaviorSubject(this.#tracker.at(time.wall()));
  }

  /** The rows in view, at most once a frame. */
  get view$(): Observable<ReportView> {
    return this.#view$;
  }
  get view(): ReportView {
    return this.#view$.value;
  }
  get totals$(): Observable<KpiTotals> {
    return this.#totals$;
  }
  get connection$(): Observable<Connection> {
    return this.#connection$;
  }
  get connection(): Connection {
    return this.#connection$.value;
  }
  get viewState$(): Observable<ViewState> {
    return this.#viewState$;
  }
  get viewState(): ViewState {
    return this.#viewState$.value;
  }
  get selection$(): Observable<ReadonlySet<string>> {
    return this.#selection$;
  }
  get selection(): ReadonlySet<string> {
    return this.#selection$.value;
  }
  get rights$(): Observable<Rights> {
    return this.#rights$;
  }
  get runs$(): Observable<ActionRuns> {
    return this.#runner.runs$;
  }
  /** Hot: each run when it settles, when its target agent accepted or declined, when an unknown one is cleared up. */
  get settled$(): Observable<ActionRun> {
    return this.#runner.settled$;
  }
  /** What was left out or went wrong so far, counted by code. */
  get diagnostics$(): Observable<readonly Diagnostic[]> {
    return this.#diagnostics$;
  }
  /** Hot: each diagnostic as it comes. */
  get problem$(): Observable<Diagnostic> {
    return this.#problem$;
  }

  // ── Source ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Connects to `source`, or to none. Another source or scope wipes nothing by itself; another source starts empty. */
  connect(source: DataSource | null, scope: ReportScope): void {
    this.#session?.close();
    this.#session = null;
    if (source !== this.#source) {
      this.#runner.endSession();
      this.#wipe();
      this.#sourcePermissions = {};
      this.#sourceSupervisorId = null;
      this.#diagnostics$.next([]);
      this.#tracker.reset(source ? 'connecting' : 'none');
    }
    this.#source = source;
    this.#scope = scope;
    this.#updateRights();
    this.#rowView.setView(this.viewState, scope, this.#host.compareOf, this.serverNow());
    if (source) {
      this.#stopTicking ??= every(this.#time, TICK_MS, () => this.#tick());
      this.#session = new SourceSession(source, scope, {
        onMessage: (message) => this.#handle(message),
        onEnd: (reason) => this.#fail(reason),
      });
    }
    this.#publishConnection();
    this.#requestFrame();
  }

  /** Lets go of the source and of everything that waits. The rows stay until another source comes. */
  disconnect(): void {
    this.#session?.close();
    this.#session = null;
    this.#runner.endSession();
    this.#stopTicking?.();
    this.#stopTicking = null;
    this.#cancelFrame?.();
    this.#cancelFrame = null;
  }

  /** Reads again, now; a source that failed is connected anew. */
  refresh(): void {
    const source = this.#source;
    if (!source) return;
    const { state } = this.connection;
    if (source.refresh && state !== 'failed') this.#guard('refresh', () => source.refresh?.('user'));
    else this.connect(source, this.#scope);
  }

  #fail(reason: string): void {
    this.#tracker.fail(reason);
    this.#report({ code: 'source-ended', detail: reason, count: 1 });
    this.#publishConnection();
  }

  #handle(message: SourceMessage): void {
    this.#tracker.note(message, this.#time.wall());
    switch (message.type) {
      case 'snapshot':
        this.#clock.observeTimestamp(message.asOf);
        this.#store.replaceAll(message.conversations);
        break;
      case 'delta':
        this.#clock.observeTimestamp(message.asOf);
        this.#store.apply(message.upserts, message.removes);
        break;
      case 'clock':
        this.#clock.observeOffset(message.offsetMs);
        break;
      case 'permissions':
        this.#sourcePermissions = message.permissions;
        this.#updateRights();
        break;
      case 'supervisor':
        this.#sourceSupervisorId = message.supervisor.id;
        this.#updateRights();
        break;
      case 'wipe':
        this.#runner.clear();
        this.#wipe();
        break;
      case 'diagnostic':
        this.#report(message);
        break;
      case 'connection':
      case 'progress':
        break;
    }
    this.#publishConnection();
    this.#requestFrame();
  }

  /** Nothing old may stay visible: gone before the next paint. */
  #wipe(): void {
    this.#store.clear();
    this.#store.changed.clear();
    this.#rowView.clear();
    this.#touched$.next(null);
    this.#setSelection(NO_IDS);
    this.#publishView();
  }

  // ── Publication ───────────────────────────────────────────────────────────────────────────────────────────────

  #requestFrame(): void {
    this.#cancelFrame ??= this.#frame(() => {
      this.#cancelFrame = null;
      this.#flush();
    });
  }

  #flush(): void {
    this.#tellTouched();
    if (this.#tracker.paused) {
      if (this.#store.changed.size !== this.view.changesWaiting) this.#publishView();
      return;
    }
    const now = this.serverNow();
    for (const id of this.#store.changed) this.#rowView.update(id, this.#store.get(id), now);
    this.#store.changed.clear();
    this.#rowView.merge(now);
    // Rows may have come to an empty grid that the pointer was over all the time.
    if (this.#holds.size > 0) this.#rowView.hold();
    this.#publishView();
  }

  /** Tells followers of single rows, also while the view is paused: a dialog must know. */
  #tellTouched(): void {
    this.#touched$.next(this.#store.changed);
    for (const id of this.#store.changed) this.#runner.noteChange(id);
  }

  #publishView(): void {
    this.#dropEndedSelection();
    this.#revision += 1;
    this.#view$.next(this.#snapshotView());
    this.#totals$.next(this.#rowView.totals());
  }

  #snapshotView(): ReportView {
    const { held, total, outsideWindow } = this.#rowView;
    return {
      rows: this.#rowView.list(),
      total,
      held: held !== null,
      changesWaiting: this.#tracker.paused ? this.#store.changed.size : (held?.waiting ?? 0),
      ended: held ? new Set(held.ended.keys()) : NO_IDS,
      outsideWindow,
      revision: this.#revision,
    };
  }

  /** Tells a change of state at once; the age of the data alone is told with the clock, once a second. */
  #publishConnection(withAge = false): void {
    const connection = this.#tracker.at(this.#time.wall());
    if (!isSame(connection, this.connection, withAge ? [] : ['asOf', 'lastContact'])) this.#connection$.next(connection);
  }

  #tick(): void {
    this.#ticks += 1;
    this.#publishConnection(true);
    if (this.#tracker.paused) return;
    const now = this.serverNow();
    const ages = this.#ticks % AGE_EACH_TICKS === 0;
    if (ages) this.#rowView.age(now);
    if (this.#rowView.held === null && this.#rowView.merge(now)) this.#publishView();
    else if (ages) this.#requestFrame();
  }

  // ── View ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Changes what the supervisor looks at. It was asked for, so it applies at once, held or not. */
  setViewState(change: Partial<ViewState>): void {
    const state = { ...this.viewState, ...change };
    this.#viewState$.next(state);
    if (change.filters || change.search !== undefined || change.card !== undefined || change.sort) this.#rebuild();
  }

  #rebuild(): void {
    this.#rowView.setView(this.viewState, this.#scope, this.#host.compareOf, this.serverNow());
    this.#publishView();
  }

  configure(host: HostSettings): void {
    const compareChanged = host.compareOf !== undefined && host.compareOf !== this.#host.compareOf;
    this.#host = { ...this.#host, ...host };
    this.#updateRights();
    if (compareChanged) this.#rebuild();
  }

  #updateRights(): void {
    this.#rights$.next({
      permissions: mergePermissions(this.#host.permissions, this.#sourcePermissions),
      supervisorId: this.#host.supervisorId ?? this.#sourceSupervisorId,
    });
  }

  /** Nothing that is shown changes but its clock. */
  pause(): void {
    if (this.#tracker.paused) return;
    this.#flush();
    this.#tracker.paused = true;
    this.#publishConnection();
  }

  resume(): void {
    if (!this.#tracker.paused) return;
    this.#tracker.paused = false;
    this.#publishConnection();
    this.#flush();
  }

  get paused(): boolean {
    return this.#tracker.paused;
  }

  /** Holds order and membership of the rows for one more reason. */
  hold(reason: HoldReason): void {
    if (this.#holds.has(reason)) return;
    this.#holds.add(reason);
    if (this.#rowView.held) return;
    this.#rowView.hold();
    this.#publishView();
  }

  /** One reason less; with the last one, what waits is applied. */
  letGo(reason: HoldReason): void {
    if (this.#holds.delete(reason) && this.#holds.size === 0) this.#release();
  }

  /** Applies what waits, whatever holds; the reasons that remain hold the new order. */
  releaseHold(): void {
    this.#release();
    if (this.#holds.size === 0) return;
    this.#rowView.hold();
    this.#publishView();
  }

  #release(): void {
    if (!this.#rowView.held) return;
    this.#rowView.release();
    this.#rowView.merge(this.serverNow());
    this.#publishView();
  }

  /** Replaces the selection. A selection holds the order. */
  select(ids: Iterable<string>): void {
    this.#setSelection(new Set([...ids].filter((id) => this.#rowView.shown(id) !== undefined)));
  }

  #setSelection(ids: ReadonlySet<string>): void {
    const before = this.selection;
    if (ids.size === before.size && [...ids].every((id) => before.has(id))) return;
    this.#selection$.next(ids);
    if (ids.size > 0) this.hold('selection');
    else this.letGo('selection');
  }

  /** A row that is no longer on screen is no longer selected: nobody can see what an action would hit. */
  #dropEndedSelection(): void {
    const gone = [...this.selection].filter((id) => this.#rowView.shown(id) === undefined);
    if (gone.length > 0) this.#setSelection(new Set([...this.selection].filter((id) => !gone.includes(id))));
  }

  /** Values of a facet with counts; looks at all rows, so call it while its menu is open only. */
  facetValues(facet: Facet): readonly FacetValue[] {
    return this.#rowView.facetValues(facet);
  }

  /** Server time, epoch ms. */
  serverNow(): number {
    return this.#clock.now();
  }

  // ── Rows ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The newest row with this id, also one that ended and is still shown. */
  conversation(id: string): Conversation | undefined {
    return this.#store.get(id) ?? this.#rowView.shown(id);
  }

  isOngoing(id: string): boolean {
    return this.#store.get(id) !== undefined;
  }

  /** The row at each change, at most once a frame; null once it ended or may not be seen any more. */
  conversation$(id: string): Observable<Conversation | null> {
    return new Observable((subscriber) => {
      let last = this.#store.get(id) ?? null;
      subscriber.next(last);
      return this.#touched$.subscribe((touched) => {
        const row = this.#store.get(id) ?? null;
        if (row === last || (touched !== null && !touched.has(id))) return;
        last = row;
        subscriber.next(row);
      });
    });
  }

  // ── Actions ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** The one decision for row, toolbar, menu, dialog and bulk summary. */
  decide(action: ActionName, conversation: Conversation): ActionDecision {
    const { permissions, supervisorId } = this.#rights$.value;
    const { state, trusted } = this.connection;
    const ended = this.#store.get(conversation.id) === undefined;
    return decideAction(action, ended ? { ...conversation, status: 'closed' } : conversation, {
      permissions,
      supervisorId,
      assignWaiting: this.#host.policy.assignWaiting ?? DEFAULT_POLICY.assignWaiting,
      freshness: trusted ? 'live' : state === 'paused' ? 'paused' : 'not-live',
      pending: this.#runner.isPending(conversation.id),
    });
  }

  /** Sends one command for each conversation, at most once; settles with what became of each. Never rejects. */
  perform(details: ActionRequestDetails): Promise<readonly ActionRun[]> {
    return this.#runner.perform(details);
  }

  /** Shows a host's own handling as pending until `response` settles. */
  track(details: ActionRequestDetails, response: Promise<CommandOutcome | undefined>): Promise<readonly ActionRun[]> {
    return this.#runner.track(details, response);
  }

  /** Asks again what became of an unknown run. */
  checkAgain(key: string): void {
    this.#runner.checkAgain(key);
  }

  async findAgents(
    conversations: readonly Conversation[],
    query: CandidateSearchQuery,
    signal: AbortSignal,
  ): Promise<CandidatePage<AgentCandidate>> {
    const find = this.#source?.findAgents?.bind(this.#source);
    if (!find) throw new Error('The data source has no directory of agents');
    return findForAll(find, conversations, query, signal);
  }

  async findQueues(
    conversations: readonly Conversation[],
    query: CandidateSearchQuery,
    signal: AbortSignal,
  ): Promise<CandidatePage<QueueCandidate>> {
    const find = this.#source?.findQueues?.bind(this.#source);
    if (!find) throw new Error('The data source has no directory of queues');
    return findForAll(find, conversations, query, signal);
  }

  /** Whether the source gives transcripts. */
  get hasTranscripts(): boolean {
    return this.#source?.openTranscript !== undefined && this.#source.capabilities?.transcript !== false;
  }

  /** The transcript of a conversation while subscribed; empty where the source has none. */
  transcript$(conversationId: string): Observable<TranscriptMessage> {
    const open = this.#source?.openTranscript?.bind(this.#source);
    if (!open) return EMPTY;
    return new Observable((subscriber) => {
      try {
        return observeSource(open(conversationId)).subscribe({
          next: (message) => subscriber.next(message),
          error: (error: unknown) => {
            this.#report({ code: 'transcript', detail: error instanceof Error ? error.message : '', count: 1 });
            subscriber.complete();
          },
          complete: () => subscriber.complete(),
        });
      } catch (error) {
        this.#report({ code: 'transcript', detail: error instanceof Error ? error.message : '', count: 1 });
        return undefined;
      }
    });
  }

  // ── Problems ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** Something outside the engine went wrong and the report goes on. */
  reportProblem(code: string, error: unknown): void {
    this.#report({ code, detail: error instanceof Error ? error.message : String(error), count: 1 });
  }

  #report(problem: Diagnostic): void {
    const { code, detail, count } = problem;
    const others = this.#diagnostics$.value.filter((known) => known.code !== code);
    const known = this.#diagnostics$.value.find((entry) => entry.code === code)?.count ?? 0;
    this.#diagnostics$.next([...others, { code, detail, count: known + count }]);
    this.#problem$.next({ code, detail, count });
  }

  #guard(what: string, act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#report({ code: 'source-threw', detail: `${what}: ${error instanceof Error ? error.message : ''}`, count: 1 });
    }
  }
}

function isSame(a: Connection, b: Connection, except: readonly (keyof Connection)[]): boolean {
  return (Object.keys(a) as (keyof Connection)[]).every((key) => a[key] === b[key] || except.includes(key));
}
