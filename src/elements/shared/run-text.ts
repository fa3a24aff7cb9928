/**
 * The sentences for what became of an action: toasts, the monitored conversation and the activity log say it alike.
 * Names and messages of the back end are isolated, because they stand inside sentences of ours.
 */
import type { ActionRun } from '../../engine/view-types.js';
import type { Localization } from '../../localization/index.js';
import { subjectText } from './badges.js';
import { isolated } from './customer-text.js';
import { actionText, reasonText } from './outcome-text.js';

/** The order in which a bulk result is counted: what needs attention comes last, where the eye rests. */
const COUNTED = [
  'done',
  'awaiting',
  'held',
  'pending',
  'undone',
  'refused',
  'conflict',
  'failed',
  'unknown',
] as const;

/** True when the command took effect, even if the target agent has not accepted yet. */
export function tookEffect({ state }: ActionRun): boolean {
  return state === 'done' || state === 'awaiting';
}

/** State and reason without action and conversation: a cell of the log. */
export function stateText(run: ActionRun, words: Localization): string {
  if (run.code === 'withdrawn') return words.term('outcome.state.withdrawn');
  const answer = targetAnswer(run);
  const sentence = words.term(`outcome.state.${answer ?? run.state}`);
  const reason = answer === null ? runReason(run, words) : '';
  return reason === '' ? sentence : words.term('outcome.because', { sentence, reason });
}

/** The whole sentence for one run. */
export function outcomeText(run: ActionRun, words: Localization): string {
  const { action, state } = run;
  const conversation = isolated(subjectText(run.conversation, words));
  const target = isolated(run.targetName ?? words.term('column.agent'));
  // What it was about may not be named any more.
  if (run.code === 'withdrawn') return words.term('outcome.withdrawn', { action: actionText(action, words) });
  const answer = targetAnswer(run);
  if (answer === 'declined') {
    return words.term(`outcome.${action === 'transfer' ? action : 'assign'}.declined`, {
      conversation,
      target,
    });
  }
  if (answer !== null) return words.term(`outcome.${answer}`, { conversation, target });
  if (state === 'awaiting') return words.term('outcome.awaiting', { conversation, target });
  if (state === 'done') return words.term(`outcome.${action}.done`, { conversation, target });
  if (state === 'held') return heldText([run], words);
  const sentence = words.term(`outcome.${state}`, { action: actionText(action, words), conversation });
  const reason = runReason(run, words);
  return reason === '' ? sentence : words.term('outcome.because', { sentence, reason });
}

/** *Force close in 0:07: Refund not received*; for assistive technology without the seconds, which would be read each time. */
export function heldText(runs: readonly ActionRun[], words: Localization, isSpoken = false): string {
  const [run] = runs;
  if (!run) return '';
  const count = runs.length;
  const values = {
    action: heldAction(run, words),
    duration: words.duration((run.secondsLeft ?? 0) * 1000),
    conversation: isolated(subjectText(run.conversation, words)),
    count,
  };
  if (isSpoken) return words.term('outcome.held-spoken', values);
  return words.term(count === 1 ? 'outcome.held-one' : 'outcome.held-bulk', values);
}

/** With where it goes, when it goes somewhere. */
function heldAction({ action, targetName }: ActionRun, words: Localization): string {
  if (targetName === null || (action !== 'assign' && action !== 'transfer')) return actionText(action, words);
  return words.term(`dialog.${action}-to`, { target: isolated(targetName) });
}

/** A bulk decision in counts: *Assign: 3 done, 1 refused*. */
export function bulkOutcomeText(runs: readonly ActionRun[], words: Localization): string {
  const [first] = runs;
  if (!first) return '';
  const counts = COUNTED.map((state) => [state, runs.filter((run) => run.state === state).length] as const)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => words.term(`outcome.count.${state}`, { count }));
  return words.term('outcome.bulk', { action: actionText(first.action, words), counts: counts.join(', ') });
}

/** What followed after the back end had taken an offer to an agent: the engine tells it by the code. */
function targetAnswer({ state, code }: ActionRun): 'accepted' | 'declined' | 'ended' | null {
  if (code === 'declined') return code;
  return state === 'done' && (code === 'accepted' || code === 'ended') ? code : null;
}

/** *Unknown* carries no reason: its message is about the transport. *Conflict* says in its sentence what it mostly is. */
function runReason({ state, code, message }: ActionRun, words: Localization): string {
  const isPlainConflict = state === 'conflict' && (code === 'changed' || code === 'stale');
  const hasReason = state === 'refused' || state === 'conflict' || state === 'failed';
  return hasReason && !isPlainConflict ? reasonText(code, message, words) : '';
}
