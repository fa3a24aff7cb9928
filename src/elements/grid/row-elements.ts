/** Which element shows which row. */
import type { RowGeometry } from '../../controllers/row-geometry.js';
import { hostControls } from './grid-places.js';
import type { LineState } from './row-state.js';

export class RowElements {
  #elements: ReadonlyMap<string, HTMLElement> = new Map();
  /** Where an element was last put. */
  readonly #tops = new WeakMap<HTMLElement, number>();

  get(id: string): HTMLElement | undefined {
    return this.#elements.get(id);
  }

  /** After rendering; puts each row where it belongs. */
  place(group: HTMLElement, rows: readonly LineState[], geometry: RowGeometry): void {
    const elements = new Map<string, HTMLElement>();
    let element = group.firstElementChild as HTMLElement | null;
    for (const { id, index } of rows) {
      if (!element) break;
      elements.set(id, element);
      const top = geometry.topOf(index);
      if (this.#tops.get(element) !== top) {
        this.#tops.set(element, top);
        element.style.translate = `0 ${String(top)}px`;
      }
      element = element.nextElementSibling as HTMLElement | null;
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
