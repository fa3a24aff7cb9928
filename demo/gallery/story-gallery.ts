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
import type { Globals } from './story.js';
import type { PlaceChangeEvent } from './story-panels.js';
import { styles } from './story-gallery.styles.js';

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
  ar: 'العربية',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ja: '日本語',
  'pt-BR': 'Português (Brasil)',
  full: 'Full',
};

/** The list of stories, the one that is shown, and what belongs to it. The canvas itself is a child, not a part. */
export class StoryGallery extends LitElement {
  static override styles = [reset, tokens, controls, styles];

  @property({ attribute: false }) stories: readonly StoryEntry[] = [];
  @state() private place: Place | null = null;
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
    this.#canvas.remove();
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
          <story-panels
            role="region"
            aria-label="About this story"
            .place=${place}
            .canvas=${this.#canvas.element}
            .records=${this.records}
            .drawn=${this.drawn}
            @place-change=${({ change }: PlaceChangeEvent) => this.#show(change)}
            @start-over=${() => void this.#reopen()}
            @clear=${() => (this.records = [])}
          ></story-panels>
        </main>
      </div>
    `;
  }

  #head(place: Place): TemplateResult {
    const { story, globals } = place;
    return html`<header>
      <button class="icon stories" aria-label="Stories" popovertarget="stories">${icon('log')}</button>
      <div class="about">
        <h2><span class="muted">${story.title} / </span>${story.name}</h2>
        <p class="muted">${story.parameters.docs?.description?.story ?? ''}</p>
      </div>
      <div class="settings">
        ${(Object.keys(GLOBAL_VALUES) as (keyof Globals)[]).map((name) => this.#setting(name, story, globals))}
        <a class="button" href=${writePlace({ ...place, bare: true })} target="_blank">Alone</a>
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

  #skip(event: Event): void {
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>('#stage')?.focus();
  }

  #choose(story: StoryEntry): void {
    this.renderRoot.querySelector<HTMLElement>('#stories:popover-open')?.hidePopover();
    if (!this.place) return;
    // Settings, tokens and panel stay: one looks through the stories in them.
    this.place = { ...this.place, story, args: story.args };
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
    const { args, globals, tokens } = this.place;
    if (change.tokens) this.#canvas.wear(tokens);
    if (change.args || change.globals) this.#canvas.update(args, globals);
    if (change.args || change.globals || change.tokens) this.drawn += 1;
  }

  #restore(): void {
    this.place = readPlace(location.search, this.stories);
    void this.#reopen();
  }

  async #reopen(): Promise<void> {
    if (!this.place) return;
    this.records = [];
    const { story, args, globals, tokens } = this.place;
    this.#canvas.wear(tokens);
    const opened = this.#canvas.open(story, args, globals);
    this.drawn += 1;
    await opened;
    // What the story itself does first is done.
    this.drawn += 1;
  }

  readonly #onReportEvent = (event: Event): void => {
    // When the host's own listeners have run, it is known whether they prevented it.
    queueMicrotask(() => {
      this.records = [recordOf(event), ...this.records].slice(0, MOST_RECORDS);
    });
  };
}
