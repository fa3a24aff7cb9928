import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { controls } from '../../src/styles/controls.js';
import { icon } from '../../src/styles/icons.js';
import { reset } from '../../src/styles/reset.js';
import type { StoryEntry } from './catalogue.js';

/** The stories in their groups, as links; a search narrows them. */
export class StoryList extends LitElement {
  static override styles = [
    reset,
    controls,
    css`
      :host {
        display: grid;
        grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
        min-block-size: 0;
      }
      .field {
        margin: 0 14px 10px;
      }
      nav {
        overflow-y: auto;
        padding: 0 8px 20px;
        scrollbar-width: thin;
      }
      h2 {
        padding: 14px 10px 6px;
        font-size: 11.5px;
        font-weight: 650;
        letter-spacing: 0.05em;
        text-transform: uppercase;
        color: var(--_text-muted);
      }
      a {
        display: block;
        padding: 5px 10px;
        border-radius: var(--_radius-small);
        color: inherit;
        text-decoration: none;
      }
      a:hover {
        background: var(--_background-muted);
      }
      a[aria-current] {
        background: var(--_accent-soft);
        color: var(--_accent);
        font-weight: 600;
      }
      a:focus-visible {
        outline-offset: -2px;
      }
      .muted {
        padding: 8px 10px;
      }
    `,
  ];

  @property({ attribute: false }) stories: readonly StoryEntry[] = [];
  @property({ attribute: false }) current = '';
  @state() private search = '';

  protected override render(): TemplateResult {
    const found = this.#found();
    const groups = [...new Set(found.map(({ title }) => title))];
    return html`
      <label class="field"
        >${icon('search')}<input
          type="search"
          placeholder="Find a story"
          aria-label="Find a story"
          .value=${this.search}
          @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)}
      /></label>
      <nav aria-label="Stories">
        ${found.length === 0 ? html`<p class="muted" role="status">No story is called that.</p>` : nothing}
        ${repeat(
          groups,
          (group) => group,
          (group) =>
            html`<h2>${group}</h2>
              <ul>
                ${found
                  .filter(({ title }) => title === group)
                  .map((story) => html`<li>${this.#link(story)}</li>`)}
              </ul>`,
        )}
      </nav>
    `;
  }

  #found(): readonly StoryEntry[] {
    const wanted = this.search.trim().toLowerCase();
    return this.stories.filter(({ title, name }) => `${title} ${name}`.toLowerCase().includes(wanted));
  }

  #link(story: StoryEntry): TemplateResult {
    return html`<a
      href=${`?story=${story.id}`}
      aria-current=${story.id === this.current ? 'page' : nothing}
      @click=${(event: MouseEvent) => this.#onClick(event, story)}
      >${story.name}</a
    >`;
  }

  /** With a modifier it is an ordinary link: into a new tab or window. */
  #onClick(event: MouseEvent, story: StoryEntry): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('story-chosen', { detail: story }));
  }
}
