/** What changed on a conversation since the supervisor opened a dialog on it, in words. */
import type { Fact, WatchedConversation } from '../../controllers/request-watch.js';
import type { Localization } from '../../localization/index.js';
import type { Conversation } from '../../model/conversation.js';
import { statusText, subjectText } from './badges.js';
import { joined, nameIn, phrase } from './phrase.js';

/** `agent Ana → Ben, status Waiting → Active`, or empty when nothing that matters changed. */
export function changesText(
  { pressed, current, changes }: WatchedConversation,
  words: Localization,
): unknown {
  const texts = changes.map((fact) =>
    phrase(words, 'dialog.change', {
      fact: words.term(`dialog.fact.${fact}`),
      from: factText(fact, pressed, words),
      to: factText(fact, current, words),
    }),
  );
  return joined(texts, ', ');
}

function factText(fact: Fact, conversation: Conversation, words: Localization): unknown {
  switch (fact) {
    case 'subject':
      return nameIn(subjectText(conversation, words));
    case 'status':
      return statusText(conversation, words);
    case 'agent':
      return conversation.agent ? nameIn(conversation.agent.name) : words.term('value.unassigned');
    default:
      return conversation[fact] ? nameIn(conversation[fact].name) : words.term('value.none');
  }
}
