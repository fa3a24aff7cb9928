import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { controls } from '../../src/styles/controls.js';
import { icon } from '../../src/styles/icons.js';
import { reset } from '../../src/styles/reset.js';
import { tokens } from '../../src/styles/tokens.js';
import { DEFAULT_GLOBALS, GLOBAL_VALUES, readPlace, writePlace, type Place } from './address.js';
import { Canvas, effectiveGlobals } from './canvas.js';
import type { StoryEntry } from './catalogue.js';
import { MOST_RECORDS } from './event-log.js';
import { recordOf, type EventRecord } from './event-record.js';
import { REPORT } from './manifest.js';
import { markupOf } from './markup.js';
import type { Globals } from './story.js';
import type { ArgChangeEvent } from './story-controls.js';
import { styles } from './story-gallery.styles.js';

const PANELS = ['controls', 'events', 'code'] as const;
type Panel = (typeof PANELS)[number];
const PANEL_NAMES: Readonly<Record<Panel, string>> = { controls: 'Controls', events: 'Events', code: 'Code' };

const SETTING_NAMES: Readonly<Record<keyof Globals, string>> = {
  theme: 'Theme',
  direction: 'Direction',
  locale: 'Language',
  width: 'Width',
};
const VALUE_NAMES: Readonly<Record<string, string>> = {
  system: 'System',
  light: 'Light',
  dark: 'Dark',
  ltr: 'Left to right',
  rtl: 'Right to left',
  en: 'English',
  fr: 'Français',
  full: 'Full',
};

/** The list of stories, the one that is shown, and what belongs to it. The canvas itself is a child, not a part. */
export class StoryGallery extends LitElement {
  static override styles = [reset, tokens, controls, styles];

  @property({ attribute: false }) stories: readonly StoryEntry[] = [];
  @state() private place: Place | null = null;
  @state() private panel: Panel = 'controls';
  @state() private showsPanel = true;
  @state() private records: readonly EventRecord[] = [];
  /** Rises when the canvas has other contents, so that the code is read again. */
  @state() private drawn = 0;

  readonly #canvas = new Canvas(document.createElement('div'));
  readonly #onPopState = (): void => this.#restore();

  override connectedCallback(): void {
    super.connectedCallback();
    const { element } = this.#canvas;
    // In the capturing phase, because some events of the report do not bubble.
    for (const { name } of REPORT.events)
      element.addEventListener(name, this.#onReportEvent, { capture: true });
    this.append(element);
    window.addEventListener('popstate', this.#onPopState);
    this.#restore();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('popstate', this.#onPopState);
    this.#canvas.clear();
    this.#canvas.element.remove();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('place') && this.place) {
      const { story, globals } = this.place;
      document.title = `${story.title}: ${story.name} · Ongoing conversations`;
      if (globals.theme === 'system') delete document.documentElement.dataset['theme'];
      else document.documentElement.dataset['theme'] = globals.theme;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { place } = this;
    if (!place) return nothing;
    return html`
      <a class="skip" href="#stage" @click=${(event: Event) => this.#skip(event)}>Skip to the story</a>
      <div class="layout">
        <aside id="stories" popover>
          <h1>
            <img src=${new URL('./icon.svg', import.meta.url).href} alt="" width="24" height="24" />Ongoing
            conversations
          </h1>
          <story-list
            .stories=${this.stories}
            .current=${place.story.id}
            @story-chosen=${({ detail }: CustomEvent<StoryEntry>) => this.#choose(detail)}
          ></story-list>
        </aside>
        <main>
          ${this.#head(place)}
          <section class="stage" id="stage" tabindex="-1" aria-label="Story">
            <slot></slot>
          </section>
          ${this.#bottom(place)}
        </main>
      </div>
    `;
  }

  #head({ story, args, globals, bare }: Place): TemplateResult {
    return html`<header>
      <button class="icon stories" aria-label="Stories" popovertarget="stories">${icon('log')}</button>
      <div class="about">
        <h2><span class="muted">${story.title} / </span>${story.name}</h2>
        <p class="muted">${story.parameters.docs?.description?.story ?? ''}</p>
      </div>
      <div class="settings">
        ${(Object.keys(GLOBAL_VALUES) as (keyof Globals)[]).map((name) => this.#setting(name, story, globals))}
        <a class="button" href=${writePlace({ story, args, globals, bare: !bare })} target="_blank">Alone</a>
      </div>
    </header>`;
  }

  #setting(name: keyof Globals, story: StoryEntry, globals: Globals): TemplateResult {
    const fixed = name in story.globals;
    const value = effectiveGlobals(story, globals)[name];
    return html`<label class="setting"
      ><span>${SETTING_NAMES[name]}</span
      ><select
        ?disabled=${fixed}
        title=${fixed ? 'This story fixes it' : nothing}
        @change=${(event: Event) => this.#set(name, (event.target as HTMLSelectElement).value)}
      >
        ${GLOBAL_VALUES[name].map(
          (option) =>
            html`<option value=${option} .selected=${option === value}>
              ${VALUE_NAMES[option] ?? `${option} px`}
            </option>`,
        )}
      </select></label
    >`;
  }

  #bottom({ story, args }: Place): TemplateResult {
    const changed = Object.keys(story.args).some((arg) => args[arg] !== story.args[arg]);
    return html`<section class="bottom" aria-label="About this story">
      <div class="tabs">
        <div
          role="tablist"
          aria-label="About this story"
          @keydown=${(event: KeyboardEvent) => this.#onTabKey(event)}
        >
          ${PANELS.map((name) => this.#tab(name))}
        </div>
        <span class="grow"></span>
        ${changed ? html`<button class="quiet" @click=${() => this.#show({ args: story.args })}>Reset</button>` : nothing}
        <button
          class="quiet icon"
          aria-label="Start over"
          title="Start over"
          @click=${() => void this.#reopen()}
        >
          ${icon('refresh')}
        </button>
        <button
          class="quiet icon"
          aria-label="Panel"
          aria-expanded=${this.showsPanel}
          @click=${() => (this.showsPanel = !this.showsPanel)}
        >
          ${icon(this.showsPanel ? 'down' : 'up')}
        </button>
      </div>
      <div
        class="panel"
        id="panel"
        role="tabpanel"
        tabindex="0"
        aria-labelledby=${`tab-${this.panel}`}
        ?hidden=${!this.showsPanel}
      >
        ${this.#panel(story, args)}
      </div>
    </section>`;
  }

  #tab(name: Panel): TemplateResult {
    const selected = name === this.panel;
    const count = name === 'events' && this.records.length > 0 ? this.records.length : null;
    return html`<button
      class="quiet"
      role="tab"
      id=${`tab-${name}`}
      aria-controls="panel"
      aria-selected=${selected}
      tabindex=${selected ? 0 : -1}
      @click=${() => this.#openPanel(name)}
    >
      ${PANEL_NAMES[name]}${count === null ? nothing : html` <span class="pill accent number">${count}</span>`}
    </button>`;
  }

  #panel(story: StoryEntry, args: Place['args']): TemplateResult {
    switch (this.panel) {
      case 'controls':
        return html`<story-controls
          .story=${story}
          .args=${args}
          @arg-change=${({ arg, value }: ArgChangeEvent) => this.#show({ args: { ...args, [arg]: value } })}
        ></story-controls>`;
      case 'events':
        return html`<story-event-log
          .records=${this.records}
          @clear=${() => (this.records = [])}
        ></story-event-log>`;
      case 'code':
        return html`<story-code .code=${markupOf(this.#canvas.element, story, args)}></story-code>`;
    }
  }

  #openPanel(panel: Panel): void {
    this.panel = panel;
    this.showsPanel = true;
  }

  #onTabKey(event: KeyboardEvent): void {
    const rightToLeft = getComputedStyle(this).direction === 'rtl';
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: rightToLeft ? -1 : 1,
      ArrowLeft: rightToLeft ? 1 : -1,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const index = (PANELS.indexOf(this.panel) + step + PANELS.length) % PANELS.length;
    this.#openPanel(PANELS[index] ?? 'controls');
    this.renderRoot.querySelector<HTMLElement>(`#tab-${this.panel}`)?.focus();
  }

  #skip(event: Event): void {
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>('#stage')?.focus();
  }

  #choose(story: StoryEntry): void {
    this.renderRoot.querySelector<HTMLElement>('#stories:popover-open')?.hidePopover();
    const globals = this.place?.globals ?? DEFAULT_GLOBALS;
    this.place = { story, args: story.args, globals, bare: false };
    history.pushState(null, '', writePlace(this.place));
    void this.#reopen();
  }

  #set(name: keyof Globals, value: string): void {
    const globals = this.place?.globals ?? DEFAULT_GLOBALS;
    this.#show({ globals: { ...globals, [name]: value } });
  }

  /** The same story with other arguments or settings. */
  #show(change: Partial<Place>): void {
    if (!this.place) return;
    this.place = { ...this.place, ...change };
    history.replaceState(null, '', writePlace(this.place));
    this.#canvas.update(this.place.args, this.place.globals);
    this.drawn += 1;
  }

  #restore(): void {
    this.place = readPlace(location.search, this.stories);
    void this.#reopen();
  }

  async #reopen(): Promise<void> {
    if (!this.place) return;
    this.records = [];
    const { story, args, globals } = this.place;
    const opened = this.#canvas.open(story, args, globals);
    this.drawn += 1;
    await opened;
  }

  readonly #onReportEvent = (event: Event): void => {
    // When the host's own listeners have run, it is known whether they prevented it.
    queueMicrotask(() => {
      this.records = [recordOf(event), ...this.records].slice(0, MOST_RECORDS);
    });
  };
}
