// Serves the built page, and notes what each page loads.
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

export async function serve(folder) {
  const loaded = new Set();
  const sizes = new Map();
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url, 'http://localhost').pathname);
    const file = join(folder, path);
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    loaded.add(path);
    const headers = { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' };
    // Isolation gives clocks their full resolution.
    headers['cross-origin-opener-policy'] = 'same-origin';
    headers['cross-origin-embedder-policy'] = 'require-corp';
    response.writeHead(200, headers);
    createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => server.close(),
    /** Forgets what was loaded so far. */
    begin: () => loaded.clear(),
    /** KB (1,000 bytes) of what was loaded since, gzipped, without the page itself and its worker. */
    loadedKb: () => [...loaded].filter((path) => !isHarness(path)).reduce((sum, path) => sum + kb(path), 0),
  };

  function kb(path) {
    const known = sizes.get(path) ?? gzipSync(readFileSync(join(folder, path)), { level: 9 }).length / 1000;
    sizes.set(path, known);
    return known;
  }
}

function isHarness(path) {
  return /\/(page|worker)[-.][^/]*$/.test(path);
}
