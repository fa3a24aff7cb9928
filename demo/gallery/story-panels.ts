import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { controls } from '../../src/styles/controls.js';
import { icon } from '../../src/styles/icons.js';
import { reset } from '../../src/styles/reset.js';
import type { Place } from './address.js';
import type { EventRecord } from './event-record.js';
import { markupOf } from './markup.js';
import { PANEL_NAMES, PANELS, type Panel } from './panels.js';
import type { ArgChangeEvent } from './story-controls.js';
import { styles } from './story-panels.styles.js';
import type { TokensChangeEvent } from './theme-editor.js';

/** What the panels change of the place. */
export class PlaceChangeEvent extends Event {
  readonly change: Partial<Place>;
  constructor(change: Partial<Place>) {
    super('place-change');
    this.change = change;
  }
}

/** Least height of the panel by its divider, px, and how far an arrow key moves it. */
const LEAST_HEIGHT = 120;
const STEP = 24;

/**
 * What belongs to a story, below it: one panel at a time, by tabs.
 *
 * @fires place-change - arguments, tokens or the panel are to be others
 * @fires start-over - the story is to begin again
 * @fires clear - the log is to be emptied
 */
export class StoryPanels extends LitElement {
  static override styles = [reset, controls, styles];

  @property({ attribute: false }) place: Place | null = null;
  @property({ attribute: false }) canvas: Element | null = null;
  @property({ attribute: false }) records: readonly EventRecord[] = [];
  /** Rises when the canvas has other contents, so that code and findings are read again. */
  @property({ attribute: false }) drawn = 0;
  /** Set by hand, px; null is the style sheet's. */
  @state() private height: number | null = null;
  /** The tab that is chosen when the panel is closed. */
  #last: Panel = PANELS[0];

  protected override render(): TemplateResult | typeof nothing {
    const { place } = this;
    if (!place) return nothing;
    const isOpen = place.panel !== 'none';
    if (place.panel !== 'none') this.#last = place.panel;
    return html`
      ${isOpen ? this.#divider() : nothing}
      <div class="tabs">
        <div
          role="tablist"
          aria-label="About this story"
          @keydown=${(event: KeyboardEvent) => this.#onTabKey(event)}
        >
          ${PANELS.map((name) => this.#tab(name))}
        </div>
        <span class="grow"></span>
        ${
          isChanged(place)
            ? html`<button class="quiet" @click=${() => this.#change({ args: place.story.args })}>
                Reset
              </button>`
            : nothing
        }
        <button
          class="quiet icon"
          aria-label="Start over"
          title="Start over"
          @click=${() => this.dispatchEvent(new Event('start-over'))}
        >
          ${icon('refresh')}
        </button>
        <button
          class="quiet icon"
          aria-label="Panel"
          title="Panel"
          aria-expanded=${isOpen}
          aria-controls="panel"
          @click=${() => this.#change({ panel: isOpen ? 'none' : this.#last })}
        >
          ${icon(isOpen ? 'down' : 'up')}
        </button>
      </div>
      <div
        class="panel"
        id="panel"
        role="tabpanel"
        tabindex="0"
        aria-labelledby=${`tab-${this.#last}`}
        ?hidden=${!isOpen}
      >
        ${isOpen ? this.#panel(place) : nothing}
      </div>
    `;
  }

  protected override updated(): void {
    if (this.height === null) this.style.removeProperty('--_panel');
    else this.style.setProperty('--_panel', `${String(this.height)}px`);
  }

  #tab(name: Panel): TemplateResult {
    const selected = name === this.#last;
    const count = name === 'events' && this.records.length > 0 ? this.records.length : null;
    return html`<button
      class="quiet"
      role="tab"
      id=${`tab-${name}`}
      aria-controls="panel"
      aria-selected=${selected}
      tabindex=${selected ? 0 : -1}
      @click=${() => this.#change({ panel: name })}
    >
      ${PANEL_NAMES[name]}${count === null ? nothing : html` <span class="pill accent number">${count}</span>`}
    </button>`;
  }

  #panel(place: Place): TemplateResult | typeof nothing {
    const { story, args, tokens, panel } = place;
    switch (panel) {
      case 'controls':
        return html`<story-controls
          .story=${story}
          .args=${args}
          @arg-change=${({ arg, value }: ArgChangeEvent) => this.#change({ args: { ...args, [arg]: value } })}
        ></story-controls>`;
      case 'events':
        return html`<story-event-log
          .records=${this.records}
          @clear=${() => this.dispatchEvent(new Event('clear'))}
        ></story-event-log>`;
      case 'code':
        return html`<story-code
          label="Markup of this story"
          .code=${this.canvas ? markupOf(this.canvas, place) : ''}
        ></story-code>`;
      case 'theme':
        return html`<story-theme
          .tokens=${tokens}
          @tokens-change=${({ tokens: others }: TokensChangeEvent) => this.#change({ tokens: others })}
        ></story-theme>`;
      case 'accessibility':
        return html`<story-accessibility
          .subject=${this.canvas}
          .revision=${this.drawn}
        ></story-accessibility>`;
      case 'none':
        return nothing;
    }
  }

  #divider(): TemplateResult {
    return html`<div
      class="divider"
      role="separator"
      tabindex="0"
      aria-label="Height of the panel"
      aria-orientation="horizontal"
      aria-controls="panel"
      aria-valuemin=${LEAST_HEIGHT}
      aria-valuemax=${this.#mostHeight()}
      aria-valuenow=${Math.round(this.#height())}
      @keydown=${(event: KeyboardEvent) => this.#onDividerKey(event)}
      @pointerdown=${(event: PointerEvent) => (event.currentTarget as Element).setPointerCapture(event.pointerId)}
      @pointermove=${(event: PointerEvent) => this.#onDrag(event)}
      @dblclick=${() => (this.height = null)}
    ></div>`;
  }

  #height(): number {
    return this.height ?? this.renderRoot.querySelector('#panel')?.clientHeight ?? LEAST_HEIGHT;
  }

  /** So much of the story stays in sight. */
  #mostHeight(): number {
    return Math.max(LEAST_HEIGHT, Math.round(innerHeight * 0.75));
  }

  #resize(height: number): void {
    this.height = Math.round(Math.min(this.#mostHeight(), Math.max(LEAST_HEIGHT, height)));
  }

  #onDividerKey(event: KeyboardEvent): void {
    const heights: Readonly<Record<string, number>> = {
      ArrowUp: this.#height() + STEP,
      ArrowDown: this.#height() - STEP,
      Home: LEAST_HEIGHT,
      End: this.#mostHeight(),
    };
    const height = heights[event.key];
    if (height === undefined) return;
    event.preventDefault();
    this.#resize(height);
  }

  #onDrag(event: PointerEvent): void {
    if ((event.currentTarget as Element).hasPointerCapture(event.pointerId))
      this.#resize(this.#height() - event.movementY);
  }

  #onTabKey(event: KeyboardEvent): void {
    const forward = getComputedStyle(this).direction === 'rtl' ? -1 : 1;
    const at = PANELS.indexOf(this.#last);
    const places: Readonly<Record<string, number>> = {
      ArrowRight: at + forward,
      ArrowLeft: at - forward,
      Home: 0,
      End: PANELS.length - 1,
    };
    const place = places[event.key];
    if (place === undefined) return;
    event.preventDefault();
    const panel = PANELS[(place + PANELS.length) % PANELS.length] ?? PANELS[0];
    this.#change({ panel });
    this.renderRoot.querySelector<HTMLElement>(`#tab-${panel}`)?.focus();
  }

  #change(change: Partial<Place>): void {
    this.dispatchEvent(new PlaceChangeEvent(change));
  }
}

function isChanged({ story, args }: Place): boolean {
  return [...new Set([...Object.keys(args), ...Object.keys(story.args)])].some(
    (arg) => args[arg] !== story.args[arg],
  );
}
