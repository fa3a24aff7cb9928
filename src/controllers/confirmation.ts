/** A decision that was confirmed: told to the host, which may take it or answer for it, else carried out by the engine. */
import type { CommandOutcome } from '../data-source/data-source.js';
import type { ReportEngine } from '../engine/report-engine.js';
import type { ActionRequestDetails, ActionRun } from '../engine/view-types.js';
import {
  ActionSettledEvent,
  ConversationActionEvent,
  type ActionEventName,
  type ActionOutcome,
} from '../events.js';
import type { ActionName } from '../model/actions.js';

export { formSubmission } from './form-submission.js';

/** Dispatches an event on the report; false when it was prevented. */
type Dispatch = (event: Event) => boolean;

const EVENTS: Readonly<Partial<Record<ActionName, ActionEventName>>> = {
  assign: 'conversationassign',
  transfer: 'conversationtransfer',
  monitor: 'conversationmonitor',
  join: 'conversationjoin',
  'force-close': 'conversationforceclose',
};

/** Settles with what became of each conversation; empty when the host did it all. */
export async function confirm(
  engine: ReportEngine,
  dispatch: Dispatch,
  details: ActionRequestDetails,
): Promise<readonly ActionRun[]> {
  const runs = await engine.carryOut(details, {
    stands: () => unselect(engine, details),
    tell: (conversations) => tell(dispatch, { ...details, conversations }),
  });
  // What was undone was never asked of anybody.
  const outcomes = runs.flatMap((run) => outcomeOf(run) ?? []);
  if (outcomes.length > 0) dispatch(new ActionSettledEvent(details.requestId, details.action, outcomes));
  return runs;
}

/** What was acted on is done with: a selection that stayed would hold the order and invite a second press. */
function unselect(engine: ReportEngine, { conversations }: ActionRequestDetails): void {
  const acted = new Set(conversations.map(({ id }) => id));
  engine.select([...engine.selection].filter((id) => !acted.has(id)));
}

function tell(dispatch: Dispatch, details: ActionRequestDetails): Promise<CommandOutcome> | 'taken' | null {
  const name = EVENTS[details.action];
  if (!name) return null;
  const event = new ConversationActionEvent(name, {
    action: details.action,
    conversations: details.conversations,
    target: details.target ?? null,
    reason: details.reason ?? null,
    note: details.note ?? null,
    requestId: details.requestId,
  });
  const goesOn = dispatch(event);
  const { response } = event;
  if (!response) return goesOn ? null : 'taken';
  return response.then((outcome) =>
    outcome === undefined || outcome.status === 'done'
      ? { status: 'done' }
      : { status: outcome.status, code: outcome.code ?? 'host', message: outcome.message ?? '' },
  );
}

/** To an agent, *awaiting* their answer is *done* as far as this decision goes. Null for what was undone. */
function outcomeOf({ state, ...run }: ActionRun): ActionOutcome | null {
  if (state === 'undone') return null;
  return {
    conversationId: run.conversationId,
    conversation: run.conversation,
    status: state === 'awaiting' || state === 'pending' || state === 'held' ? 'done' : state,
    code: run.code,
    message: run.message,
  };
}
