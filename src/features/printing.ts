/**
 * What is printed. The grid has only the rows in sight in the page, so on paper a table of the rows in view takes its
 * place, up to {@link MOST_ROWS}: it is made when the browser is about to print, and is gone afterwards.
 */
import { html, nothing, render, type ReactiveController, type TemplateResult } from 'lit';
import type { Feature, FeatureHost } from '../controllers/feature.js';
import { PageEvent } from '../controllers/page-event.js';
import { cellContent } from '../elements/grid/cells.js';
import { gridColumns, type GridColumn } from '../elements/grid/columns.js';
import type { Localization } from '../localization/index.js';
import type { Conversation } from '../model/conversation.js';
import { elapsed } from '../model/durations.js';
import { masked } from '../model/masking.js';
import { customerText } from '../elements/shared/customer-text.js';
import { subjectText } from '../elements/shared/badges.js';

/** More would be a thousand pages of what nobody reads; the export has them all. */
export const MOST_ROWS = 1_000;

export const printing: Feature = (host) => {
  new Printing(host);
};

class Printing implements ReactiveController {
  readonly #host: FeatureHost;
  readonly #sheet = document.createElement('div');

  constructor(host: FeatureHost) {
    this.#host = host;
    this.#sheet.className = 'print';
    host.report.addController(this);
    new PageEvent(host.report, 'window', 'beforeprint', () => this.#fill());
    new PageEvent(host.report, 'window', 'afterprint', () => this.#empty());
  }

  hostDisconnected(): void {
    this.#empty();
  }

  #fill(): void {
    const { engine, report } = this.#host;
    if (report.mode === 'strip' || engine.view.rows.length === 0) return;
    render(this.#table(), this.#sheet);
    // Behind what the report renders, which is not touched by it.
    report.renderRoot.append(this.#sheet);
  }

  #empty(): void {
    this.#sheet.remove();
    render(nothing, this.#sheet);
  }

  #table(): TemplateResult {
    const { engine, report } = this.#host;
    const words = this.#host.words();
    const now = engine.connection.trusted
      ? engine.serverNow()
      : (engine.connection.asOf ?? engine.serverNow());
    const columns = gridColumns(engine.viewState.columns, report.columns, words);
    const rows = engine.view.rows.slice(0, MOST_ROWS);
    const shown = report.mode === 'wallboard' ? rows.map(masked) : rows;
    return html`<p class="print-about">
        <strong>${words.term('report.title')}</strong> ·
        ${words.term('print.as-of', { time: words.dateTime(now), zone: words.timeZone })} ·
        ${words.term('print.rows', { count: rows.length, total: engine.view.rows.length })}
      </p>
      <table>
        <thead>
          <tr>
            ${columns.map(({ label }) => html`<th scope="col">${label}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            (row) =>
              html`<tr>
                ${columns.map((column) => cell(column, row, words, now))}
              </tr>`,
          )}
        </tbody>
      </table>`;
  }
}

function cell(column: GridColumn, row: Conversation, words: Localization, now: number): TemplateResult {
  if (column.id === 'subject') {
    return html`<th scope="row">
      <bdi>${subjectText(row, words)}</bdi
      >${row.customer ? html`<br />${customerText(row.customer.name)}` : nothing}
    </th>`;
  }
  if (!column.duration) return html`<td>${cellContent(column, row, words)}</td>`;
  const duration = column.duration(row);
  return html`<td class="number">${duration === null ? '–' : words.duration(elapsed(duration, now))}</td>`;
}
