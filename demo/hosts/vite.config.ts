/** Pages of the samples that are bundled; the others are served as they are. See build.mjs. */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { lwc } from './salesforce/lwc-plugin.js';
import forVue from './vue/vite.config.js';

const HOSTS = [
  'react',
  'angular',
  'vue',
  'svelte',
  'dynamics-365',
  'pcf',
  'salesforce',
  'webex-contact-center',
  'twilio-flex',
  'iframe',
];
const here = import.meta.dirname;
const at = (file: string) => `${here}/${file}`;

export default defineConfig({
  root: here,
  logLevel: 'warn',
  plugins: [
    ...(forVue.plugins ?? []),
    svelte(),
    lwc({
      'c/ongoingConversations': at('salesforce/ongoingConversations/ongoingConversations.js'),
      'lightning/platformResourceLoader': at('salesforce/platform-resource-loader.ts'),
    }),
  ],
  resolve: { alias: { '@twilio/flex-plugin': at('twilio-flex/flex-plugin.ts') } },
  build: {
    outDir: at('build'),
    emptyOutDir: true,
    target: 'es2022',
    // Angular's compiler is in its page.
    chunkSizeWarningLimit: 4_000,
    rolldownOptions: {
      // Compilers of templates take their time.
      checks: { pluginTimings: false },
      input: [...HOSTS.map((host) => `${host}/index.html`), 'iframe/report.html'].map(at),
    },
  },
});
