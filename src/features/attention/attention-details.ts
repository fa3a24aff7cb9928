/** Every term of one score, in a layer beside its cell. The order of the rows is held meanwhile. */
import { html, render, type LitElement, type TemplateResult } from 'lit';
import type { ReportEngine } from '../../engine/report-engine.js';
import { subjectText } from '../../elements/shared/badges.js';
import { isolated } from '../../elements/shared/customer-text.js';
import { placeBeside } from '../../elements/shared/placement.js';
import type { Localization } from '../../localization/index.js';
import type { Conversation } from '../../model/conversation.js';
import { icon } from '../../styles/icons.js';
import type { AttentionScores } from './attention-scores.js';
import { factText, pointsText, termName } from './attention-words.js';

export class AttentionDetails {
  readonly #engine: ReportEngine;
  readonly #scores: AttentionScores;
  readonly #layer = document.createElement('div');
  #id: string | null = null;
  #opener: HTMLElement | null = null;

  constructor(engine: ReportEngine, scores: AttentionScores) {
    this.#engine = engine;
    this.#scores = scores;
    const layer = this.#layer;
    layer.className = 'layer attention-details';
    layer.popover = 'auto';
    layer.setAttribute('role', 'dialog');
    layer.addEventListener('toggle', (event) => {
      if (event.newState === 'closed') this.#closed();
    });
  }

  /** Opens for the conversation of a cell, or closes. */
  toggle(grid: LitElement, button: HTMLElement, id: string, words: Localization): void {
    const isSame = this.#id === id;
    this.close();
    if (isSame) return;
    const layer = this.#layer;
    if (layer.getRootNode() !== grid.renderRoot) grid.renderRoot.append(layer);
    this.#id = id;
    this.#opener = button;
    this.update(words);
    layer.showPopover();
    placeBeside(layer, button, 'start', 4);
    this.#engine.hold('details');
    layer.querySelector('button')?.focus();
  }

  close(): void {
    if (this.#layer.matches(':popover-open')) this.#layer.hidePopover();
    this.#closed();
  }

  /** Shows what is so now. Of a conversation that ended nothing is said any more. */
  update(words: Localization): void {
    if (this.#id === null) return;
    const row = this.#engine.conversation(this.#id);
    if (!row) this.close();
    else render(this.#template(row, words), this.#layer);
  }

  #closed(): void {
    if (this.#id === null) return;
    this.#id = null;
    // Where the focus was before, unless it has gone on to somewhere.
    const isLost = document.activeElement === document.body || this.#layer.matches(':focus-within');
    if (isLost) this.#opener?.focus();
    this.#opener = null;
    this.#engine.letGo('details');
  }

  #template(row: Conversation, words: Localization): TemplateResult {
    const { total, terms } = this.#scores.score(row);
    this.#layer.setAttribute('aria-label', words.term('attention.title'));
    return html`<div class="attention-head">
        <strong>${words.term('attention.title')}</strong>
        <button
          type="button"
          class="quiet icon"
          aria-label=${words.term('action.close')}
          @click=${() => this.close()}
        >
          ${icon('cross')}
        </button>
      </div>
      <p class="muted">${isolated(subjectText(row, words), 80)}</p>
      <table>
        <tbody>
          ${terms.map(
            (term) =>
              html`<tr>
                <th scope="row">${termName(term.name, words)}</th>
                <td>${factText(term, words)}</td>
                <td class="number">${pointsText(term.points, words)}</td>
              </tr>`,
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colspan="2">${words.term('attention.sum')}</th>
            <td class="number">${pointsText(total, words)}</td>
          </tr>
        </tfoot>
      </table>`;
  }
}
