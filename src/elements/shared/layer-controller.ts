/**
 * A layer (popover) that a button opens: its state, its place, and where the focus goes.
 *
 * In the template: `<button popovertarget="id" aria-expanded=${layer.expanded} @click=${layer.onClick}>` and
 * `<div id="id" class="layer" popover @beforetoggle=${layer.onBeforeToggle}>`. The platform gives light dismissal and
 * Escape; contents are best rendered only while {@link LayerController.isOpen}.
 */
import { css, type LitElement, type ReactiveController } from 'lit';
import { placeBeside, type Alignment } from './placement.js';

export const layerStyles = css`
  .layer {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 6px;
    max-inline-size: calc(100vw - 16px);
    overflow: auto;
    overscroll-behavior: contain;
    border: 1px solid var(--_line);
    border-radius: 12px;
    background: var(--_background);
    color: var(--_text);
    font: var(--_font);
    box-shadow: var(--_shadow);
  }
`;

const FOCUSABLE = 'input, button, [tabindex="0"]';

export class LayerController implements ReactiveController {
  readonly id: string;
  readonly #host: LitElement;
  readonly #alignment: Alignment;
  readonly #first: string;
  #isOpen = false;
  #wantsFocus = false;

  /** @param first selector of what gets the focus when the layer opens; default, and where nothing matches: its first control. */
  constructor(host: LitElement, id: string, alignment: Alignment = 'start', first: string = FOCUSABLE) {
    this.#host = host;
    this.id = id;
    this.#alignment = alignment;
    this.#first = first;
    host.addController(this);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** For `aria-expanded`. */
  get expanded(): 'true' | 'false' {
    return this.#isOpen ? 'true' : 'false';
  }

  close(): void {
    if (this.#isOpen) this.#layer?.hidePopover();
  }

  /**
   * Toggles from a script, where the platform would do it by itself because of `popovertarget`: only so is the layer
   * open when the host renders its contents, which is before it is first painted.
   */
  readonly onClick = (event: Event): void => {
    event.preventDefault();
    this.#layer?.togglePopover();
  };

  readonly onBeforeToggle = (event: ToggleEvent): void => {
    this.#isOpen = event.newState === 'open';
    this.#wantsFocus = this.#isOpen;
    if (this.#isOpen) this.#listen('addEventListener');
    else this.#onClose();
    this.#host.requestUpdate();
  };

  hostUpdated(): void {
    if (!this.#isOpen) return;
    this.#place();
    if (!this.#wantsFocus) return;
    const layer = this.#layer;
    const first =
      layer?.querySelector<HTMLElement>(this.#first) ?? layer?.querySelector<HTMLElement>(FOCUSABLE);
    // What it holds may still be on its way.
    this.#wantsFocus = !first;
    first?.focus();
  }

  hostDisconnected(): void {
    this.#listen('removeEventListener');
    this.#isOpen = false;
  }

  get #layer(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(`#${this.id}`);
  }

  get #button(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(`[popovertarget="${this.id}"]`);
  }

  /**
   * The platform returns the focus to what had it before; but not every browser focuses a clicked button, and then
   * that was nothing. Focusing at once, in the middle of the closing, would let no tooltip show.
   */
  #onClose(): void {
    this.#listen('removeEventListener');
    const layer = this.#layer;
    if (!layer?.matches(':focus-within')) return;
    const returnFocus = (): void => {
      if (document.activeElement === document.body) this.#button?.focus();
    };
    layer.addEventListener('toggle', returnFocus, { once: true });
  }

  #listen(change: 'addEventListener' | 'removeEventListener'): void {
    window[change]('resize', this.#place);
    document[change]('scroll', this.#place, true);
  }

  readonly #place = (event?: Event): void => {
    const layer = this.#layer;
    const button = this.#button;
    // Its own scrolling moves nothing.
    if (!layer || !button || event?.target === layer) return;
    placeBeside(layer, button, this.#alignment, 4);
  };
}
