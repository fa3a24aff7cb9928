/** The panel of the conversation that the supervisor monitors, beside the grid or over it. */
import { consume } from '@lit/context';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { actionDeskContext, type ActionDesk, type ActionRequest } from '../../context/action-desk-context.js';
import { engineContext } from '../../context/engine-context.js';
import { localizationContext } from '../../context/localization-context.js';
import { ClockController } from '../../controllers/clock-controller.js';
import { StreamController } from '../../controllers/stream-controller.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { Localization } from '../../localization/index.js';
import type { Conversation } from '../../model/conversation.js';
import { controls } from '../../styles/controls.js';
import { icon } from '../../styles/icons.js';
import { reset } from '../../styles/reset.js';
import { statusPill } from '../shared/badges.js';
import { actionText, refusalText } from '../shared/outcome-text.js';
import { outcomeText } from '../shared/run-text.js';
import { TooltipController, tooltipStyles } from '../shared/tooltip.js';
import { actionButton } from './action-button.js';
import { conversationPanelStyles } from './conversation-panel.styles.js';
import { FollowedConversation } from './followed-conversation.js';
import { messageComposer } from './message-composer.js';
import { MonitorSession } from './monitor-session.js';
import { panelHeader } from './panel-header.js';
import { systemLine, transcriptView } from './transcript-view.js';

/** So near to its end the transcript goes on following what is said, pixels. */
const NEAR_END = 24;
/** Seconds after which an unknown outcome can be asked for again. */
const CHECK_SECONDS = 15;

/**
 * Built-in element of the slot `monitor-dialog`: begins to monitor as soon as it is shown, follows the conversation,
 * joins it on a separate request, and stops when it is closed. It opens neither microphone nor window.
 *
 * Contract of the slot: `.actionRequest` is set, then `showModal()` is called. It is not modal all the same: the
 * supervisor goes on working beside it.
 *
 * @csspart panel - The panel
 * @csspart dialog-title - The subject of the monitored conversation
 * @csspart status - Its status
 * @csspart sentiment - Its sentiment
 * @fires close - The panel was closed; not composed
 */
export class ConversationPanel extends LitElement {
  static override styles = [reset, controls, tooltipStyles, conversationPanelStyles];

  /** What to monitor: one conversation. */
  @property({ attribute: false }) actionRequest: ActionRequest | null = null;
  /** True while it is shown. */
  @property({ type: Boolean, reflect: true }) open = false;

  @consume({ context: engineContext, subscribe: true })
  @state()
  private engine: ReportEngine | undefined;
  @consume({ context: localizationContext, subscribe: true })
  @state()
  private words: Localization | undefined;
  @consume({ context: actionDeskContext, subscribe: true })
  @state()
  private desk: ActionDesk | undefined;

  @query('dialog') private readonly dialog!: HTMLDialogElement | null;
  @query('.transcript') private readonly transcript!: HTMLElement | null;
  @query('textarea') private readonly field!: HTMLTextAreaElement | null;

  readonly #session = new MonitorSession({
    desk: () => this.desk,
    newest: (conversation) => this.engine?.conversation(conversation.id) ?? conversation,
    isOngoing: (id) => this.engine?.isOngoing(id) ?? false,
    changed: () => this.requestUpdate(),
    takenOver: () => this.#end(),
    sent: (text) => {
      if (this.#draft === text) this.#draft = '';
      this.requestUpdate();
    },
  });
  readonly #followed = new FollowedConversation(this, {
    engine: () => this.engine,
    isWatching: () => this.#session.isWatching,
    onAdded: (count) => {
      if (!this.#isFollowing) this.#unread += count;
    },
  });
  readonly #rights = new StreamController(this, () => this.engine?.rights$);
  readonly #tooltip = new TooltipController(this);
  #draft = '';
  #isPrivate = true;
  #checkSeconds = 0;
  /** Entries that came while the reader looked at earlier ones. */
  #unread = 0;
  #isFollowing = true;
  #isHistoryRead = false;
  #hadFocus = false;

  constructor() {
    super();
    new ClockController(this, () => this.#onTick());
    new StreamController(this, () => this.engine?.runs$);
    new StreamController(
      this,
      () => this.engine?.settled$,
      (run) => this.#session.note(run),
    );
  }

  /** Shows the panel and begins to monitor the conversation of `actionRequest`. */
  showModal(): void {
    const request = this.actionRequest;
    const [conversation] = request?.conversations ?? [];
    if (!request || !conversation) return;
    if (conversation.id !== this.#session.conversation?.id || !this.#session.isWatching) this.#forget();
    this.open = true;
    this.#session.start(request);
    this.#followed.follow(conversation);
    void this.updateComplete.then(() => this.dialog?.focus());
  }

  /** Stops monitoring and hides the panel. */
  close(): void {
    if (this.open) this.#end();
  }

  protected override willUpdate(): void {
    this.#hadFocus = this.shadowRoot?.activeElement != null;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('open') && this.dialog?.open !== this.open) {
      if (this.open) this.dialog?.show();
      else this.dialog?.close();
    }
    const { transcript } = this;
    if (transcript && this.#isFollowing) transcript.scrollTop = transcript.scrollHeight;
    if (this.#followed.record.hasAnswered && !this.#isHistoryRead) {
      // What was said before is for reading, not for announcing; only what follows is spoken.
      this.#isHistoryRead = true;
      void this.updateComplete.then(() => this.requestUpdate());
    }
    // The focused control may have been replaced by what comes after it.
    if (this.open && this.#hadFocus && this.shadowRoot?.activeElement == null) {
      (this.field ?? this.shadowRoot?.querySelector<HTMLElement>('.footer button') ?? this.dialog)?.focus();
    }
  }

  protected override render(): unknown {
    const { words, engine } = this;
    if (!words || !engine) return nothing;
    return html`<dialog
      part="panel"
      tabindex="-1"
      aria-label=${words.term('panel.title')}
      @keydown=${this.#onKeyDown}
    >
      ${this.open ? this.#renderContent(words, engine) : nothing}${this.#tooltip.render()}
    </dialog>`;
  }

  // ── What happens ──────────────────────────────────────────────────────────────────────────────────────────────

  #onTick(): void {
    if (!this.open) return;
    this.#checkSeconds = Math.max(0, this.#checkSeconds - 1);
    this.requestUpdate();
  }

  #forget(): void {
    this.#followed.forget();
    this.#draft = '';
    this.#isPrivate = true;
    this.#checkSeconds = 0;
    this.#unread = 0;
    this.#isFollowing = true;
    this.#isHistoryRead = false;
  }

  #end(): void {
    const { request } = this.#session;
    this.#session.stop();
    this.#forget();
    this.open = false;
    // At once: what a narrow report covers cannot take the focus before the panel is gone.
    this.removeAttribute('open');
    this.dispatchEvent(new Event('close'));
    // Last, so that focus ends where the newest request came from, not a request that it replaced.
    request?.cancel();
  }

  // ── What is asked for ─────────────────────────────────────────────────────────────────────────────────────────

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    // What was typed must not be lost to a key that also closes tooltips and menus.
    if (this.#draft.trim() !== '') return;
    event.preventDefault();
    event.stopPropagation();
    this.#end();
  };

  readonly #onScroll = (event: Event): void => {
    const { scrollHeight, scrollTop, clientHeight } = event.currentTarget as HTMLElement;
    this.#isFollowing = scrollHeight - scrollTop - clientHeight < NEAR_END;
    if (!this.#isFollowing || this.#unread === 0) return;
    this.#unread = 0;
    this.requestUpdate();
  };

  #followNewest(): void {
    this.#isFollowing = true;
    this.#unread = 0;
    this.transcript?.focus();
    this.requestUpdate();
  }

  #send(): void {
    const text = this.#draft;
    void this.#session.step('message', { text, private: this.#isPrivate });
  }

  #checkAgain(key: string): void {
    this.#checkSeconds = CHECK_SECONDS;
    this.engine?.checkAgain(key);
    this.requestUpdate();
  }

  // ── What is shown ─────────────────────────────────────────────────────────────────────────────────────────────

  get #isEnded(): boolean {
    return this.#session.isWatching && this.#followed.endedAt !== null;
  }

  /** Nothing but closing is left. */
  get #isOver(): boolean {
    return this.#followed.isWithdrawn || this.#isEnded || this.#session.stage === 'not-started';
  }

  #renderContent(words: Localization, engine: ReportEngine): TemplateResult {
    return html`<div class="header">
        <div class="pills">${this.#renderPills(words)}</div>
        ${this.#followed.row === null ? nothing : this.#renderFacts(this.#followed.row, words, engine)}
      </div>
      <div class="middle">
        <div
          class="transcript"
          role="log"
          tabindex="0"
          aria-label=${words.term('panel.transcript')}
          aria-live=${this.#isHistoryRead ? 'polite' : 'off'}
          @scroll=${this.#onScroll}
        >
          ${this.#followed.isWithdrawn ? nothing : this.#renderTranscript(words, engine)}
        </div>
        ${
          this.#unread === 0
            ? nothing
            : html`<button type="button" class="unread" @click=${() => this.#followNewest()}>
                ${icon('down')}${words.term('panel.new-messages', { count: this.#unread })}
              </button>`
        }
      </div>
      <p class="news" aria-live="polite">${this.#news(words)}</p>
      ${this.#session.stage === 'starting' ? nothing : this.#renderFooter(words, engine)}`;
  }

  #renderPills(words: Localization): unknown {
    const { stage, isWatching } = this.#session;
    const row = this.#followed.row;
    return html`${
      row === null
        ? nothing
        : statusPill(this.#isEnded ? { ...row, status: 'closed', phase: null } : row, words)
    }${
      isWatching && !this.#isOver
        ? html`<span class="pill accent"
            ><span class="dot"></span
            >${words.term(stage === 'joined' ? 'panel.joined' : 'panel.monitoring')}</span
          >`
        : nothing
    }${
      this.#isOver
        ? nothing
        : html`<button
            type="button"
            class="icon quiet close"
            aria-label=${words.term('action.close')}
            data-tooltip=${words.term(isWatching ? 'outcome.action.stop-monitor' : 'action.close')}
            @click=${() => this.#end()}
          >
            ${icon('cross')}
          </button>`
    }`;
  }

  #renderFacts(conversation: Conversation, words: Localization, engine: ReportEngine): TemplateResult {
    const { trusted, state: pill, asOf } = engine.connection;
    const isExact = trusted || pill === 'paused' || this.#followed.endedAt !== null;
    const now = this.#followed.endedAt ?? (isExact ? engine.serverNow() : (asOf ?? engine.serverNow()));
    const supervisorId = this.#rights.value?.supervisorId ?? null;
    const { sentiments } = this.#followed.record;
    return panelHeader({ conversation, now, isExact, sentiments, supervisorId }, words);
  }

  #renderTranscript(words: Localization, engine: ReportEngine): unknown {
    const { stage, isWatching } = this.#session;
    if (stage === 'starting') return systemLine(words.term('panel.starting'));
    if (!isWatching) return nothing;
    const record = this.#followed.record;
    const isWaiting = !record.hasAnswered && !this.#isEnded;
    return html`${systemLine(words.term('panel.started'))}${
      record.isCut ? systemLine(words.term('panel.older')) : nothing
    }${engine.hasTranscripts ? nothing : systemLine(words.term('panel.no-transcript'))}${transcriptView(
      record.lines,
      words,
    )}${
      engine.hasTranscripts && record.isEmpty
        ? systemLine(words.term(isWaiting ? 'panel.transcript-loading' : 'panel.no-messages'))
        : nothing
    }`;
  }

  #news(words: Localization): string | typeof nothing {
    if (this.#followed.isWithdrawn) return words.term('panel.withdrawn');
    return this.#isEnded ? words.term('panel.ended') : nothing;
  }

  #renderFooter(words: Localization, engine: ReportEngine): TemplateResult {
    const conversation = this.#followed.row;
    const isOver = conversation === null || this.#isOver;
    return html`<div class="footer">
      ${this.#renderProblem(words, engine)}
      <div class="row">
        ${this.#renderCheckAgain(words)}${
          isOver
            ? html`<span class="push"
                ><button type="button" @click=${() => this.#end()}>
                  ${words.term('action.close')}
                </button></span
              >`
            : nothing
        }
      </div>
      ${isOver ? nothing : this.#renderSteps(conversation, words, engine)}
    </div>`;
  }

  #renderSteps(conversation: Conversation, words: Localization, engine: ReportEngine): TemplateResult {
    const isJoined = this.#session.stage === 'joined';
    const step = isJoined ? 'leave' : 'join';
    const open = (action: 'transfer' | 'force-close', classes: string): TemplateResult =>
      actionButton(
        {
          action,
          icon: action,
          classes,
          decision: engine.decide(action, conversation),
          act: () => this.desk?.open(action, [conversation.id]),
        },
        words,
      );
    return html`${isJoined ? this.#renderComposer(conversation, words, engine) : nothing}
      <div class="row">
        ${
          // Another button, not the same one renamed: a second press of the key must not leave again.
          keyed(
            step,
            actionButton(
              {
                action: step,
                classes: isJoined ? '' : 'primary',
                decision: engine.decide(step, conversation),
                act: () => void this.#session.step(step),
              },
              words,
            ),
          )
        }
        <span class="push">
          <button type="button" @click=${() => this.#end()}>${actionText('stop-monitor', words)}</button>
          ${open('transfer', 'icon')}${open('force-close', 'icon risk')}
        </span>
      </div>`;
  }

  #renderComposer(conversation: Conversation, words: Localization, engine: ReportEngine): TemplateResult {
    const decision = engine.decide('message', conversation);
    const isEmpty = this.#draft.trim() === '';
    return messageComposer(
      {
        text: this.#draft,
        isPrivate: this.#isPrivate,
        refusal:
          decision.allowed && isEmpty ? words.term('panel.nothing-typed') : refusalText(decision, words),
        type: (text) => {
          this.#draft = text;
          this.requestUpdate();
        },
        choose: (isPrivate) => {
          this.#isPrivate = isPrivate;
          this.requestUpdate();
        },
        send: () => this.#send(),
      },
      words,
    );
  }

  /** What did not work out, else why nothing can be done now. */
  #renderProblem(words: Localization, engine: ReportEngine): TemplateResult | typeof nothing {
    const { problem, stage } = this.#session;
    if (this.#followed.isWithdrawn || this.#isEnded) return nothing;
    if (problem === 'unexplained') {
      return note(words.term(stage === 'not-started' ? 'panel.not-started' : 'outcome.state.unknown'));
    }
    if (problem) return note(outcomeText(problem, words));
    const { trusted, state: pill } = engine.connection;
    return trusted ? nothing : note(words.term(pill === 'paused' ? 'refused.paused' : 'refused.not-live'));
  }

  #renderCheckAgain(words: Localization): TemplateResult | typeof nothing {
    const { problem } = this.#session;
    const isUnknown = problem !== null && problem !== 'unexplained' && problem.state === 'unknown';
    if (!isUnknown || this.#followed.isWithdrawn || this.#isEnded) return nothing;
    const isChecking = this.#checkSeconds > 0;
    return html`<button
      type="button"
      aria-disabled=${isChecking ? 'true' : nothing}
      @click=${() => {
        if (!isChecking) this.#checkAgain(problem.key);
      }}
    >
      ${icon('refresh')}${words.term(isChecking ? 'outcome.checking' : 'outcome.check-again')}
    </button>`;
  }
}

function note(text: string): TemplateResult {
  return html`<p class="note">${icon('warning')}<span>${text}</span></p>`;
}
