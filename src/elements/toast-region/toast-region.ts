/** Outcomes and what happens to the connection, said in words and shown for a while. */
import { consume } from '@lit/context';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { engineContext } from '../../context/engine-context.js';
import { localizationContext } from '../../context/localization-context.js';
import { ClockController } from '../../controllers/clock-controller.js';
import { StreamController } from '../../controllers/stream-controller.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import { isHeld } from '../../engine/run-outcomes.js';
import type { Localization } from '../../localization/index.js';
import { controls } from '../../styles/controls.js';
import { icon } from '../../styles/icons.js';
import { reset } from '../../styles/reset.js';
import { isolated } from '../shared/customer-text.js';
import { bulkOutcomeText, heldText, outcomeText } from '../shared/run-text.js';
import { ConnectionWatch, type ConnectionNews } from './connection-watch.js';
import { toastRegionStyles } from './toast-region.styles.js';
import { ToastStack, type Toast, type ToastContent, type Urgency } from './toast-stack.js';

/** Spoken words leave the page after so many seconds, so that nobody finds old news while reading. */
const SPOKEN_SECONDS = 10;
const URGENCIES = ['status', 'alert'] as const;

interface Spoken {
  readonly text: string;
  /** Makes the same words news again. */
  readonly turn: number;
  readonly seconds: number;
}

/**
 * Tells the outcome of each decision, and announces what the report asks for. Both live regions are in the page and
 * empty from the start, because assistive technology follows only regions that it knew before they changed.
 *
 * It stands at the end of the report's box; `--_toast-block-start`, `--_toast-block-end` and
 * `--_toast-inline-end` move it away from controls.
 *
 * @csspart toast - One outcome
 */
export class ToastRegion extends LitElement {
  static override styles = [reset, controls, toastRegionStyles];

  @consume({ context: engineContext, subscribe: true })
  @state()
  private engine: ReportEngine | undefined;
  @consume({ context: localizationContext, subscribe: true })
  @state()
  private words: Localization | undefined;

  readonly #stack = new ToastStack();
  readonly #watch = new ConnectionWatch();
  readonly #spoken = new Map<Urgency, Spoken>();
  readonly #runs = new StreamController(
    this,
    () => this.engine?.runs$,
    ({ log, byConversation }) => {
      this.#stack.hold([...byConversation.values()].filter(isHeld));
      // The engine empties its log when rights shrank: what the toasts name may not be seen any more.
      if (log.length === 0) this.#stack.forgetRuns();
    },
  );
  #isHovered = false;
  #isFocused = false;
  /** Where focus came from, for when the last toast is dismissed. */
  #origin: HTMLElement | null = null;

  constructor() {
    super();
    new ClockController(this, () => this.#onTick());
    new StreamController(
      this,
      () => this.engine?.settled$,
      (run) => this.#stack.settle(run, this.#runs.value?.log ?? []),
    );
    new StreamController(
      this,
      () => this.engine?.connection$,
      (connection) => this.#tell(this.#watch.note(connection, Date.now()), connection.reason),
    );
  }

  /** Says `text` once, without showing it. A newer text of the same urgency replaces it. */
  announce(text: string, urgency: Urgency = 'status'): void {
    const turn = (this.#spoken.get(urgency)?.turn ?? 0) + 1;
    this.#spoken.set(urgency, { text, turn, seconds: SPOKEN_SECONDS });
    this.requestUpdate();
  }

  /** Shows `text` as a toast for a while, and says it. */
  show(text: string, urgency: Urgency = 'status'): void {
    this.#stack.tell(text, urgency);
    this.requestUpdate();
  }

  protected override render(): unknown {
    const { words } = this;
    const { shown, hiddenCount } = this.#stack;
    return html`<div
      class="stack"
      @pointerenter=${this.#onEnter}
      @pointerleave=${this.#onLeave}
      @focusin=${this.#onFocusIn}
      @focusout=${this.#onFocusOut}
    >
      ${
        words && hiddenCount > 0
          ? html`<p class="more">${words.term('toast.more', { count: hiddenCount })}</p>`
          : nothing
      }
      ${URGENCIES.map((urgency) => this.#renderRegion(urgency, shown))}
    </div>`;
  }

  /** Not atomic: a toast that comes must not make the others be read again. */
  #renderRegion(urgency: Urgency, shown: readonly Toast[]): TemplateResult {
    const { words } = this;
    const spoken = this.#spoken.get(urgency);
    const news = spoken ? keyed(spoken.turn, html`<p class="visually-hidden">${spoken.text}</p>`) : nothing;
    const toasts = repeat(
      words ? shown.filter((toast) => toast.urgency === urgency) : [],
      ({ id }) => id,
      (toast) => (words ? this.#renderToast(toast, words) : nothing),
    );
    const content = [news, toasts];
    return html`<div class="region" role=${urgency} aria-atomic="false">${content}</div>`;
  }

  #renderToast(toast: Toast, words: Localization): TemplateResult {
    const { content, tone, checking } = toast;
    const isUnknown = content.kind === 'runs' && content.runs.some((run) => run.state === 'unknown');
    const canBeUndone = content.kind === 'runs' && content.runs.every(isHeld);
    const sign = canBeUndone ? 'clock' : tone === 'good' || tone === 'plain' ? 'check' : 'warning';
    // One button for both, so that the focus stays when there is nothing to undo any more.
    return html`<div class="toast ${tone}" part="toast">
      ${icon(sign)}
      <p>${toastText(content, words)}</p>
      <button
        type="button"
        class=${canBeUndone ? 'undo' : 'icon quiet dismiss'}
        aria-label=${canBeUndone ? nothing : words.term('toast.dismiss')}
        aria-keyshortcuts=${canBeUndone ? 'U' : nothing}
        @click=${() => (canBeUndone ? this.engine?.undo(toast.id) : void this.#dismiss(toast))}
      >
        ${canBeUndone ? words.term('outcome.undo') : icon('cross')}
      </button>
      ${
        isUnknown
          ? html`<button
              type="button"
              class="check"
              aria-disabled=${checking > 0 ? 'true' : nothing}
              @click=${() => this.#check(toast)}
            >
              ${words.term(checking > 0 ? 'outcome.checking' : 'outcome.check-again')}
            </button>`
          : nothing
      }
    </div>`;
  }

  #tell({ state: pill, notice, clears }: ConnectionNews, reason: string | null): void {
    if (notice) this.#stack.tellConnection(notice, reason);
    if (clears) this.#stack.dismissConnection();
    if (pill && this.words) {
      this.announce(this.words.term('toast.connection', { state: this.words.term(`connection.${pill}`) }));
    }
  }

  #check(toast: Toast): void {
    for (const key of this.#stack.check(toast.id)) this.engine?.checkAgain(key);
    this.requestUpdate();
  }

  /** Focus goes on to the next toast, after the last one back to where it came from. */
  async #dismiss(toast: Toast): Promise<void> {
    const hadFocus = this.#isFocused;
    this.#stack.dismiss(toast.id);
    if (this.#stack.shown.length === 0) this.#isHovered = false;
    this.requestUpdate();
    await this.updateComplete;
    if (!hadFocus) return;
    const next = this.shadowRoot?.querySelector<HTMLElement>('.dismiss');
    (next ?? this.#origin)?.focus();
  }

  readonly #onEnter = (): void => {
    this.#isHovered = true;
  };

  readonly #onLeave = (): void => {
    this.#isHovered = false;
  };

  readonly #onFocusIn = (event: FocusEvent): void => {
    const { relatedTarget } = event;
    const isFromOutside =
      relatedTarget instanceof HTMLElement && relatedTarget.getRootNode() !== this.shadowRoot;
    if (isFromOutside) this.#origin = relatedTarget;
    this.#isFocused = true;
  };

  readonly #onFocusOut = (): void => {
    this.#isFocused = false;
  };

  #onTick(): void {
    this.#tell(this.#watch.tick(Date.now()), this.engine?.connection.reason ?? null);
    const isShowing = this.#stack.shown.length > 0 || this.#spoken.size > 0;
    this.#stack.tick(this.#isHovered || this.#isFocused);
    for (const [urgency, spoken] of this.#spoken) {
      if (spoken.seconds > 1) this.#spoken.set(urgency, { ...spoken, seconds: spoken.seconds - 1 });
      else this.#spoken.delete(urgency);
    }
    if (isShowing || this.#stack.shown.length > 0) this.requestUpdate();
  }
}

function toastText(content: ToastContent, words: Localization): unknown {
  if (content.kind === 'text') return content.text;
  if (content.kind === 'runs') {
    const [run] = content.runs;
    if (content.runs.every(isHeld))
      return html`<span class="number" aria-hidden="true">${heldText(content.runs, words)}</span
        ><span class="visually-hidden">${heldText(content.runs, words, true)}</span>`;
    return content.runs.length === 1 && run ? outcomeText(run, words) : bulkOutcomeText(content.runs, words);
  }
  const { notice, reason } = content;
  const sentence = words.term(`toast.${notice}`);
  if (notice === 'restored' || reason === null || reason === '') return sentence;
  return words.term('outcome.because', { sentence, reason: isolated(reason, 200) });
}
