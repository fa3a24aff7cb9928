/**
 * Writes to a joined conversation. Consult comes first: what only the agent sees does no harm when it was meant for
 * both, the other way round it does.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Localization } from '../../localization/index.js';
import { description } from '../shared/tooltip.js';

export interface MessageComposer {
  readonly text: string;
  readonly isPrivate: boolean;
  /** Why nothing can be sent now; empty when it can. */
  readonly refusal: string;
  readonly type: (text: string) => void;
  readonly choose: (isPrivate: boolean) => void;
  readonly send: () => void;
}

export function messageComposer(composer: MessageComposer, words: Localization): TemplateResult {
  const { text, isPrivate, refusal } = composer;
  const choice = (value: 'consult' | 'public'): TemplateResult => {
    const isPrivateChoice = value === 'consult';
    return html`<label
      ><input
        type="radio"
        name="recipients"
        .checked=${live(isPrivate === isPrivateChoice)}
        @change=${() => composer.choose(isPrivateChoice)}
      />${words.term(`panel.${value}`)}</label
    >`;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter also ends the composition of a Japanese or Chinese word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (refusal === '') composer.send();
  };
  return html`<fieldset>
      <legend class="visually-hidden">${words.term('panel.recipients')}</legend>
      ${choice('consult')}${choice('public')}
    </fieldset>
    <div class="composer">
      <textarea
        class=${isPrivate ? 'private' : ''}
        aria-label=${words.term('outcome.action.message')}
        placeholder=${words.term(isPrivate ? 'panel.consult-hint' : 'panel.public-hint')}
        dir="auto"
        .value=${live(text)}
        @input=${(event: InputEvent) => composer.type((event.target as HTMLTextAreaElement).value)}
        @keydown=${onKeyDown}
      ></textarea>
      <button
        type="button"
        class="primary"
        aria-disabled=${refusal === '' ? nothing : 'true'}
        aria-describedby=${refusal === '' ? nothing : 'why-send'}
        data-tooltip=${refusal === '' ? nothing : refusal}
        @click=${() => {
          if (refusal === '') composer.send();
        }}
      >
        ${words.term('panel.send')}
      </button>
      ${refusal === '' ? nothing : description('why-send', refusal)}
    </div>`;
}
