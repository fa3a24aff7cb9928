/** The agents: who they are, what they can, how present and how loaded they are. */
import type { AgentCandidate, Presence } from '../../../model/agent.js';
import type { Conversation, ConversationAgent, Skill } from '../../../model/conversation.js';
import { LANGUAGES, LANGUAGE_SKILLS } from '../catalogue/languages.js';
import { AGENT_FAMILY_NAMES, AGENT_GIVEN_NAMES, FIRST_AGENTS } from '../catalogue/names.js';
import { QUEUES } from '../catalogue/queues.js';
import type { Queue, QueueType } from '../catalogue/queues.js';
import { TOPIC_SKILLS } from '../catalogue/subjects.js';
import { odds } from './random.js';
import type { Odds, Random } from './random.js';

export interface Agent {
  readonly id: string;
  readonly name: string;
  presence: Presence;
  /** Server epoch ms. */
  presenceSince: number;
  readonly skills: readonly Skill[];
  readonly profile: string;
  /** Conversations this agent may hold at once; waiting ones do not count. */
  readonly max: number;
  used: number;
  readonly queues: readonly string[];
  /** Ids of the rows that show this agent. */
  held: readonly string[];
  /** As rows show the agent; a new object whenever the presence changes, shared by all their rows. */
  reference: ConversationAgent;
}

const PRESENCE_SHARES = { available: 62, busy: 20, 'busy-do-not-disturb': 4, away: 8, offline: 6 } as const;
const PRESENCE_ODDS = odds<Presence>(PRESENCE_SHARES);
/** Of a large team one asks a few, as a routing engine that looks at the longest idle would. */
const ASKED = 24;

const SKILLS = new Map<string, readonly Skill[]>();
const HIGHEST_LEVEL = 5;

/** A skill's id follows from its name; all who need or have it on this level (1–5) share one object. */
export function skillNamed(name: string, level: number): Skill {
  let levels = SKILLS.get(name);
  if (levels === undefined) {
    const id = `s-${name.toLowerCase().replaceAll(' ', '-')}`;
    levels = Array.from({ length: HIGHEST_LEVEL + 1 }, (_, each) => Object.freeze({ id, name, level: each }));
    SKILLS.set(name, levels);
  }
  return levels[level] as Skill;
}

export class Workforce {
  readonly agents: readonly Agent[];
  readonly #byId: ReadonlyMap<string, Agent>;
  readonly #members = new Map<string, Agent[]>();

  constructor(count: number, random: Random, now: number) {
    this.agents = Array.from({ length: count }, (_, index) => hire(index, random, now));
    this.#byId = new Map(this.agents.map((agent) => [agent.id, agent]));
    for (const queue of QUEUES) this.#members.set(queue.id, []);
    for (const agent of this.agents) for (const queue of agent.queues) this.#members.get(queue)?.push(agent);
    for (const queue of QUEUES) if (!queue.staffed) this.#sendHome(queue, now);
  }

  agent(id: string): Agent | undefined {
    return this.#byId.get(id);
  }

  members(queueId: string): readonly Agent[] {
    return this.#members.get(queueId) ?? [];
  }

  online(queueId: string): number {
    return this.members(queueId).reduce((count, agent) => count + (agent.presence === 'offline' ? 0 : 1), 0);
  }

  /** Books a row's change: whom it leaves, whom it occupies. Null stands for a row that is not there. */
  account(before: Conversation | null, after: Conversation | null): void {
    const former = before?.agent ? this.#byId.get(before.agent.id) : undefined;
    const holder = after?.agent ? this.#byId.get(after.agent.id) : undefined;
    if (former && before) {
      if (occupies(before)) former.used -= 1;
      if (former !== holder) former.held = former.held.filter((id) => id !== before.id);
    }
    if (holder && after) {
      if (occupies(after)) holder.used += 1;
      if (former !== holder) holder.held = [...holder.held, after.id];
    }
  }

  /**
   * The agent whom routing would offer a conversation to: in the queue, with one of the presences, with room, best
   * skills first, then most room. Null when there is none. With `anyhow` neither presence nor room is asked for.
   */
  choose(
    random: Random,
    queueId: string,
    presences: readonly Presence[],
    needed: readonly Skill[],
    { except = null, anyhow = false }: { except?: string | null; anyhow?: boolean } = {},
  ): Agent | null {
    const members = this.members(queueId);
    const few = members.length <= ASKED;
    const tries = few ? members.length : anyhow ? 4 : ASKED;
    const start = few ? random.integer(0, Math.max(1, members.length)) : 0;
    let best: Agent | null = null;
    let bestScore = -Infinity;
    for (let asked = 0; asked < tries; asked += 1) {
      const agent = few ? members[(start + asked) % members.length] : random.pick(members);
      if (agent === undefined || agent.id === except || agent.presence === 'offline') continue;
      const free = agent.max - agent.used;
      if (!anyhow && (free <= 0 || !presences.includes(agent.presence))) continue;
      const score = 10 * Math.min(1, free) + 2 * countSkills(agent, needed) + free / agent.max;
      if (score > bestScore) {
        best = agent;
        bestScore = score;
      }
    }
    return best;
  }

  setPresence(agent: Agent, presence: Presence, now: number): void {
    agent.presence = presence;
    agent.presenceSince = now;
    agent.reference = referenceTo(agent);
  }

  /** A presence other than the one now; nobody leaves who still holds a conversation, or whose desk is closed. */
  otherPresence(random: Random, agent: Agent): Presence {
    if (agent.queues.every((id) => QUEUES.find((queue) => queue.id === id)?.staffed === false))
      return 'offline';
    const shares: Partial<Record<Presence, number>> = { ...PRESENCE_SHARES, [agent.presence]: 0 };
    if (agent.held.length > 0) shares['offline'] = 0;
    return random.choose(odds(shares));
  }

  #sendHome(queue: Queue, now: number): void {
    for (const agent of this.members(queue.id)) this.setPresence(agent, 'offline', now);
  }
}

/** An agent as a candidate; `why` is null when the agent may be chosen. */
export function candidateOf(agent: Agent, why: string | null): AgentCandidate {
  return {
    id: agent.id,
    name: agent.name,
    eligible: why === null,
    why,
    presence: agent.presence,
    presenceSince: agent.presenceSince,
    skills: agent.skills,
    capacity: { used: agent.used, max: agent.max, profile: agent.profile },
    queues: agent.queues,
  };
}

function occupies({ status }: Conversation): boolean {
  return status === 'active' || status === 'wrap-up';
}

function countSkills(agent: Agent, needed: readonly Skill[]): number {
  return needed.reduce((count, { id }) => count + (agent.skills.some((skill) => skill.id === id) ? 1 : 0), 0);
}

function referenceTo({ id, name, presence }: Pick<Agent, 'id' | 'name' | 'presence'>): ConversationAgent {
  return { id, name, presence };
}

/** Two of three agents write, the third talks; one in fifty only works at night. */
function hire(index: number, random: Random, now: number): Agent {
  const type: QueueType = index % 3 === 2 ? 'voice' : 'messaging';
  const night = index % 50 === 15;
  const queues = night ? ['q-night'] : queuesOf(type, index, random);
  const home = QUEUES.find(({ id }) => id === queues[0]);
  const presence = random.choose(PRESENCE_ODDS);
  const id = `a-${String(index + 1).padStart(4, '0')}`;
  const name = FIRST_AGENTS[index] ?? `${random.pick(AGENT_GIVEN_NAMES)} ${random.pick(AGENT_FAMILY_NAMES)}`;
  return {
    id,
    name,
    presence,
    presenceSince: now - Math.round(random.exponential(240_000)),
    skills: skillsOf(random),
    profile: `${home?.name ?? 'Default'} – ${type === 'voice' ? 'voice' : 'chat'}`,
    max: type === 'voice' ? 1 : random.integer(3, 6),
    used: 0,
    queues,
    held: [],
    reference: referenceTo({ id, name, presence }),
  };
}

/** The first queue goes round by share, so that a small team covers all; most agents help in a second one. */
function queuesOf(type: QueueType, index: number, random: Random): readonly string[] {
  const { ids, shares } = STAFFED[type];
  const first = ids[Math.floor(index / 3)] ?? random.choose(shares);
  const second = random.chance(0.6) ? random.pick(ids) : first;
  return first === second ? [first] : [first, second];
}

const staffed = (type: QueueType): { ids: readonly string[]; shares: Odds<string> } => {
  const own = QUEUES.filter((queue) => queue.type === type && queue.staffed);
  return {
    ids: own.map(({ id }) => id),
    shares: odds(Object.fromEntries(own.map(({ id, share }) => [id, share]))),
  };
};
const STAFFED = { messaging: staffed('messaging'), voice: staffed('voice') };

function skillsOf(random: Random): readonly Skill[] {
  const names = new Set<string>();
  for (const language of LANGUAGES) {
    const name = LANGUAGE_SKILLS[language];
    if (name !== null && random.chance(language === 'fr' ? 0.4 : 0.18)) names.add(name);
  }
  const topics = random.integer(2, 5);
  for (let count = 0; count < topics; count += 1) names.add(random.pick(TOPIC_SKILLS));
  return [...names].map((name) => skillNamed(name, random.integer(1, 6)));
}
