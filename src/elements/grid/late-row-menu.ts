/**
 * The menu of a row, whose code is loaded after the first rows. A press that comes before waits for it and holds the
 * rows meanwhile, unless another press follows or the focus goes elsewhere.
 */
import { nothing, type LitElement, type TemplateResult } from 'lit';
import { lateCode, LateCodeRequest } from '../shared/late-code.js';
import type { MenuPlace, MenuSurroundings, RowMenu } from './row-menu.js';

export class LateRowMenu {
  readonly #host: LitElement;
  readonly #around: MenuSurroundings;
  #menu: RowMenu | undefined;
  /** The press that waits. */
  #press: object | null = null;

  constructor(host: LitElement, around: MenuSurroundings) {
    this.#host = host;
    this.#around = around;
  }

  /** Id of the conversation whose menu is open, or null. */
  get conversationId(): string | null {
    return this.#menu?.conversationId ?? null;
  }

  open(conversationId: string, place: MenuPlace): void {
    this.#menu ??= this.#create();
    if (this.#menu) this.#menu.open(conversationId, place);
    else this.#openLater(conversationId, place);
  }

  close(): void {
    this.#menu?.close();
  }

  render(...given: Parameters<RowMenu['render']>): TemplateResult | typeof nothing {
    return this.#menu?.render(...given) ?? nothing;
  }

  show(): void {
    this.#menu?.show();
  }

  #create(): RowMenu | undefined {
    const { RowMenu } = lateCode;
    if (!RowMenu) return undefined;
    const { styleSheet } = RowMenu.styles;
    if (styleSheet) (this.#host.renderRoot as ShadowRoot).adoptedStyleSheets.push(styleSheet);
    return new RowMenu(this.#host, this.#around);
  }

  #openLater(conversationId: string, place: MenuPlace): void {
    const press = (this.#press = {});
    const focused = this.#focused;
    this.#around.opened();
    const settled = (isLoaded: boolean): void => {
      if (press !== this.#press) return;
      this.#press = null;
      const isThere = place instanceof Element ? place.isConnected : this.#host.isConnected;
      if (isLoaded && isThere && this.#focused === focused) this.open(conversationId, place);
      else this.#around.closed(conversationId, null);
    };
    this.#host.dispatchEvent(new LateCodeRequest('action.actions', settled));
  }

  /** Which element of the report has the focus. */
  get #focused(): Element | null {
    return (this.#host.getRootNode() as Document | ShadowRoot).activeElement;
  }
}
