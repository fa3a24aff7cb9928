/** The names of the columns, for contestants that bring none. */
import { COLUMNS } from './texts.js';

export function columnHeads(): HTMLElement {
  const heads = document.createElement('div');
  heads.className = 'heads';
  for (const { label, width } of COLUMNS) {
    const cell = document.createElement('div');
    cell.className = 'cell';
    cell.style.width = `${String(width)}px`;
    cell.textContent = label;
    heads.append(cell);
  }
  return heads;
}
