/**
 * What features say about rows: a mark beside the customer, and the same in the row's description. The rows in sight are
 * written after each rendering of the grid, which knows nothing of it; rows without a note cost a look-up.
 */
import { html, nothing, render, type LitElement, type TemplateResult } from 'lit';
import type { FeatureHost } from '../controllers/feature.js';
import { keepFocus } from '../elements/shared/keep-focus.js';
import type { Localization } from '../localization/index.js';
import { eachGrid } from './each-grid.js';
import { icon, type IconName } from '../styles/icons.js';

export interface RowNote {
  readonly icon: IconName;
  readonly tone: 'caution' | 'bad';
  /** In a few words. */
  readonly text: string;
  /** In a sentence. */
  readonly description: string;
  /** A button for the pointer that takes the note away; by keys it is done otherwise. */
  readonly dismiss?: { readonly name: string; readonly act: () => void };
}

export interface NoteSource {
  /** How many rows have a note. */
  readonly size: number;
  /** The same object as long as the note is the same. */
  noteOf(id: string, words: Localization): RowNote | undefined;
}

/** Something that is written into the rows in sight. */
export interface RowPainter {
  readonly isActive: boolean;
  paint(row: HTMLElement, id: string, words: Localization): void;
}

const known = new WeakMap<LitElement, RowNotes>();
const NOTHING: readonly RowNote[] = [];

/** The notes of a report, for all its features. */
export function rowNotesOf(host: FeatureHost): RowNotes {
  let notes = known.get(host.report);
  if (!notes) known.set(host.report, (notes = new RowNotes(host)));
  return notes;
}

export class RowNotes {
  readonly #host: FeatureHost;
  readonly #sources: NoteSource[] = [];
  readonly #painters: RowPainter[] = [];
  /** By the line that the marks stand in: with other columns it is another one. */
  readonly #painted = new WeakMap<Element, readonly RowNote[]>();
  #grid: LitElement | null = null;
  #hasPainted = false;

  constructor(host: FeatureHost) {
    this.#host = host;
    eachGrid(host, (grid) => {
      this.#grid = grid;
      grid.addController({ hostUpdated: () => this.paint() });
      this.paint();
    });
  }

  /** The grid, while there is one. */
  get grid(): LitElement | null {
    return this.#grid;
  }

  add(source: NoteSource): void {
    this.#sources.push(source);
  }

  addPainter(painter: RowPainter): void {
    this.#painters.push(painter);
  }

  /** The row that has the focus, by id. */
  get focusedRow(): string | null {
    const root = this.#grid?.shadowRoot;
    return root?.activeElement?.closest<HTMLElement>('.row')?.dataset['conversationId'] ?? null;
  }

  /** Writes what is new. */
  paint(): void {
    const isNeeded =
      this.#hasPainted ||
      this.#painters.some(({ isActive }) => isActive) ||
      this.#sources.some(({ size }) => size > 0);
    if (!isNeeded || !this.#grid) return;
    this.#hasPainted = false;
    const words = this.#host.words();
    for (const row of this.#grid.renderRoot.querySelectorAll<HTMLElement>('.row[data-conversation-id]')) {
      const id = row.dataset['conversationId'] ?? '';
      this.#paintNotes(row, id, words);
      for (const painter of this.#painters) if (painter.isActive) painter.paint(row, id, words);
    }
  }

  #paintNotes(row: HTMLElement, id: string, words: Localization): void {
    const line = row.querySelector('.second');
    if (!line) return;
    const notes = this.#sources.flatMap((source) => source.noteOf(id, words) ?? []);
    this.#hasPainted ||= notes.length > 0;
    const before = this.#painted.get(line) ?? NOTHING;
    if (notes.length === before.length && notes.every((note, index) => note === before[index])) return;
    this.#painted.set(line, notes);
    render(notes.map(mark), ownChild(line, 'marks notes', notes.length > 0));
    const state = row.querySelector('.select > [hidden]');
    if (state) {
      const text = notes.map(({ description }) => ` ${description}`).join('');
      ownChild(state, 'note-words', notes.length > 0).textContent = text;
    }
  }
}

/** At the end, where what the grid renders does not reach. Without a note it takes no room. */
function ownChild(parent: Element, name: string, isShown: boolean): HTMLElement {
  const last = parent.lastElementChild;
  const child =
    last instanceof HTMLElement && last.className === name ? last : document.createElement('span');
  child.className = name;
  child.hidden = !isShown;
  if (!child.isConnected) parent.append(child);
  return child;
}

/** The words are the row's description too, so these are for the eyes. */
function mark(note: RowNote): TemplateResult {
  const { dismiss, tone, text, description } = note;
  return html`<span class="mark note ${tone}" aria-hidden="true" data-tooltip=${description}
      >${icon(note.icon)}<span class="clip">${text}</span></span
    >${
      dismiss
        ? html`<button
            type="button"
            class="note-dismiss"
            tabindex="-1"
            aria-label=${dismiss.name}
            data-tooltip=${dismiss.name}
            @mousedown=${keepFocus}
            @click=${(event: Event) => {
              // What the grid does with a press on a row is not meant.
              event.stopPropagation();
              dismiss.act();
            }}
          >
            ${icon('cross')}
          </button>`
        : nothing
    }`;
}
