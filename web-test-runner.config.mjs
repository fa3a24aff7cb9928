// Read by scripts/test.mjs, which starts the browsers and lets this file import TypeScript.
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { a11ySnapshotPlugin } from '@web/test-runner-commands/plugins';
import { guideExamplesPlugin } from './test/support/guide-examples-plugin.ts';
import { hubServersPlugin } from './test/support/hub-servers-plugin.ts';
import { lateCodeServer } from './test/support/late-code-server.ts';
import { sendPolicies } from './test/support/policies.ts';
import { referenceServersPlugin } from './test/support/reference-servers-plugin.ts';
import { SERVER_RENDERED_PATH, serverRendered } from './test/support/server-rendered.ts';

const lateCode = lateCodeServer();

export default {
  nodeResolve: { browser: true, exportConditions: ['browser', 'development'] },
  testsFinishTimeout: 600_000,
  testFramework: { config: { timeout: 40_000 } },
  plugins: [
    a11ySnapshotPlugin(),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'tsconfig.json' }),
    {
      // axe-core is a script, not a module; its types promise a default export.
      name: 'axe-core-module',
      transform: ({ path, body }) =>
        path.endsWith('/axe-core/axe.js') ? `${body}\nexport default globalThis.axe;` : undefined,
    },
    {
      // Vite makes a module of it; esbuild takes the words away that would make the browser do so.
      name: 'manifest-module',
      resolveMimeType: ({ path }) => (path === '/custom-elements.json' ? 'js' : undefined),
      transform: ({ path, body }) =>
        path === '/custom-elements.json' ? `export default ${body}` : undefined,
    },
    {
      // In front, on the same line: the lines that errors name stay those of the file.
      name: 'engine-limits',
      transform: ({ path, body }) =>
        path.endsWith('.browser.test.ts')
          ? `import { heedLimits } from '/test/support/engine-limits-hook.ts'; heedLimits(import.meta.url); ${body}`
          : undefined,
    },
    referenceServersPlugin(),
    hubServersPlugin(),
    guideExamplesPlugin(),
    lateCode.plugin,
  ],
  middleware: [
    lateCode.middleware,
    sendPolicies,
    async (context, next) => {
      if (context.path !== SERVER_RENDERED_PATH) return next();
      context.type = 'html';
      context.body = await serverRendered();
    },
    (context, next) => {
      // A page in a sandbox has no origin, and its modules come from another one.
      if (context.get('Origin') === 'null') context.set('Access-Control-Allow-Origin', 'null');
      return next();
    },
    (context, next) => {
      // A service worker rules only what lies beside and below it.
      if (context.path === '/mockServiceWorker.js')
        context.url = '/node_modules/msw/lib/mockServiceWorker.js';
      return next();
    },
  ],
  testRunnerHtml: (testFramework, { browsers: [{ name }] }) => `<!doctype html>
<html lang="en" data-engine="${name.toLowerCase()}">
  <head>
    <meta charset="utf-8" />
    <title>Test</title>
  </head>
  <body>
    <script type="module" src="${testFramework}"></script>
  </body>
</html>`,
  filterBrowserLogs: failOnError,
};

// An error on the console is a failure nobody asserted. A test that expects one stubs console.error.
function failOnError({ type, args }, session) {
  if (type === 'error' && session) {
    session.passed = false;
    session.errors = [...(session.errors ?? []), { message: `Unexpected console.error: ${args.join(' ')}` }];
  }
  return !(type === 'warn' && String(args[0]).startsWith('Lit is in dev mode'));
}
