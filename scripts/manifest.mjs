// Writes custom-elements.json from the sources; with --check, fails when the one in the repository differs.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { cli } from '@custom-elements-manifest/analyzer/cli.js';

const NAME = 'custom-elements.json';
process.chdir(resolve(import.meta.dirname, '..'));

const written = await cli({ argv: ['analyze', '--quiet'], noWrite: true });
const manifest = `${JSON.stringify(written, null, 2)}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(NAME, manifest);
} else if (manifest !== read()) {
  console.error(`${NAME} does not tell what the sources say: run npm run manifest and commit it.`);
  process.exitCode = 1;
}

function read() {
  try {
    return readFileSync(NAME, 'utf8');
  } catch {
    return undefined;
  }
}
