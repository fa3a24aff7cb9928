import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  #probe {
    position: absolute;
    visibility: hidden;
    forced-color-adjust: none;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(280px, 32%);
    align-items: start;
  }
  .groups {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr));
    gap: 16px 28px;
    padding: 14px 20px 20px;
  }
  fieldset {
    display: grid;
    align-content: start;
    gap: 8px;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0 0 6px;
    font-size: 12.5px;
    font-weight: 650;
    color: var(--_text-muted);
  }
  .token {
    display: grid;
    grid-template-columns: 8.5em auto minmax(0, 1fr) 28px;
    align-items: center;
    gap: 2px 8px;
  }
  label {
    font-weight: 600;
  }
  .swatches {
    display: flex;
    gap: 2px;
  }
  .hint,
  .problem {
    grid-column: 2 / -1;
    font-size: 12.5px;
  }
  .hint {
    color: var(--_text-muted);
  }
  .problem {
    color: var(--_danger);
  }
  .problem:empty {
    display: none;
  }
  input:not([type='color']) {
    inline-size: 100%;
    min-block-size: 30px;
    padding: 4px 8px;
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius-small);
    background: var(--_background);
    font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace;
    font-size: 12.5px;
    direction: ltr;
    text-overflow: ellipsis;
  }
  input::placeholder {
    color: var(--_text-muted);
    opacity: 1;
  }
  input[aria-invalid='true'] {
    border-color: var(--_danger);
  }
  input[type='color'] {
    appearance: none;
    inline-size: 28px;
    block-size: 28px;
    padding: 0;
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius-small);
    background: none;
    overflow: hidden;
    cursor: pointer;
    forced-color-adjust: none;
  }
  input[type='color']::-webkit-color-swatch-wrapper {
    padding: 0;
  }
  input[type='color']::-webkit-color-swatch {
    border: 0;
  }
  .token button {
    inline-size: 28px;
    min-block-size: 28px;
    font-size: 16px;
  }
  .token button[hidden] {
    display: none;
  }
  .outcome {
    border-inline-start: 1px solid var(--_line);
    min-block-size: 100%;
    align-self: stretch;
  }
  .contrast {
    padding: 14px 20px 10px;
  }
  .contrast .pill {
    margin-inline-end: 6px;
  }
  .contrast ul {
    display: grid;
    gap: 4px;
    padding-block-start: 8px;
  }
  code {
    font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace;
    font-size: 12.5px;
  }
  @container (max-width: 760px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
    .outcome {
      border-inline-start: 0;
      border-block-start: 1px solid var(--_line);
    }
  }
  @container (max-width: 420px) {
    .token {
      grid-template-columns: minmax(0, 1fr) auto 28px;
    }
    .token input:not([type='color']) {
      grid-column: 1 / -1;
      grid-row: 2;
    }
    .token .hint,
    .token .problem {
      grid-column: 1 / -1;
    }
  }
`;
