/** What the numbers of Dataverse mean. A number that is not listed is shown by its label, or as itself. */
import { SENTIMENTS } from '../../model/conversation.js';

export const CLOSED = 4;

export const STATUS: Readonly<Record<number, string>> = {
  1: 'open',
  2: 'active',
  3: 'waiting',
  [CLOSED]: 'closed',
  5: 'wrap-up',
};

/** `msdyn_statuschangereason`, of an active conversation. What a supervisor has assigned waits for the agent. */
export const PHASE: Readonly<Record<number, string>> = {
  192350002: 'awaiting-acceptance',
  192350003: 'in-conversation',
  192350017: 'awaiting-acceptance',
};

export const LIVE_CHAT = 192360000;
/** Voice and video, to which a chat can be elevated. */
export const ELEVATIONS: readonly number[] = [192370000, 192380000, 192440000];

/** `msdyn_channel`, in the order in which one of several counts. */
export const CHANNEL: ReadonlyMap<number, string> = new Map([
  [LIVE_CHAT, 'chat'],
  [192300000, 'whatsapp'],
  [192310000, 'line'],
  [192320000, 'wechat'],
  [192330000, 'facebook'],
  [192340000, 'sms'],
  [192350001, 'x'],
  [192450000, 'apple'],
  // Both are found in the field.
  [19241000, 'teams'],
  [192410000, 'teams'],
  [192350002, 'custom'],
  [192370000, 'voice'],
  [192440000, 'voice'],
  [192350000, 'record'],
]);

const LOWEST_SENTIMENT = 7;

/** `msdyn_customersentimentlabel`; null when there is none, undefined when the number is not known. */
export function sentimentOf(code: number): string | null | undefined {
  return code === 0 ? null : SENTIMENTS[code - LOWEST_SENTIMENT];
}

/** `msdyn_queuetype`. */
export const QUEUE_TYPE: Readonly<Record<number, string>> = {
  192350000: 'messaging',
  192350001: 'record',
  192350002: 'voice',
};

/** `msdyn_basepresencestatus`, also in `msdyn_allowedpresences`. */
export const PRESENCE: Readonly<Record<number, string>> = {
  192360000: 'available',
  192360001: 'busy',
  192360002: 'busy-do-not-disturb',
  192360003: 'away',
  192360004: 'offline',
};
