/**
 * The menu of a row's actions. It belongs to the conversation it was opened for, whatever happens to the rows under it;
 * what is refused stays and says why.
 */
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { Localization } from '../../localization/index.js';
import { ACTIONS, type ActionDecision, type RowAction } from '../../model/actions.js';
import { icon } from '../../styles/icons.js';
import { refusalText } from '../shared/outcome-text.js';
import { placeBeside } from '../shared/placement.js';
import { menuStyles } from './row-menu.styles.js';

/** Beside an element (a button, a cell), or where the pointer is. */
export type MenuPlace = Element | { readonly x: number; readonly y: number };

export interface MenuSurroundings {
  readonly opened: () => void;
  /** `chosen` is null when nothing was; the focus is still in the menu, or lost. */
  readonly closed: (conversationId: string, chosen: RowAction | null) => void;
}

const KEYS: Readonly<Record<RowAction, string>> = {
  assign: 'A',
  transfer: 'T',
  monitor: 'M',
  'force-close': 'X',
};
/** Between the menu and the edge of the viewport. */
const EDGE = 8;

const OUTSIDE = ['pointerdown', 'pointerup', 'focusin'] as const;

export class RowMenu implements ReactiveController {
  /** Of its layer, in the tree of the element that renders it. */
  static readonly styles = menuStyles;

  readonly #host: LitElement;
  readonly #around: MenuSurroundings;
  #id: string | null = null;
  #place: MenuPlace | null = null;
  #isPressedOutside = false;
  /** What a host keeps in a closed tree shows a listener of the document no path to its target. */
  #inside: Event | null = null;

  constructor(host: LitElement, around: MenuSurroundings) {
    this.#host = host;
    this.#around = around;
    host.addController(this);
  }

  /** Id of the conversation whose menu is open, or null. */
  get conversationId(): string | null {
    return this.#id;
  }

  open(conversationId: string, place: MenuPlace): void {
    if (this.#id !== null) this.#close(null);
    this.#id = conversationId;
    this.#place = place;
    this.#around.opened();
    this.#host.requestUpdate();
  }

  close(): void {
    this.#close(null);
  }

  /** @param decide decides on the menu's conversation; null when it is gone. */
  render(
    words: Localization,
    decide: ((action: RowAction) => ActionDecision) | null,
    hasLetters: boolean,
  ): TemplateResult {
    return html`<div
      class="menu"
      popover="manual"
      role="menu"
      aria-label=${words.term('action.actions')}
      @keydown=${this.#onKeyDown}
      @pointerdown=${this.#onInside}
      @focusin=${this.#onInside}
      @mousedown=${preventDefault}
      @click=${this.#onClick}
      @contextmenu=${preventDefault}
    >
      ${this.#id === null || !decide ? nothing : ACTIONS.map((action) => item(action, decide(action), words, hasLetters))}
    </div>`;
  }

  /** Shows what was opened; call it after rendering, and after the focus was given to the row. */
  show(): void {
    const layer = this.#layer;
    const place = this.#place;
    if (!layer?.isConnected || place === null) return;
    this.#place = null;
    layer.showPopover();
    for (const type of OUTSIDE) document.addEventListener(type, this.#onAnywhere);
    if (place instanceof Element)
      placeBeside(layer, place, place instanceof HTMLButtonElement ? 'end' : 'start', 2);
    else placeAt(layer, place.x, place.y);
    this.#items[0]?.focus({ preventScroll: true });
  }

  hostDisconnected(): void {
    // A popover that is taken out of the page closes without a word.
    this.#forget();
  }

  #forget(): void {
    for (const type of OUTSIDE) document.removeEventListener(type, this.#onAnywhere);
    this.#isPressedOutside = false;
    this.#id = null;
    this.#place = null;
  }

  get #layer(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('.menu');
  }

  get #items(): readonly HTMLElement[] {
    return [...(this.#layer?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  }

  #close(chosen: RowAction | null): void {
    const id = this.#id;
    if (id === null) return;
    this.#forget();
    this.#around.closed(id, chosen);
    const layer = this.#layer;
    if (layer?.matches(':popover-open')) layer.hidePopover();
    this.#host.requestUpdate();
  }

  readonly #onInside = (event: Event): void => {
    this.#inside = event;
  };

  /**
   * A press outside closes it, and a focus outside, such as a dialog's. The popover is not left to the platform: that
   * one also takes the end of the press that opened the menu, by the right button or a long touch, for a press outside.
   */
  readonly #onAnywhere = (event: Event): void => {
    const isOutside = event !== this.#inside;
    if (event.type === 'pointerdown') this.#isPressedOutside = isOutside;
    else if (event.type === 'focusin' ? isOutside : this.#isPressedOutside) this.#close(null);
  };

  readonly #onClick = (event: Event): void => {
    const target =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[role=menuitem]') : null;
    const action = ACTIONS.find((name) => name === target?.dataset['action']);
    if (action && target?.getAttribute('aria-disabled') !== 'true') this.#close(action);
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event;
    const items = this.#items;
    const place = items.findIndex((element) => element.matches(':focus'));
    const next = {
      ArrowDown: (place + 1) % items.length,
      ArrowUp: (place - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    }[key];
    // The keys of the grid below are not meant.
    event.stopPropagation();
    if (key === 'Escape' || key === 'Tab') this.#close(null);
    else if (next !== undefined) items[next]?.focus();
    else if (key === ' ' || key === 'Enter') items[place]?.click();
    else if (!this.#typeAhead(items, place, key)) return;
    event.preventDefault();
  };

  #typeAhead(items: readonly HTMLElement[], place: number, key: string): boolean {
    // Names of keys are longer than what a key types.
    if (key.length > 2) return false;
    const names = items.map(({ textContent }) => textContent.trim().toLocaleLowerCase());
    const order = items.map((_, index) => (place + 1 + index) % items.length);
    const found = order.find((index) => names[index]?.startsWith(key.toLocaleLowerCase()));
    if (found === undefined) return false;
    items[found]?.focus();
    return true;
  }
}

function item(
  action: RowAction,
  decision: ActionDecision,
  words: Localization,
  hasLetters: boolean,
): TemplateResult {
  const name = words.term(`action.${action}`);
  const reason = refusalText(decision, words);
  // The reason stands beside the item, not in it: an item is named by the action alone.
  return html`<div role="none" class="item">
    <button
      type="button"
      role="menuitem"
      tabindex="-1"
      class=${action === 'force-close' ? 'quiet risk' : 'quiet'}
      data-action=${action}
      data-key=${hasLetters ? KEYS[action] : nothing}
      aria-disabled=${decision.allowed ? nothing : 'true'}
      aria-describedby=${decision.allowed ? nothing : `menu-${action}`}
      aria-keyshortcuts=${hasLetters ? KEYS[action] : nothing}
    >
      ${icon(action)}${name}
    </button>
    ${decision.allowed ? nothing : html`<span class="reason" id="menu-${action}">${reason}</span>`}
  </div>`;
}

function preventDefault(event: Event): void {
  event.preventDefault();
}

/** At the pointer, inside the viewport. */
function placeAt(layer: HTMLElement, x: number, y: number): void {
  const { clientWidth, clientHeight } = document.documentElement;
  const { width, height } = layer.getBoundingClientRect();
  const isRightToLeft = getComputedStyle(layer).direction === 'rtl';
  const left = Math.max(EDGE, Math.min(isRightToLeft ? x - width : x, clientWidth - width - EDGE));
  const top = y + height + EDGE > clientHeight && y - height >= EDGE ? y - height : y;
  layer.style.left = `${String(left)}px`;
  layer.style.top = `${String(Math.max(EDGE, Math.min(top, clientHeight - height - EDGE)))}px`;
}
