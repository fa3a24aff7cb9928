/**
 * Tooltips of one element: the name of an icon button, the reason of a refused action.
 *
 * A control asks for one by `data-tooltip="text"`. The text is for the eyes only: a control that is refused also has
 * it as its accessible description ({@link description}). The element creates one {@link TooltipController} and puts
 * `controller.render()` last into its template, inside the `<dialog>` if the controls are in one (all else is inert).
 *
 * Shown on hover and on keyboard focus (a refused control: on any focus, so that a click explains itself), can be
 * hovered itself, goes away by Escape, by leaving, and when the control is used. The delay is a CSS transition.
 */
import { css, html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { placeBeside } from './placement.js';

/** Text for `aria-describedby`, which also reads what is hidden. */
export function description(id: string, text: string): TemplateResult {
  return html`<span id=${id} hidden>${text}</span>`;
}

/** The invisible margin of the layer touches the control, so that the pointer can walk over to the text. */
export const tooltipStyles = css`
  .tooltip {
    position: fixed;
    inset: auto;
    inline-size: max-content;
    max-inline-size: min(320px, 90vw);
    margin: 0;
    padding: 6px 0;
    border: 0;
    background: none;
    overflow: visible;
    opacity: 1;
    transition: opacity 0.12s 0.3s;
    @starting-style {
      opacity: 0;
    }
  }
  .tooltip span {
    display: block;
    padding: 6px 10px;
    border: 1px solid transparent;
    border-radius: var(--_radius-small);
    background: var(--_text);
    color: var(--_background);
    font: var(--_font);
    font-size: 12.5px;
    text-align: start;
    white-space: normal;
    overflow-wrap: anywhere;
  }
`;

/** The layer's invisible margin reaches one pixel into the control, so that no gap lets the pointer out. */
const OVERLAP = -1;

const isRefused = (control: Element): boolean => control.getAttribute('aria-disabled') === 'true';

export class TooltipController implements ReactiveController {
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
    if (layer?.isConnected) layer.hidePopover();
  }
}
