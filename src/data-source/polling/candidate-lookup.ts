import type { CandidatePage, CandidateQuery } from '../data-source.js';
import { isRecord } from '../decode-conversation.js';
import { isOptionalCount, isOptionalList, isOptionalText, readFields } from '../wire/wire-messages.js';
import type { Client } from './client.js';
import type { Endpoint } from './endpoint.js';
import type { ServerClock } from './server-clock.js';

const LOOKUP_TIMEOUT = 10_000;
const PAGE = { entries: isOptionalList, next: isOptionalText, asOf: isOptionalCount };

/** @returns the page as the decoder of its kind reads it: entries, cursor of the next page, server epoch ms */
type ReadPage<Candidate> = (
  entries: readonly unknown[],
  next: unknown,
  asOf: number,
) => CandidatePage<Candidate>;

/** @throws Error that tells why there is no list; of the name `AbortError` when `signal` was the reason */
export async function lookUp<Candidate>(
  { client, endpoint, clock }: { client: Client; endpoint: Endpoint; clock: ServerClock },
  kind: 'agents' | 'queues',
  query: CandidateQuery,
  signal: AbortSignal,
  read: ReadPage<Candidate>,
): Promise<CandidatePage<Candidate>> {
  const parameters: [string, string][] = [
    ['kind', kind],
    ['for', query.action],
    ['text', query.text],
    ['limit', String(query.limit)],
  ];
  if (query.after !== null) parameters.push(['after', query.after]);
  const url = endpoint.conversation(query.conversationId, 'candidates', parameters);
  const reply = await client.send({ url, timeout: LOOKUP_TIMEOUT, signal });
  signal.throwIfAborted();
  if (reply.kind !== 'answer') throw new Error(`No answer (${reply.cause}).`);
  const page = reply.status === 200 && isRecord(reply.body) ? readFields(reply.body, PAGE) : null;
  if (page?.entries === undefined) throw new Error(`The server gave no list (${reply.status}).`);
  return read(page.entries, page.next, page.asOf ?? clock.now);
}
