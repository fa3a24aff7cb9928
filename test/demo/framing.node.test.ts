import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { it } from 'node:test';
import { createServer } from 'vite';

it('J43 the demo forbids pages of other origins to frame it', { timeout: 60_000 }, async (context) => {
  const server = await createServer({
    configFile: resolve(import.meta.dirname, '../../vite.config.ts'),
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1', hmr: false },
    optimizeDeps: { noDiscovery: true },
  });
  context.after(() => server.close());
  await server.listen();
  const [address] = server.resolvedUrls?.local ?? [];
  const response = await fetch(address ?? assert.fail('it does not listen'));
  await response.text();
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-security-policy') ?? '', /frame-ancestors 'self'/);
});
