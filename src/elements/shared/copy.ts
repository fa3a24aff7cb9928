/**
 * Rows as they are pasted into a spreadsheet or a message: tab-separated, a line of headers first, values as in the
 * exported file. Tabs and line breaks within a value would begin another cell, so they are spaces.
 */
import { columnLabel, cellText, withoutFormula, type CsvSubject } from './csv.js';

export function tsvOf({ rows, columns, extra, words, asOf }: CsvSubject): string {
  const lines = [columns.map((id) => columnLabel(id, extra, words))];
  for (const row of rows) lines.push(columns.map((id) => cellText(id, row, extra, words, asOf)));
  return lines.map((fields) => fields.map(field).join('\t')).join('\r\n');
}

// Control characters are what is to be taken out.
// eslint-disable-next-line no-control-regex
const BREAKS = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]+/g;

const field = (text: string): string => withoutFormula(text).replace(BREAKS, ' ');
