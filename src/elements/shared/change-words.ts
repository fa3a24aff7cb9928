/** What changed on a conversation since the supervisor opened a dialog on it, in words. */
import type { Fact, WatchedConversation } from '../../controllers/request-watch.js';
import type { Localization } from '../../localization/index.js';
import type { Conversation } from '../../model/conversation.js';
import { statusText, subjectText } from './badges.js';
import { isolated } from './customer-text.js';

/** `agent Ana → Ben, status Waiting → Active`, or empty when nothing that matters changed. */
export function changesText({ pressed, current, changes }: WatchedConversation, words: Localization): string {
  return changes
    .map((fact) =>
      words.term('dialog.change', {
        fact: words.term(`dialog.fact.${fact}`),
        from: factText(fact, pressed, words),
        to: factText(fact, current, words),
      }),
    )
    .join(', ');
}

function factText(fact: Fact, conversation: Conversation, words: Localization): string {
  switch (fact) {
    case 'subject':
      return isolated(subjectText(conversation, words));
    case 'status':
      return statusText(conversation, words);
    case 'agent':
      return conversation.agent ? isolated(conversation.agent.name) : words.term('value.unassigned');
    default:
      return conversation[fact] ? isolated(conversation[fact].name) : words.term('value.none');
  }
}
