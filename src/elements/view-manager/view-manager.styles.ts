import { css } from 'lit';

export const viewManagerStyles = css`
  dialog {
    inline-size: min(520px, calc(100vw - 24px));
  }
  form {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: end;
  }
  label {
    display: grid;
    flex: 1 1 200px;
    gap: 4px;
    font-size: 12.5px;
    color: var(--_text-muted);
  }
  input {
    min-inline-size: 0;
    min-block-size: 34px;
    padding: 4px 10px;
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius-small);
    background: var(--_background);
    color: var(--_text);
    font: inherit;
    font-size: 13.5px;
  }
  form button {
    min-block-size: 34px;
  }
  .hint {
    min-block-size: 18px;
    margin-block: 4px 10px;
    font-size: 12.5px;
    color: var(--_text-muted);
  }
  ul {
    margin: 0;
    padding: 0;
    border-block-start: 1px solid var(--_line);
    list-style: none;
  }
  li {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 6px;
    align-items: center;
    min-block-size: 44px;
    padding-block: 4px;
    border-block-end: 1px solid var(--_line);
  }
  li > .name {
    flex: 1 1 140px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  @container (max-width: 400px) {
    li > .name {
      flex-basis: 100%;
    }
  }
  li form {
    flex: 1 1 100%;
  }
  .first[aria-pressed='true'] {
    border-color: var(--_accent);
    color: var(--_accent);
  }
  .none {
    padding-block: 14px;
    color: var(--_text-muted);
  }
  .link {
    margin-block-start: 10px;
  }
`;
