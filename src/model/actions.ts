/**
 * What a supervisor may do with a conversation. One pure function decides for the row, the toolbar, the menu, the
 * dialog and the bulk summary alike; what it refuses, it refuses with a code that has a message in every locale
 * (`refused.<code>`).
 */
import type { Conversation } from './conversation.js';

/** The actions a supervisor chooses, in the order of the command bar. */
export const ACTIONS = ['assign', 'transfer', 'monitor', 'force-close'] as const;
/** An action that is offered on a row. */
export type RowAction = (typeof ACTIONS)[number];
/** Everything that can be sent to a data source; the last four belong to a monitored conversation. */
export type ActionName = RowAction | 'join' | 'leave' | 'stop-monitor' | 'message';

/** `true`, `false`, or the reason why not, which is shown as it is. */
export type Permission = boolean | string;

/** The switches of the back end or the host. What is not named is allowed. */
export interface ActionPermissions {
  readonly assign?: Permission;
  readonly transfer?: Permission;
  readonly monitor?: Permission;
  readonly join?: Permission;
  readonly forceClose?: Permission;
}

/** Why an action is refused. */
export const REFUSALS = [
  'closed',
  'not-live',
  'paused',
  'not-permitted',
  'pending',
  'own-conversation',
  'held-by-bot',
  'elevated',
  'nobody-holds-it',
  'not-accepted',
  'already-offered',
  'agent-holds-it',
  'waiting-on-customer',
  'over',
  'status-unknown',
  'not-monitored',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** The answer of {@link decideAction}. `detail` is the permission's own reason, when it gave one. */
export type ActionDecision =
  { readonly allowed: true } | { readonly allowed: false; readonly code: Refusal; readonly detail?: string };

/** All that decides beside the conversation itself. */
export interface ActionCircumstances {
  readonly permissions: ActionPermissions;
  /** Host policy: may a waiting conversation be assigned? Default: no. */
  readonly assignWaiting: boolean;
  /** Id of the user, who may not monitor a conversation of their own; null when unknown. */
  readonly supervisorId: string | null;
  /** No action while the data is stale or held by a pause: what is on screen may no longer be so. */
  readonly freshness: 'live' | 'not-live' | 'paused';
  /** True while another action on the same conversation has not settled. */
  readonly pending: boolean;
}

const ALLOWED: ActionDecision = { allowed: true };
const refuse = (code: Refusal): ActionDecision => ({ allowed: false, code });

/** The status as one word, the two phases of `active` apart. */
type Stage = 'open' | 'offered' | 'talking' | 'waiting' | 'wrap-up' | 'closed' | 'unknown';

/** The matrix: stage × action → allowed (null) or the refusal. A status nobody knows can still be force-closed. */
const MATRIX: Readonly<Record<Stage, Readonly<Record<RowAction, Refusal | null>>>> = {
  open: { assign: null, transfer: 'nobody-holds-it', monitor: 'not-accepted', 'force-close': null },
  offered: { assign: 'already-offered', transfer: null, monitor: 'not-accepted', 'force-close': null },
  talking: { assign: 'agent-holds-it', transfer: null, monitor: null, 'force-close': null },
  waiting: { assign: 'waiting-on-customer', transfer: null, monitor: null, 'force-close': null },
  'wrap-up': { assign: 'over', transfer: 'over', monitor: null, 'force-close': null },
  closed: { assign: 'closed', transfer: 'closed', monitor: 'closed', 'force-close': 'closed' },
  unknown: {
    assign: 'status-unknown',
    transfer: 'status-unknown',
    monitor: 'status-unknown',
    'force-close': null,
  },
};

function stageOf({ status, phase }: Conversation): Stage {
  if (status === 'active') return phase === 'awaiting-acceptance' ? 'offered' : 'talking';
  return Object.hasOwn(MATRIX, status) && status !== 'offered' && status !== 'talking'
    ? (status as Stage)
    : 'unknown';
}

/** The name of an action's switch among the permissions. */
export function permissionName(action: ActionName): keyof ActionPermissions {
  if (action === 'force-close') return 'forceClose';
  if (action === 'stop-monitor') return 'monitor';
  return action === 'leave' || action === 'message' ? 'join' : action;
}

/**
 * Decides whether `action` is possible on `conversation` now.
 *
 * Order: what cannot change (closed, no right) before what will (not live, pending), both before the matrix, so that
 * the reason shown is the one that the supervisor would have to wait for or ask for first.
 */
export function decideAction(
  action: ActionName,
  conversation: Conversation,
  circumstances: ActionCircumstances,
): ActionDecision {
  const stage = stageOf(conversation);
  if (stage === 'closed') return refuse('closed');
  const permission = circumstances.permissions[permissionName(action)] ?? true;
  if (permission !== true) {
    return typeof permission === 'string' && permission !== ''
      ? { allowed: false, code: 'not-permitted', detail: permission }
      : refuse('not-permitted');
  }
  if (circumstances.freshness !== 'live') return refuse(circumstances.freshness);
  if (circumstances.pending) return refuse('pending');
  return decideByState(action, conversation, circumstances, stage);
}

function decideByState(
  action: ActionName,
  conversation: Conversation,
  { assignWaiting, supervisorId }: ActionCircumstances,
  stage: Stage,
): ActionDecision {
  if (action === 'join' || action === 'leave' || action === 'stop-monitor' || action === 'message') {
    const monitored = supervisorId === null || conversation.monitoredBy.includes(supervisorId);
    return monitored ? ALLOWED : refuse('not-monitored');
  }
  const isOwn = supervisorId !== null && conversation.agent?.id === supervisorId;
  if (action === 'monitor' && isOwn) return refuse('own-conversation');
  if (action === 'assign' && stage === 'waiting' && assignWaiting) return ALLOWED;
  const refusal = MATRIX[stage][action];
  if (refusal !== null) return refuse(refusal);
  if (action === 'transfer' && conversation.handledBy === 'bot') return refuse('held-by-bot');
  if (action === 'transfer' && conversation.elevated) return refuse('elevated');
  return ALLOWED;
}

/** Merges two sets of permissions; the stricter wins, and a reason wins over a bare `false`. */
export function mergePermissions(a: ActionPermissions, b: ActionPermissions): ActionPermissions {
  const stricter = (x: Permission = true, y: Permission = true): Permission => {
    if (x === true) return y;
    return typeof x === 'string' || y === true ? x : y;
  };
  return {
    assign: stricter(a.assign, b.assign),
    transfer: stricter(a.transfer, b.transfer),
    monitor: stricter(a.monitor, b.monitor),
    join: stricter(a.join, b.join),
    forceClose: stricter(a.forceClose, b.forceClose),
  };
}
