import { css } from 'lit';

export const runMarkStyles = css`
  /* Where there is no room the words are cut, never the seconds nor the button; the customer gives way meanwhile. */
  .rows .second.marked:has(.undo) > .muted {
    display: none;
  }
  .marks:has(.undo),
  .mark:has(+ .undo) {
    flex: 0 1 auto;
    min-inline-size: 0;
  }
  .mark:has(+ .undo) :is(svg, .number),
  .undo {
    flex: none;
  }
  .rows .mark .clip {
    display: block;
    min-inline-size: 0;
    overflow: clip;
    text-overflow: ellipsis;
  }
  /* Higher than its line, which has to stay as it is. */
  .marks .undo {
    min-block-size: 24px;
    margin-block: -4px;
    padding: 0 8px;
    border-radius: 6px;
    font-size: 12px;
    font-weight: 600;
  }
`;
