/**
 * The engine of one report: rows, view, totals, connection, rights and action runs as streams of state.
 *
 * It knows no element and no DOM. Streams replay their newest value and never error: an error is a state.
 */
import { BehaviorSubject, EMPTY, type Observable } from 'rxjs';
import type {
  CommandOutcome,
  DataSource,
  ReportScope,
  SourceMessage,
  TranscriptMessage,
} from '../data-source/data-source.js';
import {
  decideAction,
  mergePermissions,
  type ActionDecision,
  type ActionName,
  type ActionPermissions,
} from '../model/actions.js';
import type { Conversation } from '../model/conversation.js';
import { DEFAULT_POLICY } from '../model/policy.js';
import type { Facet, ViewState } from '../model/view-state.js';
import type { AgentPage, CandidateQuestion, QueuePage } from './candidates.js';
import { ConnectionTracker, isSameConnection } from './connection-tracker.js';
import { Inbox } from './inbox.js';
import { LateRunner, loadActing, loadedActing } from './late-acting.js';
import { LiveRows } from './live-rows.js';
import { errorText, ProblemLog } from './problem-log.js';
import type { HostSettings } from './host-settings.js';
import { ServerClock } from './server-clock.js';
import { messageSlices, SLICE_MS, type SliceScheduler } from './slices.js';
import { SourceSession } from './source-session.js';
import { every, systemTime, timerFrames, type FrameScheduler, type TimeSource } from './time-source.js';
import type {
  ActionRequestDetails,
  ActionRun,
  ActionRuns,
  AllRows,
  Connection,
  DecisionHooks,
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
  /** How to go on with long work after the page has had its turn; default a task of its own. */
  readonly slice?: SliceScheduler;
  /** Longest piece of such work, ms; default 8. */
  readonly sliceMs?: number;
  readonly time?: TimeSource;
}

const AGE = ['asOf', 'lastContact'] as const;
const PROGRESS_EACH_MS = 200;
const TICK_MS = 1_000;
const AGE_EACH_TICKS = 30;

export class ReportEngine {
  readonly #time: TimeSource;
  #clock: ServerClock;
  readonly #problems = new ProblemLog();
  readonly #tracker = new ConnectionTracker();
  readonly #rows: LiveRows;
  readonly #acting: LateRunner;
  readonly #inbox: Inbox;
  readonly #connection$: BehaviorSubject<Connection>;
  readonly #rights$ = new BehaviorSubject<Rights>({ permissions: {}, supervisorId: null });
  #source: DataSource | null = null;
  #session: SourceSession | null = null;
  #scope: ReportScope = { windowHours: 24, queues: [], locale: 'en' };
  #stopTicking: (() => void) | null = null;
  #ticks = 0;
  /** When the connection was last told, monotonic ms. */
  #toldAt = -Infinity;
  #sourcePermissions: ActionPermissions = {};
  #sourceSupervisorId: string | null = null;
  #host: Required<HostSettings> = {
    permissions: {},
    policy: {},
    supervisorId: null,
    compareOf: () => undefined,
  };

  constructor(options: EngineOptions = {}) {
    const { frame = timerFrames, time = systemTime } = options;
    const slices = { time, slice: options.slice ?? messageSlices, sliceMs: options.sliceMs ?? SLICE_MS };
    this.#time = time;
    this.#clock = new ServerClock(time);
    this.#inbox = new Inbox((message) => this.#apply(message), slices);
    this.#rows = new LiveRows({
      ...slices,
      frame,
      serverNow: () => this.serverNow(),
      isMidMessage: () => this.#inbox.isMidMessage,
      onLeftOut: (code, detail) => this.#problems.report({ code, detail, count: 1 }),
      onChange: () => this.#acting.runner?.noteChanges(),
    });
    this.#connection$ = new BehaviorSubject(this.#tracker.at(time.wall()));
    this.#acting = new LateRunner({
      time,
      connection$: this.#connection$,
      rights$: this.#rights$,
      source: () => this.#source,
      serverNow: () => this.serverNow(),
      current: (id) => this.#rows.store.get(id),
      decide: (...asked) => this.decide(...asked),
    });
  }

  /** The rows in view, at most once a frame. */
  get view$(): Observable<ReportView> {
    return this.#rows.view$;
  }
  get view(): ReportView {
    return this.#rows.view$.value;
  }
  get totals$(): Observable<KpiTotals> {
    return this.#rows.totals$;
  }
  get connection$(): Observable<Connection> {
    return this.#connection$;
  }
  get connection(): Connection {
    return this.#connection$.value;
  }
  get viewState$(): Observable<ViewState> {
    return this.#rows.viewState$;
  }
  get viewState(): ViewState {
    return this.#rows.viewState$.value;
  }
  get selection$(): Observable<ReadonlySet<string>> {
    return this.#rows.selection$;
  }
  get selection(): ReadonlySet<string> {
    return this.#rows.selection$.value;
  }
  get rights$(): Observable<Rights> {
    return this.#rights$;
  }
  get runs$(): Observable<ActionRuns> {
    return this.#acting.runs$;
  }
  /** Hot: each run when it settles, when its target agent accepted or declined, when an unknown one is cleared up. */
  get settled$(): Observable<ActionRun> {
    return this.#acting.settled$;
  }
  /** Hot: the rows were taken away, because they may not be seen any more or belong to another source. */
  get wiped$(): Observable<undefined> {
    return this.#rows.wiped$;
  }
  /** What was left out or went wrong so far, counted by code. */
  get diagnostics$(): Observable<readonly Diagnostic[]> {
    return this.#problems.diagnostics$;
  }
  /** Hot: each diagnostic as it comes. */
  get problem$(): Observable<Diagnostic> {
    return this.#problems.problem$;
  }

  // ── Source ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Connects to `source`, or to none. Another scope keeps the rows until the source has sent others; another source starts empty. */
  connect(source: DataSource | null, scope: ReportScope): void {
    this.#session?.close();
    this.#session = null;
    this.#inbox.clear();
    if (source !== this.#source) {
      this.#acting.runner?.clear();
      this.#rows.wipe();
      this.#problems.clear();
      // Another server, another clock.
      this.#clock = new ServerClock(this.#time);
      this.#sourcePermissions = {};
      this.#sourceSupervisorId = null;
    }
    if (source !== this.#source || !source) this.#tracker.reset(source ? 'connecting' : 'none');
    else this.#tracker.begin();
    this.#source = source;
    this.#scope = scope;
    this.#updateRights();
    this.#rows.configure(scope, this.#host.compareOf);
    if (source) {
      this.#stopTicking ??= every(this.#time, TICK_MS, () => this.#tick());
      this.#session = new SourceSession(source, scope, {
        onMessage: (message) => this.#inbox.push(message),
        onEnd: (reason) => this.#fail(reason),
      });
    }
    this.#publishConnection();
    this.#rows.requestFrame();
  }

  /** Lets go of the source and of everything that waits. The rows stay until another source comes. */
  disconnect(): void {
    this.#session?.close();
    this.#session = null;
    this.#inbox.clear();
    this.#acting.runner?.endSession();
    this.#stopTicking?.();
    this.#stopTicking = null;
    this.#rows.cancelFrame();
  }

  /** Reads again, now; a source that failed is connected anew. */
  refresh(): void {
    const source = this.#source;
    if (!source) return;
    if (!source.refresh || this.connection.state === 'failed') this.connect(source, this.#scope);
    else this.#problems.guard('refresh', () => source.refresh?.('user'));
  }

  #fail(reason: string): void {
    this.#tracker.fail(reason);
    this.#problems.report({ code: 'source-ended', detail: reason, count: 1 });
    this.#publishConnection();
  }

  /** Applies a message; of one with many rows a few at a time. What is of the link alone, the tracker notes. */
  *#apply(message: SourceMessage): Generator {
    switch (message.type) {
      case 'snapshot':
        this.#clock.observeTimestamp(message.asOf);
        yield* this.#rows.takeSnapshot(message.conversations);
        break;
      case 'delta':
        this.#clock.observeTimestamp(message.asOf);
        yield* this.#rows.takeChanges(message.upserts, message.removes);
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
        this.#acting.runner?.clear();
        this.#rows.wipe();
        break;
      case 'diagnostic':
        this.#problems.report(message);
        break;
    }
    // Only what could be read counts as contact.
    this.#tracker.note(message, this.#time.wall());
    this.#publishConnection();
    if (message.type === 'snapshot' || message.type === 'delta') this.#rows.requestFrame();
  }

  /**
   * Tells a change of state at once. The age of the data alone is told with the clock, once a second; progress alone a
   * few times a second, because each telling is painted, and painting takes the time of loading.
   */
  #publishConnection(withAge = false): void {
    const connection = this.#tracker.at(this.#time.wall());
    const known = this.connection;
    const now = this.#time.monotonic();
    const isMore = known.progress !== null && connection.progress?.total === known.progress.total;
    const waits = isMore && now - this.#toldAt < PROGRESS_EACH_MS;
    const untold = [...(withAge ? [] : AGE), ...(waits ? (['progress'] as const) : [])];
    if (isSameConnection(connection, known, untold)) return;
    this.#toldAt = now;
    this.#connection$.next(connection);
    if (connection.trusted && !known.trusted) this.#acting.runner?.checkAgain();
  }

  #tick(): void {
    this.#publishConnection(true);
    this.#rows.tick((this.#ticks += 1) % AGE_EACH_TICKS === 0);
  }

  // ── View ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Changes what the supervisor looks at. It was asked for, so it applies at once, held or not. */
  setViewState(change: Partial<ViewState>): void {
    this.#rows.setViewState(change);
  }

  configure(host: HostSettings): void {
    const compareChanged = host.compareOf !== undefined && host.compareOf !== this.#host.compareOf;
    this.#host = { ...this.#host, ...host };
    this.#updateRights();
    if (compareChanged) this.#rows.configure(this.#scope, this.#host.compareOf);
  }

  #updateRights(): void {
    const supervisorId = this.#host.supervisorId ?? this.#sourceSupervisorId;
    this.#rights$.next({
      permissions: mergePermissions(this.#host.permissions, this.#sourcePermissions),
      supervisorId,
    });
    this.#rows.setMe(supervisorId);
  }

  /** Nothing that is shown changes but its clock. */
  pause(): void {
    this.#setPaused(true);
  }

  resume(): void {
    this.#setPaused(false);
  }

  #setPaused(paused: boolean): void {
    this.#rows.paused = paused;
    this.#tracker.paused = paused;
    this.#publishConnection();
  }

  /** Holds order and membership of the rows for one more reason. */
  hold(reason: HoldReason): void {
    this.#rows.hold(reason);
  }

  /** One reason less; with the last one, what waits is applied. */
  letGo(reason: HoldReason): void {
    this.#rows.letGo(reason);
  }

  /** Applies what waits, whatever holds; the reasons that remain hold the new order. */
  releaseHold(): void {
    this.#rows.releaseHold();
  }

  /** Replaces the selection. A selection holds the order. */
  select(ids: Iterable<string>): void {
    this.#rows.select(ids);
  }

  /** Values of a facet with counts; looks at all rows, so call it while its menu is open only. */
  facetValues(facet: Facet): readonly FacetValue[] {
    return this.#rows.facetValues(facet);
  }

  /** Server time, epoch ms. */
  serverNow(): number {
    return this.#clock.now();
  }

  // ── Rows ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The newest row with this id, also one that ended and is still shown. */
  conversation(id: string): Conversation | undefined {
    return this.#rows.find(id);
  }

  /** All rows in the time window, whatever is in view, and the places of those that have not changed. */
  get all(): AllRows {
    return this.#rows;
  }

  isOngoing(id: string): boolean {
    return this.#rows.store.get(id) !== undefined;
  }

  /** The row at each change, at most once a frame; null once it ended or may not be seen any more. */
  conversation$(id: string): Observable<Conversation | null> {
    return this.#rows.follow(id);
  }

  // ── Actions ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** The one decision for row, toolbar, menu, dialog and bulk summary. `isOwnTurn`: what is pending on it is decided on. */
  decide(action: ActionName, conversation: Conversation, isOwnTurn = false): ActionDecision {
    const { permissions, supervisorId } = this.#rights$.value;
    const { state, trusted } = this.connection;
    const ended = !this.isOngoing(conversation.id);
    return decideAction(action, ended ? { ...conversation, status: 'closed' } : conversation, {
      permissions,
      supervisorId,
      assignWaiting: this.#host.policy.assignWaiting ?? DEFAULT_POLICY.assignWaiting,
      freshness: trusted ? 'live' : state === 'paused' ? 'paused' : 'not-live',
      pending: !isOwnTurn && this.#acting.runner?.isPending(conversation.id) === true,
    });
  }

  /**
   * Carries out what the supervisor confirmed: held as long as the policy lets it be undone, then told to the host, then
   * sent unless the host takes it.
   */
  carryOut(details: ActionRequestDetails, hooks: DecisionHooks): Promise<readonly ActionRun[]> {
    const seconds = this.#host.policy.undoSeconds ?? DEFAULT_POLICY.undoSeconds;
    return this.#acting.use((runner) => runner.carryOut(details, seconds, hooks));
  }

  /** Undoes a decision that is held, without an id the newest. @returns false when there is nothing to undo */
  undo(requestId?: string): boolean {
    return this.#acting.runner?.undo(requestId) ?? false;
  }

  /**
   * Sends one command for each conversation, at most once; settles with what became of each. Rejects only where its code
   * cannot be loaded: then nothing has been sent.
   */
  perform(details: ActionRequestDetails): Promise<readonly ActionRun[]> {
    return this.#acting.use((runner) => runner.perform(details));
  }

  /** Shows a host's own handling as pending until `response` settles. */
  track(
    details: ActionRequestDetails,
    response: Promise<CommandOutcome | undefined>,
  ): Promise<readonly ActionRun[]> {
    return this.#acting.use((runner) => runner.track(details, response));
  }

  /** Asks again what became of an unknown run. */
  checkAgain(key: string): void {
    this.#acting.runner?.checkAgain(key);
  }

  async findAgents(...asked: CandidateQuestion): Promise<AgentPage> {
    const source = this.#source;
    return (await loadActing()).findAgents(source, ...asked);
  }

  async findQueues(...asked: CandidateQuestion): Promise<QueuePage> {
    const source = this.#source;
    return (await loadActing()).findQueues(source, ...asked);
  }

  /** Whether the source gives transcripts. */
  get hasTranscripts(): boolean {
    return this.#source?.openTranscript !== undefined && this.#source.capabilities?.transcript !== false;
  }

  /** The transcript of a conversation while subscribed; empty where the source has none. */
  transcript$(conversationId: string): Observable<TranscriptMessage> {
    const onProblem = (error: unknown): void => this.reportProblem('transcript', error);
    return loadedActing()?.openTranscript(this.#source, conversationId, onProblem) ?? EMPTY;
  }

  /** Something outside the engine went wrong and the report goes on. */
  reportProblem(code: string, error: unknown): void {
    this.#problems.report({ code, detail: errorText(error), count: 1 });
  }
}
