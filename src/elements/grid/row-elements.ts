/** Which element shows which row. */
import type { RowGeometry } from '../../controllers/row-geometry.js';
import { hostControls } from './grid-places.js';
import type { RowArrangement } from './row-arrangement.js';

export class RowElements {
  #elements: ReadonlyMap<string, HTMLElement> = new Map();
  /** The active row while it is out of the window. */
  #pinned: HTMLElement | null = null;

  get(id: string): HTMLElement | undefined {
    return this.#elements.get(id);
  }

  /** After rendering; puts the active row where it belongs when it is out of the window. */
  place(group: HTMLElement, { rows, range }: RowArrangement, geometry: RowGeometry): void {
    const elements = new Map<string, HTMLElement>();
    let pinned: HTMLElement | null = null;
    let place = 0;
    for (let element = group.firstElementChild; element; element = element.nextElementSibling) {
      const row = rows[place++];
      if (!row) break;
      elements.set(row.conversation.id, element as HTMLElement);
      if (row.index >= range.start && row.index < range.end) continue;
      pinned = element as HTMLElement;
      const top = geometry.offsetOf(row.index) - geometry.offsetOf(range.start);
      pinned.style.insetBlockStart = `${String(top)}px`;
    }
    if (this.#pinned !== pinned) {
      this.#pinned?.classList.remove('pinned');
      if (this.#pinned) this.#pinned.style.insetBlockStart = '';
      pinned?.classList.add('pinned');
      this.#pinned = pinned;
    }
    this.#elements = elements;
  }

  /** A host's controls are entered by Enter or F2; the grid stays one tab stop. */
  takeFromTabOrder(group: HTMLElement): void {
    for (const cell of group.querySelectorAll('.cell-extra')) {
      for (const control of hostControls(cell)) if (control.tabIndex >= 0) control.tabIndex = -1;
    }
  }
}
