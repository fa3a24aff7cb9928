/** Actions and refusals in words: on controls, in rows and in the sentences about outcomes. */
import type { Localization } from '../../localization/index.js';
import { ACTIONS, REFUSALS, type ActionDecision, type ActionName } from '../../model/actions.js';
import { isolated } from './customer-text.js';

const isOneOf = <Value extends string>(list: readonly Value[], value: string): value is Value =>
  (list as readonly string[]).includes(value);

/** Why an action is refused now, as description and tooltip of its control. */
export function refusalText(decision: ActionDecision, words: Localization): string {
  if (decision.allowed) return '';
  return reasonText(decision.code, decision.detail ?? null, words);
}

export function actionText(action: ActionName, words: Localization): string {
  return isOneOf(ACTIONS, action) ? words.term(`action.${action}`) : words.term(`outcome.action.${action}`);
}

/** The reason of a refusal, a conflict or a failure; ours where the code is known, else the back end's own words. */
export function reasonText(code: string | null, message: string | null, words: Localization): string {
  const isOwnReason = code === 'not-permitted' && message !== null && message !== '';
  if (code !== null && isOneOf(REFUSALS, code) && !isOwnReason) return words.term(`refused.${code}`);
  return message === null || message === '' ? '' : isolated(message, 200);
}
