/** Agents and queues to hand a conversation to, as a lookup sends them. */
import type { AgentCandidate, Capacity } from '../../model/agent.js';
import type { QueueCandidate } from '../../model/queue.js';
import type { CandidatePage } from '../data-source.js';
import { ids, isCount, isRecord, named, own, skills, text, time } from '../decode-conversation.js';
import { ownCopy } from '../own-fields.js';

type Raw = Readonly<Record<string, unknown>>;

/** An entry that cannot be identified is left out: nobody could choose it. */
export function readAgents(
  entries: readonly unknown[],
  next: unknown,
  asOf: number,
): CandidatePage<AgentCandidate> {
  return page(entries, next, asOf, (raw) => {
    const base = readBase(raw);
    return (
      base && {
        ...base,
        presence: text(own(raw, 'presence')) ?? 'offline',
        presenceSince: time(own(raw, 'presenceSince')),
        skills: skills(own(raw, 'skills')),
        capacity: readCapacity(own(raw, 'capacity')),
        queues: ids(own(raw, 'queues')),
      }
    );
  });
}

export function readQueues(
  entries: readonly unknown[],
  next: unknown,
  asOf: number,
): CandidatePage<QueueCandidate> {
  return page(entries, next, asOf, (raw) => {
    const base = readBase(raw);
    return (
      base && {
        ...base,
        type: text(own(raw, 'type')) ?? 'messaging',
        priority: readCount(own(raw, 'priority')),
        waiting: readCount(own(raw, 'waiting')),
        online: readCount(own(raw, 'online')),
      }
    );
  });
}

/** Most entries of a page; a list longer than that is no list anybody reads. */
const MAX_ENTRIES = 1_000;

function page<Candidate>(
  entries: readonly unknown[],
  next: unknown,
  asOf: number,
  read: (raw: Raw) => Candidate | null,
): CandidatePage<Candidate> {
  const list: Candidate[] = [];
  for (const raw of entries.slice(0, MAX_ENTRIES)) {
    const candidate = isRecord(raw) ? read(ownCopy(raw)) : null;
    if (candidate) list.push(candidate);
  }
  return { entries: list, next: text(next), asOf };
}

function readBase(raw: Raw): Pick<AgentCandidate, 'id' | 'name' | 'eligible' | 'why'> | null {
  const base = named(raw);
  return base && { ...base, eligible: own(raw, 'eligible') !== false, why: text(own(raw, 'why')) };
}

function readCapacity(raw: unknown): Capacity | null {
  if (!isRecord(raw)) return null;
  const used = readCount(own(raw, 'used'));
  const max = readCount(own(raw, 'max'));
  return used === null || max === null ? null : { used, max, profile: text(own(raw, 'profile')) };
}

function readCount(value: unknown): number | null {
  return isCount(value) ? value : null;
}
