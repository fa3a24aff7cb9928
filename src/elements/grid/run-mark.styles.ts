import { css } from 'lit';

export const runMarkStyles = css`
  .marks .undo {
    min-block-size: 24px;
    padding: 0 8px;
    border-radius: 6px;
    font-size: 12px;
    font-weight: 600;
  }
`;
