/** What the connection pill says: its state first, then how far the data can be trusted. */
import type { Connection, PillState } from '../../engine/view-types.js';
import type { Localization } from '../../localization/index.js';
import { isolated } from '../shared/customer-text.js';

const LOOKS: Readonly<Partial<Record<PillState, string>>> = {
  live: 'active',
  late: 'open',
  stale: 'open',
  partial: 'open',
  reconnecting: 'open',
  paused: 'waiting',
  connecting: 'accent',
  loading: 'accent',
  offline: 'danger',
  unauthorized: 'danger',
  forbidden: 'danger',
  failed: 'danger',
};

/** Class of the pill's colours; the words say the same. */
export function connectionLook(state: PillState): string {
  return LOOKS[state] ?? '';
}

/** @param now client epoch ms, the clock of `lastContact`. */
export function connectionText(
  connection: Connection,
  changesWaiting: number,
  words: Localization,
  now: number,
): string {
  const { progress, partial, asOf, lastContact, reason } = connection;
  const state = words.term(`connection.${connection.state}`);
  switch (connection.state) {
    case 'live':
    case 'late':
      return lastContact === null ? state : updated(state, now - lastContact, words);
    case 'paused':
      return words.term('header.paused', { state, count: changesWaiting });
    case 'partial':
      return partial ? words.term('header.partial', { state, ...partial }) : state;
    case 'loading':
      if (!progress) return state;
      return progress.total === null
        ? words.term('header.loading', { state, loaded: progress.loaded })
        : words.term('header.loading-of', { state, loaded: progress.loaded, total: progress.total });
    case 'stale':
    case 'reconnecting':
    case 'offline':
      return asOf === null ? state : words.term('header.as-of', { state, time: words.time(asOf) });
    case 'unauthorized':
    case 'forbidden':
    case 'failed':
      return reason === null ? state : words.term('header.because', { state, reason: isolated(reason) });
    case 'connecting':
    case 'no-data-source':
      return state;
  }
}

function updated(state: string, ms: number, words: Localization): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return seconds < 60
    ? words.term('header.updated-seconds', { state, count: seconds })
    : words.term('header.updated-minutes', { state, count: Math.floor(seconds / 60) });
}
