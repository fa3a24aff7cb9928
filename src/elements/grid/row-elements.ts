/** Which element shows which row. */
import type { RowGeometry } from '../../controllers/row-geometry.js';
import { hostControls } from './grid-places.js';
import type { RowArrangement } from './row-arrangement.js';

export class RowElements {
  #elements: ReadonlyMap<string, HTMLElement> = new Map();

  get(id: string): HTMLElement | undefined {
    return this.#elements.get(id);
  }

  /** After rendering; puts the active row where it belongs when it is out of the window. */
  place(group: HTMLElement, { rows, range }: RowArrangement, geometry: RowGeometry): void {
    const elements = new Map<string, HTMLElement>();
    [...group.children].forEach((element, place) => {
      const row = rows[place];
      if (!row || !(element instanceof HTMLElement)) return;
      elements.set(row.conversation.id, element);
      const isOutside = row.index < range.start || row.index >= range.end;
      if (!isOutside && !element.classList.contains('pinned')) return;
      const top = geometry.offsetOf(row.index) - geometry.offsetOf(range.start);
      element.classList.toggle('pinned', isOutside);
      element.style.insetBlockStart = isOutside ? `${String(top)}px` : '';
    });
    this.#elements = elements;
  }

  /** A host's controls are entered by Enter or F2; the grid stays one tab stop. */
  takeFromTabOrder(group: HTMLElement): void {
    for (const cell of group.querySelectorAll('.cell-extra')) {
      for (const control of hostControls(cell)) if (control.tabIndex >= 0) control.tabIndex = -1;
    }
  }
}
