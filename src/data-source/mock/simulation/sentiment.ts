/** How customers feel, and how that drifts. */
import { SENTIMENTS, sentimentRank } from '../../../model/conversation.js';
import type { Sentiment } from '../../../model/conversation.js';
import type { Mood } from '../catalogue/utterances.js';
import { odds } from './random.js';
import type { Random } from './random.js';

const SHARES = {
  'very-negative': 3,
  negative: 6,
  'slightly-negative': 12,
  neutral: 36,
  'slightly-positive': 19,
  positive: 16,
  'very-positive': 8,
} as const satisfies Record<(typeof SENTIMENTS)[number], number>;
const ODDS = odds(SHARES);
/** For some conversations nothing is known. */
const UNKNOWN_SHARE = 0.08;

export function someSentiment(random: Random): Sentiment | null {
  return random.chance(UNKNOWN_SHARE) ? null : random.choose(ODDS);
}

/**
 * One step up or down, taken as likely as keeps the shares above for ever (Metropolis): after hours of drifting there
 * are as many unhappy customers as at the start.
 */
export function drift(random: Random, sentiment: Sentiment | null): Sentiment | null {
  if (sentiment === null) return null;
  const rank = sentimentRank(sentiment);
  const now = SENTIMENTS[rank];
  const next = SENTIMENTS[rank + (random.chance(0.5) ? 1 : -1)];
  if (now === undefined || next === undefined) return sentiment;
  return random.chance(Math.min(1, SHARES[next] / SHARES[now])) ? next : sentiment;
}

/** Which lines a customer with this sentiment says; one of whom nothing is known speaks neutrally. */
export function moodOf(sentiment: Sentiment | null): Mood {
  if (sentiment === null) return 'neutral';
  const rank = sentimentRank(sentiment);
  return rank <= 2 ? 'unhappy' : rank >= 5 ? 'happy' : 'neutral';
}
