import { consume } from '@lit/context';
import { html, LitElement, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { engineContext } from '../../context/engine-context.js';
import { localizationContext } from '../../context/localization-context.js';
import { settingsContext, type ReportSettings } from '../../context/settings-context.js';
import { ClockController } from '../../controllers/clock-controller.js';
import { StreamController } from '../../controllers/stream-controller.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { Localization, MessageKey } from '../../localization/index.js';
import { KPIS, type Kpi } from '../../model/metrics.js';
import { DEFAULT_THRESHOLDS } from '../../model/thresholds.js';
import { icon } from '../../styles/icons.js';
import { reset } from '../../styles/reset.js';
import { lateCode } from '../shared/late-code.js';
import { figureOf, kpiValue, type Figure } from './kpi-figures.js';
import { styles } from './kpi-cards.styles.js';
import type { Trend } from './trend.js';

/** Nobody reads figures that change more often. */
const FIGURES_EACH_MS = 250;
/** Cards of a status have its colour. */
const HAS_DOT: readonly Kpi[] = ['open', 'active', 'waiting', 'wrap-up'];

/**
 * The figures of the report. Each card is a button that filters the grid by what it counts, pressed again lets all
 * rows through. Internal.
 *
 * @csspart kpis - the line of cards
 * @csspart kpi - a card
 */
export class KpiCards extends LitElement {
  static override styles: CSSResultGroup = [reset, styles];

  @consume({ context: engineContext, subscribe: true })
  @state()
  private engine?: ReportEngine;
  @consume({ context: localizationContext, subscribe: true })
  @state()
  private words?: Localization;
  @consume({ context: settingsContext, subscribe: true })
  @state()
  private settings?: ReportSettings;

  /** The name of the focused card must not tick: a screen reader says each change of it. */
  @state()
  private focused: Kpi | null = null;

  /** From when its code is there; another source, or rights that shrank, begin another one. */
  #trend: Trend | undefined;
  readonly #totals = new StreamController(this, () => this.engine?.totals$, undefined, FIGURES_EACH_MS);
  readonly #viewState = new StreamController(this, () => this.engine?.viewState$);
  readonly #connection = new StreamController(
    this,
    () => this.engine?.connection$,
    ({ loaded }) => {
      if (!loaded) this.#trend = undefined;
    },
  );

  constructor() {
    super();
    new ClockController(this, () => this.#onTick());
  }

  #onTick(): void {
    const { engine } = this;
    const totals = this.#totals.value;
    if (engine && totals && this.#connection.value?.trusted) {
      const now = engine.serverNow();
      this.#trend ??= lateCode.Trend && new lateCode.Trend();
      this.#trend?.note(now, (kpi) => kpiValue(kpi, totals, now));
    }
    this.requestUpdate();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words, engine } = this;
    if (!words || !engine) return nothing;
    return html`<div
      class="kpis ${this.settings?.mode ?? nothing}"
      part="kpis"
      role="group"
      aria-label=${words.term('kpi.cards')}
    >
      ${KPIS.map((kpi) => this.#card(kpi, engine, words))}
    </div>`;
  }

  #figure(kpi: Kpi, engine: ReportEngine, words: Localization): Figure | null {
    const totals = this.#totals.value;
    const connection = this.#connection.value;
    // No rows yet is not the same as no rows: a zero would be a lie.
    if (!totals || !connection?.loaded) return null;
    const { thresholds = DEFAULT_THRESHOLDS, windowHours = 24 } = this.settings ?? {};
    return figureOf(kpi, { totals, connection, thresholds, windowHours, now: engine.serverNow() }, words);
  }

  #card(kpi: Kpi, engine: ReportEngine, words: Localization): TemplateResult {
    const figure = this.#figure(kpi, engine, words);
    const label = words.term(`kpi.${kpi}` satisfies MessageKey);
    const isPressed = this.#viewState.value?.card === kpi;
    return html`<button
      part="kpi"
      class=${kpi}
      aria-pressed=${isPressed ? 'true' : 'false'}
      @click=${() => engine.setViewState({ card: isPressed ? null : kpi })}
      @focus=${() => (this.focused = kpi)}
      @blur=${() => (this.focused = null)}
    >
      <span class="label"
        >${HAS_DOT.includes(kpi) ? html`<span class="dot"></span>` : nothing}<span class="text"
          >${label}</span
        ></span
      >
      ${this.#value(figure, this.focused === kpi)} ${this.#trend?.line(kpi) ?? nothing}
      ${this.#detail(figure, this.focused === kpi && kpi === 'in-queue')}
    </button>`;
  }

  #value(figure: Figure | null, isFocused: boolean): TemplateResult {
    if (figure === null) return html`<span class="value"><span class="unknown"></span></span>`;
    if (!isFocused || figure.spoken === undefined)
      return html`<span class="value">${figure.value ?? '–'}</span>`;
    return html`<span class="value" aria-hidden="true">${figure.value}</span
      ><span class="visually-hidden">${figure.spoken}</span>`;
  }

  #detail(figure: Figure | null, isHidden: boolean): TemplateResult {
    const { detail, severity } = figure ?? { detail: '', severity: 'none' };
    return html`<span class="detail ${severity}" aria-hidden=${isHidden ? 'true' : nothing}
      >${severity === 'none' ? nothing : icon('warning')}<span class="text">${detail}</span></span
    >`;
  }
}
