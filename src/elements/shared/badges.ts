/** Status, sentiment, agent and channel as they look wherever they appear. Class names come from known sets only. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Localization } from '../../localization/index.js';
import { PRESENCES } from '../../model/agent.js';
import {
  isVoice,
  SENTIMENTS,
  sentimentRank,
  STATUSES,
  type Conversation,
  type ConversationAgent,
  type Sentiment,
} from '../../model/conversation.js';
import { icon } from '../../styles/icons.js';
import { customerText, displayText } from './customer-text.js';

const known = (list: readonly string[], value: string): string => (list.includes(value) ? value : 'unknown');

/** True while an agent has been offered the conversation and has not answered. */
export function isOffered({ status, phase }: Conversation): boolean {
  return status === 'active' && phase === 'awaiting-acceptance';
}

export function statusText(conversation: Conversation, words: Localization): string {
  return isOffered(conversation)
    ? words.term('status.awaiting-acceptance')
    : words.value('status', displayText(conversation.status, 40));
}

export function statusPill(conversation: Conversation, words: Localization): TemplateResult {
  const name = isOffered(conversation) ? 'awaiting' : known(STATUSES, conversation.status);
  return html`<span class="pill ${name}" part="status"
    ><span class="dot"></span>${statusText(conversation, words)}</span
  >`;
}

export function sentimentText(sentiment: Sentiment | null, words: Localization): string {
  return sentiment === null
    ? words.term('value.not-available')
    : words.value('sentiment', displayText(sentiment, 40));
}

/** Seven levels in seven bars, with the word beside them: never colour alone. */
export function sentimentBadge(sentiment: Sentiment | null, words: Localization): TemplateResult {
  if (sentiment === null)
    return html`<span class="muted"
      >–<span class="visually-hidden">${sentimentText(null, words)}</span></span
    >`;
  const rank = sentimentRank(sentiment);
  const level = rank < SENTIMENTS.length ? rank + 1 : 0;
  return html`<span class="sentiment ${known(SENTIMENTS, sentiment)}" part="sentiment"
    >${
      level > 0 ? html`<span class="bar level-${level}" aria-hidden="true"></span>` : nothing
    }${sentimentText(sentiment, words)}</span
  >`;
}

/** A letter with its marks, or a sign that stands for one. Of a flag or a family only a part would be left. */
const INITIAL = /[\p{L}\p{N}]\p{M}*/u;

/** The first letters of the first and last word of a name. */
export function initials(name: string): string {
  const letters = displayText(name, 80)
    .split(' ')
    .flatMap((word) => INITIAL.exec(word) ?? []);
  return [...letters.slice(0, 1), ...letters.slice(1).slice(-1)].join('').toUpperCase();
}

export function avatar(name: string, presence: string | null): TemplateResult {
  const mark = presence === null ? '' : `presence ${known(PRESENCES, presence)}`;
  return html`<span class="avatar ${mark}" aria-hidden="true">${initials(name)}</span>`;
}

export function agentChip(agent: ConversationAgent | null, words: Localization): TemplateResult {
  if (agent === null) return html`<span class="unassigned">${words.term('value.unassigned')}</span>`;
  return html`<span class="who"
    >${avatar(agent.name, agent.presence)}<span class="name">${customerText(agent.name)}</span></span
  >`;
}

export function channelText({ channel }: Conversation, words: Localization): string {
  return words.value('channel', displayText(channel, 40));
}

export function channelLabel(conversation: Conversation, words: Localization): TemplateResult {
  return html`<span class="who"
    >${icon(isVoice(conversation) ? 'voice' : 'chat')}<span class="name"
      >${channelText(conversation, words)}</span
    ></span
  >`;
}

/** The subject to read, or the placeholder for one without visible characters. */
export function subjectText({ subject }: Conversation, words: Localization): string {
  const text = displayText(subject);
  return /[^\s\p{DI}\u2800]/u.test(text) ? text : words.term('value.no-subject');
}
