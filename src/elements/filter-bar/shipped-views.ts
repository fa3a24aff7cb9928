/** The views that come with the report: what is in view, and in which order. */
import { chosenValues, DEFAULT_VIEW, FACETS, ME, NO_VALUE, type ViewState } from '../../model/view-state.js';

type Choice = Pick<ViewState, 'filters' | 'search' | 'card' | 'sort'>;

const { sort } = DEFAULT_VIEW;
const everything: Choice = { filters: {}, search: '', card: null, sort };

export const SHIPPED_VIEWS = {
  all: everything,
  unassigned: { ...everything, filters: { agent: [NO_VALUE] } },
  waiting: { ...everything, card: 'longest-wait' },
  unhappy: {
    ...everything,
    filters: { sentiment: ['very-negative', 'negative'] },
    sort: [{ column: 'sentiment', direction: 'ascending' }, ...sort],
  },
  mine: { ...everything, filters: { 'monitored-by': [ME] } },
} as const satisfies Readonly<Record<string, Choice>>;

export type ShippedViewName = keyof typeof SHIPPED_VIEWS;
export const SHIPPED_VIEW_NAMES = Object.keys(SHIPPED_VIEWS) as readonly ShippedViewName[];

/** The shipped view with just these rows, whatever their order; undefined for a choice of one's own. */
export function shippedViewOf(state: ViewState): ShippedViewName | undefined {
  return SHIPPED_VIEW_NAMES.find((name) => {
    const view: Choice = SHIPPED_VIEWS[name];
    if (state.card !== view.card || state.search.trim() !== '') return false;
    return FACETS.every((facet) => {
      const chosen = chosenValues(state.filters, facet);
      const wanted = chosenValues(view.filters, facet);
      return chosen.length === wanted.length && wanted.every((value) => chosen.includes(value));
    });
  });
}
