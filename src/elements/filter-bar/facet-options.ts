/** The values of a facet in the order in which people look for them. */
import { fold } from '../../engine/text-fold.js';
import type { FacetValue } from '../../engine/view-types.js';
import type { Localization } from '../../localization/index.js';
import { CHANNELS, SENTIMENTS, STATUSES } from '../../model/conversation.js';
import { STUCK_REASONS } from '../../model/stuck.js';
import { NO_VALUE, type Facet } from '../../model/view-state.js';
import { facetText } from '../shared/facet-words.js';

/** A value as its menu shows it. */
export interface FacetOption {
  readonly value: string;
  readonly text: string;
  readonly count: number;
}

const ORDER: Readonly<Partial<Record<Facet, readonly string[]>>> = {
  status: STATUSES,
  channel: CHANNELS,
  sentiment: SENTIMENTS,
  stuck: STUCK_REASONS,
};

/** Known values in the order of the domain, names as the locale sorts them, *nobody* before all and *none* after. */
export function facetOptions(
  facet: Facet,
  values: readonly FacetValue[],
  words: Localization,
): readonly FacetOption[] {
  const order = ORDER[facet] ?? [];
  const rank = ({ value }: FacetOption): number => {
    if (value === NO_VALUE) return facet === 'agent' ? -1 : order.length + 1;
    const index = order.indexOf(value);
    return index < 0 ? order.length : index;
  };
  return values
    .map(({ value, label, count }) => ({ value, count, text: facetText(facet, value, label, words) }))
    .sort((a, b) => rank(a) - rank(b) || words.compare(a.text, b.text));
}

/** The options whose text contains `text`, as the search field of the report compares. */
export function matchingOptions(options: readonly FacetOption[], text: string): readonly FacetOption[] {
  const wanted = fold(text.trim());
  return wanted === '' ? options : options.filter((option) => fold(option.text).includes(wanted));
}
