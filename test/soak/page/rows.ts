/** Conversations in any number: the same number and version give the same row. Ten versions on, all but that is the same. */
import { decodedList, decodeParsed } from '../../../src/data-source/decode-conversation.js';
import type { Conversation } from '../../../src/model/conversation.js';
import { START } from '../../../testing/scripted-data-source.js';

const STATUSES = ['open', 'active', 'waiting', 'active', 'wrap-up'] as const;
const SENTIMENTS = ['very-negative', 'negative', 'neutral', 'positive'] as const;

export function row(number: number, version = 1): Conversation {
  const turn = number * 7_919 + (version % 10) * 104_729;
  const since = START - (turn % 3_600_000);
  const status = STATUSES[turn % STATUSES.length];
  const read = decodeParsed({
    id: `c${String(number)}`,
    ver: version,
    subject: `Card charged twice ${String(turn % 97)}`,
    status,
    channel: number % 3 === 0 ? 'voice' : 'chat',
    direction: 'inbound',
    startedAt: START - 3_600_000,
    statusSince: since,
    wait: status === 'open' ? { ms: 0, since } : { ms: START - since, since: null },
    sentiment: SENTIMENTS[turn % SENTIMENTS.length],
    customer: { id: `p${String(number)}`, name: `Customer ${String(number)}` },
    queue: { id: `q${String(number % 5)}`, name: `Queue ${String(number % 5)}`, type: 'messaging' },
    ...(status === 'open'
      ? {}
      : { agent: { id: `a${String(turn % 40)}`, name: `Agent ${String(turn % 40)}` } }),
  });
  if (typeof read === 'string') throw new Error(read);
  return read;
}

export function rows(count: number, version = 1, from = 0): readonly Conversation[] {
  return decodedList(Array.from({ length: count }, (_, index) => row(from + index, version)));
}
