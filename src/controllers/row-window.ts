/**
 * Keeps only the rows in sight in the DOM: follows the scroller and its size, and lays the rows where they belong.
 * Rows have one height, which the style sheet decides; a hidden ruler of that height tells it.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { RowGeometry, type RowRange } from './row-geometry.js';

export interface RowWindowElements {
  readonly scroller: HTMLElement;
  /** Sticks to the top of the scroller and covers rows there. */
  readonly header: HTMLElement;
  /** As tall as all rows together. */
  readonly body: HTMLElement;
  /** Holds the rows in the DOM, in the normal flow; moved as a whole. */
  readonly rows: HTMLElement;
  readonly ruler: HTMLElement;
}

export class RowWindow implements ReactiveController {
  readonly geometry = new RowGeometry();
  readonly #host: ReactiveControllerHost;
  readonly #find: () => RowWindowElements | null;
  #elements: RowWindowElements | null = null;
  #observer: ResizeObserver | undefined;
  #start = 0;
  #end = 0;

  /** @param find gives the elements once they are rendered. */
  constructor(host: ReactiveControllerHost, find: () => RowWindowElements | null) {
    this.#host = host;
    this.#find = find;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observe();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
  }

  /** Sizes the body, moves the rows to `start` and scrolls; call it when they are rendered. */
  place({ start, end }: RowRange): void {
    const elements = this.#attach();
    if (!elements) return;
    const { geometry } = this;
    this.#start = start;
    this.#end = end;
    const { body, rows, scroller } = elements;
    setStyle(body, 'block-size', `${String(geometry.bodyHeight)}px`);
    setStyle(rows, 'transform', `translateY(${String(geometry.offsetOf(start))}px)`);
    // Reading it would lay out the page each time, so what the last scroll event said is compared.
    if (Math.abs(this.#scrollTop - geometry.scrollTop) >= 1) {
      scroller.scrollTop = geometry.scrollTop;
      this.#scrollTop = geometry.scrollTop;
    }
  }

  #scrollTop = 0;

  readonly onScroll = (): void => {
    if (!this.#elements) return;
    const { geometry } = this;
    this.#scrollTop = this.#elements.scroller.scrollTop;
    geometry.scrolledTo(this.#scrollTop);
    const { start, end } = geometry.range;
    if (start !== this.#start || end !== this.#end || geometry.isScaled) this.#host.requestUpdate();
  };

  readonly onScrollEnd = (): void => {
    if (!this.geometry.isScaled) return;
    this.geometry.settle();
    this.#host.requestUpdate();
  };

  /** Reads the sizes at once: after a change that is known to alter the height of the rows. */
  measure(): void {
    const elements = this.#attach();
    if (elements && this.#takeSizes(elements)) this.#host.requestUpdate();
  }

  /** Elements exist after the first rendering with data; they stay the same from then on. */
  #attach(): RowWindowElements | null {
    if (!this.#elements) {
      this.#elements = this.#find();
      this.#observe();
    }
    return this.#elements;
  }

  #observe(): void {
    const elements = this.#elements;
    if (!elements || this.#observer) return;
    const observer = new ResizeObserver(() => this.#onResize(elements));
    observer.observe(elements.scroller);
    observer.observe(elements.ruler);
    this.#observer = observer;
  }

  #onResize(elements: RowWindowElements): void {
    const { rowHeight } = this.geometry;
    if (!this.#takeSizes(elements)) return;
    const update = (): void => this.#host.requestUpdate();
    // Another height of the rows may resize the scroller, which the observer must not do to itself.
    if (this.geometry.rowHeight === rowHeight) update();
    else requestAnimationFrame(update);
  }

  /** True when something changed. */
  #takeSizes({ scroller, header, ruler }: RowWindowElements): boolean {
    const { geometry } = this;
    const before = [geometry.rowHeight, geometry.viewport];
    // The computed size is neither rounded nor scaled by a transform of the host page.
    const rowHeight = parseFloat(getComputedStyle(ruler).blockSize);
    geometry.resize({
      viewport: Math.max(0, scroller.clientHeight - header.offsetHeight),
      ...(rowHeight > 0 ? { rowHeight } : {}),
    });
    return before[0] !== geometry.rowHeight || before[1] !== geometry.viewport;
  }
}

/** Writes only what changed: an identical write still costs a style recalculation in some browsers. */
function setStyle(element: HTMLElement, property: string, value: string): void {
  if (element.style.getPropertyValue(property) !== value) element.style.setProperty(property, value);
}
