import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { controls } from '../../src/styles/controls.js';
import { reset } from '../../src/styles/reset.js';
import type { EventRecord } from './event-record.js';

/** More is not kept: a log that grows all day is a leak. */
export const MOST_RECORDS = 200;

/**
 * What the report told its host, newest first.
 *
 * @fires clear - the log is to be emptied
 */
export class EventLog extends LitElement {
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
      summary {
        display: flex;
        align-items: baseline;
        gap: 12px;
        min-block-size: 28px;
        padding: 4px 20px;
        cursor: pointer;
        list-style: none;
      }
      summary:hover {
        background: var(--_background-muted);
      }
      summary:focus-visible {
        outline-offset: -2px;
      }
      summary::before {
        content: '';
        align-self: center;
        inline-size: 6px;
        block-size: 6px;
        border: solid var(--_text-muted);
        border-width: 0 1.6px 1.6px 0;
        rotate: -45deg;
        flex: none;
      }
      :host(:dir(rtl)) summary::before {
        rotate: 135deg;
      }
      details[open] summary::before {
        rotate: 45deg;
      }
      code,
      pre {
        font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace;
        font-size: 12.5px;
      }
      summary code {
        font-weight: 600;
        color: var(--_accent);
      }
      .summary {
        min-inline-size: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: var(--_text-muted);
        font-size: 12.5px;
      }
      pre {
        margin: 0 20px 8px 38px;
        padding: 10px 12px;
        border-radius: var(--_radius-small);
        background: var(--_background-muted);
        overflow-x: auto;
      }
      .empty {
        padding: 20px;
        color: var(--_text-muted);
      }
    `,
  ];

  @property({ attribute: false }) records: readonly EventRecord[] = [];

  protected override render(): TemplateResult {
    const { records } = this;
    const count = records.length;
    return html`
      <div class="head">
        <span class="muted grow"
          >${
            count === 0
              ? 'Nothing yet'
              : count >= MOST_RECORDS
                ? `The last ${String(MOST_RECORDS)} events, newest first`
                : `${String(count)} ${count === 1 ? 'event' : 'events'}, newest first`
          }</span
        >
        <button @click=${() => this.dispatchEvent(new Event('clear'))}>Clear</button>
      </div>
      ${
        count === 0
          ? html`<p class="empty">
              Select a row, filter, assign: what the report tells its host appears here.
            </p>`
          : nothing
      }
      <ol aria-label="Events">
        ${repeat(
          records,
          ({ number }) => number,
          (record) => html`<li>${this.#record(record)}</li>`,
        )}
      </ol>
    `;
  }

  #record({ at, type, summary, fields, prevented }: EventRecord): TemplateResult {
    return html`<details>
      <summary>
        <span class="muted number">${at.toLocaleTimeString('en-GB')}</span>
        <code>${type}</code>
        ${prevented ? html`<span class="pill open">prevented</span>` : nothing}
        <span class="summary"><bdi>${summary}</bdi></span>
      </summary>
      <pre tabindex="0" aria-label=${`Fields of ${type}`}>${JSON.stringify(fields, null, 2)}</pre>
    </details>`;
  }
}
