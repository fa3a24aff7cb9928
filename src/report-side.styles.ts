/** The report with something beside its rows. */
import { css } from 'lit';

export const sideStyles = css`
  /* Alerts stand between the commands and the rows. */
  .report:has(> .alerts) {
    grid-template-rows: auto auto auto auto auto minmax(0, 1fr) auto;
  }
  .alerts {
    grid-row: 5;
  }
  .report:has(> .alerts) > .body {
    grid-row: 6;
  }
  .report:has(> .alerts) > .footer {
    grid-row: 7;
  }
  @container report (inline-size < 900px) {
    .side {
      position: absolute;
      inset: 0;
      pointer-events: none;
    }
    .side > * {
      pointer-events: auto;
    }
  }
  /* Toasts stand beside the monitored conversation: they must not cover *Join conversation*. */
  .report:has([data-action='monitor'][open]) {
    --_toast-inline-end: 416px;
  }
  @container report (inline-size >= 1300px) {
    .report:has([data-action='monitor'][open]):has(ongoing-conversations-activity-log[open]) {
      --_toast-inline-end: 16px;
    }
  }
  @container report (inline-size < 1300px) {
    .side:has([data-action='monitor'][open]) > ongoing-conversations-activity-log {
      display: none;
    }
  }
  /* A narrow report shows the conversation instead of the grid; what it covers must not be reached by keys either. */
  @container report (inline-size < 900px) {
    .report:has([data-action='monitor'][open]) {
      --_toast-inline-end: 16px;
      --_toast-block-start: 52px;
      --_toast-block-end: auto;
    }
    .body:has([data-action='monitor'][open]) {
      position: static;
    }
    .side {
      z-index: 1;
    }
    .report:has([data-action='monitor'][open])
      :is(.header, .kpis, .filters, .commands, .alerts, .main, .footer) {
      visibility: hidden;
    }
  }
`;
