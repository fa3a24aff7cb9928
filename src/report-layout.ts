/** Where the inner elements stand in the report. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ReportStateName } from './controllers/report-states.js';
import type { LateCodeRequest } from './elements/shared/late-code.js';

/** Parts of the inner elements that a host may style as parts of the report. */
const EXPORTED_PARTS = [
  'header toolbar pill kpis kpi filters command-bar grid header-row header-cell row cell',
  'cell-subject cell-status cell-agent cell-queue cell-channel cell-wait cell-handle cell-sentiment',
  'status wait handle sentiment warning breach selected stale pending ended footer banner',
  'dialog dialog-title dialog-body dialog-footer panel toast',
]
  .join(' ')
  .replaceAll(' ', ', ');

export interface Layout {
  readonly mode: 'full' | 'wallboard' | 'strip';
  readonly direction: string | null;
  readonly locale: string;
  /** What stands in the place of the rows, null for the rows. */
  readonly state: ReportStateName | null;
  readonly showsActivity: boolean;
  /** What is to be told without toasts, because their code could not be loaded. */
  readonly failure: string;
  readonly onActivity: () => void;
  readonly onCode: (request: LateCodeRequest) => void;
  readonly onExport: () => void;
  readonly onFullscreen: () => void;
}

export function renderReport(layout: Layout): TemplateResult {
  const { mode, direction, locale, failure, onCode } = layout;
  return html`
    <div class="report" dir=${direction ?? nothing} lang=${locale} @report-code=${onCode}>
      ${mode === 'strip' ? nothing : renderHeader(layout)}
      <ongoing-conversations-kpi-cards
        class="kpis"
        exportparts=${EXPORTED_PARTS}
      ></ongoing-conversations-kpi-cards>
      ${mode === 'full' ? renderBars() : nothing} ${mode === 'strip' ? nothing : renderBody(layout)}
      <ongoing-conversations-toast-region exportparts=${EXPORTED_PARTS}></ongoing-conversations-toast-region>
      <p class="failure" part="toast" role="alert">${failure}</p>
      ${mode === 'full' ? renderDialogs() : nothing}
    </div>
  `;
}

function renderHeader({ showsActivity, onActivity, onExport, onFullscreen }: Layout): TemplateResult {
  return html`<ongoing-conversations-report-header
    class="header"
    exportparts=${EXPORTED_PARTS}
    .showsActivity=${showsActivity}
    @report-activity=${onActivity}
    @report-export=${onExport}
    @report-fullscreen=${onFullscreen}
  >
    <slot name="toolbar-start" slot="toolbar-start"></slot>
    <slot name="toolbar-end" slot="toolbar-end"></slot>
  </ongoing-conversations-report-header>`;
}

function renderBars(): TemplateResult {
  return html`<ongoing-conversations-filter-bar
      class="filters"
      exportparts=${EXPORTED_PARTS}
    ></ongoing-conversations-filter-bar>
    <ongoing-conversations-command-bar
      class="commands"
      exportparts=${EXPORTED_PARTS}
    ></ongoing-conversations-command-bar>`;
}

function renderBody({ mode, state, showsActivity, onActivity }: Layout): TemplateResult {
  return html`<div class="body">
      <div class="main">
        <ongoing-conversations-grid
          exportparts=${EXPORTED_PARTS}
          ?hidden=${state !== null}
        ></ongoing-conversations-grid>
        <ongoing-conversations-report-state
          exportparts=${EXPORTED_PARTS}
          ?hidden=${state === null}
          .state=${state}
        >
          <slot name="empty" slot="empty"></slot>
          <slot name="error" slot="error"></slot>
          <slot name="loading" slot="loading"></slot>
        </ongoing-conversations-report-state>
      </div>
      ${mode === 'full' ? renderSide(showsActivity, onActivity) : nothing}
    </div>
    <ongoing-conversations-report-footer
      class="footer"
      exportparts=${EXPORTED_PARTS}
    ></ongoing-conversations-report-footer>`;
}

function renderSide(showsActivity: boolean, onActivity: () => void): TemplateResult {
  return html`<div class="side">
    <slot name="monitor-dialog"></slot>
    <ongoing-conversations-conversation-panel
      data-action="monitor"
      exportparts=${EXPORTED_PARTS}
    ></ongoing-conversations-conversation-panel>
    <ongoing-conversations-activity-log
      exportparts=${EXPORTED_PARTS}
      .open=${showsActivity}
      @close=${onActivity}
    ></ongoing-conversations-activity-log>
  </div>`;
}

function renderDialogs(): TemplateResult {
  return html`<slot name="assign-dialog"></slot>
    <ongoing-conversations-assign-dialog
      data-action="assign"
      exportparts=${EXPORTED_PARTS}
    ></ongoing-conversations-assign-dialog>
    <slot name="transfer-dialog"></slot>
    <ongoing-conversations-transfer-dialog
      data-action="transfer"
      exportparts=${EXPORTED_PARTS}
    ></ongoing-conversations-transfer-dialog>
    <slot name="force-close-dialog"></slot>
    <ongoing-conversations-force-close-dialog
      data-action="force-close"
      exportparts=${EXPORTED_PARTS}
    ></ongoing-conversations-force-close-dialog>`;
}
