/** The customer's sentiment over time as a small line: up is better. Its steps are also its name. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Localization } from '../../localization/index.js';
import { SENTIMENTS, sentimentRank } from '../../model/conversation.js';
import { sentimentText } from '../shared/badges.js';
import type { SentimentMark } from '../shared/overheard.js';

const WIDTH = 72;
const HEIGHT = 18;
const MARGIN = 3;
/** More steps than this are neither seen nor listened to. */
const MAX_STEPS = 12;

export function sentimentTrend(
  marks: readonly SentimentMark[],
  words: Localization,
): TemplateResult | typeof nothing {
  const steps = marks
    .filter(({ sentiment }) => sentimentRank(sentiment) < SENTIMENTS.length)
    .slice(-MAX_STEPS);
  if (steps.length < 2) return nothing;
  const x = (index: number): number => MARGIN + (index * (WIDTH - 2 * MARGIN)) / (steps.length - 1);
  const y = (rank: number): number =>
    HEIGHT - MARGIN - (rank * (HEIGHT - 2 * MARGIN)) / (SENTIMENTS.length - 1);
  const points = steps.map(({ sentiment }, index) => [x(index), y(sentimentRank(sentiment))] as const);
  const [endX, endY] = points.at(-1) ?? [0, 0];
  const names = steps.map(({ sentiment }) => sentimentText(sentiment, words)).join(' → ');
  return html`<svg
    class="trend"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    role="img"
    aria-label=${words.term('panel.trend', { steps: names })}
  >
    ${svg`<polyline points=${points.map((point) => point.join(',')).join(' ')} /><circle cx=${endX} cy=${endY} r="2" />`}
  </svg>`;
}
