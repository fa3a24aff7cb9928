/**
 * What the modal dialogs of the actions have in common: the native `<dialog>`, the contract with the desk, the
 * conversation that lives on while it is open, and a confirm button that cannot be pressed by accident or twice.
 */
import { consume } from '@lit/context';
import {
  html,
  LitElement,
  nothing,
  type CSSResultGroup,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { property, state } from 'lit/decorators.js';
import {
  actionDeskContext,
  type ActionDesk,
  type ActionRequest,
  type ActionSubmission,
} from '../../context/action-desk-context.js';
import { engineContext } from '../../context/engine-context.js';
import { localizationContext } from '../../context/localization-context.js';
import { settingsContext, type ReportSettings } from '../../context/settings-context.js';
import { ClockController } from '../../controllers/clock-controller.js';
import {
  RequestWatch,
  type WatchedConversation,
  type WatchedRequest,
} from '../../controllers/request-watch.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { ActionRun } from '../../engine/view-types.js';
import type { Localization } from '../../localization/index.js';
import { controls } from '../../styles/controls.js';
import { icon } from '../../styles/icons.js';
import { reset } from '../../styles/reset.js';
import { actionDialogStyles } from './action-dialog.styles.js';
import { Arming } from './arming.js';
import { changedNote, endedNote, rowList, type RefusedRow } from './dialog-notes.js';
import { refusalText } from './outcome-text.js';
import { phrase } from './phrase.js';
import { mayInterrupt, RacedDecision } from './raced-decision.js';

/** All that a dialog shows, at hand at once; without one of them nothing is rendered. */
export interface DialogState {
  readonly engine: ReportEngine;
  readonly words: Localization;
  readonly settings: ReportSettings;
  readonly request: ActionRequest;
  readonly watched: WatchedRequest;
  readonly possible: readonly WatchedConversation[];
  readonly refused: readonly RefusedRow[];
}

export abstract class ActionDialog extends LitElement {
  static override styles: CSSResultGroup = [reset, controls, actionDialogStyles];

  /** What was asked for; set by the desk before `showModal()`. */
  @property({ attribute: false }) actionRequest: ActionRequest | null = null;

  @consume({ context: engineContext, subscribe: true }) @state() protected engine: ReportEngine | undefined;
  @consume({ context: localizationContext, subscribe: true }) @state() protected words:
    Localization | undefined;
  @consume({ context: settingsContext, subscribe: true }) @state() protected settings:
    ReportSettings | undefined;
  @consume({ context: actionDeskContext, subscribe: true }) protected desk: ActionDesk | undefined;

  /** True where a wrong confirmation cannot be undone: then the button is not armed when it appears. */
  protected readonly isDestructive: boolean = false;
  readonly #arming = new Arming();
  readonly #watch = new RequestWatch(
    this,
    () =>
      this.#isOpen && this.engine && this.actionRequest
        ? { engine: this.engine, request: this.actionRequest }
        : undefined,
    () => this.#arming.restart(),
  );
  #isOpen = false;
  /** Shown once: the browser may close it by itself, and it must not come back before that is told. */
  #shownDialog: HTMLDialogElement | null = null;
  #hadEnded = false;
  /** The decision that this dialog was opened again for. */
  #raced: RacedDecision | null = null;

  constructor() {
    super();
    new ClockController(this, () => {
      if (this.#isOpen) this.#onSecond();
    });
  }

  /** Shows the dialog for the current request. */
  showModal(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#shownDialog = null;
    this.#hadEnded = false;
    this.#arming.reset();
    if (this.#raced && this.actionRequest) this.actionRequest = this.#raced.askAnew(this.actionRequest);
    if (this.isDestructive || this.#raced) this.#arming.restart();
    this.onOpen();
    this.requestUpdate();
    // Like the native method, it leaves an open dialog behind, with the focus in it.
    if (this.isConnected) this.performUpdate();
  }

  /** Closes the dialog without an answer: neither cancelled nor confirmed. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#raced = null;
    this.#dialog?.close();
    this.requestUpdate();
  }

  /** A dialog that leaves the document is no longer modal; moved elsewhere it is shown anew. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#dialog?.removeAttribute('open');
    this.#shownDialog = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#isOpen) this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    // Without a request there is nothing to show, and another one must not inherit what was chosen for the last.
    if (changed.has('actionRequest') && this.#isOpen) {
      if (this.actionRequest) this.onOpen();
      else this.#isOpen = false;
    }
  }

  protected override updated(): void {
    const dialog = this.#dialog;
    if (!dialog || !this.isConnected) return;
    if (!dialog.open && this.#shownDialog !== dialog) {
      this.#shownDialog = dialog;
      dialog.showModal();
      // What comes up by itself must not take a key that was meant for something else.
      if (this.#raced) dialog.querySelector<HTMLElement>('#cancel')?.focus();
      else this.focusFirst(dialog);
    }
    this.#followEnd(dialog);
  }

  /** What is shown may not be seen any more, or not be done any more: then the dialog goes, and the desk says why. */
  #followEnd(dialog: HTMLDialogElement): void {
    const watched = this.#watch.value;
    const hasEnded = watched !== undefined && watched.conversations.every(({ ended }) => ended);
    if (hasEnded && !watched.connection.loaded) queueMicrotask(() => this.cancel());
    else if (hasEnded && !this.#hadEnded) dialog.querySelector<HTMLElement>('#cancel')?.focus();
    else if (!hasEnded && watched?.conversations.every(isForbidden)) queueMicrotask(this.#onForbidden);
    this.#hadEnded = hasEnded;
  }

  readonly #onForbidden = (): void => {
    const { actionRequest: request } = this;
    if (!this.#isOpen || !request) return;
    this.cancel();
    this.desk?.open(
      request.action,
      request.conversations.map(({ id }) => id),
    );
  };

  protected override render(): TemplateResult | typeof nothing {
    const shown = this.#state();
    if (!shown) return nothing;
    const { words, request, watched } = shown;
    const hasEnded = watched.conversations.every(({ ended }) => ended);
    const count = watched.conversations.length;
    return html`<dialog
      part="dialog"
      class=${this.isDestructive ? 'caution' : ''}
      aria-labelledby="title"
      aria-describedby=${`description ${this.isDestructive ? 'warning ' : ''}${this.#raced ? 'notes' : ''}`.trim()}
      @close=${this.#onClose}
      @keydown=${this.#onKeydown}
    >
      <div class="head">
        <div class="grow">
          <h2 id="title" part="dialog-title">
            ${words.term(`dialog.title.${request.action as 'assign'}`, { count })}
          </h2>
          <div id="description" class="description">${this.renderDescription(shown)}</div>
        </div>
        ${
          this.isDestructive || hasEnded
            ? nothing
            : html`<button
                class="quiet icon"
                aria-label=${words.term('action.close')}
                @click=${() => this.cancel()}
              >
                ${icon('cross')}
              </button>`
        }
      </div>
      <div class="body" part="dialog-body">
        <div role="status" class="notes" id="notes">
          ${
            hasEnded
              ? endedNote(count, words)
              : (this.#raced?.note(watched.conversations, words) ?? changedNote(watched.conversations, words))
          }
        </div>
        ${hasEnded ? nothing : html`${this.#renderCounts(shown)}${this.renderBody(shown)}`}
      </div>
      <div class="foot" part="dialog-footer">
        ${hasEnded ? this.#renderClose(words) : this.#renderButtons(shown)}
      </div>
    </dialog>`;
  }

  /** Under the title, and the dialog's accessible description. */
  protected abstract renderDescription(shown: DialogState): unknown;
  /** What is chosen or read before confirming. */
  protected abstract renderBody(shown: DialogState): unknown;
  /** What is still to be done before confirming, or null. */
  protected abstract missing(shown: DialogState): string | null;
  protected abstract confirmLabel(shown: DialogState): unknown;
  protected abstract submission(): ActionSubmission;

  /** Forgets what was chosen for an earlier request. */
  protected onOpen(): void {
    // Nothing is chosen here.
  }

  /** What was chosen in the decision that is asked for anew, or null. */
  protected get proposed(): ActionSubmission | null {
    return this.#raced?.choice ?? null;
  }

  /** Puts the focus where the work begins. */
  protected abstract focusFirst(dialog: HTMLDialogElement): void;

  /** Puts the focus on what is missing, when confirming was tried. */
  protected abstract focusMissing(dialog: HTMLDialogElement): void;

  /** What speaks for or against the action has changed; it must have been on screen before it is confirmed. */
  protected arm(): void {
    this.#arming.restart();
  }

  /** Id of what is to be heard with the confirm button while it can be pressed, or null. */
  protected get confirmDescription(): string | null {
    return null;
  }

  /** Why this conversation is left out, or null. */
  protected refusal({ decision }: WatchedConversation, words: Localization): string | null {
    return decision.allowed ? null : refusalText(decision, words);
  }

  /** Quiet text at the start of the footer. */
  protected abstract footnote(shown: DialogState): unknown;

  #state(): DialogState | null {
    const { engine, words, settings, actionRequest: request } = this;
    const watched = this.#watch.value;
    if (!this.#isOpen || !engine || !words || !settings || !request || !watched) return null;
    const possible: WatchedConversation[] = [];
    const refused: RefusedRow[] = [];
    for (const row of watched.conversations) {
      const why = this.refusal(row, words);
      if (why === null) possible.push(row);
      else refused.push({ row, why });
    }
    return { engine, words, settings, request, watched, possible, refused };
  }

  /** Why confirming is refused now, or null. What the supervisor can do nothing about comes first. */
  #blocked(shown: DialogState): string | null {
    const { words, settings, watched, possible, refused } = shown;
    if (!watched.connection.trusted) {
      return words.term(watched.connection.state === 'paused' ? 'refused.paused' : 'refused.not-live');
    }
    if (possible.length === 0) {
      return refused.length === 1 ? (refused[0]?.why ?? null) : words.term('dialog.none-possible');
    }
    const limit = settings.policy.bulkLimit;
    if (possible.length > limit) return words.term('dialog.bulk-limit', { count: possible.length, limit });
    if (this.#raced?.isReading(watched)) return words.term('dialog.raced-reading');
    return this.missing(shown);
  }

  #renderCounts({ words, request, watched, possible, refused }: DialogState): unknown {
    const total = watched.conversations.length;
    // While the connection is lost every row is refused for that one reason, which stands beside the button.
    if (total < 2 || !watched.connection.trusted) return nothing;
    const counted = words.term(`dialog.possible.${request.action as 'assign'}`, {
      count: possible.length,
      total,
    });
    if (refused.length === 0) return html`<p class="counts">${counted}</p>`;
    return html`<div class="counts">
      <p>${counted}. ${words.term('dialog.refused', { count: refused.length })}</p>
      ${rowList(refused, words.term('dialog.refused-list'), words)}
    </div>`;
  }

  #renderClose(words: Localization): TemplateResult {
    return html`<button id="cancel" @click=${() => this.cancel()}>${words.term('action.close')}</button>`;
  }

  #renderButtons(shown: DialogState): TemplateResult {
    const blocked = this.#blocked(shown);
    return html`<div class="grow">
        <p id="reason" role="status">${blocked}</p>
        <p class="footnote">${this.footnote(shown)}</p>
      </div>
      <div class="buttons">
        <button id="cancel" @click=${() => this.cancel()}>${shown.words.term('action.cancel')}</button>
        <button
          id="confirm"
          class=${this.isDestructive ? 'danger' : 'primary'}
          aria-disabled=${blocked === null ? nothing : 'true'}
          aria-describedby=${blocked === null ? (this.confirmDescription ?? nothing) : 'reason'}
          @pointerdown=${this.#arming.press}
          @keydown=${this.#arming.press}
          @click=${this.#onConfirm}
        >
          <span
            >${
              this.#raced
                ? phrase(shown.words, 'dialog.anyway', { label: html`${this.confirmLabel(shown)}` })
                : this.confirmLabel(shown)
            }</span
          >
        </button>
      </div>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot instanceof ShadowRoot ? this.renderRoot.querySelector('dialog') : null;
  }

  /** The focus is given back by the desk, so the dialog is closed before the desk is told. */
  protected cancel(): void {
    if (!this.#isOpen) return;
    const request = this.actionRequest;
    this.close();
    request?.cancel();
  }

  /** The browser closed it: Escape, or the back gesture of a phone. Told late: it may be open again. */
  readonly #onClose = (): void => {
    if (this.#dialog?.open !== true) this.cancel();
  };

  /** A key that is still held from before must not press a button here. */
  readonly #onKeydown = (event: KeyboardEvent): void => {
    const isPress = event.key === 'Enter' || event.key === ' ';
    if (event.repeat && isPress && event.target instanceof HTMLButtonElement) event.preventDefault();
  };

  readonly #onConfirm = (event: Event): void => {
    const isArmed = this.#arming.accepts(event);
    const shown = this.#state();
    if (!shown) return;
    if (this.#blocked(shown) !== null) {
      if (this.#dialog) this.focusMissing(this.#dialog);
      return;
    }
    if (!isArmed) return;
    const conversations = shown.possible.map(({ current }) => current);
    const choice = this.submission();
    this.close();
    // The desk tells the outcome; a dialog that is gone has nobody to tell it to.
    shown.request.submit({ ...choice, conversations }).then(
      (runs) => this.#decideAnew(shown, runs, choice),
      () => undefined,
    );
  };

  /** Somebody was quicker: what changed is shown, and the supervisor decides again, or not. */
  #decideAnew({ engine, request }: DialogState, runs: readonly ActionRun[], choice: ActionSubmission): void {
    const raced = RacedDecision.of(runs, choice, engine);
    if (!raced || engine !== this.engine || this.#isOpen || !mayInterrupt(this)) return;
    this.#raced = raced;
    this.desk?.open(request.action, raced.ids);
    // The desk refused, and told why.
    if (this.#dialog?.open !== true) this.#raced = null;
  }

  #onSecond(): void {
    const shown = this.#state();
    if (shown && this.#raced?.isReading(shown.watched)) this.#raced.waitASecond(shown.engine);
    this.requestUpdate();
  }
}

function isForbidden({ ended, decision }: WatchedConversation): boolean {
  return ended || (!decision.allowed && decision.code === 'not-permitted');
}
