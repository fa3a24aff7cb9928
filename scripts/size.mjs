// What a page downloads from dist/cdn, gzipped: fails above the budgets of what it loads at once and of one locale.
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const KILOBYTE = 1024;
const FOLDER = 'dist/cdn';
process.chdir(resolve(import.meta.dirname, '..'));

const sizes = new Map(
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.js'))
    .map((file) => [file, gzipped(readFileSync(join(FOLDER, file)))]),
);
const atOnce = staticImports('ongoing-conversations-report.js');
// A locale's chunk carries the name of its language. What it imports comes with the report anyway.
const locales = [...sizes.keys()].filter((file) => /^[a-z]{2}(-[A-Z]{2})?\.js$/.test(file));
const later = [...sizes.keys()].filter((file) => !atOnce.has(file) && !locales.includes(file));

const rows = [
  ['at once', sum(atOnce), 60 * KILOBYTE],
  // The words of English lie in the report; so large would their chunk be.
  ['locale en', await englishSize(), 4 * KILOBYTE],
  ...locales.map((file) => [`locale ${file.slice(0, -3)}`, sizes.get(file), 4 * KILOBYTE]),
  ...later.map((file) => [`later: ${file.slice(0, -3)}`, sizes.get(file), null]),
  ['all', sum(sizes.keys()), null],
];

console.log('gzip size'.padEnd(26) + ['bytes', 'budget'].map((head) => head.padStart(8)).join(''));
for (const [name, size, budget] of rows) {
  const isTooLarge = budget !== null && size > budget;
  if (isTooLarge) process.exitCode = 1;
  console.log(
    name.padEnd(26) + String(size).padStart(8) + String(budget ?? '').padStart(8),
    isTooLarge ? ' TOO LARGE' : '',
  );
}

/** The chunks that a page loads with `file`; import() is what it loads on demand. */
function staticImports(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  const code = readFileSync(join(FOLDER, file), 'utf8');
  for (const [, path] of code.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([^"']+)["']/g)) {
    staticImports(path, seen);
  }
  return seen;
}

async function englishSize() {
  const load = (name) => import(pathToFileURL(resolve(`dist/src/localization/${name}.js`)).href);
  const [{ pack }, { en }, { enActions }] = await Promise.all(['packed', 'en', 'en-actions'].map(load));
  return gzipped(pack({ ...en, ...enActions }));
}

function sum(files) {
  return [...files].reduce((total, file) => total + sizes.get(file), 0);
}

function gzipped(content) {
  return gzipSync(content, { level: 9 }).length;
}
