/** What is filtered by, each filter as a button that takes it away. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Localization } from '../../localization/index.js';
import { chosenValues, FACETS, type Facet, type ViewState } from '../../model/view-state.js';
import { icon } from '../../styles/icons.js';

/** A filter that is set: a value of a facet, or the card that is pressed. */
export type SetFilter = { readonly facet: Facet; readonly value: string } | { readonly facet: null };

export interface ChipWords {
  readonly words: Localization;
  /** The value in words. */
  readonly textOf: (facet: Facet, value: string) => string;
}

/** @param onRemove is told the place of the chip, too, so that the focus can stay there */
export function filterChips(
  { filters, card }: ViewState,
  { words, textOf }: ChipWords,
  onRemove: (filter: SetFilter, index: number) => void,
): TemplateResult | typeof nothing {
  const chosen = FACETS.flatMap((facet) => chosenValues(filters, facet).map((value) => ({ facet, value })));
  const all: readonly SetFilter[] = card === null ? chosen : [...chosen, { facet: null }];
  if (all.length === 0) return nothing;
  const textOfChip = (filter: SetFilter): string =>
    filter.facet === null
      ? words.term('filter.chip', {
          facet: words.term('filter.card'),
          value: words.term(`kpi.${card ?? 'ongoing'}`),
        })
      : words.term('filter.chip', {
          facet: words.value('column', filter.facet),
          value: `\u2068${textOf(filter.facet, filter.value)}\u2069`,
        });
  return html`<ul class="chips" aria-label=${words.term('filter.active')}>
    ${all.map((filter, index) => chip(textOfChip(filter), words, () => onRemove(filter, index)))}
  </ul>`;
}

function chip(text: string, words: Localization, onRemove: () => void): TemplateResult {
  return html`<li>
    <button class="chip" aria-label=${words.term('filter.remove', { filter: text })} @click=${onRemove}>
      <span class="text">${text}</span>${icon('cross')}
    </button>
  </li>`;
}
