import { consume } from '@lit/context';
import { html, LitElement, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { engineContext } from '../../context/engine-context.js';
import { localizationContext } from '../../context/localization-context.js';
import { StreamController } from '../../controllers/stream-controller.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { ReportView } from '../../engine/view-types.js';
import type { Localization } from '../../localization/index.js';
import { displayText } from '../shared/customer-text.js';
import { controls } from '../../styles/controls.js';
import { reset } from '../../styles/reset.js';
import { styles } from './report-footer.styles.js';

/**
 * What is counted and what is left out: rows in all and in view, older ones that are still open, unreadable ones; that
 * the order is held and what waits; the time zone of all times. Internal.
 *
 * @csspart footer - the whole line
 */
export class ReportFooter extends LitElement {
  static override styles: CSSResultGroup = [reset, controls, styles];

  @consume({ context: engineContext, subscribe: true })
  @state()
  private engine?: ReportEngine;
  @consume({ context: localizationContext, subscribe: true })
  @state()
  private words?: Localization;
  /** A button that vanished under the focus would leave the keyboard user nowhere. */
  @state()
  private keepsButton = false;

  readonly #view = new StreamController(this, () => this.engine?.view$);
  readonly #selection = new StreamController(this, () => this.engine?.selection$);
  readonly #connection = new StreamController(this, () => this.engine?.connection$);
  readonly #diagnostics = new StreamController(this, () => this.engine?.diagnostics$);

  protected override render(): TemplateResult | typeof nothing {
    const { words, engine } = this;
    const view = this.#view.value;
    if (!words || !engine || !view) return nothing;
    return html`<div class="footer" part="footer">
      <span class="counts number">${this.#counts(view, words)}</span>
      ${this.#held(view, engine, words)}
      <span>${words.term('footer.time-zone', { zone: displayText(words.timeZone, 80) })}</span>
    </div>`;
  }

  #counts(view: ReportView, words: Localization): string {
    if (!this.#connection.value?.loaded) return '';
    const shown = view.rows.length - view.ended.size;
    const unreadable = (this.#diagnostics.value ?? [])
      .filter(({ code }) => code === 'unreadable-row')
      .reduce((sum, { count }) => sum + count, 0);
    const parts = [words.term('footer.counts', { count: view.total, shown })];
    if (view.outsideWindow > 0) parts.push(words.term('footer.older', { count: view.outsideWindow }));
    if (unreadable > 0) parts.push(words.term('footer.unreadable', { count: unreadable }));
    return parts.join(' · ');
  }

  #held(view: ReportView, engine: ReportEngine, words: Localization): TemplateResult {
    const isSelecting = (this.#selection.value?.size ?? 0) > 0;
    const waits = view.held && view.changesWaiting > 0;
    return html`<span class="held">
      ${view.held ? words.term(isSelecting ? 'footer.held-selection' : 'footer.held') : nothing}
      ${
        waits || this.keepsButton
          ? html`<button
              class="quiet number"
              @click=${() => engine.releaseHold()}
              @focus=${() => (this.keepsButton = true)}
              @blur=${() => (this.keepsButton = false)}
            >
              ${words.term('footer.changes', { count: view.changesWaiting })}
            </button>`
          : nothing
      }
    </span>`;
  }
}
