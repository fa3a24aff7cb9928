/** Which actions are possible on the selected rows, and why not. */
import type { ReportEngine } from '../../engine/report-engine.js';
import type { Localization } from '../../localization/index.js';
import { ACTIONS, type ActionDecision, type RowAction } from '../../model/actions.js';
import type { Conversation } from '../../model/conversation.js';
import { statusText } from '../shared/badges.js';
import { refusalText } from '../shared/outcome-text.js';

export interface CommandOffer {
  readonly action: RowAction;
  /** How many of the selected rows allow it. */
  readonly eligible: number;
  /** Why it cannot be chosen now; empty when it can. */
  readonly refusal: string;
}

export function commandOffers(
  rows: readonly Conversation[],
  engine: Pick<ReportEngine, 'decide'>,
  words: Localization,
): readonly CommandOffer[] {
  return ACTIONS.map((action) => {
    if (rows.length === 0) return { action, eligible: 0, refusal: words.term('command.nothing-selected') };
    if (action === 'monitor' && rows.length > 1) {
      return { action, eligible: 0, refusal: words.term('command.one-at-a-time') };
    }
    const decisions = rows.map((row) => engine.decide(action, row));
    const eligible = decisions.filter(({ allowed }) => allowed).length;
    return { action, eligible, refusal: eligible > 0 ? '' : refusalOf(decisions, words) };
  });
}

/** The reason of the first row, and for how many of the rows it is the reason. */
function refusalOf(decisions: readonly ActionDecision[], words: Localization): string {
  const reasons = decisions.map((decision) => refusalText(decision, words));
  const [reason = ''] = reasons;
  const count = reasons.filter((other) => other === reason).length;
  return words.term('command.refused', { reason, count, total: reasons.length });
}

/** One sentence on what can be done with what is selected; empty when nothing is. */
export function offerSummary(
  rows: readonly Conversation[],
  offers: readonly CommandOffer[],
  words: Localization,
): string {
  const [row] = rows;
  if (!row) return '';
  const possible = offers.filter(({ refusal }) => refusal === '');
  const name = ({ action }: CommandOffer): string => words.term(`action.${action}`);
  if (possible.length === 0) return offers.at(-1)?.refusal ?? '';
  if (rows.length === 1) {
    const values = {
      status: statusText(row, words),
      actions: words.list(possible.map(name)),
      count: possible.length,
    };
    return words.term('command.possible', values);
  }
  const counts = possible.map((offer) =>
    words.term('command.eligible', { action: name(offer), count: offer.eligible }),
  );
  return words.term('command.possible-bulk', { counts: words.list(counts) });
}
