/** The grid as a table. What is narrower than a table is in {@link cardStyles}. */
import { css } from 'lit';

export const gridStyles = css`
  :host {
    container: grid / inline-size;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    /* A host that gives no height must not get a list of ten thousand rows in full. */
    max-block-size: 100vh;
    color: var(--_text);
    background: var(--_background);
    font: var(--_font);
  }
  .viewport {
    --_height: var(--_row-height);
    --_actions: 52px;
    flex: 1 1 auto;
    min-block-size: 0;
    overflow: auto;
    /* Opaque, so that the compositor scrolls it. */
    background: var(--_background);
    overflow-anchor: none;
    overscroll-behavior-inline: contain;
    /* What gets the focus must not hide under the header. */
    scroll-padding-block-start: 36px;
    position: relative;
  }
  .viewport.compact {
    --_height: calc(var(--_row-height) - 8px);
  }
  .ruler {
    position: absolute;
    inline-size: 0;
    block-size: var(--_height);
    visibility: hidden;
  }
  .grid {
    min-inline-size: var(--_minimum);
    outline: none;
  }
  .grid:focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: -2px;
  }
  .head {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
  }
  .body {
    position: relative;
    overflow: clip;
    /* Its height is set, so rows that come and go are laid out in here alone. */
    contain: strict;
  }
  .rows {
    position: absolute;
    inset-inline: 0;
  }
  .row {
    display: grid;
    grid-template-columns: var(--_tracks);
    block-size: var(--_height);
    inline-size: 100%;
    border-block-end: 1px solid var(--_line);
    background: var(--_background);
  }
  .rows .row {
    position: absolute;
    /* Nothing in a row, and nothing a host page does to it, concerns the others. */
    contain: strict;
  }
  .cell {
    /* What is only spoken lies in here too, and must not make the grid scroll. */
    position: relative;
    display: flex;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
    padding-inline: 10px;
    overflow: clip;
    white-space: nowrap;
  }
  .cell:focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: -2px;
    border-radius: 6px;
  }
  .widget:focus-visible {
    outline-offset: 1px;
  }
  .clip,
  .who,
  .name,
  .pill,
  .sentiment {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  /* Cut at the end of the text, whatever its direction, and aligned with the column. */
  .row bdi {
    display: block;
    inline-size: fit-content;
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .who {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .cell-agent .clip,
  .cell-agent .who {
    overflow: visible;
  }
  .number {
    justify-content: end;
    font-variant-numeric: tabular-nums;
  }
  .header {
    block-size: 36px;
    background: var(--_background-muted);
    color: var(--_text-muted);
    font-size: 12.5px;
    font-weight: 560;
  }
  .sort {
    min-block-size: 28px;
    min-inline-size: 0;
    margin-inline: -6px;
    padding-inline: 6px;
    gap: 4px;
    border-color: transparent;
    background: transparent;
    font-weight: inherit;
  }
  .sort:hover {
    background: var(--_line);
  }
  .sort svg {
    inline-size: 14px;
    color: var(--_accent);
    stroke-width: 2;
  }
  .sort sup {
    color: var(--_accent);
    font-size: 10px;
    line-height: 1;
  }
  .label {
    display: none;
  }
  .rows .group {
    grid-template-columns: minmax(0, 1fr);
    background: var(--_background-muted);
  }
  .group .widget {
    gap: 8px;
    min-inline-size: 0;
    font-weight: 600;
  }
  .group .muted {
    font-weight: 400;
  }
  .select {
    justify-content: center;
    padding-inline: 14px 10px;
    cursor: pointer;
  }
  .select input {
    cursor: inherit;
  }
  .two {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    line-height: 1.25;
  }
  .title {
    font-weight: 560;
  }
  .second {
    display: flex;
    gap: 6px;
    align-items: center;
    min-inline-size: 0;
    font-size: 12.5px;
  }
  .marks,
  .mark {
    display: inline-flex;
    flex: none;
    align-items: center;
    gap: 4px;
  }
  .mark svg {
    inline-size: 13px;
    block-size: 13px;
  }
  .stale-mark,
  .ended-mark {
    color: var(--_text-muted);
  }
  .ended-mark {
    font-weight: 600;
  }
  .pending-mark {
    color: var(--_accent);
    font-weight: 550;
  }
  .unassigned {
    color: var(--_text-muted);
    font-style: italic;
  }
  .cell-agent .clip {
    display: block;
    inline-size: 100%;
  }
  .cell-channel .who svg {
    color: var(--_text-muted);
  }
  /* As blocks they can end in an ellipsis. */
  .row .pill,
  .row .sentiment {
    display: block;
  }
  /* Two words that must not be cut to one: it is not the same as active. */
  .row .pill.awaiting {
    display: flex;
    align-items: center;
    gap: 5px;
    line-height: 1.15;
    white-space: normal;
    padding: 2px 7px;
  }
  .row .pill.awaiting .dot {
    margin-inline-end: 0;
  }
  .row .dot {
    display: inline-block;
    margin-inline-end: 6px;
  }
  .sentiment .bar {
    display: inline-block;
    --_bar: 3px;
    --_step: 5px;
    margin-inline-end: 6px;
    vertical-align: -2px;
  }

  /* Severity: colour, weight and a sign; the words are in the hidden text. */
  .warning .clock {
    color: var(--_open);
    font-weight: 600;
  }
  .breach .clock {
    color: var(--_danger);
    font-weight: 620;
  }
  .warning .clock::before,
  .breach .clock::before {
    content: '';
    display: inline-block;
    inline-size: 9px;
    block-size: 9px;
    margin-inline-end: 5px;
    background: currentColor;
    clip-path: polygon(50% 0, 100% 100%, 0 100%);
  }
  .breach .clock::before {
    clip-path: polygon(30% 0, 70% 0, 100% 30%, 100% 70%, 70% 100%, 30% 100%, 0 70%, 0 30%);
  }

  .rows .row:hover {
    background-color: var(--_background-muted);
  }
  .rows .row[aria-selected='true'] {
    background-color: var(--_accent-soft);
    box-shadow: inset 3px 0 var(--_accent);
  }
  .rows .row[aria-selected='true']:dir(rtl) {
    box-shadow: inset -3px 0 var(--_accent);
  }
  .row[part~='stale'] {
    background-image: repeating-linear-gradient(
      135deg,
      transparent 0 7px,
      color-mix(in srgb, var(--_line-strong) 16%, transparent) 7px 9px
    );
  }
  .row[part~='ended'] .cell:not(.select, .actions) {
    text-decoration: line-through;
    color: var(--_text-muted);
  }
  .row[part~='ended'] .marks {
    text-decoration: none;
    display: inline-flex;
  }

  .actions {
    justify-content: end;
    gap: 2px;
    padding-inline-start: 0;
  }
  .actions button {
    min-block-size: 28px;
    inline-size: 28px;
  }
  .dots {
    inline-size: 17px;
    block-size: 4px;
    background: radial-gradient(circle at 50% 50%, currentColor 1.4px, transparent 1.9px) 0 0 / 5.67px 4px;
  }
  .shortcuts {
    display: none;
    gap: 2px;
  }
  .shortcuts button:not([aria-disabled='true']) {
    color: var(--_text);
  }
  .shortcuts [data-action='force-close']:not([aria-disabled='true']):hover {
    color: var(--_danger);
  }

  /*
   * A busy report lays out hundreds of these cells a second: in a table a cell is one line of text and clips once.
   * What it holds is in that line, not in boxes of its own.
   */
  @container grid (inline-size >= 640px) {
    .rows .cell:not(.actions) {
      display: block;
      position: static;
      align-content: center;
      text-overflow: ellipsis;
    }
    .rows .number {
      text-align: end;
    }
    .rows .select {
      text-align: center;
    }
    /* What always fits, or cuts itself. */
    .rows :is(.number, .select, .cell-status, .cell-subject) {
      overflow: visible;
    }
    .rows :is(.clip, .who, .name) {
      display: inline;
      overflow: visible;
    }
    .rows :is(.two, .title, .second) {
      display: block;
    }
    .rows :is(.title, .second:not(.marked)) {
      overflow: clip;
      text-overflow: ellipsis;
    }
    .rows .second.marked {
      display: flex;
    }
    .rows .second.marked .clip {
      display: block;
      overflow: clip;
    }
    .rows bdi {
      display: inline;
    }
    /* Text of the other direction is cut at its own end, and yet stands where the column begins. */
    .rows .row:dir(ltr) bdi:dir(rtl),
    .rows .row:dir(rtl) bdi:dir(ltr) {
      display: inline-block;
      vertical-align: bottom;
    }
    .rows .row .cell .avatar + .name bdi {
      max-inline-size: calc(100% - 34px);
      vertical-align: middle;
    }
    .rows .avatar {
      display: inline-block;
      margin-inline-end: 8px;
      line-height: 26px;
      text-align: center;
      vertical-align: middle;
    }
    .rows .who svg {
      margin-inline-end: 8px;
      vertical-align: -3px;
    }
    .rows .pill {
      display: inline-block;
      max-inline-size: 100%;
      overflow: clip;
      vertical-align: middle;
    }
    .rows .pill.awaiting {
      display: inline-flex;
    }
    .rows .sentiment {
      display: inline;
      overflow: visible;
    }
    /* In the line and clipped by its size: each clock has one, and a layer of its own would be painted for each. */
    .rows .visually-hidden {
      block-size: 1px;
      position: static;
      display: inline-block;
      margin: 0 -1px 0 0;
      clip-path: none;
      overflow: clip;
    }
  }
  /* Where rows scroll sideways, their menu does not go away. */
  @container grid (640px <= inline-size < 1098px) {
    .viewport {
      scroll-padding-inline-end: 56px;
    }
    .actions {
      position: sticky;
      inset-inline-end: 0;
      background: inherit;
      border-inline-start: 1px solid var(--_line);
    }
  }
  @container grid (inline-size >= 1250px) {
    .viewport {
      --_actions: 158px;
    }
    .shortcuts {
      display: inline-flex;
    }
  }
  @media (forced-colors: active) {
    .rows .row[aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .warning .clock::before,
    .breach .clock::before {
      forced-color-adjust: none;
      background: CanvasText;
    }
  }
`;
