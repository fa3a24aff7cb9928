import { consume } from '@lit/context';
import { html, LitElement, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { actionDeskContext, type ActionDesk } from '../../context/action-desk-context.js';
import { engineContext } from '../../context/engine-context.js';
import { localizationContext } from '../../context/localization-context.js';
import { ClockController } from '../../controllers/clock-controller.js';
import { StreamController } from '../../controllers/stream-controller.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { Localization } from '../../localization/index.js';
import type { Conversation } from '../../model/conversation.js';
import { controls } from '../../styles/controls.js';
import { icon } from '../../styles/icons.js';
import { reset } from '../../styles/reset.js';
import { description, TooltipController, tooltipStyles } from '../shared/tooltip.js';
import { commandOffers, offerSummary, type CommandOffer } from './command-offer.js';
import { styles } from './command-bar.styles.js';

/** Up to so many selected rows are decided at each change; more only once a second, because each needs a decision. */
const PROMPT_ROWS = 200;

/**
 * The actions on the selected conversations. Always there, so that the grid does not move when the selection begins;
 * an action that is not possible stays focusable and says why. Internal.
 *
 * @csspart command-bar - the whole bar
 */
export class CommandBar extends LitElement {
  static override styles: CSSResultGroup = [reset, controls, tooltipStyles, styles];

  @consume({ context: engineContext, subscribe: true })
  @state()
  private engine?: ReportEngine;
  @consume({ context: localizationContext, subscribe: true })
  @state()
  private words?: Localization;
  @consume({ context: actionDeskContext, subscribe: true })
  @state()
  private desk?: ActionDesk;

  readonly #selection = new StreamController(this, () => this.engine?.selection$);
  readonly #tooltip = new TooltipController(this);
  #rows: readonly Conversation[] = [];
  #offers: readonly CommandOffer[] = [];
  #decidedFor: ReadonlySet<string> | undefined;

  constructor() {
    super();
    // All that a decision depends on beside the selection: the rows, what is pending, the rights, the connection.
    new StreamController(this, () => (this.#isEmpty ? undefined : this.engine?.view$));
    new StreamController(this, () => this.engine?.runs$);
    new StreamController(this, () => this.engine?.rights$);
    new StreamController(this, () => this.engine?.connection$);
    new ClockController(this, () => {
      if (this.#isEmpty) return;
      this.#decidedFor = undefined;
      this.requestUpdate();
    });
  }

  get #isEmpty(): boolean {
    return (this.#selection.value?.size ?? 0) === 0;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words, engine } = this;
    if (!words || !engine) return nothing;
    this.#decide(engine, words);
    const count = this.#selection.value?.size ?? 0;
    return html`
      <div
        class="bar ${count > 0 ? 'selecting' : ''}"
        part="command-bar"
        role="group"
        aria-label=${words.term('command.bar')}
      >
        <span class="count">
          ${
            count > 0
              ? html`<strong>${words.term('command.selected', { count })}</strong
                  >${this.#clearButton(engine, words)}`
              : html`<span class="muted">${words.term('command.hint')}</span>`
          }
        </span>
        <div class="actions">${this.#offers.map((offer) => this.#button(offer, words))}</div>
        <span class="summary muted">${offerSummary(this.#rows, this.#offers, words)}</span>
      </div>
      ${this.#tooltip.render()}
    `;
  }

  #clearButton(engine: ReportEngine, words: Localization): TemplateResult {
    const label = words.term('command.clear');
    const clear = (): void => {
      // The button goes with the selection; the focus stays in the bar.
      this.renderRoot.querySelector<HTMLElement>('.actions button')?.focus();
      engine.select([]);
    };
    return html`<button class="quiet clear" aria-label=${label} data-tooltip=${label} @click=${clear}>
      ${icon('cross')}
    </button>`;
  }

  #button({ action, refusal }: CommandOffer, words: Localization): TemplateResult {
    const look = action === 'force-close' ? 'risk' : action === 'assign' && refusal === '' ? 'primary' : '';
    const open = (): void => {
      // Decided again: a row may have changed since the last frame.
      this.#decidedFor = undefined;
      this.requestUpdate();
      const { engine, desk } = this;
      if (!engine || !desk) return;
      this.#decide(engine, words);
      if (this.#offers.some((offer) => offer.action === action && offer.refusal === '')) {
        desk.open(action, [...engine.selection]);
      }
    };
    return html`<button
        class=${look}
        aria-disabled=${refusal ? 'true' : nothing}
        aria-describedby=${refusal ? `${action}-refused` : nothing}
        data-tooltip=${refusal || nothing}
        @click=${open}
      >
        ${icon(action)}${words.term(`action.${action}`)}</button
      >${refusal ? description(`${action}-refused`, refusal) : nothing}`;
  }

  /** Not in `willUpdate`: the controllers look for their streams after it. */
  #decide(engine: ReportEngine, words: Localization): void {
    const { selection } = engine;
    if (selection.size > PROMPT_ROWS && selection === this.#decidedFor) return;
    this.#decidedFor = selection;
    this.#rows = [...selection].flatMap((id) => engine.conversation(id) ?? []);
    this.#offers = commandOffers(this.#rows, engine, words);
  }
}
