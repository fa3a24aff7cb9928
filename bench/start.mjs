// For the root's `npm run bench`: installs the peers where that was not done yet, then measures.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const here = import.meta.dirname;
if (!existsSync(resolve(here, 'node_modules/puppeteer-core'))) {
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: here,
    stdio: 'inherit',
    shell: true,
  });
  if (status !== 0) process.exit(1);
}
await import('./run.mjs');
