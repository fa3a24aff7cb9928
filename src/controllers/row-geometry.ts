/**
 * Which rows of uniform height are in sight, and where they lie.
 *
 * Browsers cap the height of an element (about 17 million pixels in Firefox, 33 in the others). A list that would be
 * taller gets a body of {@link MAX_BODY_HEIGHT}: a large scroll (the thumb is dragged) then goes to the proportional
 * place of the list, a small one (wheel, touch) still moves it by as many pixels as it says.
 */
export const MAX_BODY_HEIGHT = 15_000_000;
/**
 * Rows kept ready above and below what is in sight together; more of them once somebody scrolls, for the frame that comes
 * late: at 2,500 px/s a list is five rows further on after 80 ms. Those who never scroll need not pay for them.
 */
const READY = 6;
const READY_TO_GLIDE = 10;
/** Of them on the side that a scrolling list comes from. */
const BEHIND = 2;
/** A scroll of up to so many viewports is taken by the pixel in a list that is taller than its body. */
const SMALL_SCROLL = 2;
/** Pixels of the list after which rows are laid from another one; far from where positions lose their precision. */
const BASE_STEP = 1_000_000;

export interface RowRange {
  readonly start: number;
  /** The first row that is not in it. */
  readonly end: number;
}

const clamp = (value: number, maximum: number): number => Math.max(0, Math.min(value, maximum));

export class RowGeometry {
  #count = 0;
  #rowHeight = 44;
  #viewport = 0;
  /** Pixels of the list above the viewport. */
  #top = 0;
  /** Pixels of the last scroll, if it was small: the next one is likely to go the same way. */
  #glide = 0;
  #ready = READY;
  /** What the scroller says; differs from `#top` only in a list that is taller than its body. */
  #scrolled = 0;

  get count(): number {
    return this.#count;
  }
  get rowHeight(): number {
    return this.#rowHeight;
  }
  get viewport(): number {
    return this.#viewport;
  }
  get top(): number {
    return this.#top;
  }
  /** Height of the element that holds the rows. */
  get bodyHeight(): number {
    return Math.min(this.#height, MAX_BODY_HEIGHT);
  }
  /** Where the scroller has to stand for `top`. */
  get scrollTop(): number {
    return this.#scrolled;
  }
  get isScaled(): boolean {
    return this.#height > MAX_BODY_HEIGHT;
  }
  /** The last scroll was a small one. */
  get isGliding(): boolean {
    return this.#glide !== 0;
  }
  /** Rows to be in the DOM. */
  get range(): RowRange {
    const ready = this.#ready;
    const above = this.#glide === 0 ? ready / 2 : this.#glide > 0 ? BEHIND : ready - BEHIND;
    const start = Math.floor(this.#top / this.#rowHeight) - above;
    const end = Math.ceil((this.#top + this.#viewport) / this.#rowHeight) + ready - above;
    return { start: clamp(start, this.#count), end: clamp(end, this.#count) };
  }
  /** Rows that fit as a whole, at least one: a page of the keyboard. */
  get page(): number {
    return Math.max(1, Math.floor(this.#viewport / this.#rowHeight));
  }

  get #height(): number {
    return this.#count * this.#rowHeight;
  }
  get #maximumTop(): number {
    return Math.max(0, this.#height - this.#viewport);
  }
  get #maximumScroll(): number {
    return Math.max(0, this.bodyHeight - this.#viewport);
  }

  /** The row that the others in the DOM are laid from: seldom another one, so that rows stay where they are. */
  get #base(): number {
    return Math.floor(this.#top / BASE_STEP) * Math.floor(BASE_STEP / this.#rowHeight);
  }
  /** Distance of the element that holds the rows from the top of the body. */
  get offset(): number {
    return this.#base * this.#rowHeight - (this.#top - this.#scrolled);
  }
  /** Distance of a row from the top of that element. */
  topOf(index: number): number {
    return (index - this.#base) * this.#rowHeight;
  }

  isVisible(index: number): boolean {
    const start = index * this.#rowHeight;
    return start + this.#rowHeight > this.#top && start < this.#top + this.#viewport;
  }

  /** Takes a new size; the rows at the top stay there when their height changes. */
  resize(size: { readonly count?: number; readonly rowHeight?: number; readonly viewport?: number }): void {
    const { count = this.#count, rowHeight = this.#rowHeight, viewport = this.#viewport } = size;
    if (count === this.#count && rowHeight === this.#rowHeight && viewport === this.#viewport) return;
    const top = (this.#top / this.#rowHeight) * rowHeight;
    const wasScaled = this.isScaled;
    this.#count = count;
    this.#rowHeight = rowHeight;
    this.#viewport = viewport;
    const isScaled = this.#height > MAX_BODY_HEIGHT;
    if (top !== this.#top || top > this.#maximumTop || wasScaled || isScaled) this.moveTo(top);
  }

  /** The list is to show what lies `top` pixels from its start. */
  moveTo(top: number): void {
    this.#top = clamp(top, this.#maximumTop);
    this.#scrolled = this.#proportional;
  }

  moveBy(distance: number): void {
    this.moveTo(this.#top + distance);
  }

  /** Brings a row into the viewport by the shortest way. */
  reveal(index: number): void {
    const start = index * this.#rowHeight;
    if (start < this.#top) this.moveTo(start);
    else if (start + this.#rowHeight > this.#top + this.#viewport) {
      this.moveTo(start + this.#rowHeight - this.#viewport);
    }
  }

  /** The scroller moved. */
  scrolledTo(scrolled: number): void {
    const distance = scrolled - this.#scrolled;
    const isSmall = Math.abs(distance) <= SMALL_SCROLL * this.#viewport;
    // Less than a pixel is what the browser made of a place it was given.
    this.#glide = isSmall && Math.abs(distance) >= 1 ? distance : 0;
    if (this.#glide !== 0) this.#ready = READY_TO_GLIDE;
    this.#scrolled = scrolled;
    if (!this.isScaled) this.#top = clamp(scrolled, this.#maximumTop);
    else if (scrolled <= 0) this.#top = 0;
    else if (scrolled >= this.#maximumScroll - 1) this.#top = this.#maximumTop;
    else if (isSmall) this.#top = clamp(this.#top + distance, this.#maximumTop);
    else this.#top = (scrolled / this.#maximumScroll) * this.#maximumTop;
  }

  /**
   * The list stands still: the next scroll may go either way. Small scrolls let the thumb drift from where it belongs;
   * puts it back without moving the rows.
   */
  settle(): void {
    this.#glide = 0;
    this.#scrolled = this.#proportional;
  }

  get #proportional(): number {
    if (!this.isScaled) return this.#top;
    return (this.#top / this.#maximumTop) * this.#maximumScroll;
  }
}
