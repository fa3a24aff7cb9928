/** What tells that the headers can be dragged. */
import { css } from 'lit';

export const headerToolsStyles = css`
  .header .cell:not(.select, .actions)::after {
    content: '';
    position: absolute;
    inset-block: 8px;
    inset-inline-end: 0;
    inline-size: 1px;
    background: var(--_line);
  }
  .header .cell:not(.select, .actions) {
    cursor: grab;
    touch-action: pan-y;
  }
  .header [data-drop]::before {
    content: '';
    position: absolute;
    inset-block: 2px;
    inline-size: 3px;
    background: var(--_accent);
  }
  .header [data-drop='before']::before {
    inset-inline-start: 0;
  }
  .header [data-drop='after']::before {
    inset-inline-end: 0;
  }
  .header .cell[data-edge],
  .header .cell[data-edge] * {
    cursor: col-resize;
  }
`;
