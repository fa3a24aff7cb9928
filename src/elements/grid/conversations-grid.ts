import { consume } from '@lit/context';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { actionDeskContext, type ActionDesk } from '../../context/action-desk-context.js';
import { engineContext } from '../../context/engine-context.js';
import { localizationContext } from '../../context/localization-context.js';
import { settingsContext, type ReportSettings } from '../../context/settings-context.js';
import { ClockController } from '../../controllers/clock-controller.js';
import { GridFocus, type GridCell } from '../../controllers/grid-focus.js';
import { RowWindow } from '../../controllers/row-window.js';
import { StreamController } from '../../controllers/stream-controller.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { Localization } from '../../localization/index.js';
import type { ActionDecision, RowAction } from '../../model/actions.js';
import { DEFAULT_COLUMNS } from '../../model/view-state.js';
import { controls } from '../../styles/controls.js';
import { reset } from '../../styles/reset.js';
import { lateCode, LateStart, LateStyles } from '../shared/late-code.js';
import { TooltipController, tooltipStyles } from '../shared/tooltip.js';
import { cardStyles } from './card.styles.js';
import { ACTIONS_COLUMN, columnKeys, columnTracks, gridColumns, type GridColumn } from './columns.js';
import { gridStyles } from './conversations-grid.styles.js';
import { CutText } from './cut-text.js';
import { DurationCells } from './duration-cells.js';
import { GridCommands } from './grid-commands.js';
import { GridKeyboard } from './grid-keyboard.js';
import { focusTarget, isFocusLost, placeOf, windowElements } from './grid-places.js';
import { GridPointer } from './grid-pointer.js';
import { headerTemplate } from './header-template.js';
import { IntentLock } from './intent-lock.js';
import { LateRowMenu } from './late-row-menu.js';
import { RowElements } from './row-elements.js';
import { RowArrangement } from './row-arrangement.js';
import type { LineState } from './row-state.js';
import { rowTemplate } from './row-template.js';
import { lastKnown } from './shown-time.js';
import { ShareOfView } from './selection.js';
import { trustStream } from './trust-stream.js';
import { wallboardStyles } from './wallboard.styles.js';

/** The columns that have a place of their own on a card; each other one takes a line. */
const CARD_COLUMNS: ReadonlySet<string> = new Set(DEFAULT_COLUMNS);

/**
 * The rows of the report: a grid of which only what is in sight is in the page, however many rows there are.
 *
 * It shows what the engine publishes and asks the engine (selection, order) and the desk (actions) for everything else.
 * While a hand is on the rows it has the engine hold their order.
 *
 * Parts: `grid header-row header-cell row cell cell-<column> status wait handle sentiment tooltip`, with the state words
 * of rows (`selected stale pending ended`) and clocks (`warning breach`) beside them.
 */
export class ConversationsGrid extends LitElement {
  static override styles = [reset, controls, tooltipStyles, gridStyles, wallboardStyles, cardStyles];
  static {
    // The height of a row is known once one is rendered; the second update then follows at once, in the same frame.
    this.disableWarning?.('change-in-update');
  }

  @consume({ context: engineContext, subscribe: true })
  @state()
  private engine: ReportEngine | undefined;
  @consume({ context: localizationContext, subscribe: true })
  @state()
  private words: Localization | undefined;
  @consume({ context: settingsContext, subscribe: true })
  @state()
  private settings: ReportSettings | undefined;
  @consume({ context: actionDeskContext, subscribe: true })
  @state()
  private desk: ActionDesk | undefined;
  @state() private hovered: string | null = null;

  @query('.viewport') private readonly viewport!: HTMLElement | null;
  @query('.grid') private readonly grid!: HTMLElement | null;
  @query('.rows') private readonly rowGroup!: HTMLElement | null;
  readonly #view = new StreamController(this, () => this.engine?.view$);
  readonly #viewState = new StreamController(this, () => this.engine?.viewState$);
  readonly #selection = new StreamController(this, () => this.engine?.selection$);
  readonly #runs = new StreamController(this, () => this.engine?.runs$);
  readonly #trust = new StreamController(this, () => this.#trustOf(this.engine));
  readonly #trustOf = trustStream();

  readonly #commands = new GridCommands(() =>
    this.engine && !this.#isReadOnly
      ? { engine: this.engine, desk: this.desk, arrangement: this.#arrangement }
      : undefined,
  );
  readonly #window = new RowWindow(this, () => windowElements(this.renderRoot));
  readonly #lock = new IntentLock(this, () => this.engine);
  readonly #cutText = new CutText();
  readonly #menu = new LateRowMenu(this, {
    opened: () => this.#lock.menuChanged(true),
    closed: (id, chosen) => this.#onMenuClosed(id, chosen),
  });
  readonly #focus = new GridFocus({
    find: ({ row, column }) => focusTarget(this.#rowElement(row), column, this.#columnKeys),
    cellOf: (element) => placeOf(element, this.#columnKeys, this.#activeColumn),
    grid: () => this.grid,
    focused: () => (this.#focusedElement?.closest('.row') ? this.#focusedElement : null),
    isLost: () => isFocusLost(this.#focusedElement),
    entry: () => this.#entry(),
  });
  readonly #pointer = new GridPointer(
    this,
    {
      columns: () => this.#columns,
      columnKeys: () => this.#columnKeys,
      isSelected: (id) => this.engine?.selection.has(id) === true,
      go: (cell) => this.#go(cell, this.#indexOf(cell.row)),
      openMenu: (...place) => this.#openMenu(...place),
      hovered: (id) => (this.hovered = id),
    },
    this.#focus,
    this.#commands,
    this.#lock,
    this.#menu,
    this.#cutText,
  );
  readonly #keyboard = new GridKeyboard(
    {
      lines: () => this.#arrangement.lines,
      page: () => this.#window.geometry.page,
      columns: () => this.#columns,
      columnKeys: () => this.#columnKeys,
      isRightToLeft: () => getComputedStyle(this).direction === 'rtl',
      hasLetters: () => this.settings?.policy.shortcuts !== false,
      go: (cell, index) => this.#go(cell, index),
      openMenu: (...place) => this.#openMenu(...place),
    },
    this.#focus,
    this.#commands,
    this.#lock,
  );
  readonly #tooltip = new TooltipController(this);
  readonly #clocks = new DurationCells();
  readonly #share = new ShareOfView();
  readonly #elements = new RowElements();
  readonly #arrangement = new RowArrangement(this.#window.geometry, this.#focus);

  #columns: readonly GridColumn[] = [];
  #columnKeys: readonly string[] = [];
  /** What the columns were last made from. */
  #columnsFrom: readonly unknown[] = [];
  /** What lays the rows out was last written from. */
  #laidOutFrom: readonly unknown[] = [];
  #isRendering = false;

  constructor() {
    super();
    new LateStyles(this, 'marks');
    new ClockController(this, () => {
      this.#clocks.tick();
      this.#share.tick();
      this.#paintClocks();
    });
    new StreamController(this, () => this.engine?.rights$);
    new LateStyles(this, 'header-tools');
    new LateStart(this, ({ HeaderTools }) => {
      new HeaderTools(this, {
        engine: () => this.engine,
        words: () => this.words,
        columns: () => this.#columns,
        focusedRow: () => this.#focus.active?.row ?? null,
        isReadOnly: () => this.#isReadOnly,
      });
    });
  }

  // ── For the root ──────────────────────────────────────────────────────────────────────────────────────────────

  /** Scrolls to a conversation and gives it the focus; false when it is not in view. The order is not held by it. */
  focusConversation(id: string): boolean {
    const index = this.#indexOf(id);
    if (index < 0) return false;
    this.#moveFocus({ row: id, column: this.#activeColumn }, index, false);
    return true;
  }

  /** Gives the focus to the active cell, else to the first row, else to the grid. */
  focusGrid(): void {
    const cell = this.#focus.active ?? this.#entry();
    if (cell?.row != null && this.focusConversation(cell.row)) return;
    this.grid?.focus({ preventScroll: true });
  }

  /** Gives the focus back to a row, else to the row that took its place, else to the grid. */
  refocus(id: string): void {
    if (!this.focusConversation(id)) this.focusGrid();
  }

  override focus(): void {
    this.focusGrid();
  }

  // ── Rendering ─────────────────────────────────────────────────────────────────────────────────────────────────

  protected override update(changed: PropertyValues): void {
    this.#isRendering = true;
    // Not in willUpdate: the streams follow a new engine only after it.
    this.#derive();
    super.update(changed);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { engine, words, settings } = this;
    const view = this.#view.value;
    const viewState = this.#viewState.value;
    if (!engine || !words || !settings || !view || !viewState) return nothing;
    const share = this.#share.of(this.#arrangement.selectable, this.#selection.value ?? engine.selection);
    return html`<div
        class="viewport ${viewState.density} ${settings.mode}"
        tabindex="-1"
        @scroll=${this.#window.onScroll}
      >
        <div class="ruler"></div>
        <div
          class="grid"
          part="grid"
          role="grid"
          tabindex="-1"
          aria-label=${words.term('report.title')}
          aria-rowcount=${this.#arrangement.lines.length + 1}
          aria-multiselectable="true"
          @keydown=${this.#keyboard.onKeyDown}
          @keyup=${this.#keyboard.onKeyUp}
          @focusin=${this.#onFocusIn}
          @focusout=${this.#onFocusOut}
          @pointerdown=${this.#pointer.onPointerDown}
          @pointerup=${this.#pointer.onPointerEnd}
          @pointercancel=${this.#pointer.onPointerEnd}
          @mousedown=${this.#pointer.onMouseDown}
          @click=${this.#pointer.onClick}
          @dblclick=${this.#pointer.onDoubleClick}
          @contextmenu=${this.#pointer.onContextMenu}
        >
          <div role="rowgroup" class="head">
            ${guard([this.#columns, viewState.sort, share, words, this.#isReadOnly], () =>
              headerTemplate(this.#columns, viewState.sort, share, words, this.#isReadOnly),
            )}
          </div>
          <div role="none" class="body">
            <div
              role="rowgroup"
              class="rows"
              @pointermove=${this.#pointer.onPointerMove}
              @pointerover=${this.#pointer.onPointerOver}
              @pointerleave=${this.#pointer.onPointerLeave}
            >
              ${repeat(
                this.#arrangement.rows,
                ({ slot }) => slot,
                (line) => this.#lineTemplate(line, engine, words),
              )}
            </div>
          </div>
        </div>
      </div>
      ${this.#menu.render(words, this.#menuDecisions(engine), settings.policy.shortcuts)}${this.#tooltip.render()}`;
  }

  /** Only what changed is evaluated again: of the rows in sight few change with a publication. */
  #lineTemplate(row: LineState, engine: ReportEngine, words: Localization): unknown {
    if ('heading' in row) {
      const { grouping } = engine.viewState;
      return grouping && lateCode.headingTemplate?.(row, grouping, this.#columnKeys.length, words);
    }
    const { conversation, index, slot, isSelected, isEnded, isStale, run } = row;
    const isMenuOpen = this.#menu.conversationId === conversation.id;
    const isActive = this.#focus.active?.row === conversation.id && this.#focus.isFocused;
    const showsActions = isSelected || isMenuOpen || isActive || this.hovered === conversation.id;
    const decide = showsActions ? (action: RowAction) => engine.decide(action, conversation) : undefined;
    return guard(
      // A row that shows its actions follows everything that decides on them, so it is always evaluated.
      [
        conversation,
        index,
        slot,
        isSelected,
        isEnded,
        isStale,
        run,
        isMenuOpen,
        this.#columns,
        words,
        decide,
      ],
      () => rowTemplate(row, this.#columns, words, decide, isMenuOpen, this.#isReadOnly),
    );
  }

  #menuDecisions(engine: ReportEngine): ((action: RowAction) => ActionDecision) | null {
    const id = this.#menu.conversationId;
    const row = id === null ? undefined : engine.conversation(id);
    return row ? (action) => engine.decide(action, row) : null;
  }

  protected override updated(): void {
    const { rowGroup } = this;
    if (rowGroup) {
      this.#applyLayout();
      this.#window.place(this.#arrangement.range);
      lateCode.keepFocusWhenMoved?.(rowGroup);
      this.#elements.place(rowGroup, this.#arrangement.rows, this.#window.geometry);
      if (this.#columns.some(({ extra }) => extra)) this.#elements.takeFromTabOrder(rowGroup);
      this.#paintClocks();
      this.#cutText.refresh();
      this.#isRendering = false;
      this.#focus.apply();
      this.#menu.show();
      const id = this.#menu.conversationId;
      if (id !== null && !this.engine?.conversation(id)) this.#menu.close();
    }
    this.#isRendering = false;
  }

  /** On a wall nobody acts: rows without checkbox, menu and keys. */
  get #isReadOnly(): boolean {
    return this.settings?.mode === 'wallboard';
  }

  readonly #openMenu: LateRowMenu['open'] = (...place) => {
    if (!this.#isReadOnly) this.#menu.open(...place);
  };

  #derive(): void {
    const { engine, words, settings } = this;
    const view = this.#view.value;
    const viewState = this.#viewState.value;
    if (!engine || !words || !settings || !view || !viewState) return;
    const from = [viewState.columns, settings.columns, words, settings.mode];
    if (!isSame(from, this.#columnsFrom)) {
      this.#columnsFrom = from;
      this.#columns = gridColumns(viewState.columns, settings.columns, words);
      this.#columnKeys = columnKeys(this.#columns, this.#isReadOnly);
    }
    this.#arrangement.update({
      view,
      viewState,
      selection: this.#selection.value ?? engine.selection,
      runs: this.#runs.value,
      isStale: this.#trust.value === 'lost',
      columnKeys: this.#columnKeys,
      isScrolling: this.#window.follow(),
    });
  }

  /** Widths and the height of rows come from the view; through the CSSOM, as a strict policy demands. */
  #applyLayout(): void {
    const { viewport } = this;
    const viewState = this.#viewState.value;
    if (!viewport || !viewState) return;
    const from = [this.#columns, viewState.widths, viewState.density];
    if (isSame(from, this.#laidOutFrom)) return;
    this.#laidOutFrom = from;
    const { tracks, minimum } = columnTracks(this.#columns, viewState.widths, this.#isReadOnly);
    const lines = this.#columns.filter(({ id }) => !CARD_COLUMNS.has(id)).length;
    viewport.style.setProperty('--_tracks', tracks);
    viewport.style.setProperty('--_minimum', minimum);
    viewport.style.setProperty('--_extra-lines', String(lines));
    this.#window.measure();
  }

  /** After each rendering the clocks of the rows that changed, and each second all of them. */
  #paintClocks(): void {
    const { engine, words, settings } = this;
    if (!engine || !words || !settings) return;
    const isStale = this.#trust.value === 'lost';
    const now = isStale ? lastKnown(engine) : engine.serverNow();
    this.#clocks.set({ columns: this.#columns, words, thresholds: settings.thresholds, now, isStale });
    for (const row of this.#arrangement.rows) {
      const element = this.#elements.get(row.id);
      if (!element || 'heading' in row) continue;
      const { conversation } = row;
      this.#clocks.paint(element, conversation, this.#view.value?.ended.get(conversation.id));
    }
  }

  // ── Focus ─────────────────────────────────────────────────────────────────────────────────────────────────────

  get #focusedElement(): Element | null {
    return (this.renderRoot as ShadowRoot).activeElement;
  }

  get #activeColumn(): string {
    const column = this.#focus.active?.column;
    if (column !== undefined && this.#columnKeys.includes(column)) return column;
    return this.#columns.some(({ id }) => id === 'subject')
      ? 'subject'
      : (this.#columns[0]?.id ?? ACTIONS_COLUMN);
  }

  #indexOf(id: string | null): number {
    return id === null ? -1 : this.#arrangement.lines.indexOf(id);
  }

  /** The row that is first in sight; with no rows, the header. */
  #entry(): GridCell | null {
    const { geometry } = this.#window;
    const row = this.#arrangement.lines.at(Math.ceil(geometry.top / geometry.rowHeight));
    return { row: row?.id ?? null, column: this.#activeColumn };
  }

  #rowElement(id: string | null): Element | undefined {
    return id === null ? (this.renderRoot.querySelector('.header') ?? undefined) : this.#elements.get(id);
  }

  /** Where the user goes. */
  #go(cell: GridCell, index: number): void {
    this.#moveFocus(cell, index, true);
    if (cell.row !== null) this.#lock.focusUsed();
  }

  #moveFocus(cell: GridCell, index: number, isUser: boolean): void {
    if (index >= 0) this.#window.geometry.reveal(index);
    this.#focus.move(cell, index, isUser);
    this.requestUpdate();
  }

  readonly #onFocusIn = ({ target }: FocusEvent): void => {
    const element = target as Element;
    this.#focus.entered(element, (id) => this.#indexOf(id));
    this.#cutText.look(element);
    if (this.#pointer.isDown && this.#focus.active?.row != null) this.#lock.focusUsed();
    if (!this.#isRendering) this.requestUpdate();
  };

  readonly #onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    if (this.#isRendering) return;
    if (!(relatedTarget instanceof Node && this.rowGroup?.contains(relatedTarget))) this.#lock.focusLeft();
    this.requestUpdate();
  };

  #onMenuClosed(id: string, chosen: RowAction | null): void {
    const focused = this.#focusedElement;
    // A press elsewhere has taken the focus there already.
    if (isFocusLost(focused) || focused?.closest('.menu')) {
      this.refocus(id);
      if (chosen === null) this.#lock.focusUsed();
    }
    if (chosen !== null) this.#commands.act(chosen, id);
    this.#lock.menuChanged(false);
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
