import { consume } from '@lit/context';
import { html, LitElement, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { engineContext } from '../../context/engine-context.js';
import { localizationContext } from '../../context/localization-context.js';
import { settingsContext, type ReportSettings } from '../../context/settings-context.js';
import { ClockController } from '../../controllers/clock-controller.js';
import { StreamController } from '../../controllers/stream-controller.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { Localization } from '../../localization/index.js';
import { chosenValues, DEFAULT_COLUMNS, NO_VALUE } from '../../model/view-state.js';
import { controls } from '../../styles/controls.js';
import { icon, type IconName } from '../../styles/icons.js';
import { reset } from '../../styles/reset.js';
import { lateCode, LateCodeRequest, LateStyles } from '../shared/late-code.js';
import { LayerController, layerStyles } from '../shared/layer-controller.js';
import { description, TooltipController, tooltipStyles } from '../shared/tooltip.js';
import { connectionLook, connectionText } from './connection-text.js';
import { styles } from './report-header.styles.js';

/** Queues are counted by looking at all rows, so not each second. */
const COUNT_QUEUES_EACH_TICKS = 10;

/** What the header asks of the report; internal, so not among the public events. */
export type ReportRequest = 'report-export' | 'report-fullscreen' | 'report-activity';

/**
 * What the report is about and how far it can be trusted: title, time window, connection pill, and the controls that
 * belong to the whole report. Internal; it asks the root by the bubbling events `report-export`, `report-fullscreen`
 * and `report-activity`.
 *
 * @slot toolbar-start - before the header's own controls
 * @slot toolbar-end - after them
 * @csspart header - the whole line
 * @csspart toolbar - pill and controls
 * @csspart pill - state of the connection, with the state as a second part name
 */
export class ReportHeader extends LitElement {
  static override styles: CSSResultGroup = [reset, controls, layerStyles, tooltipStyles, styles];

  /** Whether the activity log is shown; the root knows. */
  @property({ attribute: false }) showsActivity = false;

  @consume({ context: engineContext, subscribe: true })
  @state()
  private engine?: ReportEngine;
  @consume({ context: localizationContext, subscribe: true })
  @state()
  private words?: Localization;
  @consume({ context: settingsContext, subscribe: true })
  @state()
  private settings?: ReportSettings;

  readonly #connection = new StreamController(this, () => this.engine?.connection$);
  readonly #viewState = new StreamController(this, () => this.engine?.viewState$);
  // Needed for what waits while the report is paused and for the first rows; else each frame would be an update.
  #ticks = 0;
  #queueCount = 0;
  readonly #view = new StreamController(this, () =>
    this.#connection.value?.state === 'paused' || this.#queueCount === 0 ? this.engine?.view$ : undefined,
  );
  readonly #tools = new LayerController(this, 'tools', 'end');
  readonly #columns = new LayerController(this, 'columns', 'end');
  readonly #tooltip = new TooltipController(this);

  constructor() {
    super();
    new LateStyles(this, 'columns');
    new ClockController(this, () => this.#onTick());
  }

  #onTick(): void {
    if (this.#ticks % COUNT_QUEUES_EACH_TICKS === 0 || this.#queueCount === 0) this.#countQueues();
    this.#ticks += 1;
    this.requestUpdate();
  }

  #countQueues(): void {
    const queues = this.engine?.facetValues('queue') ?? [];
    this.#queueCount = queues.filter(({ value }) => value !== NO_VALUE).length;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words, engine } = this;
    if (!words || !engine) return nothing;
    if (!this.#connection.value?.loaded) this.#queueCount = 0;
    else if (this.#queueCount === 0) this.#countQueues();
    return html`
      <div class="header" part="header">
        <div class="title">
          <h2>${words.term('report.title')}</h2>
          <p class="muted">${this.#scopeText(words)}</p>
        </div>
        <div class="toolbar" part="toolbar">
          ${this.#pill(words)}
          <slot name="toolbar-start"></slot>
          ${this.#pauseButton(engine, words)}
          <button
            class="icon more"
            aria-label=${words.term('header.more')}
            popovertarget="tools"
            aria-expanded=${this.#tools.expanded}
            @click=${this.#tools.onClick}
          >
            ${icon('more')}
          </button>
          <div id="tools" class="layer tools" popover @beforetoggle=${this.#tools.onBeforeToggle}>
            ${this.#toolButtons(engine, words)}
          </div>
          <slot name="toolbar-end"></slot>
        </div>
      </div>
      ${this.#tooltip.render()}
    `;
  }

  /** *Last 24 hours · 6 of 14 queues* */
  #scopeText(words: Localization): string {
    const scope = words.term('report.window', { count: this.settings?.windowHours ?? 24 });
    const count = Math.max(this.#queueCount, this.settings?.queues.length ?? 0);
    const chosen = chosenValues(this.#viewState.value?.filters ?? {}, 'queue').length;
    if (count === 0) return scope;
    const queues =
      chosen > 0
        ? words.term('header.queues-of', { shown: Math.min(chosen, count), count })
        : words.term('report.queues', { count });
    return `${scope} · ${queues}`;
  }

  #pill(words: Localization): TemplateResult | typeof nothing {
    const connection = this.#connection.value;
    if (!connection) return nothing;
    const text = connectionText(connection, this.#view.value?.changesWaiting ?? 0, words, Date.now());
    // No live region: it changes each second. The report announces changes of the state by itself.
    return html`<span
      class="pill ${connectionLook(connection.state)}"
      part="pill ${connection.state}"
      title=${connection.reason === null ? nothing : text}
      ><span class="dot"></span><span class="text number">${text}</span></span
    >`;
  }

  #pauseButton(engine: ReportEngine, words: Localization): TemplateResult {
    const paused = this.#connection.value?.paused === true;
    const label = words.term(paused ? 'action.resume' : 'action.pause');
    // One button for both, so that the focus stays on it.
    return html`<button class="pause" @click=${() => (paused ? engine.resume() : engine.pause())}>
      ${icon(paused ? 'resume' : 'pause')}<span class="label">${label}</span>
    </button>`;
  }

  #toolButtons(engine: ReportEngine, words: Localization): TemplateResult {
    const hasSource = this.#connection.value?.state !== 'no-data-source';
    const noSource = hasSource ? '' : words.term('header.nothing-to-refresh');
    const nothingYet = this.#connection.value?.loaded ? '' : words.term('header.nothing-to-export');
    return html`
      ${this.#tool('refresh', words.term('action.refresh'), () => engine.refresh(), noSource)}
      ${this.#columnChooser(engine, words)}
      ${this.#tool('export', words.term('header.export'), () => this.#ask('report-export'), nothingYet)}
      ${
        this.#canBeFullScreen
          ? this.#tool('fullscreen', words.term('header.full-screen'), () => this.#ask('report-fullscreen'))
          : nothing
      }
      ${this.#tool('log', words.term('header.activity'), () => this.#ask('report-activity'), '', this.showsActivity)}
    `;
  }

  #tool(name: IconName, label: string, onUse: () => void, refusal = '', expanded?: boolean): TemplateResult {
    const use = (): void => {
      if (refusal) return;
      this.#tools.close();
      onUse();
    };
    return html`<button
        class="icon"
        id=${name === 'log' ? 'activity' : nothing}
        aria-disabled=${refusal ? 'true' : nothing}
        aria-describedby=${refusal ? `${name}-refused` : nothing}
        aria-expanded=${expanded ?? nothing}
        data-tooltip=${refusal || label}
        @click=${use}
      >
        ${icon(name)}<span class="label">${label}</span></button
      >${refusal ? description(`${name}-refused`, refusal) : nothing}`;
  }

  /** Gives the focus back to the button that opened the activity log. */
  focusActivity(): void {
    this.renderRoot.querySelector<HTMLElement>('#activity')?.focus();
  }

  get #canBeFullScreen(): boolean {
    return this.isConnected && document.fullscreenEnabled;
  }

  #ask(request: ReportRequest): void {
    this.dispatchEvent(new Event(request, { bubbles: true, composed: true }));
  }

  #columnChooser(engine: ReportEngine, words: Localization): TemplateResult {
    const label = words.term('header.columns');
    return html`<button
        class="icon"
        popovertarget="columns"
        aria-expanded=${this.#columns.expanded}
        @click=${this.#columns.onClick}
        data-tooltip=${label}
      >
        ${icon('columns')}<span class="label">${label}</span>
      </button>
      <div
        id="columns"
        class="layer columns"
        popover
        role="group"
        aria-label=${label}
        @beforetoggle=${this.#onColumnsToggle}
      >
        ${this.#columns.isOpen ? this.#columnList(engine, words) : nothing}
      </div>`;
  }

  /** The list is loaded after the first rows; a layer that is opened before waits for it. */
  readonly #onColumnsToggle = (event: ToggleEvent): void => {
    this.#columns.onBeforeToggle(event);
    if (this.#columns.isOpen && !lateCode.columnList) {
      this.dispatchEvent(new LateCodeRequest('header.columns', () => this.requestUpdate()));
    }
  };

  #columnList(engine: ReportEngine, words: Localization): TemplateResult | typeof nothing {
    const extra = this.settings?.columns ?? [];
    return (
      lateCode.columnList?.(engine, this.#viewState.value?.columns ?? DEFAULT_COLUMNS, extra, words) ??
      nothing
    );
  }
}
