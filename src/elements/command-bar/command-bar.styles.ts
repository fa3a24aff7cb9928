import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .bar {
    display: flex;
    gap: 6px 10px;
    align-items: center;
    min-block-size: 49px;
    padding: 7px 20px;
    border-block: 1px solid var(--_line);
    background: var(--_background-muted);
  }
  .bar.selecting {
    background: var(--_accent-soft);
  }
  /* As wide as the hint, so that the buttons stay where they are when the selection begins. */
  .count {
    display: flex;
    gap: 4px;
    align-items: center;
    flex: none;
    min-inline-size: 184px;
    min-block-size: 28px;
    font-variant-numeric: tabular-nums;
  }
  strong {
    font-weight: 600;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .clear {
    inline-size: 28px;
    min-block-size: 28px;
    padding: 0;
  }
  .summary {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-align: end;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  @container (inline-size <= 900px) {
    .bar {
      display: grid;
      grid-template: 'count summary' auto 'actions actions' auto / auto minmax(0, 1fr);
      padding-block: 4px 8px;
    }
    .count {
      grid-area: count;
      min-inline-size: 0;
    }
    .actions {
      grid-area: actions;
    }
    .summary {
      grid-area: summary;
    }
  }
  @container (inline-size <= 640px) {
    .bar {
      padding-inline: 16px;
    }
    .actions {
      gap: 4px;
    }
    .actions button {
      padding-inline: 8px;
      font-size: 13px;
    }
    .actions svg {
      display: none;
    }
  }
`;
