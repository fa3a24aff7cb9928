/**
 * Tooltips of one element: the name of an icon button, the reason of a refused action.
 *
 * A control asks for one by `data-tooltip="text"`. The text is for the eyes only: a control that is refused also has
 * it as its accessible description ({@link description}). The element creates one {@link TooltipController} and puts
 * `controller.render()` last into its template, inside the `<dialog>` if the controls are in one (all else is inert).
 *
 * Shown on hover and on keyboard focus (a refused control: on any focus, so that a click explains itself), can be
 * hovered itself, goes away by Escape, by leaving, and when the control is used. The delay is a CSS transition. The code
 * is loaded after the first rows.
 */
import { css, html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { forgetCode, lateCode, whenCodeComes } from './late-code.js';
import type { Tooltips } from './tooltips.js';

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

export class TooltipController implements ReactiveController {
  readonly #host: LitElement;
  #tooltips: Tooltips | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** The layer; one for all controls of the element. */
  render(): TemplateResult | typeof nothing {
    return this.#tooltips?.render() ?? nothing;
  }

  hostConnected(): void {
    whenCodeComes(this.#begin);
  }

  hostDisconnected(): void {
    forgetCode(this.#begin);
  }

  readonly #begin = (): void => {
    if (this.#tooltips || !lateCode.Tooltips) return;
    this.#tooltips = new lateCode.Tooltips(this.#host);
    this.#host.requestUpdate();
  };
}
