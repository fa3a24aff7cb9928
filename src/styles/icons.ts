/** Icons of one family: 16 px, stroked, drawn in the text's colour. Decoration only; names are on the buttons. */
import { svg, type TemplateResult } from 'lit';
import { html } from 'lit';

const PATHS = {
  assign: svg`<circle cx="6.5" cy="5" r="2.8"/><path d="M1.5 14c.4-3 2.4-4.6 5-4.6s3 .5 3.8 1.3M12.5 8.500v5M10 11h5"/>`,
  transfer: svg`<path d="M2 5.5h11M10 2.500l3 3-3 3M14 10.500H3M6 7.500l-3 3 3 3"/>`,
  monitor: svg`<path d="M1.500 8S4 3.500 8 3.500 14.500 8 14.500 8 12 12.500 8 12.500 1.500 8 1.500 8z"/><circle cx="8" cy="8" r="2"/>`,
  'force-close': svg`<circle cx="8" cy="8" r="6"/><path d="M5.800 5.800l4.400 4.400M10.200 5.800l-4.400 4.400"/>`,
  chat: svg`<path d="M2 3h12v8H7l-3 3v-3H2z"/>`,
  voice: svg`<path d="M3 2.500h3l1 3-1.600 1.200a8 8 0 0 0 3.900 3.900L10.500 9l3 1v3c-6 .8-11.300-4.500-10.500-10.500z"/>`,
  search: svg`<circle cx="7" cy="7" r="4.500"/><path d="M10.500 10.500L14 14"/>`,
  pause: svg`<path d="M5.500 3v10M10.500 3v10"/>`,
  resume: svg`<path d="M5 3l8 5-8 5z"/>`,
  refresh: svg`<path d="M13.500 8a5.500 5.500 0 1 1-1.700-4M13.500 2v3h-3"/>`,
  columns: svg`<path d="M2 3h12v10H2zM6 3v10M10 3v10"/>`,
  more: svg`<path d="M3.500 8h.01M8 8h.01M12.500 8h.01" stroke-width="2.600"/>`,
  down: svg`<path d="M4 6.500l4 4 4-4"/>`,
  up: svg`<path d="M4 9.500l4-4 4 4"/>`,
  save: svg`<path d="M4 2.500h8v11L8 10.500l-4 3z"/>`,
  export: svg`<path d="M8 2v8M5 7l3 3 3-3M2.500 13.500h11"/>`,
  fullscreen: svg`<path d="M2.500 6V2.500H6M10 2.500h3.500V6M13.500 10v3.500H10M6 13.500H2.500V10"/>`,
  warning: svg`<path d="M8 2l6.500 11.500h-13zM8 6.500v3.200M8 11.800h.01"/>`,
  cross: svg`<path d="M4 4l8 8M12 4l-8 8"/>`,
  check: svg`<path d="M3 8.500l3.500 3.500L13 4.500"/>`,
  clock: svg`<circle cx="8" cy="8" r="6"/><path d="M8 4.500V8l2.500 1.500"/>`,
  filter: svg`<path d="M2 4h12M4.500 8h7M7 12h2"/>`,
  log: svg`<path d="M3 4h10M3 8h10M3 12h6"/>`,
};

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): TemplateResult {
  return html`<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">${PATHS[name]}</svg>`;
}
