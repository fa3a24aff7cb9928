// dist/cdn/integrity.json: the hash of each file, as a page names it in `integrity`.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function writeIntegrity(folder) {
  const files = readdirSync(folder, { recursive: true })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.js'))
    .sort();
  const hashes = files.map((file) => [file, integrityOf(readFileSync(join(folder, file)))]);
  writeFileSync(join(folder, 'integrity.json'), `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`);
}

export function integrityOf(content) {
  return `sha384-${createHash('sha384').update(content).digest('base64')}`;
}
