import { css } from 'lit';

export const alertBannerStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }
  .alerts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 12px;
    padding: 8px 20px;
    border-block-end: 1px solid var(--_line);
    background: var(--_background-muted);
    font-size: 13.5px;
  }
  ul {
    flex: 1 1 320px;
    display: grid;
    gap: 4px;
    min-inline-size: 0;
    max-block-size: 116px;
    margin: 0;
    padding: 2px;
    overflow-y: auto;
    list-style: none;
  }
  li {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    align-items: center;
    min-inline-size: 0;
  }
  li > svg {
    flex: none;
    inline-size: 15px;
    block-size: 15px;
    color: var(--_open);
  }
  li.breach > svg {
    color: var(--_danger);
  }
  .text {
    flex: 1 1 180px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
    font-weight: 550;
  }
  .snooze {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  button {
    min-block-size: 28px;
    padding: 0 10px;
    font-size: 13px;
  }
  p {
    margin: 0;
    color: var(--_text-muted);
    font-size: 12.5px;
  }
`;
