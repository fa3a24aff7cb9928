/**
 * The values of one facet to choose from: a field that narrows them down and a list of many choices.
 *
 * The keys: ↓ leads from the field into the list, ↑ from its first entry back, Space and Enter choose, a letter goes on
 * in the field. Enter in the field chooses when one value is left.
 */
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Localization } from '../../localization/index.js';
import type { Facet } from '../../model/view-state.js';
import { icon } from '../../styles/icons.js';
import { moveByArrow } from '../shared/arrow-keys.js';
import { description } from '../shared/tooltip.js';
import { matchingOptions, type FacetOption } from './facet-words.js';

/** More than that nobody reads; the field finds the others. */
const MOST_OPTIONS = 200;

export interface FacetChoice {
  readonly facet: Facet;
  readonly options: readonly FacetOption[];
  readonly chosen: readonly string[];
  readonly onToggle: (value: string) => void;
  readonly onClear: () => void;
}

export class FacetList {
  readonly #host: LitElement;
  #text = '';
  /** The one entry that Tab reaches. */
  #active: string | null = null;

  constructor(host: LitElement) {
    this.#host = host;
  }

  /** Starts anew for another facet. */
  reset(): void {
    this.#text = '';
    this.#active = null;
  }

  render(choice: FacetChoice, words: Localization): TemplateResult {
    const name = words.term(`column.${choice.facet}`);
    const matching = matchingOptions(choice.options, this.#text);
    const shown = matching.slice(0, MOST_OPTIONS);
    const active = shown.find(({ value }) => value === this.#active) ?? shown[0];
    const find = words.term('filter.find', { facet: name });
    return html`
      <div class="field find">
        ${icon('search')}
        <input
          type="search"
          autocomplete="off"
          spellcheck="false"
          aria-label=${find}
          placeholder=${find}
          .value=${this.#text}
          @input=${(event: InputEvent) => this.#onInput(event)}
          @keydown=${(event: KeyboardEvent) => this.#onFieldKey(event, shown, choice)}
        />
      </div>
      <ul role="listbox" aria-multiselectable="true" aria-label=${name}>
        ${repeat(
          shown,
          ({ value }) => value,
          (option) => this.#option(option, option === active, choice, words),
        )}
      </ul>
      <p class="muted note" role="status">${this.#note(choice, matching.length, words)}</p>
      ${this.#clearButton(choice, words)}
    `;
  }

  #note({ options }: FacetChoice, matching: number, words: Localization): string {
    if (options.length === 0) return words.term('filter.no-values');
    if (matching === 0) return words.term('filter.nothing-found');
    return matching > MOST_OPTIONS
      ? words.term('filter.more-values', { count: matching - MOST_OPTIONS })
      : '';
  }

  #option(option: FacetOption, isActive: boolean, choice: FacetChoice, words: Localization): TemplateResult {
    const isChosen = choice.chosen.includes(option.value);
    return html`<li
      role="option"
      aria-selected=${isChosen ? 'true' : 'false'}
      tabindex=${isActive ? '0' : '-1'}
      @click=${() => choice.onToggle(option.value)}
      @focus=${() => this.#setActive(option.value)}
      @keydown=${(event: KeyboardEvent) => this.#onOptionKey(event, option, choice)}
    >
      <span class="box">${isChosen ? icon('check') : nothing}</span>
      <bdi class="text">${option.text}</bdi>
      <span class="muted number">${words.number(option.count)}</span>
    </li>`;
  }

  #clearButton({ chosen, onClear, facet }: FacetChoice, words: Localization): TemplateResult {
    const refusal = chosen.length === 0 ? words.term('filter.nothing-to-clear') : '';
    const id = `${facet}-any-refused`;
    return html`<button
        class="quiet any"
        aria-disabled=${refusal ? 'true' : nothing}
        aria-describedby=${refusal ? id : nothing}
        data-tooltip=${refusal || nothing}
        @click=${refusal ? nothing : onClear}
      >
        ${words.term('filter.any')}</button
      >${refusal ? description(id, refusal) : nothing}`;
  }

  #setActive(value: string): void {
    if (value === this.#active) return;
    this.#active = value;
    this.#host.requestUpdate();
  }

  #onInput(event: InputEvent): void {
    this.#text = (event.target as HTMLInputElement).value;
    this.#host.requestUpdate();
  }

  #onFieldKey(event: KeyboardEvent, shown: readonly FacetOption[], choice: FacetChoice): void {
    if (event.isComposing) return;
    const [first] = shown;
    if (event.key === 'ArrowDown' && first) {
      event.preventDefault();
      entriesBeside(event)[0]?.focus();
    } else if (event.key === 'Enter' && first && shown.length === 1) {
      choice.onToggle(first.value);
    }
  }

  #onOptionKey(event: KeyboardEvent, option: FacetOption, choice: FacetChoice): void {
    const entries = entriesBeside(event);
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      choice.onToggle(option.value);
    } else if (event.key === 'ArrowUp' && event.currentTarget === entries[0]) {
      event.preventDefault();
      fieldBeside(event)?.focus();
    } else if (!moveByArrow(event, entries) && event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      fieldBeside(event)?.focus();
    }
  }
}

/** The layer or section that a key was pressed in. */
function aroundOf(event: Event): Element | null {
  return (event.currentTarget as Element).closest('.facet-panel');
}

function entriesBeside(event: Event): HTMLElement[] {
  return [...(aroundOf(event)?.querySelectorAll<HTMLElement>('[role=option]') ?? [])];
}

function fieldBeside(event: Event): HTMLElement | null | undefined {
  return aroundOf(event)?.querySelector<HTMLElement>('input');
}
