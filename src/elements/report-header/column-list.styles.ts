/** The list of the column chooser, in the tree of the header. */
import { css } from 'lit';

export const columnListStyles = css`
  .columns {
    min-inline-size: min(276px, calc(100vw - 16px));
  }
  .columns label {
    display: flex;
    gap: 10px;
    align-items: center;
    min-block-size: 30px;
    padding-inline: 8px;
    border-radius: var(--_radius-small);
    overflow-wrap: anywhere;
  }
  .columns label:hover {
    background: var(--_background-muted);
  }
  .columns label:has([aria-disabled]) {
    color: var(--_text-muted);
  }
  .columns .grouping {
    justify-content: space-between;
    margin-block-end: 4px;
    padding-block-end: 6px;
    border-block-end: 1px solid var(--_line);
    border-radius: 0;
  }
  .columns .grouping:hover {
    background: none;
  }
  .columns .column {
    display: flex;
    gap: 8px;
    align-items: center;
  }
  .columns .column label {
    flex: 1;
  }
  .columns .steps {
    display: flex;
  }
  .columns .steps button {
    min-inline-size: 26px;
    min-block-size: 26px;
    padding: 0;
    color: var(--_text-muted);
  }
  .columns .steps button:hover,
  .columns .steps button:focus-visible {
    color: var(--_text);
  }
  .columns > button {
    inline-size: 100%;
    margin-block-start: 4px;
  }
`;
