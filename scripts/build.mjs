// dist/src, dist/testing: one module a file, with types and source maps, for applications that bundle.
// dist/cdn: one minified file for pages that do not.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'vite';
import { minifyTemplates } from './minify-templates.mjs';

const root = resolve(import.meta.dirname, '..');
process.chdir(root);
rmSync('dist', { recursive: true, force: true });

const tsc = resolve('node_modules/typescript/bin/tsc');
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
if (status !== 0) process.exit(1);

await build({
  configFile: false,
  logLevel: 'warn',
  // RxJS keeps classes as classes under this condition; its default is ES5 with helpers.
  resolve: { conditions: ['es2015', 'module', 'browser', 'production'] },
  plugins: [minifyTemplates()],
  build: {
    outDir: 'dist/cdn',
    copyPublicDir: false,
    // Lit and RxJS may be passed on with their licences only.
    license: { fileName: 'LICENSES.md' },
    target: 'es2022',
    lib: { entry: { 'ongoing-conversations-report': resolve('src/define.ts') }, formats: ['es'] },
    rolldownOptions: {
      // Said in full, because library mode leaves the white space of ES modules.
      output: { minify: true, entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
});
