import { css } from 'lit';

export const actionDialogStyles = css`
  :host {
    display: contents;
  }
  dialog {
    inline-size: min(640px, calc(100vw - 24px));
    max-inline-size: none;
    max-block-size: calc(100dvh - 24px);
    /* From the top, so that content that grows does not move the title. */
    margin: clamp(12px, 9dvh, 96px) auto auto;
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_background);
    color: var(--_text);
    font: var(--_font);
    box-shadow: var(--_shadow);
    overflow: hidden;
    overflow-wrap: anywhere;
  }
  /* As low as it must be to stay on the screen with its footer. */
  @media (max-height: 640px) {
    dialog {
      margin-block-start: 12px;
    }
  }
  button.danger {
    background: var(--_danger);
    border-color: transparent;
    color: var(--_on-accent);
  }
  dialog.caution {
    inline-size: min(480px, calc(100vw - 24px));
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
    animation: appear 0.12s ease-out;
  }
  dialog::backdrop {
    background: rgb(10 14 22 / 0.42);
    animation: fade 0.12s ease-out;
  }
  @keyframes appear {
    from {
      opacity: 0;
      transform: translateY(6px);
    }
  }
  @keyframes fade {
    from {
      opacity: 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    dialog::backdrop {
      animation: none;
    }
  }
  .head {
    display: flex;
    align-items: start;
    gap: 10px;
    padding: 18px 20px 4px;
  }
  .head .grow {
    min-inline-size: 0;
  }
  .head button {
    margin-block-start: -2px;
    margin-inline-end: -6px;
  }
  h2 {
    margin-block-end: 2px;
    font-size: 17px;
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  .description {
    color: var(--_text-muted);
    font-size: 13px;
  }
  .body {
    container-type: inline-size;
    flex: 1 1 auto;
    min-block-size: 0;
    padding: 10px 20px 14px;
    overflow-y: auto;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    flex: none;
    align-items: center;
    justify-content: end;
    gap: 8px 16px;
    padding: 12px 20px;
    border-block-start: 1px solid var(--_line);
    background: var(--_background-muted);
  }
  .foot .grow {
    min-inline-size: 0;
    font-size: 12.5px;
    color: var(--_text-muted);
  }
  /* Words take a line of their own where they would be squeezed; without words there is no such line. */
  .foot .grow:has(p:not(:empty)) {
    min-inline-size: min(100%, 180px);
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 8px;
    min-inline-size: 0;
  }
  #reason:not(:empty) {
    color: var(--_text);
  }
  .foot button {
    min-inline-size: 0;
    min-block-size: 34px;
    padding-block: 4px;
    white-space: normal;
    text-align: center;
  }
  .note {
    display: flex;
    gap: 8px;
    padding: 9px 12px;
    border: 1px solid transparent;
    border-radius: 9px;
    background: var(--_open-soft);
    color: var(--_open);
    font-size: 13px;
  }
  .note svg {
    margin-block-start: 1px;
  }
  .notes:not(:empty) .note,
  .counts {
    margin-block-end: 10px;
  }
  .counts {
    font-size: 13px;
  }
  .rows {
    max-block-size: 112px;
    margin-block-start: 6px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-small);
    overflow-y: auto;
  }
  .rows li {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 12px;
    padding: 5px 10px;
  }
  .rows li + li {
    border-block-start: 1px solid var(--_line);
  }
  @media (forced-colors: active) {
    dialog,
    .note {
      border-color: CanvasText;
    }
  }
`;
