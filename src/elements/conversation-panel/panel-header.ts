/** What is monitored: status, subject, who talks where for how long, how the customer feels, who else watches. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Localization } from '../../localization/index.js';
import { elapsed, isRunning } from '../../model/durations.js';
import type { Conversation } from '../../model/conversation.js';
import { channelText, sentimentBadge, subjectText } from '../shared/badges.js';
import { isolated } from '../shared/customer-text.js';
import { sentimentTrend } from './sentiment-trend.js';
import type { SentimentMark } from '../shared/overheard.js';

/** Ids that are listed before the rest is only counted. */
const MAX_NAMES = 4;

export interface HeaderFacts {
  readonly conversation: Conversation;
  /** Server epoch ms at which durations are read. */
  readonly now: number;
  /** True while running durations can be trusted; otherwise they are *at least* so long. */
  readonly isExact: boolean;
  readonly sentiments: readonly SentimentMark[];
  readonly supervisorId: string | null;
}

export function panelHeader(facts: HeaderFacts, words: Localization): TemplateResult {
  const { conversation, sentiments } = facts;
  const watchers = watchersText(facts, words);
  return html`<h2 part="dialog-title"><bdi>${subjectText(conversation, words)}</bdi></h2>
    <p class="muted">${contextText(facts, words)}</p>
    <div class="feeling">
      ${sentimentBadge(conversation.sentiment, words)}${sentimentTrend(sentiments, words)}
    </div>
    ${watchers === null ? nothing : html`<p class="muted">${watchers}</p>`}`;
}

function contextText({ conversation, now, isExact }: HeaderFacts, words: Localization): string {
  const { customer, agent, queue, handle } = conversation;
  const facts: string[] = [];
  if (customer && agent) {
    facts.push(words.term('panel.with', { customer: isolated(customer.name), agent: isolated(agent.name) }));
  } else {
    const person = customer ?? agent;
    if (person) facts.push(isolated(person.name));
  }
  if (queue) facts.push(isolated(queue.name));
  facts.push(channelText(conversation, words));
  if (handle) {
    const time = words.duration(elapsed(handle, now));
    const duration =
      isRunning(handle) && !isExact ? words.term('duration.at-least', { duration: time }) : time;
    facts.push(words.term('panel.handled', { duration }));
  }
  return facts.join(' · ');
}

/** The back end names watchers by id only; the supervisor is *you*. */
function watchersText({ conversation, supervisorId }: HeaderFacts, words: Localization): string | null {
  const others = conversation.monitoredBy.filter((id) => id !== supervisorId);
  if (others.length === 0) return null;
  const names = others.slice(0, MAX_NAMES).map((id) => isolated(id, 40));
  if (others.length < conversation.monitoredBy.length) names.unshift(words.term('panel.you'));
  if (others.length > MAX_NAMES) names.push(`+${words.number(others.length - MAX_NAMES)}`);
  return words.term('panel.monitored-by', { names: words.list(names) });
}
