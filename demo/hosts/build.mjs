/** Builds all samples into build/, for a web server that serves that folder. */
import { cpSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'vite';

const here = import.meta.dirname;
const at = (...parts) => resolve(here, ...parts);
const CDN = at('../../dist/cdn');

// As in development: frameworks then say on the console what they do not like.
process.env.NODE_ENV = 'development';
await build({ configFile: at('vite.config.ts'), mode: 'development' });
process.env.NODE_ENV = 'production';

// Pages for a web server and no bundler.
cpSync(CDN, at('build/ongoing-conversations-report'), { recursive: true });
cpSync(at('plain-html'), at('build/plain-html'), { recursive: true });
cpSync(CDN, at('build/WebResources'), { recursive: true });
for (const file of ['report.html', 'supervision.js']) {
  cpSync(at('dynamics-365', file), at('build/WebResources', file));
}

// Where a platform loads one classic script, all is in one file.
cpSync(at(CDN, 'single'), at('build/classic'), { recursive: true });
await classic('ongoing-conversations-webex', at('webex-contact-center/widget.ts'));

function classic(name, entry) {
  return build({
    configFile: false,
    root: here,
    logLevel: 'warn',
    build: {
      outDir: at('build/classic'),
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'es2022',
      lib: { entry, formats: ['iife'], name: 'OngoingConversations', fileName: () => `${name}.js` },
    },
  });
}
