import { css } from 'lit';

export const assignDialogStyles = css`
  .columns {
    display: grid;
    grid-template-columns: auto 1fr;
    column-gap: 10px;
    align-items: center;
  }
  /* The list lays its search beside the tabs and the rest below both. */
  .panel {
    display: contents;
  }
  .tabs {
    display: inline-flex;
    padding: 2px;
    border: 1px solid var(--_line);
    border-radius: 9px;
    background: var(--_background-muted);
  }
  .tabs button {
    min-block-size: 28px;
    border: 1px solid transparent;
    background: none;
  }
  .tabs [aria-selected='true'] {
    background: light-dark(var(--_background), var(--_line));
    box-shadow: 0 1px 3px rgb(0 0 0 / 0.18);
  }
  @container (inline-size < 440px) {
    .columns {
      display: block;
    }
    .tabs {
      display: flex;
      margin-block-end: 8px;
    }
    .tabs button {
      flex: 1;
    }
  }
  @media (forced-colors: active) {
    .tabs [aria-selected='true'] {
      border-color: Highlight;
      color: Highlight;
    }
  }
`;
