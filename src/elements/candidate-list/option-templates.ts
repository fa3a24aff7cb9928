/**
 * How an agent and a queue look as options. Ids are by position, never from data.
 *
 * An option is named by agent or queue alone; all else is hidden as content and told as its description.
 */
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Localization } from '../../localization/index.js';
import { overCapacityBy, type AgentCandidate, type Capacity } from '../../model/agent.js';
import type { Skill } from '../../model/conversation.js';
import type { QueueCandidate } from '../../model/queue.js';
import { icon } from '../../styles/icons.js';
import { avatar } from '../shared/badges.js';
import { customerText, displayText } from '../shared/customer-text.js';

/** Up to this level a rating is shown as so many stars, beyond it as a number. */
const MAX_STARS = 5;
/** A name of skill or profile that is longer than this is somebody's mistake. */
const MAX_LABEL = 60;
/** Skills shown of an agent who has more, so that a row stays two lines high. */
const MAX_CHIPS = 2;

export interface OptionSurroundings {
  readonly words: Localization;
  /** Server time. */
  readonly now: number;
  readonly needs: readonly Skill[];
}

export function agentOption(
  agent: AgentCandidate,
  index: number,
  around: OptionSurroundings,
): TemplateResult {
  return html`${avatar(agent.name, agent.presence)}
    <div class="who">
      <span class="line"
        ><span class="name">${customerText(agent.name)}</span> ${overCapacity(agent, index, around)}</span
      >
      <span class="details" id="details-${index}" aria-hidden="true"
        >${reason(agent.why)}${skills(agent, around)}</span
      >
    </div>
    <div class="state" id="state-${index}" aria-hidden="true">
      <span>${presence(agent, around)}</span>
      ${
        agent.capacity?.profile
          ? html`<span><bdi>${displayText(agent.capacity.profile, MAX_LABEL)}</bdi></span>`
          : nothing
      }
    </div>
    <div class="load" id="load-${index}" aria-hidden="true">
      ${agent.capacity ? capacity(agent.capacity, around.words) : nothing}
    </div>`;
}

export function queueOption(
  queue: QueueCandidate,
  index: number,
  { words }: OptionSurroundings,
): TemplateResult {
  const types: Readonly<Record<string, string>> = {
    messaging: words.term('candidates.messaging'),
    voice: words.term('candidates.voice'),
  };
  const type = Object.hasOwn(types, queue.type) ? types[queue.type] : displayText(queue.type, MAX_LABEL);
  return html`<span class="avatar" aria-hidden="true"
      >${icon(queue.type === 'voice' ? 'voice' : 'chat')}</span
    >
    <div class="who">
      <span class="name">${customerText(queue.name)}</span>
      <span class="details" id="details-${index}" aria-hidden="true"
        >${reason(queue.why)}<span><bdi>${type}</bdi></span> ${
          queue.priority === null
            ? nothing
            : html`<span>${words.term('candidates.priority', { priority: queue.priority })}</span>`
        }</span
      >
    </div>
    <div class="state" id="state-${index}" aria-hidden="true">
      ${
        queue.online === 0
          ? html`<span class="flag">${icon('warning')}${words.term('candidates.nobody-online')}</span>`
          : queue.online === null
            ? nothing
            : html`<span>${words.term('candidates.online', { count: queue.online })}</span>`
      }
    </div>
    <div class="load" id="load-${index}" aria-hidden="true">
      ${queue.waiting === null ? nothing : words.term('candidates.waiting', { count: queue.waiting })}
    </div>`;
}

/** Why it cannot be chosen; words of the back end or ours. */
function reason(why: string | null): TemplateResult | typeof nothing {
  return why === null ? nothing : html`<span class="why">${customerText(why)}</span> `;
}

/** Those that are needed first, then the best of the others while there is room; the rest is told, not shown. */
function skills({ skills: all }: AgentCandidate, around: OptionSurroundings): unknown {
  const isNeeded = (skill: Skill): boolean => around.needs.some(({ id }) => id === skill.id);
  const ordered = [...all].sort((a, b) => Number(isNeeded(b)) - Number(isNeeded(a)) || b.level - a.level);
  const room = Math.max(MAX_CHIPS, ordered.filter(isNeeded).length);
  const rest = ordered.slice(room);
  const chips = ordered.slice(0, room).map((skill) => chip(skill, around));
  if (rest.length === 0) return chips;
  return html`${chips}<span
      ><span aria-hidden="true">+${around.words.number(rest.length)}</span
      ><span class="visually-hidden"
        >${rest.map(({ name }) => displayText(name, MAX_LABEL)).join(', ')};</span
      ></span
    >`;
}

function chip({ id, name, level }: Skill, { words, needs }: OptionSurroundings): TemplateResult {
  const isNeeded = needs.some((need) => need.id === id);
  const stars = level >= 0 && level <= MAX_STARS ? '★'.repeat(Math.round(level)) : `★ ${words.number(level)}`;
  return html`<span class="skill ${isNeeded ? 'needed' : ''}"
    >${isNeeded ? icon('check') : nothing}<bdi>${displayText(name, MAX_LABEL)}</bdi>
    <span class="stars" aria-hidden="true">${stars}</span
    ><span class="visually-hidden"
      >${words.term('candidates.skill-level', { level })}${isNeeded ? `, ${words.term('candidates.needed')}` : ''};</span
    ></span
  > `;
}

function presence(
  { presence: value, presenceSince }: AgentCandidate,
  { words, now }: OptionSurroundings,
): string {
  const name = words.value('presence', displayText(value, MAX_LABEL));
  if (presenceSince === null) return name;
  const duration = words.spokenDuration(Math.max(0, now - presenceSince));
  return words.term('candidates.presence-since', { presence: name, duration });
}

/** Still to be chosen: a supervisor may assign over capacity, knowingly. */
function overCapacity(
  { capacity: units }: AgentCandidate,
  index: number,
  { words }: OptionSurroundings,
): unknown {
  const count = overCapacityBy(units);
  if (count === 0) return nothing;
  return html`<span class="flag" id="flag-${index}" aria-hidden="true"
    >${icon('warning')}${words.term('candidates.over-capacity', { count })}</span
  >`;
}

/** A share as attribute of a drawing: a strict policy forbids widths in style attributes. */
function capacity(units: Capacity, words: Localization): TemplateResult {
  const { used, max } = units;
  const share = max > 0 ? Math.min(100, Math.max(0, (used / max) * 100)) : 100;
  return html`<span class="number"
      >${words.term('candidates.capacity', { used, max })}<span class="visually-hidden">
        ${words.term('candidates.capacity-used')}</span
      ></span
    >
    <svg
      class="bar ${overCapacityBy(units) > 0 ? 'full' : ''}"
      viewBox="0 0 100 6"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      ${svg`<rect class="room" width="100" height="6"></rect><rect class="used" width=${share} height="6"></rect>`}
    </svg>`;
}
