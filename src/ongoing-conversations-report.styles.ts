import { css } from 'lit';

export const reportStyles = css`
  :host {
    display: block;
    container: report / inline-size;
    position: relative;
    /* What stands above what in here is no business of the page's. */
    isolation: isolate;
    min-inline-size: 0;
    block-size: 100%;
    min-block-size: 320px;
    color: var(--_text);
    font: var(--_font);
    color-scheme: inherit;
    text-align: start;
    letter-spacing: normal;
    text-transform: none;
  }
  :host([mode='strip']) {
    block-size: auto;
    min-block-size: 0;
  }
  .report {
    position: relative;
    display: grid;
    grid-template-rows: auto auto auto auto minmax(0, 1fr) auto;
    grid-template-columns: minmax(0, 1fr);
    block-size: 100%;
    overflow: clip;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_background);
  }
  /* On a larger wall everything is larger: the report is about as wide as on a desk. */
  :host([mode='wallboard']) .report {
    zoom: var(--_zoom);
  }
  @container report (inline-size >= 1900px) {
    .report {
      --_zoom: 1.25;
    }
  }
  @container report (inline-size >= 2500px) {
    .report {
      --_zoom: 1.65;
    }
  }
  @container report (inline-size >= 3400px) {
    .report {
      --_zoom: 2.4;
    }
  }
  /* Rows keep their place in the template whether their element is there or not. */
  .header {
    grid-row: 1;
  }
  .kpis {
    grid-row: 2;
  }
  .filters {
    grid-row: 3;
  }
  .commands {
    grid-row: 4;
  }
  .body {
    grid-row: 5;
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    grid-template-rows: minmax(0, 1fr);
    min-block-size: 0;
    overflow: clip;
  }
  .main {
    position: relative;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    min-inline-size: 0;
    min-block-size: 0;
  }
  .main > * {
    grid-area: 1 / 1;
    min-block-size: 0;
  }
  .side {
    display: flex;
    min-block-size: 0;
  }
  .footer {
    grid-row: 6;
  }
  .failure {
    position: absolute;
    z-index: 1;
    inset-block-end: 52px;
    inset-inline-end: 16px;
    max-inline-size: min(380px, calc(100% - 32px));
    padding: 10px 14px;
    border: 1px solid var(--_danger);
    border-radius: 10px;
    background: var(--_background);
  }
  .failure:empty {
    display: none;
  }
  :host(:fullscreen) {
    background: var(--_background);
  }
  :host(:fullscreen) .report {
    border: 0;
    border-radius: 0;
  }
`;
