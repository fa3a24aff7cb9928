/** Rows of Dataverse as agents and queues that a conversation can be handed to, in order and by pages. */
import type { AgentCandidate } from '../../model/agent.js';
import type { Conversation } from '../../model/conversation.js';
import type { CandidatePage, CandidateQuery } from '../data-source.js';
import { PRESENCE } from './codes.js';
import { labelIn, numberIn, textIn, timeIn } from './read-value.js';
import type { Raw } from './web-api.js';

export function agentOf(
  id: string,
  status: Raw,
  presence: Raw | undefined,
  queues: readonly string[],
  max: number | null,
): AgentCandidate {
  const free = numberIn(status, 'msdyn_availableunitscapacity');
  return {
    id,
    name: labelIn(status, '_msdyn_agentid_value') ?? id,
    eligible: true,
    why: null,
    presence: basePresence(status, presence),
    presenceSince:
      timeIn(status, 'msdyn_presencemodifiedonwithmilliseconds') ??
      timeIn(status, 'msdyn_presencemodifiedon'),
    skills: [],
    capacity: max === null || free === null ? null : { used: max - free, max, profile: null },
    queues,
  };
}

function basePresence(status: Raw, presence: Raw | undefined): string {
  if (status['msdyn_isagentloggedin'] === false) return 'offline';
  const code = presence && numberIn(presence, 'msdyn_basepresencestatus');
  return PRESENCE[code ?? NaN] ?? labelIn(status, '_msdyn_currentpresenceid_value') ?? 'offline';
}

/** A transfer stays in its queue; nobody is handed what they hold. */
export function judge(
  agent: AgentCandidate,
  { action }: CandidateQuery,
  conversation: Conversation | undefined,
  allowed: readonly string[],
): AgentCandidate {
  const queue = conversation?.queue;
  const because = (why: string): AgentCandidate => ({ ...agent, eligible: false, why });
  if (agent.id === conversation?.agent?.id) return because('Has the conversation now');
  if (action === 'transfer' && queue && !agent.queues.includes(queue.id))
    return because(`Not a member of ${queue.name}`);
  if (allowed.includes(agent.presence)) return agent;
  return because(`Presence not allowed by ${conversation?.workstream?.name ?? 'the workstream'}`);
}

export function onlineAgents(statuses: readonly Raw[], presences: readonly Raw[]): ReadonlySet<string> {
  const presenceOf = new Map(presences.map((row) => [textIn(row, 'msdyn_presenceid'), row]));
  return new Set(
    statuses.flatMap((status) => {
      const presence = presenceOf.get(textIn(status, '_msdyn_currentpresenceid_value'));
      const id = textIn(status, '_msdyn_agentid_value');
      return id === null || basePresence(status, presence) === 'offline' ? [] : id;
    }),
  );
}

export function groupBy(
  rows: readonly Raw[],
  key: string,
  value: string,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const row of rows) {
    const [name, member] = [textIn(row, key), textIn(row, value)];
    if (name === null || member === null) continue;
    const group = groups.get(name) ?? [];
    groups.set(name, group);
    group.push(member);
  }
  return groups;
}

/** How many wait in each queue of which there are rows at all. */
export function waitingIn(rows: ReadonlyMap<string, Conversation>): ReadonlyMap<string, number> {
  const waiting = new Map<string, number>();
  for (const { queue, status } of rows.values()) {
    if (queue === null) continue;
    waiting.set(queue.id, (waiting.get(queue.id) ?? 0) + (status === 'open' ? 1 : 0));
  }
  return waiting;
}

export function matches(name: string, { text }: CandidateQuery): boolean {
  return name.toLowerCase().includes(text.trim().toLowerCase());
}

/** A page of what is in order. It begins after an id. */
export function pageOf<Candidate extends { readonly id: string }>(
  sorted: readonly Candidate[],
  { limit, after }: CandidateQuery,
  asOf: number,
): CandidatePage<Candidate> {
  const found = [...new Map(sorted.map((each) => [each.id, each])).values()];
  const start = after === null ? 0 : found.findIndex(({ id }) => id === after) + 1;
  const entries = found.slice(start, start + Math.max(1, limit));
  const last = entries.at(-1);
  return { entries, next: start + entries.length < found.length && last ? last.id : null, asOf };
}
