import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }
  .kpis {
    display: grid;
    grid-template-columns: repeat(9, minmax(118px, 1fr)) minmax(150px, 1.2fr);
    gap: 1px;
    overflow-x: auto;
    overscroll-behavior-x: contain;
    scroll-padding-inline: 24px;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
    border-block: 1px solid var(--_line);
    background: var(--_line);
  }
  button {
    appearance: none;
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 1px 10px;
    align-content: start;
    align-items: center;
    min-inline-size: 0;
    padding: 11px 14px 9px;
    border: 0;
    border-radius: 0;
    background: var(--_background);
    color: var(--_text);
    font: inherit;
    text-align: start;
    cursor: pointer;
    touch-action: manipulation;
  }
  button:hover {
    background: var(--_background-muted);
  }
  button:focus-visible {
    outline-offset: -2px;
  }
  button[aria-pressed='true'] {
    background: var(--_accent-soft);
    box-shadow: inset 0 -2px var(--_accent);
  }
  .label,
  .detail {
    grid-column: 1 / -1;
    display: flex;
    gap: 6px;
    align-items: center;
    min-inline-size: 0;
    color: var(--_text-muted);
    font-size: 12.5px;
  }
  .text {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .dot {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: currentColor;
  }
  .value {
    font-size: 23px;
    font-weight: 620;
    letter-spacing: -0.02em;
    font-variant-numeric: tabular-nums;
    line-height: 1.25;
    white-space: nowrap;
  }
  .unknown {
    display: inline-block;
    inline-size: 52px;
    block-size: 18px;
    border-radius: 5px;
    background: var(--_line);
  }
  .detail {
    gap: 4px;
    min-block-size: 17px;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }
  .detail svg {
    inline-size: 12px;
    block-size: 12px;
  }
  .detail.warning {
    color: var(--_open);
    font-weight: 550;
  }
  .detail.breach {
    color: var(--_danger);
    font-weight: 550;
  }
  .trend {
    justify-self: end;
    inline-size: 100%;
    max-inline-size: 72px;
    block-size: 22px;
    color: var(--_line-strong);
    stroke-width: 1.5;
  }
  .open :is(.dot, .trend) {
    color: var(--_open);
  }
  .active :is(.dot, .trend) {
    color: var(--_active);
  }
  .waiting :is(.dot, .trend) {
    color: var(--_waiting);
  }
  .wrap-up :is(.dot, .trend) {
    color: var(--_wrap-up);
  }
  .negative-sentiment .trend {
    color: var(--_danger);
  }
  :host([dir='rtl']) .trend,
  .trend:dir(rtl) {
    transform: scaleX(-1);
  }
  /* A strip is at most 64 px high: label and value only. */
  .strip button {
    padding-block: 4px 3px;
  }
  .strip .detail {
    display: none;
  }
  /* Nobody scrolls a wall. */
  .wallboard {
    display: flex;
    flex-wrap: wrap;
  }
  .wallboard button {
    flex: 1 150px;
  }
  .wallboard .value {
    font-size: 38px;
  }
  .wallboard :is(.label, .detail) {
    font-size: 16px;
  }
  @media print {
    .kpis {
      grid-template-columns: repeat(5, 1fr);
    }
  }
  @media (forced-colors: active) {
    .dot {
      forced-color-adjust: none;
      background: CanvasText;
    }
    button[aria-pressed='true'] {
      outline: 2px solid Highlight;
      outline-offset: -3px;
    }
  }
`;
