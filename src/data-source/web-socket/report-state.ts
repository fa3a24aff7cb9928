/** What the report is told about the state of the link. */
import type { SourceConnectionState } from '../data-source.js';
import type { LinkState } from './link-events.js';

/** Ms without a live link after which even an open socket that does not catch up counts as lost. */
const RECONNECTING_AFTER = 20_000;
const OFFLINE_AFTER = 120_000;

const UNLINKED: readonly LinkState[] = ['token', 'opening', 'greeting', 'backoff'];

/**
 * @param hasRows there are rows on screen, which are stale now
 * @param notLiveFor ms
 */
export function reportedState(
  state: LinkState,
  hasRows: boolean,
  notLiveFor: number,
  forbidden: boolean,
): SourceConnectionState {
  if (state === 'live' || state === 'unauthorized') return state;
  if (state === 'failed') return forbidden ? 'forbidden' : state;
  if (state === 'paused') return hasRows ? 'stale' : 'connecting';
  if (notLiveFor >= OFFLINE_AFTER) return 'offline';
  if (notLiveFor >= RECONNECTING_AFTER) return 'reconnecting';
  if (!hasRows) return 'connecting';
  return UNLINKED.includes(state) ? 'reconnecting' : 'stale';
}
