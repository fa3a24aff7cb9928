/** What the report as a whole is in: for the place of the rows, and for CSS on the host (`:state(live)`). */
import type { Connection } from '../engine/view-types.js';

/** What is shown in the place of the rows. */
export type ReportStateName =
  | 'loading'
  | 'empty'
  | 'empty-filtered'
  | 'error'
  | 'unauthorized'
  | 'forbidden'
  | 'no-data-source'
  | 'offline';

/** Null while there are rows to show: old rows marked stale say more than an error. */
export function reportStateOf(
  { state, loaded }: Connection,
  isEmpty: boolean,
  isFiltered: boolean,
): ReportStateName | null {
  if (state === 'no-data-source' || state === 'forbidden') return state;
  if (!isEmpty) return null;
  if (state === 'unauthorized') return state;
  if (state === 'failed') return 'error';
  if (!loaded) return state === 'offline' ? 'offline' : 'loading';
  return isFiltered ? 'empty-filtered' : 'empty';
}

const HOST_STATES = ['loading', 'empty', 'live', 'late', 'stale', 'paused', 'error'] as const;
type HostState = (typeof HOST_STATES)[number];

function hostStates({ state, loaded }: Connection, isEmpty: boolean): ReadonlySet<HostState> {
  const states = new Set<HostState>();
  if (loaded && isEmpty) states.add('empty');
  switch (state) {
    case 'connecting':
    case 'loading':
      states.add('loading');
      break;
    case 'reconnecting':
    case 'offline':
    case 'stale':
      states.add(loaded ? 'stale' : 'loading');
      break;
    case 'live':
    case 'partial':
      states.add('live');
      break;
    case 'late':
    case 'paused':
      states.add(state);
      break;
    case 'no-data-source':
    case 'unauthorized':
    case 'forbidden':
    case 'failed':
      states.add('error');
      if (loaded && !isEmpty) states.add('stale');
  }
  return states;
}

/** Sets the custom states of the host element. */
export function showHostStates(internals: ElementInternals, connection: Connection, isEmpty: boolean): void {
  const now = hostStates(connection, isEmpty);
  for (const name of HOST_STATES) {
    if (now.has(name)) internals.states.add(name);
    else internals.states.delete(name);
  }
}
