/** The figures of the report, as definitions on one row; the engine sums them up. */
import type { Conversation } from './conversation.js';
import { elapsed } from './durations.js';

/** The cards, in the order in which they are shown. */
export const KPIS = [
  'ongoing',
  'open',
  'active',
  'waiting',
  'wrap-up',
  'in-queue',
  'longest-wait',
  'average-wait',
  'average-handle',
  'negative-sentiment',
] as const;
export type Kpi = (typeof KPIS)[number];

/** Inbound and not yet accepted: open, or offered to an agent who has not answered. */
export function isInQueue({ direction, status, phase }: Conversation): boolean {
  if (direction === 'outbound') return false;
  return status === 'open' || (status === 'active' && phase === 'awaiting-acceptance');
}

/** Negative or very negative; slightly negative does not count. */
export function isNegative({ sentiment }: Conversation): boolean {
  return sentiment === 'negative' || sentiment === 'very-negative';
}

/** Wait time in ms at `now`, or null: outbound conversations wait for nobody. */
export function waitTime({ wait, direction }: Conversation, now: number): number | null {
  return wait === null || direction === 'outbound' ? null : elapsed(wait, now);
}

/** Handle time in ms at `now`, or null before an agent had it. */
export function handleTime({ handle }: Conversation, now: number): number | null {
  return handle === null ? null : elapsed(handle, now);
}

/** Whether pressing the card of `kpi` keeps this row in view. */
export function belongsToKpi(kpi: Kpi, conversation: Conversation): boolean {
  switch (kpi) {
    case 'open':
    case 'active':
    case 'waiting':
    case 'wrap-up':
      return conversation.status === kpi;
    case 'in-queue':
    case 'longest-wait':
      return isInQueue(conversation);
    case 'negative-sentiment':
      return isNegative(conversation);
    case 'average-wait':
      return conversation.wait !== null && conversation.direction !== 'outbound';
    case 'average-handle':
      return conversation.handle !== null;
    case 'ongoing':
      return true;
  }
}
