// How dist/cdn is built: the report and all that its first rows need in one chunk, the rest in chunks beside it. And the same
// in one file, for places that take no more than one, and for pages that check its hash.
import { resolve } from 'node:path';
import { groupModules } from './group-modules.mjs';
import { minifyTemplates } from './minify-templates.mjs';
import { packedLocales } from './pack-locales.mjs';
import { shortNames } from './short-names.mjs';
import { slimLibraries } from './slim-libraries.mjs';
import { terse } from './terse.mjs';

/** What a decision needs: one chunk, also of what it shares with the dialogs. */
const ACTING =
  /\/(?:engine\/(?:acting|action-runs|candidates|run-outcomes|transcript|undo-windows)|controllers\/(?:confirmation|form-submission)|src\/action-events)\.ts$/;

const KINDS = [
  /\.styles\.ts$|\/styles\//,
  /\/localization\/en\.ts$/,
  /\/model\//,
  /\/data-source\//,
  /\/engine\//,
  /\/controllers\//,
  /\/elements\/shared\//,
  /\/elements\/grid\//,
  /\/elements\//,
];

/** @param locales the packed locale modules by tag */
export function cdnBuild(locales) {
  return {
    configFile: false,
    logLevel: 'warn',
    // RxJS keeps classes as classes under this condition; its default is ES5 with helpers.
    resolve: { conditions: ['es2015', 'module', 'browser', 'production'] },
    plugins: [
      packedLocales(locales),
      slimLibraries(),
      groupModules(resolve('src/define.ts'), KINDS),
      shortNames(resolve('src')),
      minifyTemplates(),
      terse(),
    ],
    build: {
      outDir: 'dist/cdn',
      copyPublicDir: false,
      // Lit and RxJS may be passed on with their licences only.
      license: { fileName: 'LICENSES.md' },
      target: 'es2022',
      lib: { entry: { 'ongoing-conversations-report': resolve('src/define.ts') }, formats: ['es'] },
      rolldownOptions: {
        // Terser takes its time.
        checks: { pluginTimings: false },
        output: {
          // Said in full, because library mode leaves the white space of ES modules.
          minify: true,
          entryFileNames: '[name].js',
          chunkFileNames: '[name].js',
          // One chunk is smaller than its parts. It is not the entry: a page may load that one with a query (?v=2),
          // and what the other chunks share with it must be loaded once.
          codeSplitting: {
            groups: [
              { name: 'report', tags: ['$initial'] },
              { name: 'acting', test: ACTING },
              // What is not of one language, but needed by every other one than English.
              { name: 'words', test: /localization\/(en-actions|packed)\.ts$/ },
            ],
          },
        },
      },
    },
  };
}

/** @param locales the packed locale modules by tag */
export function singleBuild(locales) {
  const { build, ...rest } = cdnBuild(locales);
  const output = { ...build.rolldownOptions.output, codeSplitting: false };
  return {
    ...rest,
    build: {
      ...build,
      outDir: 'dist/cdn/single',
      // A classic script as well as a module: some platforms load nothing else.
      lib: { ...build.lib, formats: ['iife'], name: 'OngoingConversations' },
      rolldownOptions: { ...build.rolldownOptions, output },
    },
  };
}
