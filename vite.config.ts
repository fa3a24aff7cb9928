// The demo: npm start serves it, npm run build:demo writes it as static pages into demo-dist/.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin, type ProxyOptions } from 'vite';
import { minifyTemplates } from './scripts/minify-templates.mjs';

const root = join(import.meta.dirname, 'demo');

export default defineConfig(({ command }) => ({
  root,
  // The static gallery may be put into any folder of any host.
  base: './',
  plugins: command === 'build' ? [minifyTemplates()] : [tellReferenceServer(process.env['REFERENCE_SERVER'])],
  server: {
    port: 5173,
    // Somebody who frames the page could lay it under a page of their own and borrow the clicks.
    headers: { 'Content-Security-Policy': "frame-ancestors 'self'" },
    proxy: referenceProxy(process.env['REFERENCE_SERVER']),
    fs: { allow: [import.meta.dirname] },
  },
  build: {
    outDir: join(import.meta.dirname, 'demo-dist'),
    emptyOutDir: true,
    target: 'es2022',
    // axe, which its panel loads when it is opened.
    chunkSizeWarningLimit: 700,
    rolldownOptions: { input: pages() },
  },
}));

// Those of demo/hosts are of a package of its own, whose node_modules has a link back to this one: not to be walked.
function pages(): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter(({ name }) => name !== 'hosts' && name !== 'server')
    .flatMap((entry) =>
      entry.isDirectory()
        ? readdirSync(join(root, entry.name), { recursive: true, encoding: 'utf8' }).map((file) =>
            join(entry.name, file),
          )
        : [entry.name],
    )
    .filter((file) => file.endsWith('.html'))
    .map((file) => join(root, file));
}

// The demo asks its own origin for /reference/…; the reference server sees the path without the prefix.
function referenceProxy(target: string | undefined): Record<string, ProxyOptions> {
  if (!target) return {};
  return {
    '/reference': {
      target,
      ws: true,
      changeOrigin: true,
      rewrite: (path) => path.replace(/^\/reference/, ''),
    },
  };
}

// A static copy of the gallery has no server; its stories look for this line and say so when it is missing.
function tellReferenceServer(target: string | undefined): Plugin {
  const attrs = { name: 'reference-server', content: '/reference/conversations' };
  return {
    name: 'tell-reference-server',
    transformIndexHtml: () => (target ? [{ tag: 'meta', attrs, injectTo: 'head' }] : []),
  };
}
