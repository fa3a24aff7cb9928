import { ContextConsumer, ContextProvider } from '@lit/context';
import { adoptStyles, isServer, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { actionDeskContext } from './context/action-desk-context.js';
import { dataSourceContext } from './context/data-source-context.js';
import { engineContext } from './context/engine-context.js';
import { localizationContext } from './context/localization-context.js';
import { SETTINGS, settingsContext, settingsOf, type ReportSettings } from './context/settings-context.js';
import { ReportActionDesk } from './controllers/action-desk.js';
import { changesOf } from './controllers/changes-of.js';
import { findDialog } from './controllers/dialog-element.js';
import { pageFrames } from './controllers/frame-scheduler.js';
import { LocalizationController } from './controllers/localization-controller.js';
import { ReportEvents } from './controllers/report-events.js';
import { ReportKeys } from './controllers/report-keys.js';
import { reportStateOf, showHostStates } from './controllers/report-states.js';
import { SourceConnection, type WantedConnection } from './controllers/source-connection.js';
import { StreamController } from './controllers/stream-controller.js';
import type { DataSource } from './data-source/data-source.js';
import type { ActivityLog } from './elements/activity-log/activity-log.js';
import type { FilterBar } from './elements/filter-bar/filter-bar.js';
import type { ConversationsGrid } from './elements/grid/conversations-grid.js';
import type { ReportHeader } from './elements/report-header/report-header.js';
import { csvOf } from './elements/shared/csv.js';
import { downloadCsv } from './elements/shared/download.js';
import { compareOf } from './elements/shared/extra-columns.js';
import { toggleFullscreen } from './elements/shared/fullscreen.js';
import { LateStart, LateStyles } from './elements/shared/late-code.js';
import type { ToastRegion } from './elements/toast-region/toast-region.js';
import { loadDeferredElementsInIdleTime, registerReport } from './element-registration.js';
import { ReportEngine } from './engine/report-engine.js';
import type { CompareOf } from './engine/row-view.js';
import type { Connection } from './engine/view-types.js';
import type { ReportEventMap } from './events.js';
import { LateElements } from './late-elements.js';
import type { RowAction } from './model/actions.js';
import type { Conversation } from './model/conversation.js';
import { isFiltered, readViewState, type ViewState } from './model/view-state.js';
import { reportStyles } from './ongoing-conversations-report.styles.js';
import { renderReport } from './report-layout.js';
import { ReportProperties } from './report-properties.js';
import { sourceForUrl } from './source-for-url.js';
import { renderSkeleton } from './server-skeleton.js';
import { reset } from './styles/reset.js';
import { tokens } from './styles/tokens.js';
import { VERSION } from './version.js';

/**
 * A live report of all ongoing conversations of a contact centre, on which a supervisor acts: assign, transfer, monitor
 * (and join), force close.
 *
 * Give it a `src` or a `dataSource`; the rest has defaults. It fills the height of its parent and is at home from 280 px
 * of width up.
 *
 * @tag ongoing-conversations-report
 * @example
 * <ongoing-conversations-report src="mock:?conversations=200" lang="fr"></ongoing-conversations-report>
 *
 * @slot assign-dialog - Replaces the *Assign conversation* dialog. Gets `actionRequest`, is opened by `showModal()` or `open`.
 * @slot transfer-dialog - Replaces the *Transfer conversation* dialog, likewise.
 * @slot monitor-dialog - Replaces the conversation panel, likewise.
 * @slot force-close-dialog - Replaces the *Force close conversation* dialog, likewise.
 * @slot toolbar-start - Controls before those of the toolbar.
 * @slot toolbar-end - Controls after those of the toolbar.
 * @slot empty - Shown when no conversation is ongoing.
 * @slot error - Shown when the report failed before it had data.
 * @slot loading - Shown until the first rows are there.
 *
 * @fires {ConversationActionEvent} conversationassign - An assignment was confirmed, and can no longer be undone; nothing has been sent yet. Cancelable.
 * @fires {ConversationActionEvent} conversationtransfer - A transfer was confirmed, and can no longer be undone. Cancelable.
 * @fires {ConversationActionEvent} conversationmonitor - Monitoring was asked for. Cancelable.
 * @fires {ConversationActionEvent} conversationjoin - Joining a monitored conversation was asked for. Cancelable.
 * @fires {ConversationActionEvent} conversationforceclose - A force close was confirmed, and can no longer be undone. Cancelable.
 * @fires {ConversationOpenEvent} conversationopen - A row was activated. Cancelable.
 * @fires {ActionSettledEvent} actionsettled - What became of an action, for each conversation.
 * @fires {ConversationSelectEvent} conversationselect - The selection changed.
 * @fires {ViewChangeEvent} viewchange - The supervisor changed filters, search, order, columns or density.
 * @fires {AlertChangeEvent} alertchange - An alert of `alertRules` fired, was acknowledged or snoozed, or is cleared.
 * @fires {ConnectionChangeEvent} connectionchange - The state of the connection changed. Does not bubble.
 * @fires {ReadyEvent} ready - The first rows are on the screen. Does not bubble.
 * @fires {ReportErrorEvent} reporterror - Something was left out or went wrong and the report goes on. Does not bubble.
 *
 * @csspart header - Title, connection pill and toolbar.
 * @csspart toolbar - The buttons of the header.
 * @csspart pill - The state of the connection.
 * @csspart kpis - The row of cards.
 * @csspart kpi - One card.
 * @csspart filters - Search, facets and chips.
 * @csspart command-bar - Selection and actions.
 * @csspart alerts - The alerts that fire, between commands and rows.
 * @csspart grid - The grid.
 * @csspart header-row - The row of column headers.
 * @csspart header-cell - A column header.
 * @csspart row - A row of the grid.
 * @csspart selected - Beside `row`: it is selected.
 * @csspart stale - Beside `row`: the data is not live.
 * @csspart pending - Beside `row`: an action on it has not settled.
 * @csspart ended - Beside `row`: the conversation ended and is kept while the order is held.
 * @csspart cell - A cell.
 * @csspart cell-subject - The cell with subject and customer.
 * @csspart cell-status - The cell with the status.
 * @csspart cell-agent - The cell with the active agent.
 * @csspart cell-queue - The cell with the queue.
 * @csspart cell-channel - The cell with the channel.
 * @csspart cell-wait - The cell with the wait time.
 * @csspart cell-handle - The cell with the handle time.
 * @csspart cell-sentiment - The cell with the customer sentiment.
 * @csspart status - The status of a conversation.
 * @csspart wait - A wait time.
 * @csspart handle - A handle time.
 * @csspart sentiment - A customer sentiment.
 * @csspart footer - The line below the grid.
 * @csspart banner - What an empty, loading or failed report says.
 * @csspart dialog - A built-in dialog.
 * @csspart dialog-title - Its title.
 * @csspart dialog-body - Its body.
 * @csspart dialog-footer - Its buttons.
 * @csspart panel - The conversation panel and the activity log.
 * @csspart toast - A message about an outcome.
 *
 * @cssState loading - Waiting for the first rows.
 * @cssState empty - Nothing is in view.
 * @cssState live - The data is live.
 * @cssState late - Live, but without a recent sign of life.
 * @cssState stale - The data is not live any more; actions are refused.
 * @cssState paused - Paused by the supervisor.
 * @cssState error - Unauthorized, forbidden, failed or without a data source.
 *
 * @cssprop [--ongoing-background=light-dark(#ffffff, #161a21)] - Background.
 * @cssprop [--ongoing-background-muted=light-dark(#f8f9fb, #1b2029)] - Background of headers, footers and hovered rows.
 * @cssprop [--ongoing-line=light-dark(#e4e7ec, #2a313c)] - Lines between rows and around controls.
 * @cssprop [--ongoing-line-strong=light-dark(#8a94a3, #6b7686)] - Lines that carry meaning.
 * @cssprop [--ongoing-text=light-dark(#161b24, #eef1f6)] - Text.
 * @cssprop [--ongoing-text-muted=light-dark(#545f6f, #a3aebd)] - Secondary text.
 * @cssprop [--ongoing-accent=light-dark(#2f5bd7, #86a5ff)] - Selection, links, primary buttons.
 * @cssprop [--ongoing-accent-soft=light-dark(#e9effd, #1d2a4a)] - Background of what is selected.
 * @cssprop [--ongoing-on-accent=light-dark(#ffffff, #0e1116)] - Text on accent and danger.
 * @cssprop [--ongoing-open=light-dark(#8f5400, #f2b04e)] - Status open, warnings.
 * @cssprop [--ongoing-open-soft=light-dark(#fdf1dc, #3a2b12)] - Its background.
 * @cssprop [--ongoing-active=light-dark(#116a45, #58cf9a)] - Status active, live.
 * @cssprop [--ongoing-active-soft=light-dark(#e0f4ea, #12342a)] - Its background.
 * @cssprop [--ongoing-waiting=light-dark(#1a5fa8, #7db7f5)] - Status waiting.
 * @cssprop [--ongoing-waiting-soft=light-dark(#e3f0fc, #14304b)] - Its background.
 * @cssprop [--ongoing-wrap-up=light-dark(#6a3fb5, #b99bf2)] - Status wrap-up.
 * @cssprop [--ongoing-wrap-up-soft=light-dark(#efe8fb, #2b2144)] - Its background.
 * @cssprop [--ongoing-danger=light-dark(#b3261e, #ff8a80)] - Breaches, force close, failures.
 * @cssprop [--ongoing-danger-soft=light-dark(#fcebea, #421a18)] - Its background.
 * @cssprop [--ongoing-focus=var(--ongoing-accent)] - Focus ring.
 * @cssprop [--ongoing-radius=14px] - Corners of the report and its dialogs.
 * @cssprop [--ongoing-radius-small=8px] - Corners of controls.
 * @cssprop [--ongoing-row-height=44px] - Height of a row at comfortable density.
 * @cssprop [--ongoing-font=14px / 1.35 Inter, "Segoe UI Variable", "Segoe UI", system-ui, sans-serif] - Font.
 * @cssprop [--ongoing-shadow=0 24px 70px rgb(0 0 0 / 0.35)] - Shadow of dialogs.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- the interface below adds only types
export class OngoingConversationsReport extends ReportProperties {
  static override readonly styles = [reset, tokens, reportStyles];
  /** Version of the package this class came from. */
  static readonly version = VERSION;

  /**
   * Registers the report and the elements inside it. A name that another version took is left to it, with a warning.
   * @param tag name of the report's element
   * @param registry default: the page's
   */
  static define(
    tag = 'ongoing-conversations-report',
    registry: CustomElementRegistry = customElements,
  ): void {
    registerReport(tag, this, registry);
  }

  /** The whole view as plain JSON: filters, search, card, sort, columns, widths, groups, density. Round-trips. */
  @property({ attribute: false })
  get view(): ViewState {
    return this.#engine.viewState;
  }
  set view(view: ViewState) {
    this.#setsView = true;
    this.#engine.setViewState(readViewState(view, this.#engine.viewState));
    this.density = this.#engine.viewState.density;
    this.#setsView = false;
  }

  /** Ids of the selected conversations. */
  get selection(): readonly string[] {
    return [...this.#engine.selection];
  }

  /** State of the connection and age of the data. */
  get connection(): Connection {
    return this.#engine.connection;
  }

  /** The rows in view, in order. */
  get conversations(): readonly Conversation[] {
    return [...this.#engine.view.rows];
  }

  @query('ongoing-conversations-grid') private readonly grid!: ConversationsGrid | null;
  @query('ongoing-conversations-report-header') private readonly header!: ReportHeader | null;
  @query('ongoing-conversations-activity-log') private readonly activityLog!: ActivityLog | null;
  @query('ongoing-conversations-filter-bar') private readonly filterBar!: FilterBar | null;
  @query('ongoing-conversations-toast-region') private readonly toasts!: ToastRegion | null;
  @state() private showsActivity = false;
  @state() private failure = '';

  readonly #engine = new ReportEngine({ frame: pageFrames });
  readonly #internals = this.attachInternals();
  readonly #words = new LocalizationController(this, (words) => this.#localization.setValue(words));
  readonly #localization = new ContextProvider(this, { context: localizationContext });
  readonly #settings = new ContextProvider(this, { context: settingsContext });
  readonly #ancestorSource = new ContextConsumer(this, { context: dataSourceContext, subscribe: true });
  readonly #late = new LateElements({
    words: () => this.#words.words,
    toasts: () => this.toasts,
    onFailure: (text) => (this.failure = text),
    onProblem: (error) => this.#engine.reportProblem('code', error),
  });
  readonly #desk = new ReportActionDesk(this.#engine, {
    dispatch: (event) => this.#emit(event),
    dialogOf: (action) =>
      findDialog(this.renderRoot, action, (problem) => this.#engine.reportProblem('slot-element', problem)),
    loadDialogs: () => this.#late.load(),
    tellRefusal: (action, refusal) => this.#late.tellRefusal(action, refusal),
    refocus: (id) => this.grid?.refocus(id),
  });
  readonly #isEmpty$ = changesOf(this.#engine.view$, ({ rows }) => rows.length === 0);
  readonly #isEmpty = new StreamController(this, () => this.#isEmpty$);
  #setsView = false;

  constructor() {
    super();
    new LateStyles(this, 'side');
    new LateStart(this, ({ features }) =>
      features.forEach((begin) =>
        begin({
          report: this,
          engine: this.#engine,
          words: () => this.#words.words,
          dispatch: (event) => this.#emit(event),
        }),
      ),
    );
    new ContextProvider(this, { context: engineContext, initialValue: this.#engine });
    new ContextProvider(this, { context: actionDeskContext, initialValue: this.#desk });
    new StreamController(
      this,
      () => this.#engine.wiped$,
      () => this.#desk.cancelDialog(),
    );
    new ReportEvents(this, this.#engine, {
      dispatch: (event) => this.#emit(event),
      isQuiet: () => this.#setsView,
      onPaused: (paused) => (this.paused = paused),
      onDensity: (density) => (this.density = density),
      onAnswer: loadDeferredElementsInIdleTime,
    });
    new SourceConnection(
      this,
      this.#engine,
      () => this.#wantedConnection(),
      (error) => this.#engine.reportProblem('source', error),
    );
    new ReportKeys(this, {
      isEnabled: () => this.policy.shortcuts !== false,
      actions: {
        '/': () => this.filterBar?.focusSearch(),
        p: () => (this.paused = !this.paused),
        r: () => this.#engine.releaseHold(),
      },
    });
  }

  /** Holds everything that is shown but its clock. */
  pause(): void {
    this.paused = true;
  }

  /** Shows what has changed since, and goes on. */
  resume(): void {
    this.paused = false;
  }

  /** Reads again, now. */
  refresh(): void {
    this.#engine.refresh();
  }

  /**
   * Opens the dialog of an action for the conversations with these ids. What is refused is told to the user.
   * @param action `assign`, `transfer`, `monitor` or `force-close` (also written `forceClose`)
   */
  openAction(action: RowAction | 'forceClose', ids: readonly string[]): void {
    this.#desk.open(action === 'forceClose' ? 'force-close' : action, ids);
  }

  /** Scrolls to a conversation and focuses its row; false when it is not in view. */
  focusConversation(id: string): boolean {
    return this.grid?.focusConversation(id) ?? false;
  }

  /** What is in view as CSV, with time zone and time of the data in the first line. */
  toCsv(): string {
    return csvOf({
      rows: this.#engine.view.rows,
      columns: this.#engine.viewState.columns,
      extra: this.columns,
      words: this.#words.words,
      asOf: this.#engine.serverNow(),
    });
  }

  /** Focuses the active cell of the grid. */
  override focus(options?: FocusOptions): void {
    if (this.grid) this.grid.focusGrid();
    else super.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (
      changed.has('permissions') ||
      changed.has('policy') ||
      changed.has('supervisor') ||
      changed.has('columns')
    ) {
      this.#engine.configure({
        permissions: this.permissions,
        policy: this.policy,
        supervisorId: this.supervisor?.id ?? null,
        compareOf: this.#compareOf,
      });
    }
    if (changed.has('paused')) {
      if (this.paused) this.#engine.pause();
      else this.#engine.resume();
    }
    if (changed.has('density') && this.density !== this.#engine.viewState.density) {
      this.view = { ...this.view, density: this.density };
    }
    if (!(this.#settings.value as ReportSettings | undefined) || SETTINGS.some((name) => changed.has(name))) {
      this.#settings.setValue(settingsOf(this));
    }
  }

  readonly #compareOf: CompareOf = (id) => compareOf(this.columns, id);

  /** Null until the language is known, which is part of what a source is asked for. */
  #wantedConnection(): WantedConnection | null {
    if (!this.#words.isReady) return null;
    return {
      key: [this.dataSource, this.src, this.tokenProvider, this.#ancestorSource.value],
      scope: { windowHours: this.windowHours, queues: this.queues, locale: this.#words.words.locale },
      source: () => this.#source(),
    };
  }

  #source(): DataSource | null {
    if (this.dataSource) return this.dataSource;
    if (this.src !== '') return sourceForUrl(this.src, document.baseURI, this.tokenProvider);
    return this.#ancestorSource.value ?? null;
  }

  /** Shows the states, and gives the focus: the activity log takes it when it opens and gives it back when it closes. */
  protected override updated(changed: PropertyValues): void {
    showHostStates(this.#internals, this.connection, this.#isEmpty.value ?? true);
    if (!changed.has('showsActivity')) return;
    if (this.showsActivity) void this.activityLog?.updateComplete.then(() => this.activityLog?.focus());
    else if (changed.get('showsActivity') === true) this.header?.focusActivity();
  }

  /** What a server rendered is no state to go on from: attaching a root anew empties the one that the page came with. */
  protected override createRenderRoot(): ShadowRoot {
    const root = this.attachShadow({ mode: 'open' });
    adoptStyles(root, OngoingConversationsReport.elementStyles);
    return root;
  }

  protected override render(): TemplateResult | typeof nothing {
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- Lit types it for this build, not for that of a server
    if (isServer) return renderSkeleton(this.lang);
    if (!this.#words.isReady) return nothing;
    return renderReport({
      mode: this.mode,
      // A right-to-left language mirrors the report only where nobody named a direction.
      direction: this.dir || this.parentElement?.closest('[dir]') ? null : this.#words.words.direction,
      locale: this.#words.words.locale,
      state: reportStateOf(this.connection, this.#isEmpty.value ?? true, isFiltered(this.view)),
      showsActivity: this.showsActivity,
      failure: this.failure,
      onActivity: () => this.#late.use('header.activity', () => (this.showsActivity = !this.showsActivity)),
      onCode: this.#late.onRequest,
      onExport: () => downloadCsv(this.toCsv(), this.#engine.serverNow()),
      onFullscreen: () => void toggleFullscreen(this),
    });
  }

  /** The one place that dispatches, so that the manifest stays true; false when prevented, or nobody is there to hear. */
  #emit(event: Event): boolean {
    return this.isConnected && this.dispatchEvent(event);
  }
}

type Events = Omit<HTMLElementEventMap, keyof ReportEventMap> & ReportEventMap;

/** What every element has, with the types of its events. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- as above
export interface OngoingConversationsReport {
  addEventListener<Name extends keyof Events>(
    type: Name,
    listener: (this: OngoingConversationsReport, event: Events[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<Name extends keyof Events>(
    type: Name,
    listener: (this: OngoingConversationsReport, event: Events[Name]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}
