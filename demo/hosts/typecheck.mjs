/** Checks the types of all samples, each with the checker of its framework; ends with 1 when one complains. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const here = import.meta.dirname;
const CHECKS = [
  ['typescript/bin/tsc', '-p', 'tsconfig.json'],
  ['vue-tsc/bin/vue-tsc.js', '-p', 'vue/tsconfig.json', '--noEmit'],
  [
    'svelte-check/bin/svelte-check',
    '--tsconfig',
    'svelte/tsconfig.json',
    '--threshold',
    'error',
    '--output',
    'human',
  ],
  ['@angular/compiler-cli/bundles/src/bin/ngc.js', '-p', 'angular/tsconfig.json', '--noEmit'],
];
for (const [file, ...args] of CHECKS) {
  const checker = resolve(here, 'node_modules', file);
  const { status } = spawnSync(process.execPath, [checker, ...args], { cwd: here, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
