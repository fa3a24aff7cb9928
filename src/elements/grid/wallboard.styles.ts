/** Rows on the wall, to be read from across the room; the report as a whole grows with the wall. */
import { css } from 'lit';

export const wallboardStyles = css`
  .viewport.wallboard {
    --_height: 60px;
    font-size: 19px;
  }
  .wallboard :is(.second, .header) {
    font-size: 15px;
  }
  .wallboard .header {
    block-size: 44px;
  }
`;
