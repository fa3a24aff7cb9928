/** Events about what the supervisor decided. */
import type { ActionTarget } from './data-source/data-source.js';
import type { ActionName } from './model/actions.js';
import type { Conversation } from './model/conversation.js';

export type ActionEventName =
  | 'conversationassign'
  | 'conversationtransfer'
  | 'conversationmonitor'
  | 'conversationjoin'
  | 'conversationforceclose';

/** What a host's own handling of an action may tell: nothing (done), or an outcome. */
export type HostOutcome =
  | undefined
  | {
      readonly status: 'done' | 'refused' | 'conflict' | 'failed' | 'unknown';
      readonly code?: string;
      readonly message?: string;
    };

export interface ActionEventDetails {
  readonly action: ActionName;
  readonly conversations: readonly Conversation[];
  readonly target: ActionTarget | null;
  readonly reason: string | null;
  readonly note: string | null;
  readonly requestId: string;
}

/**
 * The supervisor confirmed an action; nothing has been sent yet. Where the policy gives time to undo it, that is over.
 *
 * `preventDefault()`: the host does it all and the report forgets it. `respondWith(promise)`: the host does it, the
 * report shows it as pending until the promise settles (a rejection is *failed*). Otherwise the data source performs it.
 */
export class ConversationActionEvent extends Event {
  readonly action: ActionName;
  readonly conversations: readonly Conversation[];
  readonly reason: string | null;
  readonly note: string | null;
  /** Identifies this decision; also on the `actionsettled` event. */
  readonly requestId: string;
  readonly #target: ActionTarget | null;
  #response: Promise<HostOutcome> | null = null;

  constructor(type: ActionEventName, details: ActionEventDetails) {
    super(type, { bubbles: true, composed: true, cancelable: true });
    this.action = details.action;
    this.conversations = details.conversations;
    this.#target = details.target;
    this.reason = details.reason;
    this.note = details.note;
    this.requestId = details.requestId;
  }

  /**
   * Where an assignment or a transfer goes: `{ agentId }` or `{ queueId }`. Like the other fields it tells of the
   * action; the element that dispatched the event is `currentTarget`, and also `target` for actions that go nowhere.
   */
  override get target(): (ActionTarget & EventTarget) | null {
    return (this.#target ?? super.target) as (ActionTarget & EventTarget) | null;
  }

  /** Hands the action to the host; call it while the event is dispatched. */
  respondWith(response: PromiseLike<HostOutcome> | HostOutcome): void {
    this.#response = Promise.resolve(response);
    // The report handles it; without this a rejection that nobody waits for yet would be reported as unhandled.
    this.#response.catch(() => undefined);
  }

  /** The host's promise, when `respondWith()` was called. */
  get response(): Promise<HostOutcome> | null {
    return this.#response;
  }
}

/** What became of one conversation of an action. */
export interface ActionOutcome {
  readonly conversationId: string;
  /** The row as it was when the supervisor confirmed. */
  readonly conversation: Conversation;
  /** `unknown` means that the answer got lost, not that it failed. */
  readonly status: 'done' | 'refused' | 'conflict' | 'failed' | 'unknown';
  /** Code of a refusal, a conflict or a failure. */
  readonly code: string | null;
  readonly message: string | null;
}

/** What became of an action, for each conversation it was asked for. */
export class ActionSettledEvent extends Event {
  readonly requestId: string;
  readonly action: ActionName;
  readonly outcomes: readonly ActionOutcome[];
  constructor(requestId: string, action: ActionName, outcomes: readonly ActionOutcome[]) {
    super('actionsettled', { bubbles: true, composed: true });
    this.requestId = requestId;
    this.action = action;
    this.outcomes = outcomes;
  }
}
