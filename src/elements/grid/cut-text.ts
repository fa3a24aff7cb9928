/** Text that does not fit its cell is told by the tooltip, of the one cell that is pointed at or has the focus. */
import { cellElementOf, rowIdOf } from './grid-places.js';

export class CutText {
  #cell: HTMLElement | null = null;
  #rowId: string | null = null;

  /** The pointer or the focus is on `element` now. */
  look(element: Element): void {
    const cell = cellElementOf(element);
    if (cell !== this.#cell) this.#forget();
    if (!cell || cell.matches('.select, .actions') || !cell.closest('.rows')) return;
    const within = [
      ...cell.querySelectorAll<HTMLElement>('.title, .second, .clip, .name, .pill, .sentiment, bdi'),
    ];
    // In a table the cell itself cuts, and its text is the one that it shows.
    const cut = isCut(cell)
      ? [cell.querySelector<HTMLElement>('.name, .clip') ?? cell]
      : within.filter(isCut);
    const texts = new Set(cut.map(({ textContent }) => textContent.trim()));
    if (texts.size === 0) return;
    cell.dataset['tooltip'] = [...texts].join(' · ');
    this.#cell = cell;
    this.#rowId = rowIdOf(cell);
  }

  /** After rendering: the cell may show another conversation now. */
  refresh(): void {
    if (this.#cell && rowIdOf(this.#cell) !== this.#rowId) this.#forget();
  }

  #forget(): void {
    delete this.#cell?.dataset['tooltip'];
    this.#cell = null;
  }
}

function isCut({ clientWidth, scrollWidth }: Element): boolean {
  return clientWidth > 0 && scrollWidth > clientWidth;
}
