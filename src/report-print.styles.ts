/** Paper: the rows in view as a table, nothing to press, no height that cuts it. */
import { css } from 'lit';

export const printStyles = css`
  .print {
    display: none;
  }
  @media print {
    :host {
      block-size: auto;
      min-block-size: 0;
      color-scheme: light;
    }
    .report {
      display: block;
      block-size: auto;
      border: 0;
      overflow: visible;
    }
    .commands,
    .filters {
      display: none;
    }
    .report:has(+ .print) :is(.header, .body, .footer, .side) {
      display: none;
    }
    .print {
      display: block;
    }
    .print-about {
      margin: 12px 0 8px;
    }
    .print table {
      inline-size: 100%;
      border-collapse: collapse;
      font-size: 11px;
    }
    .print :is(th, td) {
      padding: 4px 6px;
      border-block-end: 1px solid var(--_line);
      text-align: start;
      vertical-align: top;
      font-weight: inherit;
    }
    .print thead th {
      border-color: currentColor;
      font-weight: 600;
    }
    .print tr {
      break-inside: avoid;
    }
    .print .number {
      text-align: end;
      font-variant-numeric: tabular-nums;
    }
    .print :is(svg, .dot, .bar, .avatar) {
      display: none;
    }
    .print .visually-hidden {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
`;
