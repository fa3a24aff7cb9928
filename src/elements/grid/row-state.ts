/** What is known about a row beside the conversation itself, and the marks and words that tell it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ActionRun } from '../../engine/view-types.js';
import type { Localization } from '../../localization/index.js';
import type { Conversation } from '../../model/conversation.js';
import { icon } from '../../styles/icons.js';
import { lateCode } from '../shared/late-code.js';
import type { GroupHeading } from './lines.js';

export interface RowState {
  readonly id: string;
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

export interface HeadingState {
  readonly id: string;
  readonly heading: GroupHeading;
  readonly index: number;
  readonly slot: number;
}

/** What a line of the grid shows. */
export type LineState = RowState | HeadingState;

/** The `part` of a row. */
export function rowPart({ isSelected, isStale, isEnded, run }: RowState): string {
  return `row${isSelected ? ' selected' : ''}${isStale ? ' stale' : ''}${run ? ' pending' : ''}${isEnded ? ' ended' : ''}`;
}

/** The accessible description of a row. */
export function rowDescription({ isEnded, isStale, run }: RowState, words: Localization): string {
  const parts = [
    isEnded ? words.term('grid.ended') : '',
    (run && lateCode.runText?.(run, words)) ?? '',
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
  return html`<span class="marks"
    >${isStale ? html`<span class="mark stale-mark" aria-hidden="true" data-tooltip=${words.term('grid.stale')}>${icon('clock')}</span>` : nothing}${
      isEnded
        ? html`<span class="mark ended-mark" aria-hidden="true">${words.term('grid.ended')}</span>`
        : nothing
    }${run && lateCode.runMark?.(run, words)}</span
  >`;
}
