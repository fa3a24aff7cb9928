/** What the supervisor did in this session, and what became of it. */
import { consume } from '@lit/context';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { engineContext } from '../../context/engine-context.js';
import { localizationContext } from '../../context/localization-context.js';
import { StreamController } from '../../controllers/stream-controller.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { ActionRun, RunState } from '../../engine/view-types.js';
import type { Localization } from '../../localization/index.js';
import { controls } from '../../styles/controls.js';
import { icon } from '../../styles/icons.js';
import { reset } from '../../styles/reset.js';
import { subjectText } from '../shared/badges.js';
import { customerText } from '../shared/customer-text.js';
import { actionText } from '../shared/outcome-text.js';
import { stateText } from '../shared/run-text.js';
import { activityLogStyles } from './activity-log.styles.js';

/** Rows in the page; the engine keeps some more. */
const MAX_ROWS = 200;

const TONES: Readonly<Record<RunState, string>> = {
  held: 'under-way',
  undone: 'caution',
  pending: 'under-way',
  awaiting: 'under-way',
  done: 'good',
  refused: 'caution',
  conflict: 'caution',
  failed: 'bad',
  unknown: 'caution',
};

/**
 * A panel with the runs of this session, newest first. It is no live region: outcomes are announced as they come.
 *
 * @csspart panel - The panel
 * @csspart dialog-title - Its title
 * @fires close - It was closed by its own button or by Escape; not composed
 */
export class ActivityLog extends LitElement {
  static override styles = [reset, controls, activityLogStyles];

  /** True while it is shown. */
  @property({ type: Boolean, reflect: true }) open = false;

  @consume({ context: engineContext, subscribe: true })
  @state()
  private engine: ReportEngine | undefined;
  @consume({ context: localizationContext, subscribe: true })
  @state()
  private words: Localization | undefined;

  readonly #runs = new StreamController(this, () => (this.open ? this.engine?.runs$ : undefined));

  /** Puts focus on the panel's first control. */
  override focus(options?: FocusOptions): void {
    this.shadowRoot?.querySelector<HTMLElement>('button')?.focus(options);
  }

  protected override render(): unknown {
    const { words } = this;
    if (!this.open || !words) return nothing;
    const log = this.#runs.value?.log ?? [];
    return html`<section part="panel" aria-labelledby="title" @keydown=${this.#onKeyDown}>
      <div class="header">
        <h2 id="title" part="dialog-title">${words.term('log.title')}</h2>
        <p class="muted" id="caption">${words.term('log.caption')}</p>
        <button
          type="button"
          class="icon quiet"
          aria-label=${words.term('action.close')}
          @click=${() => this.#close()}
        >
          ${icon('cross')}
        </button>
      </div>
      <div class="list" role="group" tabindex="0" aria-labelledby="title">
        ${
          log.length === 0
            ? html`<p class="empty">${words.term('log.empty')}</p>`
            : this.#renderTable(log, words)
        }
      </div>
    </section>`;
  }

  // Roles are written out because the narrow layout takes the table's boxes away, and with them its meaning.
  #renderTable(log: readonly ActionRun[], words: Localization): TemplateResult {
    const shown = log.slice(-MAX_ROWS).reverse();
    const columns = ['time', 'action', 'conversation', 'target', 'reason', 'outcome'] as const;
    return html`<table role="table">
        <caption class="visually-hidden">
          ${words.term('log.caption')}
        </caption>
        <thead>
          <tr role="row">
            ${columns.map((column) => html`<th role="columnheader" scope="col">${words.term(`log.${column}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${repeat(
            shown,
            ({ key }) => key,
            (run) => this.#renderRun(run, words),
          )}
        </tbody>
      </table>
      ${
        log.length > MAX_ROWS
          ? html`<p class="older">${words.term('log.older', { count: log.length - MAX_ROWS })}</p>`
          : nothing
      }`;
  }

  #renderRun(run: ActionRun, words: Localization): TemplateResult {
    const { conversation, targetName, reason, note } = run;
    return html`<tr role="row">
      <td role="cell" class="number">${words.time(run.startedAt)}</td>
      <td role="cell" class="action">${actionText(run.action, words)}</td>
      <td role="cell" class="wide">
        <bdi class="subject">${subjectText(conversation, words)}</bdi
        ><span class="muted">${customerText(conversation.id)}</span>
      </td>
      <td role="cell">${targetName === null ? nothing : customerText(targetName)}</td>
      <td role="cell">
        ${reason === null ? nothing : customerText(reason)}${
          note === null ? nothing : html`<span class="note muted">${customerText(note)}</span>`
        }
      </td>
      <td role="cell" class="wide">
        <span class="outcome ${TONES[run.state]}"><span class="dot"></span>${stateText(run, words)}</span>
      </td>
    </tr>`;
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  };

  #close(): void {
    this.open = false;
    this.dispatchEvent(new Event('close'));
  }
}
