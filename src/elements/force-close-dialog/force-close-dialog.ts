import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { ActionSubmission } from '../../context/action-desk-context.js';
import type { WatchedConversation } from '../../controllers/request-watch.js';
import { StreamController } from '../../controllers/stream-controller.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { Localization } from '../../localization/index.js';
import type { Conversation } from '../../model/conversation.js';
import { handleTime } from '../../model/metrics.js';
import { MAX_UNDO_SECONDS } from '../../model/policy.js';
import { ActionDialog, type DialogState } from '../shared/action-dialog.js';
import { channelText, subjectText } from '../shared/badges.js';
import { customerText, displayText } from '../shared/customer-text.js';
import { note, rowList, running } from '../shared/dialog-notes.js';
import { overhear } from '../shared/overheard.js';
import { nameIn, phrase } from '../shared/phrase.js';
import { icon, type IconName } from '../../styles/icons.js';
import { evidenceOf, evidenceText, isAgainst, KINDS, type EvidenceKind } from './evidence.js';
import { forceCloseDialogStyles } from './force-close-dialog.styles.js';

const MAX_NOTE = 1000;

const ICONS = {
  wrote: 'chat',
  'agent-typing': 'chat',
  'agent-wrote': 'chat',
  offered: 'transfer',
  consult: 'clock',
  monitored: 'monitor',
  rose: 'up',
  fell: 'down',
} as const satisfies Record<EvidenceKind, IconName>;

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
  readonly #runs = new StreamController(this, () => this.engine?.runs$);
  #supervisorId: string | null = null;
  /** What is shown, by kind. */
  #evidence: readonly (readonly [EvidenceKind, string])[] = [];
  #read: readonly EvidenceKind[] = [];

  protected override onOpen(): void {
    this.reason = this.proposed?.reason ?? '';
    this.note = this.proposed?.note ?? '';
  }

  constructor() {
    super();
    new StreamController(
      this,
      () => this.engine?.rights$,
      ({ supervisorId }) => (this.#supervisorId = supervisorId),
    );
  }

  /** What begins to speak against it while the dialog is open is read before it is passed over. */
  protected override updated(): void {
    super.updated();
    const kinds = KINDS.filter((kind) => isAgainst(kind) && this.#evidence.some(([each]) => each === kind));
    if (kinds.some((kind) => !this.#read.includes(kind))) this.arm();
    this.#read = kinds;
  }

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
    const { words, watched, settings } = shown;
    const { forceCloseReasons: reasons, requireNote } = settings.policy;
    const isBulk = watched.conversations.length > 1;
    return html`${isBulk ? this.#renderAffected(shown) : nothing}
      <div id="warning">${note(words.term(isBulk ? 'force-close.warning-bulk' : 'force-close.warning'))}</div>
      ${this.#renderEvidence(shown)} ${reasons.length > 0 ? this.#renderReasons(reasons, words) : nothing}
      ${requireNote ? this.#renderNote(words) : nothing}`;
  }

  #renderAffected({ words, possible }: DialogState): TemplateResult {
    const rows = possible.map((row) => ({
      row,
      why: row.current.agent ? displayText(row.current.agent.name) : words.term('value.unassigned'),
    }));
    return html`<div class="affected">${rowList(rows, words.term('dialog.affected-list'), words)}</div>`;
  }

  /** What speaks against closing, when something does: of one conversation as it is, of several in counts. */
  #renderEvidence({ engine, words, watched, possible }: DialogState): unknown {
    const now = engine.serverNow();
    const found = possible.flatMap((row) => {
      const { id } = row.current;
      const [heard, run] = [overhear(engine, id), this.#runs.value?.byConversation.get(id)];
      const sources = { now, supervisorId: this.#supervisorId, heard, run };
      return evidenceOf(row, sources).map((evidence) => ({ evidence, row: row.current }));
    });
    const isBulk = watched.conversations.length > 1;
    this.#evidence = KINDS.flatMap((kind) => {
      const same = found.filter(({ evidence }) => evidence.kind === kind);
      const [first] = same;
      if (!first) return [];
      const text = isBulk
        ? words.term(`force-close.${kind}-bulk`, { count: same.length })
        : evidenceText(first.evidence, first.row, words);
      return [[kind, text] as const];
    });
    if (this.#evidence.length === 0) return nothing;
    return html`<div class="evidence" id="evidence">
      <h3>${words.term('force-close.evidence', { count: watched.conversations.length })}</h3>
      <ul>
        ${this.#evidence.map(([kind, text]) => html`<li>${icon(ICONS[kind])}<span>${text}</span></li>`)}
      </ul>
    </div>`;
  }

  protected override get confirmDescription(): string | null {
    return this.#evidence.length === 0 ? null : 'evidence';
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

  protected override footnote({ words, settings }: DialogState): unknown {
    const count = Math.ceil(Math.min(settings.policy.undoSeconds, MAX_UNDO_SECONDS));
    return count > 0 ? words.term('force-close.undo', { count }) : nothing;
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
  const isActive = current.status === 'active';
  const key = handled === null ? 'dialog.ongoing' : isActive ? 'dialog.active' : 'panel.handled';
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
