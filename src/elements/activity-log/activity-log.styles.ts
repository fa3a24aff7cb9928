import { css } from 'lit';

export const activityLogStyles = css`
  :host {
    display: none;
    flex: 1 1 auto;
    inline-size: 460px;
    max-inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 0;
    border-inline-start: 1px solid var(--_line);
    container-type: inline-size;
    background: var(--_background);
    color: var(--_text);
    font: var(--_font);
  }
  :host([open]) {
    display: block;
  }
  section {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    block-size: 100%;
    min-block-size: 0;
  }
  .header {
    display: flex;
    gap: 10px;
    align-items: center;
    padding: 10px 16px;
    border-block-end: 1px solid var(--_line);
  }
  h2 {
    font-size: 15px;
    font-weight: 600;
  }
  .header .muted {
    min-inline-size: 0;
  }
  .header button {
    margin-inline-start: auto;
  }
  .list {
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  .list:focus-visible {
    outline-offset: -2px;
  }
  .empty,
  .older {
    padding: 22px 16px;
    color: var(--_text-muted);
    text-align: center;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
  }
  th {
    position: sticky;
    inset-block-start: 0;
    block-size: 34px;
    background: var(--_background-muted);
    color: var(--_text-muted);
    font-size: 12.5px;
    font-weight: 560;
    white-space: nowrap;
  }
  th,
  td {
    padding: 0 10px;
    border-block-end: 1px solid var(--_line);
    text-align: start;
  }
  th:first-child,
  td:first-child {
    padding-inline-start: 16px;
  }
  td {
    padding-block: 8px;
    vertical-align: top;
    font-size: 13.5px;
    overflow-wrap: anywhere;
  }
  td.number,
  td.action {
    white-space: nowrap;
  }
  .subject {
    display: block;
    font-weight: 560;
  }
  .note {
    display: block;
  }
  .outcome {
    display: inline-flex;
    gap: 7px;
    align-items: baseline;
  }
  .outcome .dot {
    align-self: center;
  }
  .good .dot {
    color: var(--_active);
  }
  .under-way .dot {
    color: var(--_accent);
  }
  .caution .dot {
    color: var(--_open);
  }
  .bad .dot {
    color: var(--_danger);
  }
  @container (max-width: 620px) {
    thead {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    table,
    tbody {
      display: block;
    }
    tr {
      display: grid;
      grid-template-columns: auto 1fr;
      gap: 2px 12px;
      padding: 10px 16px;
      border-block-end: 1px solid var(--_line);
    }
    td,
    td:first-child {
      padding: 0;
      border: 0;
    }
    td:empty {
      display: none;
    }
    td.wide {
      grid-column: 1 / -1;
    }
    .header .muted {
      display: none;
    }
  }
`;
