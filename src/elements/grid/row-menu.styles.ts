/** The menu of a row. */
import { css } from 'lit';

export const menuStyles = css`
  .menu {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 5px;
    inline-size: max-content;
    max-inline-size: min(300px, 90vw);
    border: 1px solid var(--_line);
    border-radius: 10px;
    background: var(--_background);
    color: var(--_text);
    box-shadow: 0 10px 30px rgb(0 0 0 / 0.2);
    font: var(--_font);
  }
  .menu:popover-open {
    display: grid;
  }
  .menu button {
    justify-content: start;
    gap: 10px;
    inline-size: 100%;
    min-block-size: 36px;
    padding: 5px 10px;
    border-radius: 7px;
    color: var(--_text);
    text-align: start;
    white-space: normal;
  }
  .menu button.risk {
    color: var(--_danger);
  }
  .menu button[aria-disabled='true'] {
    color: var(--_text-muted);
  }
  .menu button[aria-disabled='true'] svg,
  .menu button[aria-disabled='true']::after {
    opacity: 0.6;
  }
  .menu button:hover,
  .menu button:focus {
    background: var(--_background-muted);
  }
  .menu button:focus-visible {
    outline-offset: -2px;
  }
  .menu button::after {
    content: attr(data-key) / '';
    min-inline-size: 22px;
    margin-inline-start: auto;
    padding-inline: 5px;
    border: 1px solid var(--_line);
    border-radius: 5px;
    color: var(--_text-muted);
    font-size: 11.5px;
    text-align: center;
  }
  .menu button:not([data-key])::after {
    content: none;
  }
  .reason {
    display: block;
    margin-block-start: -5px;
    padding-block-end: 7px;
    padding-inline: 36px 10px;
    color: var(--_text-muted);
    font-size: 12.5px;
  }
`;
