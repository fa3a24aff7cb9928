/** From what the source found to what is shown: what the dialog refuses, and the order. */
import type { AgentCandidate } from '../../model/agent.js';
import { compareAgents } from '../../model/agent.js';
import type { Skill } from '../../model/conversation.js';
import { isAgent, type Candidate, type CandidateJudge, type CandidateKind } from '../shared/candidates.js';

/** Without those the dialog omits; with its reason on those it refuses. */
export function judged(entries: readonly Candidate[], judge: CandidateJudge): readonly Candidate[] {
  return entries.flatMap((entry) => {
    const verdict = judge(entry);
    if (verdict === null) return entry;
    return 'omit' in verdict ? [] : { ...entry, eligible: false, why: entry.why ?? verdict.why };
  });
}

/** Best match first; queues as the source orders them, those that can be chosen before the others. */
export function arrange(
  candidates: readonly Candidate[],
  kind: CandidateKind,
  needs: readonly Skill[],
): readonly Candidate[] {
  if (kind === 'queue') return [...candidates].sort((a, b) => Number(b.eligible) - Number(a.eligible));
  return candidates
    .filter((candidate): candidate is AgentCandidate => isAgent(candidate))
    .sort(compareAgents(needs));
}

/** In the places that they had before, whatever became of them; new ones come last. */
export function inPlace(
  candidates: readonly Candidate[],
  before: readonly Candidate[],
): readonly Candidate[] {
  const places = new Map(before.map(({ id }, index) => [id, index]));
  const placeOf = ({ id }: Candidate): number => places.get(id) ?? before.length;
  return [...candidates].sort((a, b) => placeOf(a) - placeOf(b));
}
