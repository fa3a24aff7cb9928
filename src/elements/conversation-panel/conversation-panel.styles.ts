import { css } from 'lit';

export const conversationPanelStyles = css`
  :host {
    display: none;
    flex: 1 1 auto;
    inline-size: 400px;
    max-inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 0;
    border-inline-start: 1px solid var(--_line);
    background: var(--_background);
  }
  :host([open]) {
    display: block;
  }
  dialog {
    position: static;
    inline-size: 100%;
    max-inline-size: none;
    block-size: 100%;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: var(--_background);
    color: var(--_text);
    font: var(--_font);
    text-align: start;
    overflow: hidden;
  }
  dialog[open] {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto auto;
  }
  dialog:focus-visible {
    outline: 0;
  }
  dialog:focus-visible > .header {
    box-shadow: inset 0 2px var(--_focus);
  }
  .header {
    display: grid;
    gap: 4px;
    padding: 12px 16px 14px;
    border-block-end: 1px solid var(--_line);
    overflow-wrap: anywhere;
  }
  .pills {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    min-block-size: 32px;
    margin-block-end: 4px;
  }
  .pills .close {
    margin-inline-start: auto;
  }
  h2 {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
    font-size: 15px;
    font-weight: 600;
  }
  .feeling {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 14px;
    align-items: center;
    margin-block-start: 4px;
  }
  .trend {
    inline-size: 72px;
    block-size: 18px;
    color: var(--_text-muted);
    stroke-width: 1.5;
  }
  .trend circle {
    fill: currentColor;
  }
  :dir(rtl) .trend {
    transform: scaleX(-1);
  }
  .middle {
    position: relative;
    display: grid;
    min-block-size: 0;
    background: var(--_background-muted);
  }
  .transcript {
    display: flex;
    flex-direction: column;
    gap: 10px;
    padding: 14px 16px;
    padding-inline-end: 6px;
    overflow-x: hidden;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-gutter: stable;
    scrollbar-width: thin;
  }
  .transcript:focus-visible {
    outline-offset: -2px;
  }
  .transcript > * {
    flex: none;
  }
  .system {
    align-self: center;
    max-inline-size: 92%;
    color: var(--_text-muted);
    font-size: 12px;
    text-align: center;
    overflow-wrap: anywhere;
  }
  .message {
    align-self: flex-start;
    max-inline-size: 82%;
    padding: 8px 11px;
    border: 1px solid var(--_line);
    border-radius: 12px;
    border-end-start-radius: 3px;
    background: var(--_background);
    overflow-wrap: anywhere;
  }
  .message.agent {
    align-self: flex-end;
    border-color: transparent;
    border-radius: 12px;
    border-end-end-radius: 3px;
    background: var(--_accent-soft);
  }
  .message.supervisor {
    border-color: var(--_accent);
  }
  .message.private {
    border: 1px dashed var(--_wrap-up);
    background: var(--_wrap-up-soft);
  }
  .message .muted {
    font-size: 11.5px;
  }
  .mark {
    color: var(--_wrap-up);
    font-size: 11.5px;
    font-weight: 600;
  }
  .line {
    display: block;
    min-block-size: 1lh;
    text-align: start;
  }
  .unread {
    position: absolute;
    inset-block-end: 12px;
    inset-inline: 0;
    justify-self: center;
    inline-size: fit-content;
    margin-inline: auto;
    border-radius: 99px;
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
    box-shadow: 0 4px 14px rgb(0 0 0 / 0.25);
  }
  .footer {
    display: grid;
    gap: 10px;
    padding: 12px 16px;
    border-block-start: 1px solid var(--_line);
  }
  .news {
    padding: 12px 16px;
    border-block-start: 1px solid var(--_line);
    font-weight: 600;
  }
  .news:empty {
    display: none;
  }
  .news:not(:empty) + .footer {
    padding-block-start: 0;
    border: 0;
  }
  .note {
    display: flex;
    gap: 8px;
    align-items: start;
    padding: 9px 12px;
    border-radius: var(--_radius-small);
    background: var(--_open-soft);
    color: var(--_open);
    font-size: 13px;
    overflow-wrap: anywhere;
  }
  .note svg {
    margin-block-start: 1px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }
  .row:not(:has(*)) {
    display: none;
  }
  .row .push {
    display: flex;
    gap: 8px;
    margin-inline-start: auto;
  }
  .row button:not(.icon) {
    padding-inline: 10px;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    inline-size: fit-content;
    min-inline-size: 0;
    margin: 0;
    padding: 2px;
    border: 1px solid var(--_line);
    border-radius: 9px;
    background: var(--_background-muted);
  }
  label {
    display: flex;
    gap: 7px;
    align-items: center;
    min-block-size: 28px;
    padding-inline: 10px;
    border-radius: 7px;
    font-weight: 500;
    cursor: pointer;
  }
  label:has(:checked) {
    background: var(--_background);
    box-shadow: 0 1px 3px rgb(0 0 0 / 0.18);
  }
  label:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 1px;
  }
  label input:focus-visible {
    outline: 0;
  }
  .composer {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 8px;
    align-items: end;
  }
  textarea {
    block-size: 58px;
    padding: 7px 10px;
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius-small);
    background: var(--_background);
    resize: none;
  }
  textarea.private {
    border: 1px dashed var(--_wrap-up);
  }
  textarea::placeholder {
    color: var(--_text-muted);
    opacity: 1;
  }
  @media (forced-colors: active) {
    .message,
    .message.agent {
      border-color: CanvasText;
    }
    label:has(:checked) {
      outline: 1px solid CanvasText;
      outline-offset: -1px;
    }
  }
`;
