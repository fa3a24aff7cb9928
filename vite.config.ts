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

function pages(): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html') && !file.startsWith('server'))
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
