import { consume } from '@lit/context';
import {
  html,
  LitElement,
  nothing,
  type CSSResultGroup,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Observable } from 'rxjs';
import { engineContext } from '../../context/engine-context.js';
import { localizationContext } from '../../context/localization-context.js';
import { changesOf } from '../../controllers/changes-of.js';
import { ClockController } from '../../controllers/clock-controller.js';
import { StreamController } from '../../controllers/stream-controller.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { Localization } from '../../localization/index.js';
import {
  chosenValues,
  FACETS,
  isFiltered,
  NO_VALUE,
  type Facet,
  type ViewState,
} from '../../model/view-state.js';
import { controls } from '../../styles/controls.js';
import { icon } from '../../styles/icons.js';
import { reset } from '../../styles/reset.js';
import { lateCode, LateCodeRequest, LateStyles } from '../shared/late-code.js';
import { LayerController, layerStyles } from '../shared/layer-controller.js';
import { description, TooltipController, tooltipStyles } from '../shared/tooltip.js';
import type { FacetChoice, FacetList } from './facet-list.js';
import { facetText } from '../shared/facet-words.js';
import { styles } from './filter-bar.styles.js';
import { filterChips } from './filter-chips.js';
import { viewMenu } from './view-menu.js';

/** Facets whose values are ids: their names come with the rows. */
const NAMED = ['queue', 'agent'] as const satisfies readonly Facet[];

/**
 * What is in view: search, a menu of values for each facet, the filters that are set, and the views that ship. Where
 * there is no room, the facets share one button. Internal.
 *
 * @csspart filters - the whole bar
 */
export class FilterBar extends LitElement {
  static override styles: CSSResultGroup = [reset, controls, layerStyles, tooltipStyles, styles];

  @consume({ context: engineContext, subscribe: true })
  @state()
  private engine?: ReportEngine;
  @consume({ context: localizationContext, subscribe: true })
  @state()
  private words?: Localization;
  /** The facet whose values are shown in the layer that all facets share. */
  @state()
  private unfolded: Facet | null = null;
  @query('.search input')
  private readonly searchField!: HTMLInputElement | null;

  readonly #viewState = new StreamController(this, () => this.engine?.viewState$);
  #loaded$: Observable<boolean> | undefined;
  readonly #facetLayers = new Map(
    FACETS.map((facet) => [facet, new LayerController(this, `facet-${facet}`)]),
  );
  readonly #allLayer = new LayerController(this, 'all-facets', 'end');
  readonly #viewLayer = new LayerController(this, 'views', 'end', '[aria-checked=true]');
  readonly #tooltip = new TooltipController(this);
  /** Names of chosen queues and agents, by facet and id; rows that carried them may be gone. */
  readonly #labels = new Map<string, string>();
  #focusChip: number | null = null;
  /** What is open and may wait for its code. */
  #list: FacetList | LayerController | null = null;

  constructor() {
    super();
    new LateStyles(this, 'facets');
    // Names of rows that may not be seen any more must not stay on the chips.
    new StreamController(
      this,
      () => this.#loaded$,
      (loaded) => {
        if (!loaded) this.#labels.clear();
      },
    );
    // Counts of an open menu follow the rows, but not at each of their frames.
    new ClockController(this, () => {
      if (this.#openFacet || this.#lacksLabels()) this.requestUpdate();
    });
  }

  /** For the report's `/` key. */
  focusSearch(): void {
    this.searchField?.focus();
    this.searchField?.select();
  }

  get #state(): ViewState | undefined {
    return this.#viewState.value;
  }

  get #openFacet(): Facet | null {
    const open = FACETS.find((facet) => this.#facetLayers.get(facet)?.isOpen);
    return open ?? (this.#allLayer.isOpen ? this.unfolded : null);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('engine')) return;
    this.#loaded$ = this.engine && changesOf(this.engine.connection$, ({ loaded }) => loaded);
  }

  protected override updated(): void {
    this.#askForList();
    if (this.#focusChip === null) return;
    const chips = [...this.renderRoot.querySelectorAll<HTMLElement>('.chip')];
    (chips[Math.min(this.#focusChip, chips.length - 1)] ?? this.searchField)?.focus();
    this.#focusChip = null;
  }

  /** What menus hold is loaded after the first rows; a menu that is opened before waits for it. */
  #askForList(): void {
    const list = this.#viewLayer.isOpen
      ? this.#viewLayer
      : this.renderRoot.querySelector<FacetList>('ongoing-conversations-facet-list');
    if (list === this.#list) return;
    this.#list = list;
    if (list && !lateCode.viewEntries) {
      this.dispatchEvent(new LateCodeRequest('filter.bar', () => this.requestUpdate()));
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words, engine } = this;
    const viewState = this.#state;
    if (!words || !engine || !viewState) return nothing;
    const count = FACETS.reduce((sum, facet) => sum + chosenValues(viewState.filters, facet).length, 0);
    return html`
      <div class="bar" part="filters" role="search" aria-label=${words.term('filter.bar')}>
        ${this.#searchBox(viewState, engine, words)}
        <div class="facets">
          ${this.#offered(engine).map((facet) => this.#facetMenu(facet, viewState, engine, words))}
        </div>
        ${this.#allFacets(count, viewState, engine, words)}
        ${this.#clearButton('clear-refused', viewState, engine, words)}
        <span class="grow"></span>
        ${viewMenu(this.#viewLayer, words, engine)}
      </div>
      ${this.#chips(viewState, engine, words)} ${this.#tooltip.render()}
    `;
  }

  #searchBox({ search }: ViewState, engine: ReportEngine, words: Localization): TemplateResult {
    const clear = (): void => {
      engine.setViewState({ search: '' });
      this.searchField?.focus();
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || search === '') return;
      event.preventDefault();
      event.stopPropagation();
      clear();
    };
    return html`<div class="field search">
      ${icon('search')}
      <input
        type="search"
        autocomplete="off"
        spellcheck="false"
        aria-label=${words.term('filter.search')}
        placeholder=${words.term('filter.search-hint')}
        .value=${live(search)}
        @input=${(event: InputEvent) => engine.setViewState({ search: (event.target as HTMLInputElement).value })}
        @keydown=${onKeyDown}
      />
      ${
        search === ''
          ? nothing
          : html`<button
              class="quiet clear-search"
              aria-label=${words.term('filter.clear-search')}
              @click=${clear}
            >
              ${icon('cross')}
            </button>`
      }
    </div>`;
  }

  /** Nobody looks for what looks stuck before anything does; what one monitors is a view. */
  #offered(engine: ReportEngine): readonly Facet[] {
    return FACETS.slice(0, engine.all.store.flags.size > 0 ? -1 : -2);
  }

  #facetMenu(facet: Facet, viewState: ViewState, engine: ReportEngine, words: Localization): TemplateResult {
    const layer = this.#facetLayers.get(facet) as LayerController;
    return html`<button
        popovertarget=${layer.id}
        aria-haspopup="dialog"
        aria-expanded=${layer.expanded}
        @click=${layer.onClick}
      >
        ${this.#facetLabel(facet, viewState, words)} ${icon('down')}
      </button>
      <div
        id=${layer.id}
        class="layer facet-panel"
        popover
        role="dialog"
        aria-label=${words.value('column', facet)}
        @beforetoggle=${layer.onBeforeToggle}
      >
        ${layer.isOpen ? this.#facetPanel(facet, viewState, engine, words) : nothing}
      </div>`;
  }

  #facetLabel(facet: Facet, { filters }: ViewState, words: Localization): TemplateResult {
    const count = chosenValues(filters, facet).length;
    return html`<span>${words.value('column', facet)}</span> ${this.#badge(count, words)}`;
  }

  #badge(count: number, words: Localization): TemplateResult | typeof nothing {
    if (count === 0) return nothing;
    return html`<span class="badge" aria-hidden="true">${words.number(count)}</span
      ><span class="visually-hidden">${words.term('filter.chosen', { count })}</span>`;
  }

  #facetPanel(
    facet: Facet,
    { filters }: ViewState,
    engine: ReportEngine,
    words: Localization,
  ): TemplateResult {
    const chosen = chosenValues(filters, facet);
    const choice: FacetChoice = {
      facet,
      values: this.#learn(facet, engine),
      words,
      chosen,
      onToggle: (value) => this.#toggle(facet, value),
      onClear: () => this.#choose(facet, []),
    };
    return html`<ongoing-conversations-facet-list .choice=${choice}></ongoing-conversations-facet-list>`;
  }

  #toggle(facet: Facet, value: string): void {
    const chosen = chosenValues(this.engine?.viewState.filters ?? {}, facet);
    this.#choose(
      facet,
      chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value],
    );
  }

  #choose(facet: Facet, values: readonly string[]): void {
    const { engine } = this;
    if (!engine) return;
    const { filters } = engine.viewState;
    const valuesOf = (other: Facet): readonly string[] =>
      other === facet ? values : chosenValues(filters, other);
    const named = FACETS.filter((other) => valuesOf(other).length > 0);
    engine.setViewState({ filters: Object.fromEntries(named.map((other) => [other, valuesOf(other)])) });
  }

  /** Looks at all rows: only while a menu is open, or for the name of a chosen value. */
  #learn(facet: Facet, engine: ReportEngine): ReturnType<ReportEngine['facetValues']> {
    const values = engine.facetValues(facet);
    for (const { value, label } of values) if (label !== value) this.#labels.set(`${facet}/${value}`, label);
    return values;
  }

  #lacksLabels(): boolean {
    return NAMED.some((facet) => this.#unnamed(facet).length > 0);
  }

  #unnamed(facet: Facet): readonly string[] {
    const chosen = chosenValues(this.#state?.filters ?? {}, facet);
    return chosen.filter((value) => value !== NO_VALUE && !this.#labels.has(`${facet}/${value}`));
  }

  /** One button for all facets, with one of them unfolded at a time. */
  #allFacets(count: number, viewState: ViewState, engine: ReportEngine, words: Localization): TemplateResult {
    const layer = this.#allLayer;
    const label = words.term('filter.all');
    return html`<button
        class="all"
        popovertarget=${layer.id}
        aria-haspopup="dialog"
        aria-expanded=${layer.expanded}
        @click=${layer.onClick}
      >
        ${label} ${this.#badge(count, words)}
      </button>
      <div
        id=${layer.id}
        class="layer sheet"
        popover
        role="dialog"
        aria-label=${label}
        @beforetoggle=${layer.onBeforeToggle}
      >
        ${
          layer.isOpen
            ? html`${this.#offered(engine).map((facet) => this.#section(facet, viewState, engine, words))}
              ${this.#clearButton('clear-all-refused', viewState, engine, words)}`
            : nothing
        }
      </div>`;
  }

  #section(facet: Facet, viewState: ViewState, engine: ReportEngine, words: Localization): TemplateResult {
    const isUnfolded = this.unfolded === facet;
    const onClick = (): void => {
      this.unfolded = isUnfolded ? null : facet;
    };
    return html`<section class="facet-panel">
      <button class="quiet" aria-expanded=${isUnfolded ? 'true' : 'false'} @click=${onClick}>
        ${this.#facetLabel(facet, viewState, words)}
        <span class="grow"></span> ${icon(isUnfolded ? 'up' : 'down')}
      </button>
      ${isUnfolded ? this.#facetPanel(facet, viewState, engine, words) : nothing}
    </section>`;
  }

  #clearButton(id: string, viewState: ViewState, engine: ReportEngine, words: Localization): TemplateResult {
    const refusal = isFiltered(viewState) ? '' : words.term('filter.nothing-to-clear');
    const clear = (): void => {
      if (refusal === '') engine.setViewState({ filters: {}, search: '', card: null });
    };
    return html`<button
        class="quiet clear"
        aria-disabled=${refusal ? 'true' : nothing}
        aria-describedby=${refusal ? id : nothing}
        data-tooltip=${refusal || nothing}
        @click=${clear}
      >
        ${words.term('filter.clear')}</button
      >${refusal ? description(id, refusal) : nothing}`;
  }

  #chips(viewState: ViewState, engine: ReportEngine, words: Localization): TemplateResult | typeof nothing {
    for (const facet of NAMED) if (this.#unnamed(facet).length > 0) this.#learn(facet, engine);
    const textOf = (facet: Facet, value: string): string =>
      facetText(facet, value, this.#labels.get(`${facet}/${value}`) ?? value, words);
    return filterChips(viewState, { words, textOf }, (filter, index) => {
      this.#focusChip = index;
      if (filter.facet === null) engine.setViewState({ card: null });
      else this.#toggle(filter.facet, filter.value);
    });
  }
}
