/** The list in a menu of the filter bar, in whose tree it is. */
import { css } from 'lit';

export const facetListStyles = css`
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
