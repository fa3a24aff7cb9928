/** The values of one facet to choose from: a field that narrows them down and a list of many choices. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { FacetValue } from '../../engine/view-types.js';
import type { Localization } from '../../localization/index.js';
import type { Facet } from '../../model/view-state.js';
import { icon } from '../../styles/icons.js';
import { moveByArrow } from '../shared/arrow-keys.js';
import { description } from '../shared/tooltip.js';
import { facetOptions, matchingOptions, type FacetOption } from './facet-options.js';

/** More than that nobody reads; the field finds the others. */
const MOST_OPTIONS = 200;

export interface FacetChoice {
  readonly facet: Facet;
  readonly values: readonly FacetValue[];
  readonly words: Localization;
  readonly chosen: readonly string[];
  readonly onToggle: (value: string) => void;
  readonly onClear: () => void;
}

/**
 * Stands in the filter bar's shadow root as if it had rendered it, so that its styles, its tooltip and the layer's focus
 * reach what is in here. Internal.
 *
 * The keys: ↓ leads from the field into the list, ↑ from its first entry back, Space and Enter choose, a letter goes on
 * in the field. Enter in the field chooses when one value is left.
 */
export class FacetList extends LitElement {
  @property({ attribute: false }) choice: FacetChoice | null = null;
  @state() private text = '';
  /** The one entry that Tab reaches. */
  @state() private active: string | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Renders with the layer that it stands in: its field takes the focus when the layer opens. */
  override connectedCallback(): void {
    super.connectedCallback();
    this.performUpdate();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { choice } = this;
    if (!choice) return nothing;
    const { words } = choice;
    const name = words.term(`column.${choice.facet}`);
    const matching = matchingOptions(facetOptions(choice.facet, choice.values, words), this.text);
    const shown = matching.slice(0, MOST_OPTIONS);
    const active = shown.find(({ value }) => value === this.active) ?? shown[0];
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
          .value=${this.text}
          @input=${(event: InputEvent) => (this.text = (event.target as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => this.#onFieldKey(event, shown, choice)}
        />
      </div>
      <ul role="listbox" aria-multiselectable="true" aria-label=${name}>
        ${repeat(
          shown,
          ({ value }) => value,
          (option) => this.#option(option, option === active, choice),
        )}
      </ul>
      <p class="muted note" role="status">${this.#note(choice, matching.length)}</p>
      ${this.#clearButton(choice)}
    `;
  }

  #note({ values, words }: FacetChoice, matching: number): string {
    if (values.length === 0) return words.term('filter.no-values');
    if (matching === 0) return words.term('filter.nothing-found');
    return matching > MOST_OPTIONS
      ? words.term('filter.more-values', { count: matching - MOST_OPTIONS })
      : '';
  }

  #option(option: FacetOption, isActive: boolean, choice: FacetChoice): TemplateResult {
    const isChosen = choice.chosen.includes(option.value);
    return html`<li
      role="option"
      aria-selected=${isChosen ? 'true' : 'false'}
      tabindex=${isActive ? '0' : '-1'}
      @click=${() => choice.onToggle(option.value)}
      @focus=${() => (this.active = option.value)}
      @keydown=${(event: KeyboardEvent) => this.#onOptionKey(event, option, choice)}
    >
      <span class="box">${isChosen ? icon('check') : nothing}</span>
      <bdi class="text">${option.text}</bdi>
      <span class="muted number">${choice.words.number(option.count)}</span>
    </li>`;
  }

  #clearButton({ chosen, onClear, facet, words }: FacetChoice): TemplateResult {
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

  #onFieldKey(event: KeyboardEvent, shown: readonly FacetOption[], choice: FacetChoice): void {
    if (event.isComposing) return;
    const [first] = shown;
    if (event.key === 'ArrowDown' && first) {
      event.preventDefault();
      entriesBeside(event)[0]?.focus();
    } else if (event.key === 'Enter' && first && shown.length === 1) {
      choice.onToggle(first.value);
    } else if (event.key === 'Escape' && this.text === '') {
      // Safari's fields for a search keep this key for themselves, also when there is nothing to clear.
      event.preventDefault();
      this.closest<HTMLElement>('[popover]')?.hidePopover();
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
