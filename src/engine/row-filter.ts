/** Which rows are in view: the facets, the pressed card and the search text as one predicate. */
import type { Conversation } from '../model/conversation.js';
import { belongsToKpi } from '../model/metrics.js';
import { chosenValues, FACETS, ME, NO_VALUE, type Facet, type ViewState } from '../model/view-state.js';
import { fold } from './text-fold.js';

export type RowPredicate = (row: Conversation) => boolean;

/** What a filter goes by beside the rows. */
export interface FilterGround {
  /** Why rows look stuck, by id; kept by whoever finds that out. */
  readonly flags: ReadonlyMap<string, string>;
  /** Id of the user; null when unknown. */
  readonly me: string | null;
}

/** The value by which a facet filters; {@link NO_VALUE} for nobody and nothing. */
export function facetValue(facet: Facet, row: Conversation, { flags, me }: FilterGround): string {
  switch (facet) {
    case 'stuck':
      return flags.get(row.id) ?? NO_VALUE;
    case 'monitored-by':
      return me !== null && row.monitoredBy.includes(me) ? ME : NO_VALUE;
    case 'queue':
      return row.queue?.id ?? NO_VALUE;
    case 'agent':
      return row.agent?.id ?? NO_VALUE;
    case 'sentiment':
      return row.sentiment ?? NO_VALUE;
    case 'channel':
      return row.channel;
    case 'status':
      return row.status;
  }
}

/** @param except a facet whose own choice does not count: its menu offers all values that the others leave. */
export function rowPredicate(
  view: ViewState,
  ground: FilterGround,
  except: Facet | null = null,
): RowPredicate {
  const tests: RowPredicate[] = [];
  for (const facet of FACETS) {
    const chosen = chosenValues(view.filters, facet);
    if (facet === except || chosen.length === 0) continue;
    const values = new Set(chosen);
    tests.push((row) => values.has(facetValue(facet, row, ground)));
  }
  const { card } = view;
  if (card !== null && card !== 'ongoing') tests.push((row) => belongsToKpi(card, row));
  const words = fold(view.search).split(/\s+/).filter(Boolean);
  if (words.length > 0) tests.push((row) => words.every((word) => searchText(row).includes(word)));
  return (row) => tests.every((test) => test(row));
}

/** Folded once per row object: rows are immutable, so a changed row is another key. */
const texts = new WeakMap<Conversation, string>();

function searchText(row: Conversation): string {
  let text = texts.get(row);
  if (text === undefined) {
    // Each by itself: a subject without end must not keep a row from being found by its id.
    text = [row.subject, row.customer?.name ?? '', row.agent?.name ?? '', row.id].map(fold).join('\n');
    texts.set(row, text);
  }
  return text;
}
