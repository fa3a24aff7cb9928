/** What is known about a row beside the conversation itself, and the marks and words that tell it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ActionRun } from '../../engine/view-types.js';
import type { Localization } from '../../localization/index.js';
import type { Conversation } from '../../model/conversation.js';
import { icon } from '../../styles/icons.js';
import { isolated } from '../shared/customer-text.js';
import { actionText } from '../shared/outcome-text.js';

export interface RowState {
  readonly conversation: Conversation;
  /** Place in the set as it is filtered and ordered, from 0. */
  readonly index: number;
  /** Names the DOM of the row, which goes on to another conversation when this one leaves the window. */
  readonly slot: number;
  readonly isSelected: boolean;
  /** The conversation is over and stays only because the order is held. */
  readonly isEnded: boolean;
  /** The connection is lost: this is how it was. */
  readonly isStale: boolean;
  /** The action on it that has not settled, or whose outcome nobody knows. */
  readonly run: ActionRun | undefined;
}

/** The `part` of a row. */
export function rowPart({ isSelected, isStale, isEnded, run }: RowState): string {
  return `row${isSelected ? ' selected' : ''}${isStale ? ' stale' : ''}${run ? ' pending' : ''}${isEnded ? ' ended' : ''}`;
}

/** What goes on with the action, in a few words. */
export function runText(run: ActionRun, words: Localization): string {
  if (run.state === 'awaiting') {
    return words.term('grid.awaiting', {
      target: isolated(run.targetName ?? words.term('column.agent'), 60),
    });
  }
  const key = run.state === 'unknown' ? 'grid.unknown' : 'grid.pending';
  return words.term(key, { action: actionText(run.action, words) });
}

/** The accessible description of a row. */
export function rowDescription({ isEnded, isStale, run }: RowState, words: Localization): string {
  const parts = [
    isEnded ? words.term('grid.ended') : '',
    run ? runText(run, words) : '',
    isStale ? words.term('grid.stale') : '',
  ];
  return parts.filter(Boolean).join(', ');
}

/** The same for the eyes. The description is read for them, so these are not. */
export function rowMarks(
  { isEnded, isStale, run }: RowState,
  words: Localization,
): TemplateResult | typeof nothing {
  if (!isEnded && !isStale && !run) return nothing;
  return html`<span class="marks" aria-hidden="true"
    >${isStale ? html`<span class="mark stale-mark" data-tooltip=${words.term('grid.stale')}>${icon('clock')}</span>` : nothing}${
      isEnded ? html`<span class="mark ended-mark">${words.term('grid.ended')}</span>` : nothing
    }${run ? html`<span class="mark pending-mark">${icon(run.state === 'unknown' ? 'warning' : 'refresh')}${runText(run, words)}</span>` : nothing}</span
  >`;
}
