// Imports every entry of the installed package in plain Node: none needs a page, and none the optional peers.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const NAME = 'ongoing-conversations-report';
const manifest = createRequire(import.meta.url).resolve(`${NAME}/package.json`);
const { exports: entries } = JSON.parse(readFileSync(manifest, 'utf8'));
for (const entry of Object.keys(entries)) {
  const name = entry.replace('.', NAME);
  if (entry.endsWith('.json')) JSON.parse(readFileSync(createRequire(import.meta.url).resolve(name), 'utf8'));
  else await import(name);
}
console.log(`${Object.keys(entries).length} entries are imported in Node.`);
