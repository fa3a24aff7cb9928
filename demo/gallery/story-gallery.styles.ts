import { css } from 'lit';

export const styles = css`
  :host {
    font: var(--_font);
    color: var(--_text);
  }
  .skip {
    position: absolute;
    inset-block-start: 8px;
    inset-inline-start: 8px;
    padding: 8px 14px;
    border-radius: var(--_radius-small);
    background: var(--_accent);
    color: var(--_on-accent);
    z-index: 1;
  }
  .skip:not(:focus) {
    clip-path: inset(50%);
  }
  .layout {
    display: grid;
    grid-template-columns: 248px minmax(0, 1fr);
    block-size: 100%;
  }
  /* A column of the page; only where that is narrow it comes and goes as the popover that it is. */
  aside {
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    position: static;
    inline-size: auto;
    block-size: auto;
    min-block-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
    border-inline-end: 1px solid var(--_line);
    background: var(--_background);
    color: inherit;
  }
  h1 {
    white-space: nowrap;
    display: flex;
    align-items: center;
    gap: 9px;
    padding: 18px 16px 14px;
    font-weight: 650;
    font-size: 14.5px;
  }
  main {
    display: grid;
    grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
    min-inline-size: 0;
    min-block-size: 0;
  }
  header {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 8px 20px;
    padding: 10px 24px;
    background: var(--_background);
    border-block-end: 1px solid var(--_line);
  }
  .about {
    flex: 1 1 280px;
    min-inline-size: 0;
  }
  h2 {
    font-size: 15px;
    font-weight: 650;
  }
  h2 .muted {
    font-size: inherit;
    font-weight: 400;
  }
  .settings {
    display: flex;
    align-items: end;
    flex-wrap: wrap;
    gap: 8px 10px;
  }
  .setting {
    display: grid;
    gap: 2px;
    font-size: 11.5px;
    color: var(--_text-muted);
  }
  .setting select,
  a.button {
    min-block-size: 32px;
    padding: 0 8px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-small);
    background: var(--_background);
    color: var(--_text);
    font-size: 13.5px;
  }
  .setting select {
    max-inline-size: 128px;
  }
  .setting select:hover:enabled,
  a.button:hover {
    border-color: var(--_line-strong);
  }
  .setting select:disabled {
    background: var(--_background-muted);
    color: var(--_text-muted);
    opacity: 1;
  }
  a.button {
    display: inline-flex;
    align-items: center;
    padding-inline: 12px;
    font-weight: 500;
    text-decoration: none;
  }
  .stories {
    display: none;
  }
  .stage {
    min-block-size: 0;
    overflow: auto;
    outline-offset: -2px;
    isolation: isolate;
  }
  ::slotted(.canvas) {
    min-block-size: 520px;
  }
  @media (max-width: 800px) {
    .layout {
      grid-template-columns: minmax(0, 1fr);
    }
    aside:not(:popover-open) {
      display: none;
    }
    aside:popover-open {
      position: fixed;
      inset: 0;
      inset-inline-end: 64px;
    }
    aside::backdrop {
      background: rgb(0 0 0 / 0.4);
    }
    .stories {
      display: inline-flex;
    }
    header {
      padding: 8px 12px;
    }
    .about {
      flex-basis: 200px;
    }
    .settings {
      inline-size: 100%;
      flex-wrap: nowrap;
      overflow-x: auto;
    }
    .layout,
    main {
      block-size: auto;
    }
    .stage {
      block-size: 720px;
    }
  }
`;
