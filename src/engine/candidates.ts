/** Agents and queues to hand conversations to, for one conversation or for several at once. */
import type {
  CandidatePage,
  CandidateQuery,
  CandidateSearchQuery,
  DataSource,
} from '../data-source/data-source.js';
import type { AgentCandidate } from '../model/agent.js';
import type { Conversation } from '../model/conversation.js';
import type { QueueCandidate } from '../model/queue.js';

type Find<Candidate> = (
  query: CandidateQuery,
  options: { signal: AbortSignal },
) => Promise<CandidatePage<Candidate>>;
export type AgentPage = CandidatePage<AgentCandidate>;
export type QueuePage = CandidatePage<QueueCandidate>;
export type CandidateQuestion = [
  conversations: readonly Conversation[],
  query: CandidateSearchQuery,
  signal: AbortSignal,
];

interface Eligible {
  readonly id: string;
  readonly eligible: boolean;
  readonly why: string | null;
}

/** Looked up at most, when conversations of a bulk action differ in queue or workstream. */
const MAX_LOOKUPS = 5;

export async function findAgents(source: DataSource | null, ...asked: CandidateQuestion): Promise<AgentPage> {
  const find = source?.findAgents?.bind(source);
  if (!find) throw new Error('The data source has no directory of agents');
  return findForAll(find, ...asked);
}

export async function findQueues(source: DataSource | null, ...asked: CandidateQuestion): Promise<QueuePage> {
  const find = source?.findQueues?.bind(source);
  if (!find) throw new Error('The data source has no directory of queues');
  return findForAll(find, ...asked);
}

/**
 * A candidate for several conversations is one for each of them. Conversations of the same queue and workstream have
 * the same candidates, so that one of each kind is looked up.
 */
async function findForAll<Candidate extends Eligible>(
  find: Find<Candidate>,
  conversations: readonly Conversation[],
  query: CandidateSearchQuery,
  signal: AbortSignal,
): Promise<CandidatePage<Candidate>> {
  const kinds = new Map<string, Conversation>();
  for (const row of conversations) kinds.set(`${row.queue?.id ?? ''}\n${row.workstream?.id ?? ''}`, row);
  const lookups = [...kinds.values()].slice(0, MAX_LOOKUPS);
  const pages = await Promise.all(
    lookups.map(({ id }) => find({ ...query, conversationId: id }, { signal })),
  );
  const [first, ...others] = pages;
  if (!first) return { entries: [], next: null, asOf: 0 };
  const entries = first.entries.flatMap((candidate) => {
    const same = others.map((page) => page.entries.find(({ id }) => id === candidate.id));
    if (same.includes(undefined)) return [];
    const excluded = [candidate, ...same].find((entry) => entry?.eligible === false);
    return [excluded ? { ...candidate, eligible: false, why: excluded.why } : candidate];
  });
  return { entries, next: first.next, asOf: first.asOf };
}
