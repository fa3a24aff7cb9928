import { css } from 'lit';

export const candidateListStyles = css`
  /* In the dialog's columns, when it has some: the search stands beside the tabs, the rest below both. */
  :host {
    display: grid;
    grid-template-columns: subgrid;
    grid-column: 1 / -1;
  }
  .search {
    grid-column: var(--_search-column, 1 / -1);
  }
  .results {
    grid-column: 1 / -1;
    min-inline-size: 0;
    margin-block-start: 10px;
  }
  .list {
    /* One height whatever is found: results that come and go must not move the buttons below. */
    block-size: 272px;
    border: 1px solid var(--_line);
    border-radius: 10px;
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  .list:focus-visible {
    outline-offset: 1px;
  }
  /* The highlighted option carries the ring. */
  .list[aria-activedescendant]:focus-visible {
    border-color: var(--_focus);
    outline: 0;
  }
  .skeleton {
    --_bar: var(--_line) 0 10px, transparent 0;
    background:
      radial-gradient(circle at 27px 27px, var(--_line) 13px, transparent 13.5px) 0 0 / 100% 54px repeat-y,
      linear-gradient(var(--_bar)) 52px 12px / 132px 54px repeat-y,
      linear-gradient(var(--_bar)) 52px 32px / 88px 54px repeat-y;
    opacity: 0.7;
  }
  .skeleton:dir(rtl) {
    transform: scaleX(-1);
  }
  .option {
    display: grid;
    grid-template-columns: 30px minmax(0, 1fr) minmax(0, 142px) 84px;
    gap: 4px 10px;
    align-items: center;
    min-block-size: 54px;
    padding: 7px 12px;
    border-block-end: 1px solid var(--_line);
    font-size: 12.5px;
    color: var(--_text-muted);
    cursor: pointer;
    scroll-margin-block: 1px;
  }
  .option:hover:not([aria-disabled='true']) {
    background: var(--_background-muted);
  }
  .option[aria-selected='true'] {
    background: var(--_accent-soft);
    box-shadow: inset 3px 0 var(--_accent);
  }
  .option[aria-selected='true']:dir(rtl) {
    box-shadow: inset -3px 0 var(--_accent);
  }
  .list:focus-visible .active {
    outline: 2px solid var(--_focus);
    outline-offset: -3px;
    border-radius: 9px;
  }
  .option[aria-disabled='true'] {
    cursor: not-allowed;
    background: var(--_background-muted);
  }
  .option[aria-disabled='true'] .name {
    color: var(--_text-muted);
  }
  .option[aria-disabled='true'] .avatar {
    filter: grayscale(1);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 10px;
    margin-block-end: 2px;
  }
  .name {
    color: var(--_text);
    font-size: 14px;
    font-weight: 600;
  }
  .details {
    display: flex;
    flex-wrap: wrap;
    gap: 3px 5px;
  }
  .why {
    flex-basis: 100%;
    color: var(--_text);
  }
  .state {
    display: grid;
    gap: 1px;
  }
  .load {
    display: grid;
    gap: 3px;
    justify-items: end;
    text-align: end;
  }
  .skill {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 4px;
    padding: 0 6px;
    border: 1px solid var(--_line);
    border-radius: 6px;
    font-size: 12px;
  }
  .skill.needed {
    border-color: currentColor;
    color: var(--_active);
  }
  .skill svg {
    inline-size: 11px;
    block-size: 11px;
    stroke-width: 2.4;
  }
  .stars {
    letter-spacing: -0.06em;
  }
  .bar {
    inline-size: 100%;
    block-size: 6px;
    border-radius: 9px;
    stroke: none;
    overflow: hidden;
  }
  .bar:dir(rtl) {
    transform: scaleX(-1);
  }
  .room {
    fill: var(--_line);
  }
  .used {
    fill: var(--_accent);
  }
  .bar.full .used {
    fill: var(--_open);
  }
  .flag {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    color: var(--_open);
    font-weight: 550;
  }
  .flag svg {
    align-self: center;
    inline-size: 13px;
    block-size: 13px;
  }
  .results.empty {
    display: grid;
    align-content: center;
    justify-items: center;
    gap: 12px;
    min-block-size: 322px;
    padding: 16px 24px;
    border: 1px solid var(--_line);
    border-radius: 10px;
    text-align: center;
  }
  .below {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    justify-content: space-between;
    gap: 4px 16px;
    margin-block-start: 8px;
  }
  .status {
    flex: 1 1 240px;
    padding-block: 5px;
    font-size: 12.5px;
    color: var(--_text-muted);
  }
  .empty .below {
    flex-direction: column;
    align-items: center;
    gap: 12px;
  }
  .empty .status {
    flex: none;
  }
  .more {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
  }
  .switch {
    min-block-size: 28px;
    padding-inline: 4px 6px;
    font-size: 13px;
  }
  .knob {
    position: relative;
    flex: none;
    inline-size: 30px;
    block-size: 18px;
    border: 1px solid var(--_line-strong);
    border-radius: 99px;
    background: var(--_background-muted);
  }
  .knob::after {
    content: '';
    position: absolute;
    inset-block: 2px;
    inset-inline-start: 2px;
    inline-size: 12px;
    border-radius: 50%;
    background: var(--_line-strong);
  }
  [aria-checked='true'] .knob {
    border-color: var(--_accent);
    background: var(--_accent);
  }
  [aria-checked='true'] .knob::after {
    inset-inline-start: 14px;
    background: var(--_on-accent);
  }
  @container (inline-size < 440px) {
    .option {
      grid-template-columns: 32px minmax(0, 1fr) auto;
    }
    .who {
      grid-column: 2 / -1;
    }
    .state {
      grid-column: 2;
    }
    .load {
      min-inline-size: 72px;
    }
  }
  @media (forced-colors: active) {
    .option[aria-selected='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
    .option[aria-selected='true'] :is(.name, .why, .skill, .flag) {
      color: HighlightText;
    }
    .option[aria-disabled='true'] :is(.name, .state, .load) {
      color: GrayText;
    }
    .room {
      fill: Canvas;
      stroke: CanvasText;
    }
    .used {
      fill: CanvasText;
    }
    [aria-checked='true'] .knob {
      background: Highlight;
    }
    .knob::after {
      background: CanvasText;
    }
  }
`;
