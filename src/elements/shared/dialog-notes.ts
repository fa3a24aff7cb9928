/** The notes of a dialog: what changed since it was opened, that it is over, and rows in a scrollable list. */
import { html, nothing, type TemplateResult } from 'lit';
import type { WatchedConversation } from '../../controllers/request-watch.js';
import type { Localization } from '../../localization/index.js';
import { icon } from '../../styles/icons.js';
import { subjectText } from './badges.js';
import { changesText } from './change-words.js';
import { customerText } from './customer-text.js';
import { joined, nameIn, phrase } from './phrase.js';

/** A conversation that the action leaves out, and why. */
export interface RefusedRow {
  readonly row: WatchedConversation;
  readonly why: string;
}

/** More than these would push what is to be confirmed out of sight. */
const MAX_CHANGES = 3;
/** A selection may hold thousands of rows. */
const MAX_ROWS = 100;

export function note(text: unknown): TemplateResult {
  return html`<p class="note">${icon('warning')}<span>${text}</span></p>`;
}

export function endedNote(count: number, words: Localization): TemplateResult {
  return note(words.term('dialog.ended', { count }));
}

/** *Since you opened this: agent Ana → Ben, status Waiting → Active*; in bulk with the subject of each. */
export function changedNote(
  conversations: readonly WatchedConversation[],
  words: Localization,
): TemplateResult | typeof nothing {
  const changes = changesIn(conversations, words);
  return changes === null ? nothing : note(phrase(words, 'dialog.changed', { changes }));
}

/** What changed since the press, or null when nothing did that matters. */
export function changesIn(conversations: readonly WatchedConversation[], words: Localization): unknown {
  const changed = conversations.filter(({ changes, ended }) => changes.length > 0 && !ended);
  if (changed.length === 0) return null;
  const texts = changed.slice(0, MAX_CHANGES).map((row) => {
    const changes = changesText(row, words);
    const conversation = nameIn(subjectText(row.current, words));
    return conversations.length === 1
      ? changes
      : phrase(words, 'dialog.changed-one', { conversation, changes });
  });
  const more = changed.length - texts.length;
  if (more > 0) texts.push(words.term('dialog.changed-more', { count: more }));
  return joined(texts, '; ');
}

/** Focusable, because a list that scrolls must be reachable by keys. */
export function rowList(rows: readonly RefusedRow[], label: string, words: Localization): TemplateResult {
  return html`<ul class="rows" tabindex="0" aria-label=${label}>
    ${rows
      .slice(0, MAX_ROWS)
      .map(
        ({ row, why }) =>
          html`<li>
            <span>${customerText(subjectText(row.current, words))}</span><span class="muted">${why}</span>
          </li>`,
      )}
    ${
      rows.length > MAX_ROWS
        ? html`<li class="muted">${words.term('dialog.more-rows', { count: rows.length - MAX_ROWS })}</li>`
        : nothing
    }
  </ul>`;
}

/** A running time: the clock for the eyes, words to the minute for assistive technology, which each second would disturb. */
export function running(
  sentence: (duration: string) => string,
  ms: number,
  words: Localization,
): TemplateResult {
  return html`<span class="number" aria-hidden="true">${sentence(words.duration(ms))}</span
    ><span class="visually-hidden">${sentence(words.spokenDuration(ms))}</span>`;
}
