// A Vite plugin that shortens the private custom properties (--_background → --_a): nobody outside the report names them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PRIVATE = /--_[a-z]+(?:-[a-z]+)*/g;

export function shortNames(folder) {
  const names = new Map();
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.ts'));
  for (const file of files.sort()) {
    for (const [name] of readFileSync(join(folder, file), 'utf8').matchAll(PRIVATE)) {
      if (!names.has(name)) names.set(name, `--_${names.size.toString(36)}`);
    }
  }
  return {
    name: 'short-names',
    transform: (code, id) =>
      id.startsWith(folder) ? { code: code.replace(PRIVATE, (name) => names.get(name)), map: null } : null,
  };
}
