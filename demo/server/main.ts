/** Starts the reference server for the demo: `PORT=8787 npx tsx demo/server/main.ts`. */
import { startReferenceServer } from './reference-server.js';

const server = await startReferenceServer({ port: Number(process.env['PORT'] ?? 8787) });
process.stdout.write(`Reference server: ${server.url} and ${server.webSocketUrl}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void server.close());
}
