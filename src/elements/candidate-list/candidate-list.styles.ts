import { css } from 'lit';

export const candidateListStyles = css`
  :host {
    display: contents;
  }
  .field svg {
    color: var(--_text-muted);
  }
  /* Beside the tabs; the rest spans both columns. Outside a grid this says nothing. */
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
  .option {
    display: grid;
    grid-template-columns: 32px minmax(0, 1fr) minmax(0, 168px) 92px;
    gap: 4px 12px;
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
  .name {
    display: block;
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
    letter-spacing: -0.02em;
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
    inline-size: 13px;
    block-size: 13px;
  }
  .results.empty {
    display: grid;
    align-content: center;
    justify-items: center;
    gap: 12px;
    min-block-size: 272px;
    padding: 16px 24px;
    border: 1px solid var(--_line);
    border-radius: 10px;
    text-align: center;
  }
  .status {
    font-size: 12.5px;
    color: var(--_text-muted);
  }
  .results:not(.empty) .status {
    margin-block-start: 9px;
  }
  .more {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
  }
  .results:not(.empty) .more {
    margin-block-start: 6px;
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
