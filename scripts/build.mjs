// dist/src, dist/testing: one module a file, with types and source maps, for applications that bundle.
// dist/cdn: minified chunks for pages that do not; dist/cdn/single: the same in one file.
// dist/editor: what editors and type checkers know of the element.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'vite';
import { cdnBuild, singleBuild } from './cdn-build.mjs';
import { writeEditorData } from './editor-data.mjs';
import { writeIntegrity } from './integrity.mjs';
import { packLocales } from './pack-locales.mjs';

const root = resolve(import.meta.dirname, '..');
process.chdir(root);
rmSync('dist', { recursive: true, force: true });

const tsc = resolve('node_modules/typescript/bin/tsc');
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
if (status !== 0) process.exit(1);

const locales = await packLocales();
await build(cdnBuild(locales));
await build(singleBuild(locales));
writeIntegrity('dist/cdn');
writeEditorData();
