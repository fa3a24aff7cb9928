/** Outlines one part of the reports inside an element, by a style sheet of the page. */
import { nothing } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { directive } from 'lit/directive.js';

const WHERE = '.story-part ongoing-conversations-report';

class PartHighlight extends AsyncDirective {
  readonly #sheet = new CSSStyleSheet();

  override render(part: string): typeof nothing {
    this.#sheet.replaceSync(
      `${WHERE}::part(${CSS.escape(part)}) { outline: 3px dashed #c2187a; outline-offset: -3px; }`,
    );
    if (!document.adoptedStyleSheets.includes(this.#sheet)) this.reconnected();
    return nothing;
  }

  protected override disconnected(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
  }

  protected override reconnected(): void {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.#sheet];
  }
}

export const highlightPart = directive(PartHighlight);
