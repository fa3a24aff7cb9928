/** To whom and whereto a conversation can be given, by the rules of the report (domain.md, section 4). */
import type { CandidatePage, CandidateQuery } from '../../data-source.js';
import { compareAgents } from '../../../model/agent.js';
import type { AgentCandidate } from '../../../model/agent.js';
import type { Conversation } from '../../../model/conversation.js';
import type { QueueCandidate } from '../../../model/queue.js';
import { QUEUES } from '../catalogue/queues.js';
import { queueNamed, workstreamOf } from './intake.js';
import { candidateOf } from './workforce.js';
import type { Agent } from './workforce.js';
import type { World } from './world.js';

type Handover = CandidateQuery['action'];

/**
 * Why `agent` cannot have `conversation`, in words, or null. A full agent can: a supervisor may assign all the same.
 */
export function whyNotAgent(action: Handover, conversation: Conversation, agent: Agent): string | null {
  const { queue } = conversation;
  if (action === 'transfer' && agent.id === conversation.agent?.id) return 'Has the conversation now';
  if (action === 'transfer' && !agent.queues.includes(queue?.id ?? ''))
    return `Not a member of ${queue?.name ?? ''}`;
  const workstream = workstreamOf(conversation);
  if (workstream?.allowedPresences.includes(agent.presence) === true) return null;
  return `Presence not allowed by ${workstream?.name ?? 'the workstream'}`;
}

/** Why `conversation` cannot go into the queue, in words, or null. */
export function whyNotQueue({ queue }: Conversation, queueId: string): string | null {
  const target = queueNamed(queueId);
  if (target === undefined) return 'There is no such queue';
  if (queueId === queue?.id) return 'It is in this queue already';
  return target.type === queue?.type ? null : `${target.name} is not a ${queue?.type ?? 'messaging'} queue`;
}

/**
 * For an assignment every agent, the excluded ones last and with the reason; for a transfer the members of the queue
 * but the one who has it.
 */
export function findAgents(world: World, query: CandidateQuery): CandidatePage<AgentCandidate> {
  const conversation = world.book.get(query.conversationId)?.conversation;
  if (conversation === undefined) return { entries: [], next: null, asOf: world.now };
  const { action, text } = query;
  const everybody =
    action === 'assign'
      ? world.workforce.agents
      : world.workforce
          .members(conversation.queue?.id ?? '')
          .filter(({ id }) => id !== conversation.agent?.id);
  const found = everybody
    .filter((agent) => matches(text, [agent.name, ...agent.skills.map(({ name }) => name)]))
    .map((agent) => candidateOf(agent, whyNotAgent(action, conversation, agent)))
    .sort(compareAgents(conversation.skills));
  return page(found, query, world.now);
}

/** Every queue of the same type but the current one, the one served first at the top. */
export function findQueues(world: World, query: CandidateQuery): CandidatePage<QueueCandidate> {
  const conversation = world.book.get(query.conversationId)?.conversation;
  if (conversation === undefined) return { entries: [], next: null, asOf: world.now };
  const found = QUEUES.filter(
    ({ id, name }) => whyNotQueue(conversation, id) === null && matches(query.text, [name]),
  )
    .map(({ id, name, type, priority }) => ({
      id,
      name,
      eligible: true,
      why: null,
      type,
      priority,
      waiting: world.book.openIn(id),
      online: world.workforce.online(id),
    }))
    .sort((a, b) => a.priority - b.priority || (a.name < b.name ? -1 : 1));
  return page(found, query, world.now);
}

/** Every word of the search in any of the texts, case and accents ignored. */
function matches(search: string, texts: readonly string[]): boolean {
  const wanted = plain(search).split(' ').filter(Boolean);
  if (wanted.length === 0) return true;
  const all = plain(texts.join(' '));
  return wanted.every((word) => all.includes(word));
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .trim();
}

/** The page after the entry with the id `after`; an entry that is gone by now ends the list. */
function page<Candidate extends { readonly id: string }>(
  found: readonly Candidate[],
  { after, limit }: CandidateQuery,
  asOf: number,
): CandidatePage<Candidate> {
  const last = after === null ? -1 : found.findIndex(({ id }) => id === after);
  const start = after !== null && last < 0 ? found.length : last + 1;
  const entries = found.slice(start, start + Math.max(1, limit));
  const more = start + entries.length < found.length;
  return { entries, next: more ? (entries.at(-1)?.id ?? null) : null, asOf };
}
