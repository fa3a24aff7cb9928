/** Scrolling down and up at an even speed, and whether there are rows wherever one looks. */

const SPEED = 2_500;
/** Column heads may lie over the upper edge. */
const HEAD = 40;

export class Scrolling {
  readonly #scroller: Element;
  #position: number;
  #direction = 1;
  #last = 0;

  constructor(scroller: Element) {
    this.#scroller = scroller;
    this.#position = scroller.scrollTop;
  }

  step(time: number): void {
    // A frame that comes late scrolls no further than a hand would have.
    const elapsed = this.#last === 0 ? 0 : Math.min(time - this.#last, 250);
    this.#last = time;
    const most = this.#scroller.scrollHeight - this.#scroller.clientHeight;
    this.#position += (this.#direction * SPEED * elapsed) / 1000;
    if (this.#position >= most) [this.#position, this.#direction] = [most, -1];
    if (this.#position <= 0) [this.#position, this.#direction] = [0, 1];
    this.#scroller.scrollTop = this.#position;
  }
}

/** Whether the rows cover the viewport without a gap. */
export function isCovered(scroller: Element, rows: Iterable<Element>): boolean {
  const { top, bottom } = scroller.getBoundingClientRect();
  const boxes: DOMRect[] = [];
  for (const row of rows) {
    const box = row.getBoundingClientRect();
    if (box.bottom > top && box.top < bottom) boxes.push(box);
  }
  boxes.sort((a, b) => a.top - b.top);
  let covered = top + HEAD;
  for (const box of boxes) {
    if (box.top > covered + 1) return false;
    covered = Math.max(covered, box.bottom);
  }
  return covered >= bottom - 1;
}
