/** The tooltips of one element, as its {@link TooltipController} has them once they are loaded. */
import { html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { placeBeside } from './placement.js';

/** The layer's invisible margin reaches one pixel into the control, so that no gap lets the pointer out. */
const OVERLAP = -1;

const isRefused = (control: Element): boolean => control.getAttribute('aria-disabled') === 'true';

export class Tooltips implements ReactiveController {
  readonly #host: LitElement;
  #anchor: HTMLElement | null = null;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** The layer; one for all controls of the element. */
  render(): TemplateResult {
    // eslint-disable-next-line lit-a11y/accessible-name -- its name is the text that it gets when it is shown
    return html`<div class="tooltip" popover="manual" role="tooltip"><span part="tooltip"></span></div>`;
  }

  hostConnected(): void {
    this.#listen('addEventListener');
  }

  hostDisconnected(): void {
    this.#hide();
    this.#listen('removeEventListener');
  }

  /** The reason may have changed while it is read, or the control may be gone. */
  hostUpdated(): void {
    if (this.#anchor) this.#show(this.#anchor);
  }

  /** On the shadow root: focus and pointer that move inside it are not told to the host. */
  #listen(change: 'addEventListener' | 'removeEventListener'): void {
    const { renderRoot: root } = this.#host;
    root[change]('pointerover', this.#onPointerOver);
    root[change]('pointerout', this.#onPointerOut);
    root[change]('focusin', this.#onFocusIn);
    root[change]('focusout', this.#onFocusOut);
    root[change]('click', this.#onClick);
  }

  get #layer(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('.tooltip');
  }

  readonly #onPointerOver = (event: Event): void => {
    const control = this.#controlOf(event);
    if (control) this.#show(control);
  };

  readonly #onPointerOut = (event: Event): void => {
    const { relatedTarget } = event as PointerEvent;
    const isKept =
      relatedTarget instanceof Node &&
      (this.#anchor?.contains(relatedTarget) || this.#layer?.contains(relatedTarget));
    if (!isKept && this.#anchor && !this.#isFocused(this.#anchor)) this.#hide();
  };

  readonly #onFocusIn = (event: Event): void => {
    const control = this.#controlOf(event);
    if (control && this.#isFocused(control)) this.#show(control);
    else this.#hide();
  };

  readonly #onFocusOut = (event: Event): void => {
    if (event.composedPath().includes(this.#anchor as EventTarget)) this.#hide();
  };

  readonly #onClick = (event: Event): void => {
    const control = this.#controlOf(event);
    if (control && !isRefused(control)) this.#hide();
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.#anchor) return;
    // In a dialog the same key would throw away what was typed there: the first press only takes the tooltip away.
    if (this.#anchor.closest('dialog')) {
      event.preventDefault();
      event.stopPropagation();
    }
    this.#hide();
  };

  /** Moving focus often scrolls, so the tooltip goes along instead of going away. */
  readonly #onScroll = (): void => {
    if (this.#anchor && this.#layer) placeBeside(this.#layer, this.#anchor, 'center', OVERLAP);
  };

  /** A tooltip of this element's own template, not one of an element inside it. */
  #controlOf(event: Event): HTMLElement | undefined {
    return event
      .composedPath()
      .find(
        (target): target is HTMLElement =>
          target instanceof HTMLElement &&
          target.dataset['tooltip'] !== undefined &&
          target.getRootNode() === this.#host.renderRoot,
      );
  }

  #isFocused(control: Element): boolean {
    return control.matches(isRefused(control) ? ':focus' : ':focus-visible');
  }

  #show(control: HTMLElement): void {
    const layer = this.#layer;
    const text = control.dataset['tooltip'];
    if (!layer || !text || !control.isConnected) {
      this.#hide();
      return;
    }
    const words = layer.querySelector('span') as HTMLElement;
    const isSame = control === this.#anchor && words.textContent === text;
    if (isSame && layer.matches(':popover-open')) return;
    words.textContent = text;
    try {
      if (!layer.matches(':popover-open')) layer.showPopover();
    } catch {
      // Another layer is being closed in this very moment and has given the focus back: no time for a tooltip.
      this.#hide();
      return;
    }
    if (!this.#anchor) {
      document.addEventListener('keydown', this.#onKeyDown, true);
      document.addEventListener('scroll', this.#onScroll, { capture: true, passive: true });
    }
    this.#anchor = control;
    placeBeside(layer, control, 'center', OVERLAP);
  }

  #hide(): void {
    if (!this.#anchor) return;
    this.#anchor = null;
    document.removeEventListener('keydown', this.#onKeyDown, true);
    document.removeEventListener('scroll', this.#onScroll, true);
    const layer = this.#layer;
    if (!layer) return;
    if (layer.isConnected) layer.hidePopover();
    // What a customer wrote must not outlive its row, not even unseen.
    (layer.querySelector('span') as HTMLElement).textContent = '';
  }
}
