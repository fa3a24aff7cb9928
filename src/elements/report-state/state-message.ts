/** What is said in the place of the rows when there are none. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ReportStateName } from '../../controllers/report-states.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { Localization, MessageKey } from '../../localization/index.js';
import { icon, type IconName } from '../../styles/icons.js';
import { displayText } from '../shared/customer-text.js';

export type MessageName = Exclude<ReportStateName, 'loading'>;

/** State by state: the icon, and what can be done. */
const FACES: Readonly<Record<MessageName, { icon: IconName; look: string; action?: 'clear' | 'refresh' }>> = {
  empty: { icon: 'check', look: 'good' },
  'empty-filtered': { icon: 'filter', look: '', action: 'clear' },
  error: { icon: 'warning', look: 'bad', action: 'refresh' },
  unauthorized: { icon: 'warning', look: 'bad', action: 'refresh' },
  forbidden: { icon: 'force-close', look: 'bad', action: 'refresh' },
  'no-data-source': { icon: 'log', look: '' },
  offline: { icon: 'warning', look: 'bad', action: 'refresh' },
};

/** @param reason what the source says: better than what we can say, except that nobody needs to be told twice */
export function stateMessage(
  name: MessageName,
  reason: string | null | undefined,
  engine: ReportEngine,
  words: Localization,
): TemplateResult {
  const face = FACES[name];
  const isOwnReason = face.look === 'bad' && reason;
  return html`<div class="message" part="banner">
    <span class="face ${face.look}">${icon(face.icon)}</span>
    <h2>${words.term(`state.${name}` satisfies MessageKey)}</h2>
    <p class="muted">${words.term(`state.${name}.text` satisfies MessageKey)}</p>
    ${isOwnReason ? html`<p class="reason"><bdi>${displayText(reason, 200)}</bdi></p>` : nothing}
    ${
      face.action === 'clear'
        ? html`<button @click=${() => engine.setViewState({ filters: {}, search: '', card: null })}>
            ${words.term('state.clear-filters')}
          </button>`
        : face.action === 'refresh'
          ? html`<button @click=${() => engine.refresh()}>
              ${icon('refresh')}${words.term('state.try-again')}
            </button>`
          : nothing
    }
  </div>`;
}
