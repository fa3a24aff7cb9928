// Compares what a page downloads, gzipped, with the budgets of the design.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { minifySync } from 'vite';

const KILOBYTE = 1024;
process.chdir(resolve(import.meta.dirname, '..'));

const rows = [['CDN file', staticSize('dist/cdn/ongoing-conversations-report.js'), 60 * KILOBYTE]];
const locales = 'dist/src/localization';
if (existsSync(locales)) {
  // A locale's file carries the name of its language.
  for (const file of readdirSync(locales).filter((name) => /^[a-z]{2}(-[A-Z]{2})?\.js$/.test(name))) {
    rows.push([`locale ${file.slice(0, -3)}`, minifiedSize(join(locales, file)), 4 * KILOBYTE]);
  }
}

let failed = false;
console.log('gzip size'.padEnd(16) + 'bytes'.padStart(8) + 'budget'.padStart(8) + 'used'.padStart(7));
for (const [name, size, budget] of rows) {
  failed ||= size > budget;
  const used = `${Math.round((100 * size) / budget)} %`;
  console.log(
    name.padEnd(16) + String(size).padStart(8) + String(budget).padStart(8) + used.padStart(7),
    size > budget ? ' TOO LARGE' : '',
  );
}
process.exitCode = failed ? 1 : 0;

// The entry and every chunk that a page loads with it at once; import() is what it loads on demand.
function staticSize(entry, seen = new Set()) {
  if (seen.has(entry)) return 0;
  seen.add(entry);
  const code = readFileSync(entry, 'utf8');
  const imports = [...code.matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+)["']/g)];
  return imports.reduce(
    (sum, [, path]) => sum + staticSize(join(dirname(entry), path), seen),
    gzipSync(code, { level: 9 }).length,
  );
}

function minifiedSize(file) {
  return gzipSync(minifySync(file, readFileSync(file, 'utf8')).code, { level: 9 }).length;
}
