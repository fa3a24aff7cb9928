import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { ActionSubmission } from '../../context/action-desk-context.js';
import type { WatchedConversation } from '../../controllers/request-watch.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { Localization } from '../../localization/index.js';
import type { Conversation } from '../../model/conversation.js';
import { handleTime } from '../../model/metrics.js';
import { ActionDialog, type DialogState } from '../shared/action-dialog.js';
import { channelText, subjectText } from '../shared/badges.js';
import { customerText, displayText } from '../shared/customer-text.js';
import { note, rowList, running } from '../shared/dialog-notes.js';
import { nameIn, phrase } from '../shared/phrase.js';
import { icon } from '../../styles/icons.js';
import { forceCloseDialogStyles } from './force-close-dialog.styles.js';

/** A customer who wrote this recently is most likely still there. */
const STILL_THERE_MS = 120_000;
const MAX_NOTE = 1000;

/**
 * Ends conversations against the will of those who talk. Opened by the desk with `showModal()` after setting
 * `actionRequest`; answers through the request.
 *
 * @csspart dialog - the dialog
 * @csspart dialog-title - its heading
 * @csspart dialog-body - what scrolls between title and footer
 * @csspart dialog-footer - the buttons
 */
export class ForceCloseDialog extends ActionDialog {
  static override styles: CSSResultGroup = [ActionDialog.styles, forceCloseDialogStyles];

  protected override readonly isDestructive = true;
  @state() private reason = '';
  @state() private note = '';

  protected override onOpen(): void {
    this.reason = this.proposed?.reason ?? '';
    this.note = this.proposed?.note ?? '';
  }

  /** A message of the customer that comes while the dialog is open is read before it is passed over. */
  protected override updated(): void {
    super.updated();
    const hasEvidence = this.renderRoot.querySelector('.evidence') !== null;
    if (hasEvidence && !this.#hadEvidence) this.arm();
    this.#hadEvidence = hasEvidence;
  }
  #hadEvidence = false;

  protected override renderDescription({ engine, words, watched }: DialogState): unknown {
    const [only] = watched.conversations;
    if (!only || watched.conversations.length > 1) return nothing;
    const { current } = only;
    return html`<p class="sentence">
        <strong>${customerText(subjectText(current, words))}</strong> ·
        ${heldBy(current, words)}${only.ended ? nothing : html`, ${since(only, engine, words)}`}.
      </p>
      <p class="identity">
        ${phrase(words, 'force-close.id', { id: nameIn(current.id), channel: channelText(current, words) })}
      </p>`;
  }

  protected override renderBody(shown: DialogState): TemplateResult {
    const { words, watched, possible, settings } = shown;
    const { forceCloseReasons: reasons, requireNote } = settings.policy;
    const isBulk = watched.conversations.length > 1;
    return html`${isBulk ? this.#renderAffected(shown) : nothing}
      <div id="warning">${note(words.term(isBulk ? 'force-close.warning-bulk' : 'force-close.warning'))}</div>
      ${this.#renderEvidence(shown, possible)}
      ${reasons.length > 0 ? this.#renderReasons(reasons, words) : nothing}
      ${requireNote ? this.#renderNote(words) : nothing}`;
  }

  #renderAffected({ words, possible }: DialogState): TemplateResult {
    const rows = possible.map((row) => ({
      row,
      why: row.current.agent ? displayText(row.current.agent.name) : words.term('value.unassigned'),
    }));
    return html`<div class="affected">${rowList(rows, words.term('dialog.affected-list'), words)}</div>`;
  }

  /** What speaks against closing, when something does. */
  #renderEvidence(
    { engine, words, watched }: DialogState,
    possible: readonly WatchedConversation[],
  ): unknown {
    const now = engine.serverNow();
    const agos = possible
      .map(({ current }) => current.lastCustomerMessageAt)
      .filter((at): at is number => at !== null && now - at < STILL_THERE_MS)
      .map((at) => Math.max(0, now - at));
    const [ago] = agos;
    if (ago === undefined) return nothing;
    return html`<p class="evidence">
      ${icon('chat')}<span
        >${
          watched.conversations.length > 1
            ? words.term('force-close.wrote-bulk', { count: agos.length })
            : words.term('force-close.wrote', { duration: words.spokenDuration(ago) })
        }</span
      >
    </p>`;
  }

  #renderReasons(reasons: readonly string[], words: Localization): TemplateResult {
    return html`<label class="question" for="choice">${words.term('force-close.reason')}</label>
      <select id="choice" aria-required="true" @change=${this.#onReason}>
        <option value="" ?selected=${this.reason === ''}>${words.term('force-close.choose-reason')}</option>
        ${reasons.map(
          (reason) =>
            html`<option value=${reason} ?selected=${this.reason === reason}>${displayText(reason)}</option>`,
        )}
      </select>`;
  }

  #renderNote(words: Localization): TemplateResult {
    return html`<label class="question" for="note">${words.term('force-close.note')}</label>
      <textarea
        id="note"
        rows="3"
        maxlength=${MAX_NOTE}
        aria-required="true"
        .value=${this.note}
        @input=${this.#onNote}
      ></textarea>`;
  }

  protected override missing({ words, settings }: DialogState): string | null {
    const { forceCloseReasons: reasons, requireNote } = settings.policy;
    if (reasons.length > 0 && !reasons.includes(this.reason)) return words.term('force-close.choose-reason');
    return requireNote && this.note.trim() === '' ? words.term('force-close.write-note') : null;
  }

  protected override focusMissing(dialog: HTMLDialogElement): void {
    dialog
      .querySelector<HTMLElement>(this.reason === '' && dialog.querySelector('#choice') ? '#choice' : '#note')
      ?.focus();
  }

  protected override footnote(): unknown {
    return nothing;
  }

  protected override confirmLabel({ words }: DialogState): string {
    return words.term('force-close.continue');
  }

  protected override submission(): ActionSubmission {
    const text = this.note.trim();
    return { ...(this.reason === '' ? {} : { reason: this.reason }), ...(text === '' ? {} : { note: text }) };
  }

  /** The harmless way out, so that a key pressed too soon does nothing. */
  protected override focusFirst(dialog: HTMLDialogElement): void {
    dialog.querySelector<HTMLElement>('#cancel')?.focus();
  }

  readonly #onReason = (event: Event): void => {
    this.reason = (event.target as HTMLSelectElement).value;
  };

  readonly #onNote = (event: Event): void => {
    this.note = (event.target as HTMLTextAreaElement).value;
  };
}

/** How long agents have been on it; without one, how long it has been going on. */
function since({ current }: WatchedConversation, engine: ReportEngine, words: Localization): TemplateResult {
  const now = engine.serverNow();
  const handled = handleTime(current, now);
  const key = handled === null ? 'dialog.ongoing' : 'dialog.active';
  const ms = handled ?? Math.max(0, now - current.startedAt);
  return running((duration) => words.term(key, { duration }), ms, words);
}

/** `Priya Raman with Marc Dubois`. */
function heldBy({ customer: person, agent }: Conversation, words: Localization): unknown {
  const customer = person ? nameIn(person.name) : words.term('dialog.no-customer');
  return agent
    ? phrase(words, 'dialog.with', { customer, agent: nameIn(agent.name) })
    : phrase(words, 'dialog.no-agent', { customer });
}
