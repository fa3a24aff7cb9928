/**
 * Where actions are asked for. Elements know the desk, the desk knows the root element: it opens dialogs, dispatches
 * the events and hands what was confirmed to the engine.
 */
import { createContext } from '@lit/context';
import type { ActionTarget, CandidatePage } from '../data-source/data-source.js';
import type { ActionRun } from '../engine/view-types.js';
import type { RowAction } from '../model/actions.js';
import type { AgentCandidate } from '../model/agent.js';
import type { Conversation } from '../model/conversation.js';
import type { QueueCandidate } from '../model/queue.js';

/** What the dialog hands over when the supervisor confirms. */
export interface ActionSubmission {
  readonly target?: ActionTarget;
  /** Name of the target, for messages. */
  readonly targetName?: string;
  readonly reason?: string;
  readonly note?: string;
  /**
   * The rows as the dialog shows them now. Without it the rows of the press are sent, and one that changed since is
   * a conflict.
   */
  readonly conversations?: readonly Conversation[];
}

export interface CandidateSearch {
  readonly text?: string;
  readonly limit?: number;
  readonly after?: string | null;
  readonly signal?: AbortSignal;
}

/**
 * Set as `actionRequest` on the dialog element, the built-in one and a host's own alike. `conversations` are the rows
 * as they were at the press.
 */
export interface ActionRequest {
  readonly action: RowAction;
  readonly conversations: readonly Conversation[];
  findAgents(search?: CandidateSearch): Promise<CandidatePage<AgentCandidate>>;
  findQueues(search?: CandidateSearch): Promise<CandidatePage<QueueCandidate>>;
  /** Confirms; settles with the outcome of each conversation, or empty when the host took the action over. */
  submit(submission?: ActionSubmission): Promise<readonly ActionRun[]>;
  cancel(): void;
}

export interface ActionDesk {
  /** Opens the dialog of `action` for the conversations with these ids, as they are on screen now. */
  open(action: RowAction, ids: readonly string[]): void;
  /** A row was activated: `conversationopen`. */
  activate(id: string): void;
  /** Steps of a monitored conversation that need no dialog. `join` dispatches its event first. */
  step(
    action: 'join' | 'leave' | 'stop-monitor' | 'message',
    conversation: Conversation,
    details?: { readonly text: string; readonly private: boolean },
  ): Promise<readonly ActionRun[]>;
}

export const actionDeskContext = createContext<ActionDesk>(Symbol('ongoing-conversations-action-desk'));
