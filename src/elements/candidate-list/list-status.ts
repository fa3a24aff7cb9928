/** The one sentence under the list: what is going on, what was found, and what the list leaves out. */
import type { Localization } from '../../localization/index.js';
import { displayText } from '../shared/customer-text.js';
import { nameIn, phrase } from '../shared/phrase.js';
import type { Candidate, CandidateKind } from '../shared/candidates.js';
import { MAX_ENTRIES, type CandidateSearch } from './candidate-search.js';

/** From then on one is told that it takes long. */
const SLOW_MS = 3_000;

export interface ListState {
  readonly kind: CandidateKind;
  readonly search: CandidateSearch;
  /** All that were found and are not left out. */
  readonly found: readonly Candidate[];
  readonly showsAll: boolean;
  /** Queues that the conversations are in. */
  readonly queueCount: number;
}

export function statusText(list: ListState, words: Localization): unknown {
  const { search, found } = list;
  switch (search.status) {
    case 'idle':
      return '';
    case 'loading':
      return words.term(
        performance.now() - search.since >= SLOW_MS ? 'candidates.slow' : 'candidates.loading',
      );
    case 'failed':
      return displayText(search.message) === ''
        ? words.term('candidates.failed')
        : phrase(words, 'candidates.failed-because', { message: nameIn(search.message, 200) });
    case 'ready':
      return found.length === 0 ? nothingFound(list, words) : foundText(list, words);
  }
}

function nothingFound({ kind, search, queueCount }: ListState, words: Localization): unknown {
  if (search.text !== '') return phrase(words, 'candidates.nothing-found', { text: nameIn(search.text, 60) });
  if (kind === 'queue') return words.term('candidates.no-queues');
  return words.term('candidates.no-agents') + severalQueues(queueCount, words);
}

/** The likeliest reason why nobody can take several at once. */
function severalQueues(count: number, words: Localization): string {
  return count > 1 ? ` ${words.term('candidates.several-queues', { count })}` : '';
}

function foundText({ kind, search, found, showsAll, queueCount }: ListState, words: Localization): string {
  const count = found.length;
  const text =
    kind === 'queue'
      ? words.term('candidates.all-queues', { count })
      : agentsText(found, showsAll, search, words, queueCount);
  const isCut = search.hasMore && search.entries.length >= MAX_ENTRIES;
  return isCut ? `${text} ${words.term('candidates.too-many')}` : text;
}

function agentsText(
  found: readonly Candidate[],
  showsAll: boolean,
  { hasMore }: CandidateSearch,
  words: Localization,
  queueCount: number,
): string {
  const count = found.length;
  if (showsAll) return words.term('candidates.all-agents', { count });
  const shown = found.filter(({ eligible }) => eligible).length;
  if (shown === 0)
    return words.term('candidates.none-eligible', { count }) + severalQueues(queueCount, words);
  return words.term(hasMore ? 'candidates.eligible-first' : 'candidates.eligible', { shown, count });
}
