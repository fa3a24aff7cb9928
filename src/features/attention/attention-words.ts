/** Terms of a score in words. */
import { sentimentText } from '../../elements/shared/badges.js';
import type { Localization } from '../../localization/index.js';
import type { AttentionTerm, AttentionTermName } from '../../model/attention.js';
import { SENTIMENTS } from '../../model/conversation.js';

export function termName(name: AttentionTermName, words: Localization): string {
  switch (name) {
    case 'wait':
    case 'sentiment':
    case 'transfers':
    case 'priority':
      return words.term(`column.${name}`);
    case 'customer':
      return words.term('column.last-customer-message');
    default:
      return words.term(`attention.${name}`);
  }
}

/** The fact behind a term. To the minute: it is read, and not a clock. */
export function factText({ name, points, figure, target }: AttentionTerm, words: Localization): string {
  if (points === null) return words.term('attention.not-known');
  if (figure === null) return words.term('value.none');
  switch (name) {
    case 'wait':
      return words.term('attention.why-wait', {
        duration: words.spokenDuration(figure),
        target: words.spokenDuration(target ?? 0),
      });
    case 'customer':
      return words.term('attention.why-customer', { duration: words.spokenDuration(figure) });
    case 'sentiment':
      return sentimentText(SENTIMENTS[figure] ?? null, words);
    case 'priority':
      return words.term('attention.why-priority', { priority: figure });
    default:
      return words.term(`attention.why-${name}`, { count: figure });
  }
}

export function pointsText(points: number | null, words: Localization): string {
  return points === null ? '–' : words.number(Math.round(points));
}
