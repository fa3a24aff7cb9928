import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { controls } from '../../src/styles/controls.js';
import { reset } from '../../src/styles/reset.js';
import { Colours, PAIR_COUNT, poorPairs, type PoorPair, type Scheme } from './contrast.js';
import { styles } from './theme-editor.styles.js';
import { cssOf, fits, fitting, TOKEN_GROUPS, TOKENS, type Token, type Tokens } from './tokens.js';

/** A token was set, or left alone again. */
export class TokensChangeEvent extends Event {
  readonly tokens: Tokens;
  constructor(tokens: Tokens) {
    super('tokens-change');
    this.tokens = tokens;
  }
}

const HINTS: Readonly<Record<Token['kind'], string>> = {
  colour: 'Not a colour',
  length: 'Not a length, such as 12px',
  font: 'Not a font, such as 14px Inter, sans-serif',
  shadow: 'Not a shadow, such as 0 2px 8px black',
};

/** A form for all tokens of the report, what they come to in contrast, and the style sheet that a host would write. */
export class ThemeEditor extends LitElement {
  static override styles = [reset, controls, styles];

  @property({ attribute: false }) tokens: Tokens = {};
  readonly #probe = document.createElement('span');
  readonly #colours = new Colours(this.#probe);

  /** The values of colours are asked of the browser: of an element that is on the page before the first drawing. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    this.#probe.id = 'probe';
    root.append(this.#probe);
    return root;
  }

  protected override render(): TemplateResult {
    return html`<div class="columns">
      <div class="groups">${TOKEN_GROUPS.map((group) => this.#group(group))}</div>
      <div class="outcome">
        ${this.#contrast()}
        <story-code label="Style sheet of this theme" .code=${cssOf(fitting(this.tokens))}>
          <button ?disabled=${Object.keys(this.tokens).length === 0} @click=${() => this.#set({})}>
            Reset theme
          </button>
        </story-code>
      </div>
    </div>`;
  }

  #group(group: string): TemplateResult {
    return html`<fieldset>
      <legend>${group}</legend>
      ${repeat(
        TOKENS.filter((token) => token.group === group),
        ({ name }) => name,
        (token) => this.#token(token),
      )}
    </fieldset>`;
  }

  #token(token: Token): TemplateResult {
    const { name, short } = token;
    const value = this.tokens[name] ?? '';
    const invalid = value !== '' && !fits(token, value);
    return html`<div class="token">
      <label for=${short} title=${name}>${short}</label>
      <span class="swatches">${token.kind === 'colour' ? this.#swatches(token) : nothing}</span>
      <input
        id=${short}
        spellcheck="false"
        autocomplete="off"
        placeholder=${token.default}
        aria-describedby=${`${short}-hint`}
        aria-invalid=${invalid}
        .value=${live(value)}
        @change=${(event: Event) => this.#change(name, (event.target as HTMLInputElement).value)}
      />
      <button
        class="quiet icon"
        aria-label=${`Reset ${short}`}
        title="Reset"
        ?hidden=${value === ''}
        @click=${() => this.#change(name, '')}
      >
        ×
      </button>
      <span class="hint" id=${`${short}-hint`}>${token.description}</span>
      <span class="problem" role="status">${invalid ? HINTS[token.kind] : ''}</span>
    </div>`;
  }

  /** One for light pages, one for dark ones: together they are written as `light-dark()`. */
  #swatches(token: Token): TemplateResult {
    return html`${(['light', 'dark'] as const).map(
      (scheme) =>
        html`<input
          type="color"
          aria-label=${`${token.short}, ${scheme}`}
          title=${scheme === 'light' ? 'Light' : 'Dark'}
          .value=${live(this.#hex(token, scheme))}
          @input=${(event: Event) => this.#paint(token, scheme, (event.target as HTMLInputElement).value)}
        />`,
    )}`;
  }

  #hex({ short }: Token, scheme: Scheme): string {
    return this.#colours.hex(short, fitting(this.tokens), scheme);
  }

  #paint(token: Token, scheme: Scheme, colour: string): void {
    const [light, dark] =
      scheme === 'light' ? [colour, this.#hex(token, 'dark')] : [this.#hex(token, 'light'), colour];
    this.#change(token.name, light === dark ? light : `light-dark(${light}, ${dark})`);
  }

  #contrast(): TemplateResult {
    const poor = poorPairs(fitting(this.tokens), this.#colours);
    return html`<div class="contrast">
      <p role="status">
        ${
          poor.length === 0
            ? html`<span class="pill active">Contrast</span> All ${PAIR_COUNT} pairs of text and background
                reach 4.5 : 1, light and dark.`
            : html`<span class="pill danger">Contrast</span> ${poor.length} of ${PAIR_COUNT} pairs of text and
                background are below 4.5 : 1.`
        }
      </p>
      ${
        poor.length > 0
          ? html`<ul>
              ${poor.map(poorLine)}
            </ul>`
          : nothing
      }
    </div>`;
  }

  #change(name: string, text: string): void {
    const tokens = new Map(Object.entries(this.tokens));
    if (text.trim() === '') tokens.delete(name);
    else tokens.set(name, text.trim());
    this.#set(Object.fromEntries(tokens));
  }

  #set(tokens: Tokens): void {
    this.dispatchEvent(new TokensChangeEvent(tokens));
  }
}

const poorLine = ({ text, background, scheme, ratio }: PoorPair): TemplateResult =>
  html`<li>
    <b class="number">${ratio.toFixed(1)}</b> <code>${text}</code> on <code>${background}</code>, ${scheme}
  </li>`;
