/** The header row: what is in view can be selected at once, and each column orders the rows. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Localization } from '../../localization/index.js';
import type { SortKey } from '../../model/view-state.js';
import { icon } from '../../styles/icons.js';
import { description } from '../shared/tooltip.js';
import type { GridColumn } from './columns.js';

/** How much of what is in view is selected. */
export type SelectedShare = 'none' | 'some' | 'all';

export function headerTemplate(
  columns: readonly GridColumn[],
  sort: readonly SortKey[],
  selected: SelectedShare,
  words: Localization,
  isReadOnly: boolean,
): TemplateResult {
  return html`<div role="row" class="row header" part="header-row" aria-rowindex="1">
    ${isReadOnly ? nothing : selectAll(selected, words)}
    ${columns.map((column, index) => headerCell(column, index, sort, words))}
    ${
      isReadOnly
        ? nothing
        : html`<div role="columnheader" class="cell actions" part="header-cell" tabindex="-1">
            <span class="visually-hidden">${words.term('action.actions')}</span>
          </div>`
    }
  </div>`;
}

function selectAll(selected: SelectedShare, words: Localization): TemplateResult {
  return html`<div role="columnheader" class="cell select" part="header-cell">
    <input
      class="widget"
      type="checkbox"
      tabindex="-1"
      aria-label=${words.term('grid.select-all')}
      .checked=${live(selected === 'all')}
      .indeterminate=${live(selected === 'some')}
    />
  </div>`;
}

function headerCell(
  column: GridColumn,
  index: number,
  sort: readonly SortKey[],
  words: Localization,
): TemplateResult {
  const { id, label, isNumeric, isSortable } = column;
  const name = `cell ${isNumeric ? 'number' : ''}`;
  if (!isSortable) {
    return html`<div role="columnheader" class=${name} part="header-cell" tabindex="-1">${label}</div>`;
  }
  const place = sort.findIndex((key) => key.column === id);
  const direction = sort[place]?.direction;
  // Only the first key may be told by aria-sort; the others are described.
  const isSecondary = place > 0 && direction !== undefined;
  return html`<div
    role="columnheader"
    class=${name}
    part="header-cell"
    aria-sort=${(place === 0 && direction) || 'none'}
  >
    <button
      type="button"
      class="widget sort"
      tabindex="-1"
      data-sort=${index}
      aria-describedby=${isSecondary ? `sort-${String(index)}` : nothing}
    >
      <span class="clip">${label}</span
      >${direction === undefined ? nothing : icon(direction === 'ascending' ? 'up' : 'down')}${
        sort.length > 1 && place >= 0
          ? html`<sup aria-hidden="true">${words.number(place + 1)}</sup>`
          : nothing
      }</button
    >${isSecondary ? description(`sort-${String(index)}`, words.term('grid.sort-key', { position: place + 1, direction: words.term(`grid.${direction}`) })) : nothing}
  </div>`;
}
