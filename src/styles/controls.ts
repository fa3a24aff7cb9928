/** Buttons, fields, pills and the like: one look in every element. */
import { css } from 'lit';

export const controls = css`
  button {
    appearance: none;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 7px;
    min-block-size: 32px;
    padding: 0 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-small);
    background: var(--_background);
    color: inherit;
    font: inherit;
    font-weight: 500;
    white-space: nowrap;
    cursor: pointer;
    touch-action: manipulation;
  }
  button:hover:not([aria-disabled='true']) {
    border-color: var(--_line-strong);
  }
  button.primary {
    background: var(--_accent);
    border-color: transparent;
    color: var(--_on-accent);
  }
  button.risk {
    color: var(--_danger);
  }
  button.quiet {
    background: transparent;
    border-color: transparent;
    color: var(--_text-muted);
  }
  button.quiet:hover:not([aria-disabled='true']) {
    background: var(--_background-muted);
    border-color: transparent;
    color: var(--_text);
  }
  button.icon {
    inline-size: 32px;
    padding: 0;
  }
  button[aria-disabled='true'] {
    cursor: not-allowed;
    color: color-mix(in srgb, var(--_text-muted) 62%, transparent);
    background: var(--_background-muted);
    border-color: var(--_line);
  }
  button.quiet[aria-disabled='true'] {
    background: transparent;
    border-color: transparent;
  }
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
  }
  input[type='checkbox'],
  input[type='radio'] {
    accent-color: var(--_accent);
    inline-size: 16px;
    block-size: 16px;
    margin: 0;
  }
  .field {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 32px;
    padding-inline: 10px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-small);
    background: var(--_background);
    color: var(--_text-muted);
  }
  .field:focus-within {
    outline: 2px solid var(--_focus);
    outline-offset: 1px;
  }
  .field input {
    flex: 1;
    align-self: stretch;
    min-inline-size: 0;
    border: 0;
    outline: 0;
    padding: 0;
    background: transparent;
    color: var(--_text);
  }
  .field input::placeholder {
    color: var(--_text-muted);
    opacity: 1;
  }
  .field input::-webkit-search-cancel-button {
    display: none;
  }
  .pill {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 3px 10px;
    border-radius: 99px;
    font-size: 12.5px;
    font-weight: 550;
    white-space: nowrap;
    color: var(--_text-muted);
    background: var(--_background-muted);
  }
  .dot {
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: currentColor;
    flex: none;
  }
  .pill.open {
    color: var(--_open);
    background: var(--_open-soft);
  }
  .pill.active {
    color: var(--_active);
    background: var(--_active-soft);
  }
  .pill.waiting,
  .pill.awaiting {
    color: var(--_waiting);
    background: var(--_waiting-soft);
  }
  .pill.wrap-up {
    color: var(--_wrap-up);
    background: var(--_wrap-up-soft);
  }
  .pill.accent {
    color: var(--_accent);
    background: var(--_accent-soft);
  }
  .pill.danger {
    color: var(--_danger);
    background: var(--_danger-soft);
  }
  .muted {
    color: var(--_text-muted);
    font-size: 12.5px;
  }
  .grow {
    flex: 1;
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  /* Disc and presence are painted: as elements on top of each other they cost a layer each. */
  .avatar {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 26px;
    block-size: 26px;
    background: radial-gradient(closest-side, var(--_accent-soft) calc(100% - 0.5px), transparent);
    color: var(--_accent);
    font-size: 11px;
    font-weight: 650;
  }
  .presence {
    --_presence: var(--_line-strong);
    --_at: calc(100% - 3.5px);
    background:
      radial-gradient(
        circle at var(--_at) calc(100% - 3.5px),
        var(--_presence) 2.2px,
        var(--_background) 2.7px 4px,
        transparent 4.5px
      ),
      radial-gradient(closest-side, var(--_accent-soft) calc(100% - 0.5px), transparent);
  }
  .presence:dir(rtl) {
    --_at: 3.5px;
  }
  .presence.available {
    --_presence: var(--_active);
  }
  .presence.busy,
  .presence.busy-do-not-disturb {
    --_presence: var(--_danger);
  }
  .presence.away {
    --_presence: var(--_open);
  }
  .sentiment {
    display: inline-flex;
    align-items: center;
    gap: 7px;
    color: var(--_text-muted);
  }
  /* Seven bars, of which as many stand out as the level says. Painted, because a busy report has many of them. */
  .bar[class*='level-'] {
    --_bar: 6px;
    --_step: 8px;
    --_bars: 0 var(--_bar), transparent var(--_bar) var(--_step);
    inline-size: calc(7 * var(--_step));
    block-size: 14px;
    flex: none;
    background:
      repeating-linear-gradient(90deg, currentColor var(--_bars)) 0 0 / calc(var(--_level) * var(--_step))
        100% no-repeat,
      repeating-linear-gradient(90deg, var(--_line) var(--_bars));
  }
  .bar[class*='level-']:dir(rtl) {
    transform: scaleX(-1);
  }
  .level-1 {
    --_level: 1;
  }
  .level-2 {
    --_level: 2;
  }
  .level-3 {
    --_level: 3;
  }
  .level-4 {
    --_level: 4;
  }
  .level-5 {
    --_level: 5;
  }
  .level-6 {
    --_level: 6;
  }
  .level-7 {
    --_level: 7;
  }
  .sentiment.very-negative,
  .sentiment.negative {
    color: var(--_danger);
  }
  .sentiment.slightly-negative {
    color: var(--_open);
  }
  .sentiment.slightly-positive,
  .sentiment.positive,
  .sentiment.very-positive {
    color: var(--_active);
  }
  @media (forced-colors: active) {
    .bar {
      forced-color-adjust: none;
      --_line: Canvas;
      color: CanvasText;
    }
    .dot {
      forced-color-adjust: none;
      background: CanvasText;
    }
    .presence {
      --_presence: CanvasText;
    }
    .pill {
      border: 1px solid CanvasText;
    }
    button[aria-disabled='true'] {
      color: GrayText;
    }
  }
`;
