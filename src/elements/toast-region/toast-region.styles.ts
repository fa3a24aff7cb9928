import { css } from 'lit';

export const toastRegionStyles = css`
  :host {
    position: absolute;
    z-index: 1;
    inset-block: var(--_toast-block-start, auto) var(--_toast-block-end, 52px);
    inset-inline-end: var(--_toast-inline-end, 16px);
    inline-size: min(380px, calc(100% - 32px));
    font: var(--_font);
    pointer-events: none;
  }
  .stack {
    display: flex;
    flex-direction: column;
    gap: 8px;
    align-items: end;
  }
  .region {
    display: contents;
  }
  .toast {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 4px 10px;
    align-items: start;
    inline-size: fit-content;
    max-inline-size: 100%;
    padding: 10px 8px 10px 14px;
    padding-inline: 14px 8px;
    border: 1px solid var(--_line);
    border-inline-start: 3px solid var(--_tone);
    border-radius: 10px;
    background: var(--_background);
    color: var(--_text);
    box-shadow: 0 12px 34px rgb(0 0 0 / 0.22);
    pointer-events: auto;
    transition: opacity 0.15s;
    @starting-style {
      opacity: 0;
    }
  }
  .good {
    --_tone: var(--_active);
  }
  .plain {
    --_tone: var(--_accent);
  }
  .caution {
    --_tone: var(--_open);
  }
  .bad {
    --_tone: var(--_danger);
  }
  .toast > svg {
    margin-block-start: 5px;
    color: var(--_tone);
  }
  .toast p {
    padding-block: 3px;
    font-size: 13.5px;
    overflow-wrap: anywhere;
  }
  .toast .icon {
    min-block-size: 26px;
    inline-size: 26px;
  }
  .toast .undo {
    min-block-size: 28px;
    margin-inline-start: 4px;
    font-weight: 600;
  }
  .toast .check {
    grid-column: 2;
    justify-self: start;
    min-block-size: 28px;
    margin-block-end: 2px;
  }
  .more {
    padding: 2px 10px;
    border: 1px solid var(--_line);
    border-radius: 99px;
    background: var(--_background);
    color: var(--_text-muted);
    font-size: 12px;
  }
`;
