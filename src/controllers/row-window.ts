/**
 * Keeps only the rows in sight in the DOM: follows the scroller and its size, and lays the rows where they belong.
 * Rows have one height, which the style sheet decides; a hidden ruler of that height tells it.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { DelayController } from './delay-controller.js';
import { RowGeometry, type RowRange } from './row-geometry.js';

/** So long after the last scroll it is taken to be over. */
const STILL_MS = 100;

export interface RowWindowElements {
  readonly scroller: HTMLElement;
  /** Sticks to the top of the scroller and covers rows there. */
  readonly header: HTMLElement;
  /** As tall as all rows together. */
  readonly body: HTMLElement;
  /** Holds the rows in the DOM. */
  readonly rows: HTMLElement;
  readonly ruler: HTMLElement;
}

export class RowWindow implements ReactiveController {
  readonly geometry = new RowGeometry();
  readonly #host: ReactiveControllerHost;
  readonly #find: () => RowWindowElements | null;
  #elements: RowWindowElements | null = null;
  #observer: ResizeObserver | undefined;
  readonly #still: DelayController;
  /** As last written, like the offset of the rows in it. */
  #bodyHeight = -1;
  #offset = 0;
  #start = 0;
  #end = 0;

  /** @param find gives the elements once they are rendered. */
  constructor(host: ReactiveControllerHost, find: () => RowWindowElements | null) {
    this.#host = host;
    this.#find = find;
    this.#still = new DelayController(host, STILL_MS, () => {
      this.geometry.settle();
      host.requestUpdate();
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.#observe();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
  }

  /**
   * To be asked before rows are laid out: true while somebody scrolls, and a moment longer. The place is read then, as its
   * event may not have come yet, and what is written must not take back what the hand has done.
   */
  follow(): boolean {
    const isScrolling = this.#still.isRunning;
    if (isScrolling && this.#elements) this.#read(this.#elements.scroller);
    return isScrolling;
  }

  #read({ scrollTop }: HTMLElement): void {
    if (scrollTop === this.#scrollTop) return;
    this.#scrollTop = scrollTop;
    this.geometry.scrolledTo(scrollTop);
  }

  /** Sizes the body, lays the rows in it and scrolls; call it when they are rendered. */
  place({ start, end }: RowRange): void {
    const elements = this.#attach();
    if (!elements) return;
    const { geometry } = this;
    this.#start = start;
    this.#end = end;
    const { body, rows, scroller } = elements;
    const { bodyHeight, offset } = geometry;
    if (bodyHeight !== this.#bodyHeight)
      body.style.blockSize = `${String((this.#bodyHeight = bodyHeight))}px`;
    if (offset !== this.#offset) rows.style.transform = `translateY(${String((this.#offset = offset))}px)`;
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
    this.#read(this.#elements.scroller);
    // After a jump all rows are others, and none has to move for their order.
    if (geometry.isGliding) this.#still.start();
    const { start, end } = geometry.range;
    if (start !== this.#start || end !== this.#end || geometry.isScaled) this.#host.requestUpdate();
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
