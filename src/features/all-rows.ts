/** The rows of the time window, whatever is in view. */
import type { AllRows } from '../engine/view-types.js';
import type { Conversation } from '../model/conversation.js';

export function* allRows({ store }: Pick<AllRows, 'store'>): Generator<Conversation, undefined> {
  for (const { counted } of store.records.values()) if (counted) yield counted;
}
