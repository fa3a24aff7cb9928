// npm start: the reference server and the demo that talks to it, until Ctrl-C.
import { spawn } from 'node:child_process';
import { createServer as createTcpServer } from 'node:net';
import { resolve } from 'node:path';
import { createServer as createViteServer } from 'vite';

const root = resolve(import.meta.dirname, '..');
process.chdir(root);

const port = await freePort(8787);
process.env.REFERENCE_SERVER = `http://127.0.0.1:${port}`;

const server = spawn(process.execPath, ['--import', 'tsx', 'demo/server/main.ts'], {
  env: { ...process.env, PORT: String(port) },
  stdio: ['ignore', 'inherit', 'inherit'],
});
const demo = await createViteServer({ configFile: resolve('vite.config.ts'), logLevel: 'warn' });

let stopping = false;
async function stop(code) {
  if (stopping) return;
  stopping = true;
  server.kill();
  await demo.close();
  process.exit(code);
}
process.on('SIGINT', () => stop(0));
process.on('SIGTERM', () => stop(0));
server.on('exit', (code) => {
  if (!stopping) console.error(`The reference server ended with code ${code}.`);
  void stop(1);
});

await demo.listen();
console.log(`Demo: ${demo.resolvedUrls.local[0]} (reference server: port ${port})`);

function freePort(wanted) {
  return new Promise((done, fail) => {
    const probe = createTcpServer();
    probe.once('error', (error) => {
      if (error.code === 'EADDRINUSE' && wanted !== 0) freePort(0).then(done, fail);
      else fail(error);
    });
    probe.listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
