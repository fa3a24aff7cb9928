/** What goes on with the action on a row: in words, as a mark, and with *Undo* as long as nothing has been sent. */
import { html, nothing, type TemplateResult } from 'lit';
import { isHeld } from '../../engine/run-outcomes.js';
import type { ActionRun } from '../../engine/view-types.js';
import type { Localization } from '../../localization/index.js';
import { icon } from '../../styles/icons.js';
import { isolated } from '../shared/customer-text.js';
import { keepFocus } from '../shared/keep-focus.js';
import { actionText } from '../shared/outcome-text.js';
import { UndoRequest } from '../shared/undo-request.js';

/** In a few words. Those for assistive technology do not count the seconds. */
export function runText(run: ActionRun, words: Localization): string {
  const action = actionText(run.action, words);
  switch (run.state) {
    case 'awaiting':
      return words.term('grid.awaiting', {
        target: isolated(run.targetName ?? words.term('column.agent'), 60),
      });
    case 'held':
      return words.term('grid.held', { action });
    case 'unknown':
      return words.term('grid.unknown', { action });
    default:
      return words.term('grid.pending', { action });
  }
}

/** The words are the row's description too, so these are for the eyes; the button is for the pointer, like those of actions. */
export function runMark(run: ActionRun, words: Localization): TemplateResult {
  const { state, secondsLeft, requestId } = run;
  const undo = (event: Event): void => {
    // What the grid does with a press on a row is not meant.
    event.stopPropagation();
    event.currentTarget?.dispatchEvent(new UndoRequest(requestId));
  };
  return html`<span class="mark pending-mark" aria-hidden="true"
      >${icon(state === 'unknown' ? 'warning' : isHeld(run) ? 'clock' : 'refresh')}${
        secondsLeft === null
          ? runText(run, words)
          : html`<span class="number">${words.duration(secondsLeft * 1000)}</span
              ><span class="clip">· ${actionText(run.action, words)}</span>`
      }</span
    >${
      isHeld(run)
        ? html`<button type="button" class="undo" tabindex="-1" @mousedown=${keepFocus} @click=${undo}>
            ${words.term('outcome.undo')}
          </button>`
        : nothing
    }`;
}
