import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    padding: 12px 20px;
  }
  .search {
    flex: 0 1 272px;
    min-inline-size: 180px;
    padding-inline-end: 4px;
  }
  .search input {
    text-overflow: ellipsis;
  }
  .clear-search {
    min-block-size: 24px;
    inline-size: 24px;
    padding: 0;
  }
  .facets {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .badge {
    padding: 0 7px;
    border-radius: 99px;
    background: var(--_accent-soft);
    color: var(--_accent);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }
  button[aria-expanded='true'] {
    border-color: var(--_line-strong);
  }
  .all {
    display: none;
  }
  .view b {
    font-weight: 600;
  }
  ongoing-conversations-facet-list {
    display: contents;
  }
  .facet-panel.layer {
    inline-size: 280px;
  }
  .layer button:focus-visible {
    outline-offset: -2px;
  }
  .text {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .sheet {
    inline-size: 340px;
  }
  .sheet section + section {
    border-block-start: 1px solid var(--_line);
  }
  .sheet section > button[aria-expanded] {
    inline-size: 100%;
    min-block-size: 40px;
    padding-inline: 8px;
    border-color: transparent;
    color: var(--_text);
  }
  .sheet > .clear {
    inline-size: 100%;
    margin-block-start: 4px;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    max-block-size: 90px;
    padding: 0 20px 12px;
    overflow-y: auto;
  }
  .chips li {
    max-inline-size: min(100%, 320px);
  }
  .chip {
    max-inline-size: 100%;
    min-block-size: 26px;
    padding: 0 6px 0 10px;
    border-color: transparent;
    border-radius: 99px;
    background: var(--_accent-soft);
    color: var(--_accent);
    font-size: 12.5px;
  }
  .chip svg {
    inline-size: 12px;
    block-size: 12px;
  }
  .chip:dir(rtl) {
    padding: 0 10px 0 6px;
  }
  @container (inline-size <= 640px) {
    .bar {
      flex-wrap: nowrap;
      padding-inline: 16px;
    }
    .search {
      flex: 1 1 0;
      min-inline-size: 0;
    }
    .facets,
    .bar > .clear,
    .bar > .grow,
    .view-name + svg {
      display: none;
    }
    .view-name {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .all {
      display: inline-flex;
    }
    .view {
      inline-size: 32px;
      padding: 0;
    }
    .chips {
      padding-inline: 16px;
    }
  }
  @media (forced-colors: active) {
    [aria-selected='true'] .box {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
    .badge,
    .chip {
      border: 1px solid CanvasText;
    }
  }
`;
