import { css, html, LitElement, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { controls } from '../../src/styles/controls.js';
import { icon } from '../../src/styles/icons.js';
import { reset } from '../../src/styles/reset.js';

/** Code to read and to copy. */
export class CodePanel extends LitElement {
  static override styles = [
    reset,
    controls,
    css`
      :host {
        display: block;
      }
      .head {
        position: sticky;
        inset-block-start: 0;
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 8px 20px;
        background: var(--_background);
        border-block-end: 1px solid var(--_line);
      }
      pre {
        margin: 0;
        padding: 14px 20px 20px;
        overflow-x: auto;
        white-space: pre-wrap;
        font:
          12.5px / 1.6 ui-monospace,
          'SF Mono',
          'Cascadia Mono',
          Menlo,
          Consolas,
          monospace;
        tab-size: 2;
      }
    `,
  ];

  @property({ attribute: false }) code = '';
  /** What code it is, for those who do not see it. */
  @property({ attribute: false }) label = '';
  @state() private told = '';

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('code')) this.told = '';
  }

  protected override render(): TemplateResult {
    return html`
      <div class="head">
        <span class="muted grow" role="status">${this.told}</span>
        <slot></slot>
        <button @click=${() => void this.#copy()}>${icon('check')}Copy</button>
      </div>
      <pre tabindex="0" aria-label=${this.label} dir="ltr">${this.code}</pre>
    `;
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.code);
      this.told = 'Copied';
    } catch {
      this.told = 'The browser does not allow copying here: select the text instead';
    }
  }
}
