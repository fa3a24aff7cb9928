import { consume } from '@lit/context';
import { html, LitElement, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { engineContext } from '../../context/engine-context.js';
import { localizationContext } from '../../context/localization-context.js';
import { StreamController } from '../../controllers/stream-controller.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { Localization, MessageKey } from '../../localization/index.js';
import { controls } from '../../styles/controls.js';
import type { ReportStateName } from '../../controllers/report-states.js';
import { icon, type IconName } from '../../styles/icons.js';
import { reset } from '../../styles/reset.js';
import { displayText } from '../shared/customer-text.js';
import { skeleton } from './skeleton.js';
import { styles } from './report-state.styles.js';

/** State by state: the icon, and what can be done. */
const FACES: Readonly<
  Record<Exclude<ReportStateName, 'loading'>, { icon: IconName; look: string; action?: 'clear' | 'refresh' }>
> = {
  empty: { icon: 'check', look: 'good' },
  'empty-filtered': { icon: 'filter', look: '', action: 'clear' },
  error: { icon: 'warning', look: 'bad', action: 'refresh' },
  unauthorized: { icon: 'warning', look: 'bad', action: 'refresh' },
  forbidden: { icon: 'force-close', look: 'bad', action: 'refresh' },
  'no-data-source': { icon: 'log', look: '' },
  offline: { icon: 'warning', look: 'bad', action: 'refresh' },
};

const SLOTS: Readonly<Record<ReportStateName, 'loading' | 'empty' | 'error'>> = {
  loading: 'loading',
  empty: 'empty',
  'empty-filtered': 'empty',
  error: 'error',
  unauthorized: 'error',
  forbidden: 'error',
  'no-data-source': 'error',
  offline: 'error',
};

/**
 * The report where it has no rows to show: still loading, nothing to see, or not able to. Internal; fills the place of
 * the grid.
 *
 * @csspart banner - the built-in text
 * @slot loading - instead of the skeleton
 * @slot empty - instead of the built-in text for *nothing ongoing* and *nothing matches*
 * @slot error - instead of the built-in text for everything that keeps the report from loading
 */
export class ReportState extends LitElement {
  static override styles: CSSResultGroup = [reset, controls, styles];

  @property() state: ReportStateName = 'loading';

  @consume({ context: engineContext, subscribe: true })
  @state()
  private engine?: ReportEngine;
  @consume({ context: localizationContext, subscribe: true })
  @state()
  private words?: Localization;

  readonly #connection = new StreamController(this, () => this.engine?.connection$);

  protected override render(): TemplateResult | typeof nothing {
    const { words, engine } = this;
    if (!words || !engine) return nothing;
    const slot = SLOTS[this.state];
    const builtIn = this.#isFilled(slot)
      ? nothing
      : this.state === 'loading'
        ? skeleton(this.#progressText(words), engine.viewState.density)
        : this.#message(this.state, engine, words);
    return html`<slot name=${slot} @slotchange=${() => this.requestUpdate()}></slot>${builtIn}`;
  }

  /**
   * Whether the host gave something for this state. The root forwards its slots, and a forwarded slot counts as content
   * even when it is empty: the built-in text cannot be the slot's own fallback.
   */
  #isFilled(slot: string): boolean {
    return [...this.children].some(
      (child) =>
        child.slot === slot &&
        (!(child instanceof HTMLSlotElement) || child.assignedNodes({ flatten: true }).length > 0),
    );
  }

  /** *Loading 1,500 of 2,113* */
  #progressText(words: Localization): string {
    const progress = this.#connection.value?.progress;
    if (!progress) return words.term('state.loading');
    const values = { state: words.term('connection.loading'), loaded: progress.loaded };
    return progress.total === null
      ? words.term('header.loading', values)
      : words.term('header.loading-of', { ...values, total: progress.total });
  }

  #message(
    name: Exclude<ReportStateName, 'loading'>,
    engine: ReportEngine,
    words: Localization,
  ): TemplateResult {
    const face = FACES[name];
    // What the source says about it is better than what we can say, except that nobody needs to be told twice.
    const reason = this.#connection.value?.reason;
    const isOwnReason = face.look === 'bad' && reason;
    return html`<div class="message" part="banner">
      <span class="face ${face.look}">${icon(face.icon)}</span>
      <h2>${words.term(`state.${name}` satisfies MessageKey)}</h2>
      <p class="muted">${words.term(`state.${name}.text` satisfies MessageKey)}</p>
      ${isOwnReason ? html`<p class="reason"><bdi>${displayText(reason, 200)}</bdi></p>` : nothing}
      ${
        face.action === 'clear'
          ? html`<button @click=${() => engine.setViewState({ filters: {}, search: '', card: null })}>
              ${words.term('state.clear-filters')}
            </button>`
          : face.action === 'refresh'
            ? html`<button @click=${() => engine.refresh()}>
                ${icon('refresh')}${words.term('state.try-again')}
              </button>`
            : nothing
      }
    </div>`;
  }
}
