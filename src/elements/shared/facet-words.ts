/** The values of a facet in words. */
import type { Localization, MessageKey } from '../../localization/index.js';
import { NO_VALUE, type Facet } from '../../model/view-state.js';
import { displayText } from './customer-text.js';

const NOTHING: Readonly<Record<Facet, MessageKey>> = {
  queue: 'value.none',
  agent: 'value.unassigned',
  channel: 'value.none',
  status: 'value.none',
  sentiment: 'value.not-available',
  stuck: 'value.none',
  'monitored-by': 'value.none',
};

/** @param label the name as rows carry it; the value itself where it is not known */
export function facetText(facet: Facet, value: string, label: string, words: Localization): string {
  if (value === NO_VALUE) return words.term(NOTHING[facet]);
  if (facet === 'queue' || facet === 'agent') return displayText(label, 80);
  return words.value(facet, displayText(value, 40));
}
