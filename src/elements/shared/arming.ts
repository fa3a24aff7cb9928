/**
 * Guards a confirm button against a click that was meant for something else: the second half of a double click, a key
 * still held, a hand already moving when the content changed. Time stamps only, so that nothing runs meanwhile.
 */

/** How long something must have been on screen before it can be confirmed. */
const ARMING_MS = 500;

export class Arming {
  /** When what is to be confirmed came on screen; null when it needs no arming. */
  #shownAt: number | null = null;
  /** When the key or button that ends in the click went down. */
  #pressedAt: number | null = null;

  /** Nothing to arm for: the next activation counts. */
  reset(): void {
    this.#shownAt = null;
    this.#pressedAt = null;
  }

  /** Something new is to be read before it is confirmed. */
  restart(): void {
    this.#shownAt = performance.now();
    const restarted = this.#shownAt;
    // A busy page paints later than it renders; the time to read begins with the painting.
    requestAnimationFrame(() => {
      if (this.#shownAt === restarted) this.#shownAt = Math.max(restarted, performance.now());
    });
  }

  /** For `pointerdown` and `keydown` on the button: a press that began too early does not count when it ends. */
  readonly press = (event: Event): void => {
    this.#pressedAt = stampOf(event);
  };

  /** Whether this click was meant for what is on screen now. */
  accepts(click: Event): boolean {
    const began = Math.min(this.#pressedAt ?? Infinity, stampOf(click));
    this.#pressedAt = null;
    return this.#shownAt === null || began - this.#shownAt >= ARMING_MS;
  }
}

/** The time of the device, or that of the page when it is earlier: a late handler must not make a click younger. */
function stampOf(event: Event): number {
  return Math.min(event.timeStamp, performance.now());
}
