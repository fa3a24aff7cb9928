// A Vite plugin that puts modules of a kind together, because gzip looks back 32 KB only: style sheets beside style
// sheets, templates beside templates. It imports what the entry loads anyway; the modules have no side effects.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const IMPORT = /^(?:import|export)\s(?!type\s)[^;]*?from '(\.[^']+)\.js';/gm;

export function groupModules(entry, kinds) {
  return {
    name: 'group-modules',
    enforce: 'pre',
    transform(code, id) {
      if (id !== entry) return null;
      const kindOf = (file) => kinds.findIndex((kind) => kind.test(file));
      const files = [...staticImports(entry)].filter((file) => file !== entry && kindOf(file) >= 0);
      files.sort((a, b) => kindOf(a) - kindOf(b));
      return { code: files.map((file) => `import ${JSON.stringify(file)};\n`).join('') + code, map: null };
    },
  };
}

function staticImports(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, path] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    staticImports(`${resolve(dirname(file), path)}.ts`, seen);
  }
  return seen;
}
