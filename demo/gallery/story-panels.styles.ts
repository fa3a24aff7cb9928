import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    min-inline-size: 0;
    background: var(--_background);
    border-block-start: 1px solid var(--_line);
  }
  .divider {
    block-size: 9px;
    margin-block: -5px -4px;
    position: relative;
    z-index: 1;
    cursor: row-resize;
    touch-action: none;
  }
  .divider::after {
    content: '';
    position: absolute;
    inset-block-start: 3px;
    inset-inline: calc(50% - 18px);
    block-size: 3px;
    border-radius: 2px;
    background: var(--_line-strong);
    opacity: 0.5;
  }
  .divider:hover::after,
  .divider:focus-visible::after {
    opacity: 1;
    background: var(--_accent);
  }
  .tabs {
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 4px 12px;
    border-block-end: 1px solid var(--_line);
  }
  [role='tablist'] {
    display: flex;
    gap: 2px;
    min-inline-size: 0;
    overflow-x: auto;
    scrollbar-width: none;
    /* Room for the focus ring. */
    margin: -3px;
    padding: 3px;
  }
  [role='tab'][aria-selected='true'] {
    color: var(--_accent);
    background: var(--_accent-soft);
  }
  .panel {
    block-size: var(--_panel, clamp(180px, 30vh, 340px));
    overflow: auto;
    outline-offset: -2px;
    scrollbar-width: thin;
  }
  @media (max-width: 800px) {
    [role='tablist'] {
      flex-wrap: wrap;
    }
    .divider {
      display: none;
    }
    .panel {
      block-size: auto;
      min-block-size: 180px;
    }
  }
  @media (forced-colors: active) {
    [role='tab'][aria-selected='true'] {
      border-color: Highlight;
    }
    .divider::after {
      background: CanvasText;
    }
  }
`;
