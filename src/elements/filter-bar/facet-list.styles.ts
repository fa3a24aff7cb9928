/** The list in a menu of the filter bar, in whose tree it is, and what the menu of views holds. */
import { css } from 'lit';

export const facetListStyles = css`
  /* One menu more than usual: on a screen of usual width the bar stays one line. */
  .bar:has(#facet-stuck) .search {
    flex-basis: 180px;
  }
  .box {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 17px;
    block-size: 17px;
    border: 1px solid var(--_line-strong);
    border-radius: 4px;
  }
  .box svg {
    inline-size: 13px;
    block-size: 13px;
    stroke-width: 2.2;
  }
  .views button:hover {
    background: var(--_background-muted);
  }
  .views button {
    display: flex;
    justify-content: flex-start;
    inline-size: 100%;
    padding-inline: 8px;
    color: var(--_text);
  }
  .views .box {
    border-color: transparent;
    color: var(--_accent);
  }
  .views {
    min-inline-size: 200px;
    max-inline-size: min(320px, calc(100vw - 16px));
    max-block-size: min(440px, 75dvh);
  }
  .views bdi {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .views hr {
    margin: 4px 0;
    border: 0;
    border-block-start: 1px solid var(--_line);
  }
  .find {
    margin-block-end: 4px;
  }
  [role='listbox'] {
    max-block-size: 280px;
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  [role='option'] {
    display: flex;
    gap: 8px;
    align-items: center;
    min-block-size: 32px;
    padding-inline: 8px;
    border-radius: var(--_radius-small);
    cursor: pointer;
  }
  [role='option']:hover {
    background: var(--_background-muted);
  }
  [role='option']:focus-visible {
    outline-offset: -2px;
  }
  [aria-selected='true'] .box {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .note:not(:empty) {
    padding: 6px 8px;
  }
  .any {
    inline-size: 100%;
    margin-block-start: 4px;
  }
  .sheet [role='listbox'] {
    max-block-size: 220px;
  }
`;
