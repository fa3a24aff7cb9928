import { css } from 'lit';

export const assignDialogStyles = css`
  .columns {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    column-gap: 10px;
  }
  /* Tabs and panel share the first row: the panel's search keeps the column of the tabs free. */
  .panel {
    --_search-column: 2;
    display: grid;
    grid-area: 1 / 1 / 2 / 3;
    grid-template-columns: subgrid;
    align-content: start;
  }
  .tabs {
    z-index: 1;
    display: flex;
    grid-area: 1 / 1;
    align-self: start;
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
    .tabs {
      grid-column: 1 / -1;
      margin-block-end: 8px;
    }
    .panel {
      --_search-column: 1 / -1;
      grid-row: 2;
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
