// dist/src, dist/testing: one module a file, with types and source maps, for applications that bundle.
// dist/cdn: minified chunks for pages that do not.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'vite';
import { cdnBuild } from './cdn-build.mjs';
import { packLocales } from './pack-locales.mjs';

const root = resolve(import.meta.dirname, '..');
process.chdir(root);
rmSync('dist', { recursive: true, force: true });

const tsc = resolve('node_modules/typescript/bin/tsc');
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
if (status !== 0) process.exit(1);

await build(cdnBuild(await packLocales()));
