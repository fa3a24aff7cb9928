// Builds a page: the one with all contestants, or another. The product is taken from a built folder, as an application would take it.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '..');

export async function buildPage({ dist, readable, page = 'page.html' }) {
  const outDir = resolve(root, 'build');
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [product(dist)],
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'esnext',
      // A profile has to name functions.
      minify: !readable,
      modulePreload: false,
      chunkSizeWarningLimit: 10_000,
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: resolve(root, page),
        // The report loads its sources when they are named by `src`; here one is named by an import.
        checks: { ineffectiveDynamicImport: false },
      },
    },
  });
  return outDir;
}

/** Resolves the product by the exports of its own package.json, with `dist` in the place of its dist folder. */
function product(dist) {
  const file = resolve(dist, '../package.json');
  const entry = resolve(dist, 'src/define.js');
  if (!existsSync(file) || !existsSync(entry))
    throw new Error(`Nothing built in ${dist}: run "npm run build" there, its package.json beside it`);
  const { name, exports } = JSON.parse(readFileSync(file, 'utf8'));
  return {
    name: 'product',
    enforce: 'pre',
    resolveId(id) {
      if (id !== name && !id.startsWith(`${name}/`)) return null;
      const target = exports[`.${id.slice(name.length)}`]?.default;
      if (!target) throw new Error(`${name} does not export ${id}`);
      return target.replace(/^\.\/dist/, dist);
    },
  };
}
