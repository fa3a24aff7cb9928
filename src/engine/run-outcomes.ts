/** What states and answers of runs mean. */
import type { ActionTarget, CommandOutcome } from '../data-source/data-source.js';
import type { ActionDecision, ActionName } from '../model/actions.js';
import type { Conversation } from '../model/conversation.js';
import type { ActionRun, RunState } from './view-types.js';

/** The states that are marked on the row. */
export const OPEN: readonly RunState[] = ['held', 'pending', 'awaiting', 'unknown'];

/** Confirmed, and it can still be undone: nothing has been sent. */
export const isHeld = ({ state }: ActionRun): boolean => state === 'held';

export function refusedBy(
  decision: Extract<ActionDecision, { allowed: false }>,
  current: Conversation,
): CommandOutcome {
  return { status: 'refused', code: decision.code, message: decision.detail ?? '', current };
}

/** The agent who has to accept what this run does, or null. */
export function offeredAgent(action: ActionName, target: ActionTarget | null): string | null {
  return (action === 'assign' || action === 'transfer') && target && 'agentId' in target
    ? target.agentId
    : null;
}

const STATUSES: readonly unknown[] = ['done', 'refused', 'conflict', 'failed', 'unknown'];

/** Whatever an adapter gave: what is no outcome tells nothing. */
export function outcomeOf(value: unknown): CommandOutcome {
  return STATUSES.includes((value as CommandOutcome | null | undefined)?.status)
    ? (value as CommandOutcome)
    : { status: 'unknown', message: '' };
}

/** What is left of a run when its conversation may not be named any more: that there was one, and when. */
export function nameless(run: ActionRun): ActionRun {
  const conversation: Conversation = {
    ...run.conversation,
    id: '',
    subject: '',
    queue: null,
    workstream: null,
    agent: null,
    customer: null,
    skills: [],
    monitoredBy: [],
    ext: {},
  };
  return {
    ...run,
    conversationId: '',
    conversation,
    target: null,
    targetName: null,
    reason: null,
    note: null,
  };
}
