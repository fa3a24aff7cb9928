/** One row: checkbox, cells, actions. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Localization } from '../../localization/index.js';
import { ACTIONS, type ActionDecision, type RowAction } from '../../model/actions.js';
import { masked } from '../../model/masking.js';
import { icon } from '../../styles/icons.js';
import { subjectText } from '../shared/badges.js';
import { isolated } from '../shared/customer-text.js';
import { refusalText } from '../shared/outcome-text.js';
import { description } from '../shared/tooltip.js';
import { cellTemplate } from './cells.js';
import type { GridColumn } from './columns.js';
import { rowDescription, rowPart, type RowState } from './row-state.js';

/** Decides on the row's conversation; undefined for a row that does not show its buttons. */
export type Decide = ((action: RowAction) => ActionDecision) | undefined;

export function rowTemplate(
  known: RowState,
  columns: readonly GridColumn[],
  words: Localization,
  decide: Decide,
  isMenuOpen: boolean,
  isReadOnly: boolean,
): TemplateResult {
  // Where nobody acts, strangers look on.
  const row = isReadOnly ? { ...known, conversation: masked(known.conversation) } : known;
  const { conversation, slot, index, isSelected } = row;
  return html`<div
    role="row"
    class="row"
    part=${rowPart(row)}
    data-conversation-id=${conversation.id}
    aria-rowindex=${index + 2}
    aria-selected=${isSelected ? 'true' : 'false'}
    aria-describedby=${isReadOnly ? nothing : `state-${String(slot)}`}
  >
    ${isReadOnly ? nothing : selectCell(row, words)}
    ${columns.map((column) => cellTemplate(column, row, words))}
    ${isReadOnly ? nothing : actionsCell(slot, words, decide, isMenuOpen)}
  </div>`;
}

function selectCell(row: RowState, words: Localization): TemplateResult {
  const { conversation, slot, isSelected } = row;
  const subject = isolated(subjectText(conversation, words), 80);
  return html`<div role="gridcell" class="cell select">
    <input
      class="widget"
      type="checkbox"
      tabindex="-1"
      aria-label=${words.term('grid.select', { subject })}
      .checked=${live(isSelected)}
    />${description(`state-${String(slot)}`, rowDescription(row, words))}
  </div>`;
}

function actionsCell(slot: number, words: Localization, decide: Decide, isMenuOpen: boolean): TemplateResult {
  return html`<div role="gridcell" class="cell actions">
    ${decide ? html`<span class="shortcuts">${ACTIONS.map((action) => actionButton(action, decide(action), slot, words))}</span>` : nothing}<button
      type="button"
      class="widget icon quiet"
      tabindex="-1"
      aria-label=${words.term('action.actions')}
      aria-haspopup="menu"
      aria-expanded=${isMenuOpen ? 'true' : 'false'}
    >
      <span class="dots"></span>
    </button>
  </div>`;
}

/** A convenience for the pointer: the keyboard has the menu and the letters, so that a row stays one tab stop. */
function actionButton(
  action: RowAction,
  decision: ActionDecision,
  slot: number,
  words: Localization,
): TemplateResult {
  const name = words.term(`action.${action}`);
  const reason = refusalText(decision, words);
  const id = `why-${String(slot)}-${action}`;
  return html`<button
      type="button"
      class="icon quiet"
      tabindex="-1"
      data-action=${action}
      aria-label=${name}
      aria-disabled=${decision.allowed ? nothing : 'true'}
      aria-describedby=${decision.allowed ? nothing : id}
      data-tooltip=${reason === '' ? name : reason}
    >
      ${icon(action)}</button
    >${decision.allowed ? nothing : description(id, reason)}`;
}
