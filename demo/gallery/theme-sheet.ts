/** Puts tokens on the reports of the page as a host's style sheet would, without a style attribute in their markup. */
import { REPORT } from './manifest.js';
import { fitting, type Tokens } from './tokens.js';

export class ThemeSheet {
  readonly #sheet = new CSSStyleSheet();

  /** What a story itself sets is overruled: it was set by hand. */
  wear(tokens: Tokens): void {
    this.#sheet.replaceSync(`.canvas.canvas ${REPORT.tag} {}`);
    const [rule] = this.#sheet.cssRules;
    // Written by the object model: a value from a link cannot end its declaration and begin another.
    for (const [name, value] of Object.entries(fitting(tokens)))
      (rule as CSSStyleRule).style.setProperty(name, value);
    if (!document.adoptedStyleSheets.includes(this.#sheet))
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.#sheet];
  }

  takeOff(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
  }
}
