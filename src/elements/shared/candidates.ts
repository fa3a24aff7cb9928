/**
 * What a dialog and the list of candidates agree on. Dialogs use the list by its tag, so that neither knows the other's
 * module.
 */
import type { CandidateSearch } from '../../context/action-desk-context.js';
import type { CandidatePage } from '../../data-source/data-source.js';
import type { AgentCandidate } from '../../model/agent.js';
import type { QueueCandidate } from '../../model/queue.js';

export type CandidateKind = 'agent' | 'queue';
export type Candidate = AgentCandidate | QueueCandidate;
export type CandidateLookup = (search: CandidateSearch) => Promise<CandidatePage<Candidate>>;
/** Why this dialog refuses a candidate that the source offers; `omit` leaves it out altogether, null takes it. */
export type CandidateJudge = (
  candidate: Candidate,
) => { readonly omit: true } | { readonly why: string } | null;

export function isAgent(candidate: Candidate): candidate is AgentCandidate {
  return 'presence' in candidate;
}

/** Another candidate was chosen, or none any more. Stays within the dialog. */
export class CandidateChoiceEvent extends Event {
  static readonly type = 'candidatechoice';
  readonly candidate: Candidate | null;

  constructor(candidate: Candidate | null) {
    super(CandidateChoiceEvent.type);
    this.candidate = candidate;
  }
}
