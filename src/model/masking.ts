/** What a screen on the wall may show of customers, who do not know that it hangs there. */
import type { Conversation } from './conversation.js';

const WORD = /[\p{L}\p{M}\p{N}'’-]+/gu;
const FIRST_LETTER = /[\p{L}\p{N}]\p{M}*/u;
const ADDRESS = /\S+@\S+/g;
/** Four digits or more, also in groups: numbers of orders, cards, telephones. */
const LONG_NUMBER = /\p{Nd}(?:[\s()./-]{0,2}\p{Nd}){3,}/gu;
const HIDDEN = '•••';

/**
 * The conversation without personal data in its texts: of the customer's name the initials, also where the subject says
 * it, and no addresses and long numbers. Free text may hold more than this finds: a host that must be sure leaves the
 * subject out of the wallboard's columns.
 */
export function masked(conversation: Conversation): Conversation {
  const { customer } = conversation;
  const names = new Set(words(customer?.name ?? '').map((name) => name.toLowerCase()));
  const subject = conversation.subject
    .replace(ADDRESS, HIDDEN)
    .replace(LONG_NUMBER, HIDDEN)
    .replace(WORD, (word) => (names.has(word.toLowerCase()) ? initial(word) : word));
  return {
    ...conversation,
    subject,
    customer: customer && { ...customer, name: words(customer.name).map(initial).join(' ') || HIDDEN },
  };
}

const words = (text: string): string[] => text.match(WORD) ?? [];
const initial = (word: string): string => `${FIRST_LETTER.exec(word)?.[0] ?? HIDDEN}.`;
