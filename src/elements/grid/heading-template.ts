/** The line before the rows of a group. */
import { html, type TemplateResult } from 'lit';
import type { Localization } from '../../localization/index.js';
import type { Facet } from '../../model/view-state.js';
import { icon } from '../../styles/icons.js';
import { facetText } from '../shared/facet-words.js';
import type { HeadingState } from './row-state.js';

export function headingTemplate(
  { heading: { id, group, isCollapsed }, index }: HeadingState,
  grouping: Facet,
  cells: number,
  words: Localization,
): TemplateResult {
  const name = facetText(grouping, group.label ?? '', group.label ?? '', words);
  return html`<div role="row" class="row group" part="row group" data-group=${id} aria-rowindex=${index + 2}>
    <div role="rowheader" class="cell" part="cell" aria-colspan=${cells}>
      <button
        type="button"
        class="widget quiet"
        tabindex="-1"
        aria-expanded=${isCollapsed ? 'false' : 'true'}
      >
        ${icon(isCollapsed ? 'down' : 'up')}<bdi>${name}</bdi>
        <span class="muted">${words.term('kpi.conversations', { count: group.count })}</span>
      </button>
    </div>
  </div>`;
}
