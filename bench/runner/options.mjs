// What the command line says.
import { parseArgs } from 'node:util';
import { resolve } from 'node:path';

/** In the order of the table. */
export const CONTESTANTS = [
  'limit',
  'floor',
  'ours',
  'ag-grid',
  'perspective',
  'revogrid',
  'vaadin',
  'tanstack',
  'tabulator',
];
export const SCALES = ['1k', '10k', '100k'];

export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', default: CONTESTANTS.join(',') },
      scale: { type: 'string', default: SCALES.join(',') },
      repeat: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '5' },
      trace: { type: 'string' },
      dist: { type: 'string', default: resolve(import.meta.dirname, '../../dist') },
      browser: { type: 'string', default: process.env.CHROME_PATH ?? '' },
    },
  });
  return {
    contestants: chosen(values.only, CONTESTANTS, 'contestant'),
    scales: chosen(values.scale, SCALES, 'scale'),
    repeat: number(values.repeat, 'repeat'),
    seconds: number(values.seconds, 'seconds'),
    trace: values.trace && resolve(values.trace),
    dist: resolve(values.dist),
    browser: values.browser,
  };
}

function chosen(text, known, what) {
  const names = text.split(',').filter(Boolean);
  const stranger = names.find((name) => !known.includes(name));
  if (stranger) throw new Error(`No ${what} ${stranger}; there are ${known.join(', ')}`);
  return known.filter((name) => names.includes(name));
}

function number(text, what) {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${what} takes a number`);
  return value;
}
