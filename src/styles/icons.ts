/** Icons of one family: 16 px, stroked, drawn in the text's colour. Decoration only; names are on the buttons. */
import { svg, type TemplateResult } from 'lit';
import { html } from 'lit';

const PATHS = {
  assign: svg`<circle cx="6.5" cy="5" r="2.8"/><path d="M1.5 14c.4-3 2.4-4.6 5-4.6s3 .5 3.8 1.3M12.5 8.5v5M10 11h5"/>`,
  transfer: svg`<path d="M2 5.5h11M10 2.5l3 3-3 3M14 10.5H3M6 7.5l-3 3 3 3"/>`,
  monitor: svg`<path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z"/><circle cx="8" cy="8" r="2"/>`,
  'force-close': svg`<circle cx="8" cy="8" r="6"/><path d="M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4"/>`,
  chat: svg`<path d="M2 3h12v8H7l-3 3v-3H2z"/>`,
  voice: svg`<path d="M3 2.5h3l1 3-1.6 1.2a8 8 0 0 0 3.9 3.9L10.5 9l3 1v3c-6 .8-11.3-4.5-10.5-10.5z"/>`,
  search: svg`<circle cx="7" cy="7" r="4.5"/><path d="M10.5 10.5L14 14"/>`,
  pause: svg`<path d="M5.5 3v10M10.5 3v10"/>`,
  resume: svg`<path d="M5 3l8 5-8 5z"/>`,
  refresh: svg`<path d="M13.5 8a5.5 5.5 0 1 1-1.7-4M13.5 2v3h-3"/>`,
  columns: svg`<path d="M2 3h12v10H2zM6 3v10M10 3v10"/>`,
  more: svg`<path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2.6"/>`,
  down: svg`<path d="M4 6.5l4 4 4-4"/>`,
  up: svg`<path d="M4 9.5l4-4 4 4"/>`,
  save: svg`<path d="M4 2.5h8v11L8 10.5l-4 3z"/>`,
  export: svg`<path d="M8 2v8M5 7l3 3 3-3M2.5 13.5h11"/>`,
  fullscreen: svg`<path d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10"/>`,
  warning: svg`<path d="M8 2l6.5 11.5h-13zM8 6.5v3.2M8 11.8h.01"/>`,
  cross: svg`<path d="M4 4l8 8M12 4l-8 8"/>`,
  check: svg`<path d="M3 8.5l3.5 3.5L13 4.5"/>`,
  clock: svg`<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.5 1.5"/>`,
  filter: svg`<path d="M2 4h12M4.5 8h7M7 12h2"/>`,
  log: svg`<path d="M3 4h10M3 8h10M3 12h6"/>`,
};

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): TemplateResult {
  return html`<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">${PATHS[name]}</svg>`;
}
