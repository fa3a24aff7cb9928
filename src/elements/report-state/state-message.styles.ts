import { css } from 'lit';

export const stateMessageStyles = css`
  .message {
    box-sizing: border-box;
    display: grid;
    gap: 6px;
    align-content: center;
    justify-items: center;
    min-block-size: 100%;
    padding: 24px 20px;
    text-align: center;
  }
  .face {
    display: grid;
    place-items: center;
    inline-size: 52px;
    block-size: 52px;
    margin-block-end: 6px;
    border-radius: 50%;
    background: var(--_accent-soft);
    color: var(--_accent);
  }
  .face.good {
    background: var(--_active-soft);
    color: var(--_active);
  }
  .face.bad {
    background: var(--_danger-soft);
    color: var(--_danger);
  }
  .face svg {
    inline-size: 24px;
    block-size: 24px;
    stroke-width: 1.3;
  }
  h2 {
    font-size: 16px;
    font-weight: 620;
  }
  p {
    max-inline-size: 46ch;
    font-size: 13.5px;
    overflow-wrap: anywhere;
  }
  .reason {
    padding: 4px 10px;
    border-radius: var(--_radius-small);
    background: var(--_background-muted);
    color: var(--_text-muted);
    font-size: 12.5px;
  }
  .message button {
    margin-block-start: 8px;
  }
`;
