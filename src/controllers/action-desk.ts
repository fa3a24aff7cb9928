/**
 * Where a wish becomes an action: opens the dialog in the action's slot, and has what was confirmed carried out.
 * Conversations are captured here, at the press, by id and version.
 */
import type { ActionDesk, ActionRequest, CandidateSearch } from '../context/action-desk-context.js';
import type { ReportEngine } from '../engine/report-engine.js';
import type { ActionRequestDetails, ActionRun } from '../engine/view-types.js';
import { ConversationOpenEvent } from '../events.js';
import type { ActionDecision, RowAction } from '../model/actions.js';
import type { Conversation } from '../model/conversation.js';
import { uniqueId } from '../model/unique-id.js';
import { isDismissed, type DialogElement } from './dialog-element.js';
import { loadConfirmation, loadedConfirmation } from './late-confirmation.js';

/** Why nothing was opened: a refusal, a selection that the action cannot take, or code that could not be loaded. */
export type DeskRefusal =
  Extract<ActionDecision, { allowed: false }> | 'none-selected' | 'one-only' | 'not-loaded';

/** What the desk needs of the root element. */
export interface DeskSurroundings {
  /** Dispatches an event; false when it was prevented. */
  readonly dispatch: (event: Event) => boolean;
  /** The element that shows `action`: what the host put into the slot, else the built-in one; null without its code. */
  readonly dialogOf: (action: RowAction) => DialogElement | null;
  /** Loads the code of the built-in dialogs. */
  readonly loadDialogs: () => Promise<void>;
  /** Tells why nothing happened. */
  readonly tellRefusal: (action: RowAction, refusal: DeskRefusal) => void;
  /** Gives the focus back to the row, else to the next one, else to the grid. */
  readonly refocus: (conversationId: string) => void;
}

export class ReportActionDesk implements ActionDesk {
  readonly #engine: ReportEngine;
  readonly #around: DeskSurroundings;
  /** Ends the modal dialog that is open, as if it had been cancelled. */
  #cancelDialog: (() => void) | null = null;
  /** Forgets the monitored conversation's request without closing its panel: another one takes its place there. */
  #forgetMonitoring: (() => void) | null = null;
  /** The press that waits for the code of its dialog. Another one, or the loss of rights, takes its place. */
  #waiting: object | null = null;

  constructor(engine: ReportEngine, around: DeskSurroundings) {
    this.#engine = engine;
    this.#around = around;
  }

  open(action: RowAction, ids: readonly string[]): void {
    const conversations = ids.flatMap((id) => this.#engine.conversation(id) ?? []);
    const refusal = this.#refusalOf(action, conversations);
    if (refusal) {
      this.#around.tellRefusal(action, refusal);
      return;
    }
    if (!this.#openNow(action, conversations)) void this.#openLater(action, conversations);
  }

  #openNow(action: RowAction, conversations: readonly Conversation[]): boolean {
    const element = this.#around.dialogOf(action);
    if (!element) return false;
    this.#waiting = null;
    if (action === 'monitor') this.#forgetMonitoring?.();
    else this.#cancelDialog?.();
    this.#show(action, conversations, element);
    return true;
  }

  async #openLater(action: RowAction, conversations: readonly Conversation[]): Promise<void> {
    const press = (this.#waiting = {});
    const isLoaded = await this.#around.loadDialogs().then(
      () => true,
      () => false,
    );
    if (press !== this.#waiting) return;
    this.#waiting = null;
    if (isLoaded) this.#openNow(action, conversations);
    else this.#around.tellRefusal(action, 'not-loaded');
  }

  activate(id: string): void {
    const conversation = this.#engine.conversation(id);
    if (conversation) this.#around.dispatch(new ConversationOpenEvent(conversation));
  }

  async step(
    action: 'join' | 'leave' | 'stop-monitor' | 'message',
    conversation: Conversation,
    details?: { readonly text: string; readonly private: boolean },
  ): Promise<readonly ActionRun[]> {
    return this.#confirm({
      requestId: uniqueId(),
      action,
      conversations: [conversation],
      ...details,
    });
  }

  /** Closes the open dialog, as if it had been cancelled: what it shows may not be seen any more. */
  cancelDialog(): void {
    this.#waiting = null;
    this.#cancelDialog?.();
  }

  /** Null when at least one of the conversations may be acted on. */
  #refusalOf(action: RowAction, conversations: readonly Conversation[]): DeskRefusal | null {
    const [first, ...others] = conversations;
    if (!first) return 'none-selected';
    if (action === 'monitor' && others.length > 0) return 'one-only';
    const decision = this.#engine.decide(action, first);
    if (decision.allowed || others.some((row) => this.#engine.decide(action, row).allowed)) return null;
    return decision;
  }

  #show(action: RowAction, conversations: readonly Conversation[], element: DialogElement): void {
    // Monitoring goes on beside the grid: it neither holds the order nor ends with its confirmation.
    const isModal = action !== 'monitor';
    let isOpen = true;
    /** A call, because it may be cancelled while something is waited for. */
    const isOver = (): boolean => !isOpen;
    const forget = (): void => {
      isOpen = false;
      element.removeEventListener('close', onClose);
      if (isModal) this.#cancelDialog = null;
      else this.#forgetMonitoring = null;
    };
    const end = (): void => {
      if (!isOpen) return;
      forget();
      element.hide();
      if (isModal) this.#letGo();
      const [first] = conversations;
      if (first) this.#around.refocus(first.id);
    };
    const onClose = (): void => {
      if (isOver()) return;
      if (isDismissed(element.target)) end();
      else {
        void this.#load(action).then((late) => {
          if (late) void request.submit(late.formSubmission(element.target));
          else end();
        });
      }
    };
    let isSubmitted = false;
    const request: ActionRequest = {
      action,
      conversations,
      findAgents: (search) => this.#findAgents(action, conversations, search),
      findQueues: (search) => this.#findQueues(action, conversations, search),
      submit: async (submission = {}) => {
        if (isSubmitted || isOver()) return [];
        isSubmitted = true;
        if (!loadedConfirmation() && !(await this.#load(action))) {
          // Nothing is lost: what was chosen is there to be confirmed again.
          isSubmitted = false;
          return [];
        }
        if (isOver()) return [];
        const { conversations: shown, ...choice } = submission;
        if (isModal) end();
        return this.#confirm({
          requestId: uniqueId(),
          action,
          conversations: shown ?? conversations,
          ...choice,
        });
      },
      cancel: end,
    };
    if (isModal) {
      this.#cancelDialog = end;
      this.#engine.hold('dialog');
    } else {
      this.#forgetMonitoring = forget;
    }
    element.addEventListener('close', onClose);
    element.show(request);
  }

  /** The dialog's end releases the order. What held it before holds again with the next move or key in the grid. */
  #letGo(): void {
    this.#engine.letGo('pointer');
    this.#engine.letGo('focus');
    this.#engine.letGo('dialog');
  }

  /** Loads what carries decisions out; a failure is told before anything is sent. */
  async #load(action: RowAction): Promise<Awaited<ReturnType<typeof loadConfirmation>> | null> {
    return loadConfirmation().catch((error: unknown) => {
      this.#engine.reportProblem('code', error);
      this.#around.tellRefusal(action, 'not-loaded');
      return null;
    });
  }

  async #confirm(details: ActionRequestDetails): Promise<readonly ActionRun[]> {
    const { confirm } = loadedConfirmation() ?? (await loadConfirmation());
    return confirm(this.#engine, this.#around.dispatch, details);
  }

  #findAgents(action: RowAction, conversations: readonly Conversation[], search: CandidateSearch = {}) {
    return this.#engine.findAgents(conversations, candidateQuery(action, search), signalOf(search));
  }

  #findQueues(action: RowAction, conversations: readonly Conversation[], search: CandidateSearch = {}) {
    return this.#engine.findQueues(conversations, candidateQuery(action, search), signalOf(search));
  }
}

const candidateQuery = (action: RowAction, { text = '', limit = 50, after = null }: CandidateSearch) =>
  ({ action: action === 'transfer' ? 'transfer' : 'assign', text, limit, after }) as const;

const signalOf = ({ signal }: CandidateSearch): AbortSignal => signal ?? new AbortController().signal;
