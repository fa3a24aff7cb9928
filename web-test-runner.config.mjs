// Read by scripts/test.mjs, which finds Chromium and lets this file import TypeScript.
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { a11ySnapshotPlugin } from '@web/test-runner-commands/plugins';
import { chromiumArguments } from './scripts/chromium.mjs';
import { lendLateCode } from './test/support/late-code.ts';
import { sendPolicies } from './test/support/policies.ts';
import { referenceServersPlugin } from './test/support/reference-servers-plugin.ts';

export default {
  nodeResolve: { browser: true, exportConditions: ['browser', 'development'] },
  concurrency: 2,
  testsFinishTimeout: 600_000,
  testFramework: { config: { timeout: 40_000 } },
  browsers: [
    chromeLauncher({
      launchOptions: { executablePath: process.env.CHROME_PATH, args: chromiumArguments },
      createPage: createFocusedPage,
    }),
  ],
  plugins: [
    a11ySnapshotPlugin(),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'tsconfig.json' }),
    {
      // axe-core is a script, not a module; its types promise a default export.
      name: 'axe-core-module',
      transform: ({ path, body }) =>
        path.endsWith('/axe-core/axe.js') ? `${body}\nexport default globalThis.axe;` : undefined,
    },
    referenceServersPlugin(),
  ],
  middleware: [
    sendPolicies,
    (context, next) => {
      // A service worker rules only what lies beside and below it.
      if (context.path === '/mockServiceWorker.js')
        context.url = '/node_modules/msw/lib/mockServiceWorker.js';
      return next();
    },
  ],
  testRunnerHtml: (testFramework) => `<!doctype html>
<html lang="en">
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

// Two files run side by side, but a browser focuses only one page: the other one would see no
// :focus, and its animation frames would be held back.
async function createFocusedPage({ context }) {
  const page = await context.newPage();
  const session = await page.createCDPSession();
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
  await lendLateCode(page);
  return page;
}

// An error on the console is a failure nobody asserted. A test that expects one stubs console.error.
function failOnError({ type, args }, session) {
  if (type === 'error' && session) {
    session.passed = false;
    session.errors = [...(session.errors ?? []), { message: `Unexpected console.error: ${args.join(' ')}` }];
  }
  return !(type === 'warn' && String(args[0]).startsWith('Lit is in dev mode'));
}
