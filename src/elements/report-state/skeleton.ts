/** The grid before its rows: head and rows of the same height, so that nothing moves when they come. */
import { html, type TemplateResult } from 'lit';
import type { Density } from '../../model/view-state.js';

/** More than fit on a screen are not seen: the rest is clipped. */
const ROWS = Array.from({ length: 24 });
const CELLS = ['select', 'subject', 'status', 'agent', 'queue', 'channel', 'time', 'time', 'mood'];

/** @param text tells how far loading has come */
export function skeleton(text: string, density: Density): TemplateResult {
  return html`<div class="skeleton ${density}">
    <div class="head"><span class="progress">${text}</span></div>
    <div class="rows" aria-hidden="true">
      ${ROWS.map(() => html`<div class="row">${CELLS.map((cell) => html`<span class=${cell}><i></i></span>`)}</div>`)}
    </div>
  </div>`;
}
