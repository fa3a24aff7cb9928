/** Agents as candidates of an assignment or a transfer: presence, skills, capacity. */
import type { Named, Skill } from './conversation.js';

/** Base presences; custom presences map to one of them, `inactive` is set by the system. */
export const PRESENCES = ['available', 'busy', 'busy-do-not-disturb', 'away', 'offline', 'inactive'] as const;
export type Presence = (typeof PRESENCES)[number] | (string & {});

/** Units of work an agent may hold. `max - used` can be negative: a supervisor may assign over capacity. */
export interface Capacity {
  readonly used: number;
  readonly max: number;
  /** Name of the capacity profile, e.g. `Billing – chat`. */
  readonly profile: string | null;
}

/** An agent whom the supervisor may choose, or may not, and then `why` says the reason. */
export interface AgentCandidate extends Named {
  readonly eligible: boolean;
  /** Why this agent was left out, in words or as a code; null when eligible. */
  readonly why: string | null;
  readonly presence: Presence;
  /** Server epoch ms since when the presence holds, or null when unknown. */
  readonly presenceSince: number | null;
  readonly skills: readonly Skill[];
  readonly capacity: Capacity | null;
  /** Ids of the queues the agent is a member of. */
  readonly queues: readonly string[];
}

/** Units that an agent would hold beyond the maximum with one more conversation; 0 while there is room. */
export function overCapacityBy(capacity: Capacity | null): number {
  return capacity === null ? 0 : Math.max(0, capacity.used + 1 - capacity.max);
}

/** How many of the needed skills an agent has; the levels decide between equal counts. */
export function skillMatch(
  agent: AgentCandidate,
  needed: readonly Skill[],
): { count: number; level: number } {
  let count = 0;
  let level = 0;
  for (const need of needed) {
    const has = agent.skills.find((skill) => skill.id === need.id);
    if (has) {
      count += 1;
      level += has.level;
    }
  }
  return { count, level };
}

/** Eligible before excluded, best skill match first, then the most free capacity, then by name and id. */
export function compareAgents(needed: readonly Skill[]): (a: AgentCandidate, b: AgentCandidate) => number {
  const free = ({ capacity }: AgentCandidate): number =>
    capacity === null ? 0 : capacity.max - capacity.used;
  return (a, b) => {
    if (a.eligible !== b.eligible) return a.eligible ? -1 : 1;
    const matchOfA = skillMatch(a, needed);
    const matchOfB = skillMatch(b, needed);
    return (
      matchOfB.count - matchOfA.count ||
      matchOfB.level - matchOfA.level ||
      free(b) - free(a) ||
      a.name.localeCompare(b.name) ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
    );
  };
}
