// Compares what a page downloads, gzipped, with what it may at most; the goal is what it shall come down to.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { minifySync } from 'vite';

const KILOBYTE = 1024;
process.chdir(resolve(import.meta.dirname, '..'));

const rows = [
  ['CDN file', staticSize('dist/cdn/ongoing-conversations-report.js'), 92 * KILOBYTE, 60 * KILOBYTE],
];
const locales = 'dist/src/localization';
if (existsSync(locales)) {
  // A locale's file carries the name of its language.
  for (const file of readdirSync(locales).filter((name) => /^[a-z]{2}(-[A-Z]{2})?\.js$/.test(name))) {
    rows.push([
      `locale ${file.slice(0, -3)}`,
      minifiedSize(join(locales, file)),
      6.5 * KILOBYTE,
      4 * KILOBYTE,
    ]);
  }
}

let failed = false;
console.log('gzip size'.padEnd(16) + ['bytes', 'limit', 'goal'].map((head) => head.padStart(8)).join(''));
for (const [name, size, limit, goal] of rows) {
  failed ||= size > limit;
  console.log(
    name.padEnd(16) + [size, limit, goal].map((bytes) => String(bytes).padStart(8)).join(''),
    size > limit ? ' TOO LARGE' : '',
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

// A locale's words lie in its file and in those named after it; a page bundles them.
function minifiedSize(file) {
  const name = file.slice(0, -3);
  const code = [`${name}.js`, `${name}-actions.js`].map(
    (part) => minifySync(part, readFileSync(part, 'utf8')).code,
  );
  return gzipSync(code.join('\n'), { level: 9 }).length;
}
