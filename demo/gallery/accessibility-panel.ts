import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { controls } from '../../src/styles/controls.js';
import { icon } from '../../src/styles/icons.js';
import { reset } from '../../src/styles/reset.js';
import { audit, type Audit, type AuditedElement, type Violation } from './audit.js';

/** What axe says of the story that is shown: asked when the panel opens and at each change of the story. */
export class AccessibilityPanel extends LitElement {
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
        gap: 10px;
        min-block-size: 49px;
        padding: 8px 20px;
        background: var(--_background);
        border-block-end: 1px solid var(--_line);
      }
      .body {
        padding: 14px 20px 20px;
      }
      .violations {
        display: grid;
        gap: 18px;
      }
      h3 {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: 8px;
        font-size: 14px;
        font-weight: 600;
      }
      .elements {
        display: grid;
        gap: 8px;
        padding-block-start: 8px;
      }
      .elements li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 4px 12px;
        align-items: start;
        padding: 8px 12px;
        border-radius: var(--_radius-small);
        background: var(--_background-muted);
      }
      code {
        font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace;
        font-size: 12.5px;
        overflow-wrap: anywhere;
      }
      .summary {
        white-space: pre-line;
        grid-column: 1 / -1;
      }
      a {
        color: var(--_accent);
      }
    `,
  ];

  /** What is looked at. */
  @property({ attribute: false }) subject: Element | null = null;
  /** Another value is another story: it is looked at again. */
  @property({ attribute: false }) revision: unknown = null;
  @state() private result: Audit | null = null;
  @state() private problem = '';
  @state() private isRunning = false;
  /** Something changed while it was looked at. */
  #isOutdated = false;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('subject') || changed.has('revision')) void this.run();
  }

  /** Looks at the story as it is now; what it found before stays until then. */
  async run(): Promise<void> {
    if (this.isRunning) {
      this.#isOutdated = true;
      return;
    }
    this.isRunning = true;
    await this.#look();
    this.isRunning = false;
    if (!this.#isOutdated || !this.isConnected) return;
    this.#isOutdated = false;
    await this.run();
  }

  async #look(): Promise<void> {
    if (!this.subject) return;
    try {
      this.result = await audit(this.subject);
      this.problem = '';
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  protected override render(): TemplateResult {
    return html`
      <div class="head">
        <span class="grow" role="status">${this.#outcome()}</span>
        <button aria-disabled=${this.isRunning} @click=${() => void this.run()}>
          ${icon('refresh')}Check again
        </button>
      </div>
      <div class="body" ?hidden=${!this.result || this.result.violations.length === 0}>
        <ol class="violations" aria-label="Violations">
          ${this.result?.violations.map((violation) => html`<li>${this.#violation(violation)}</li>`)}
        </ol>
      </div>
      ${
        this.result?.violations.length === 0
          ? html`<p class="body muted">
              Checked by axe as the story stands now. What only people can tell, such as the order in which
              things are read, no program finds.
            </p>`
          : nothing
      }
    `;
  }

  #outcome(): TemplateResult | string {
    const { result } = this;
    if (this.isRunning) return 'Checking …';
    if (this.problem !== '') return `Could not be checked: ${this.problem}`;
    if (!result) return '';
    const { violations, passed, unsure } = result;
    return html`${
        violations.length === 0
          ? html`<span class="pill active">No violations</span>`
          : html`<span class="pill danger">${count(violations.length, 'violation')}</span>`
      }
      <span class="muted"
        >${count(passed, 'check')}
        passed${unsure > 0 ? `, ${String(unsure)} for a person to decide` : ''}</span
      >`;
  }

  #violation({ rule, help, helpUrl, impact, elements }: Violation): TemplateResult {
    return html`<h3>
        ${help}
        <span class=${`pill ${impact === 'critical' || impact === 'serious' ? 'danger' : 'open'}`}
          >${impact}</span
        >
        <a href=${helpUrl} target="_blank" rel="noreferrer"><code>${rule}</code></a>
      </h3>
      <ul class="elements" aria-label=${`Elements of ${rule}`}>
        ${elements.map((each) => html`<li>${this.#element(each)}</li>`)}
      </ul>`;
  }

  #element({ element, path, html: markup, summary }: AuditedElement): TemplateResult {
    return html`<code title=${markup}>${path.at(-1) ?? markup}</code>
      ${element ? html`<button @click=${() => point(element)}>Show</button>` : nothing}
      <span class="summary muted">${summary}</span>`;
  }
}

const count = (number: number, noun: string): string => `${String(number)} ${noun}${number === 1 ? '' : 's'}`;

/** Brings an element into sight and rings it for a moment. */
function point(element: Element): void {
  element.scrollIntoView({ block: 'center', inline: 'nearest' });
  element.animate(
    [
      { outline: '3px solid #d1007f', outlineOffset: '2px' },
      { outline: '3px solid #d1007f', outlineOffset: '2px', offset: 0.8 },
      { outline: '3px solid transparent', outlineOffset: '2px' },
    ],
    { duration: 2_000 },
  );
}
