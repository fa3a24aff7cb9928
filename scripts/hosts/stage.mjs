// Serves the built samples, with what their servers would answer, and opens them in a browser.
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import puppeteer from 'puppeteer-core';
import { register } from 'tsx/esm/api';
import { preview } from 'vite';
import { chromiumArguments, ensureChromium } from '../chromium.mjs';

/** What a page must not be told to be. */
const IGNORED = /Lit is in dev mode/;
const SESSION = 'a-session-that-must-not-be-seen-in-an-address';

/** @param build builds the samples with these variables */
export async function openHostStage(build) {
  const [port, framePort] = [await freePort(), await freePort()];
  const origin = `http://localhost:${port}`;
  const frameOrigin = `http://localhost:${framePort}`;
  build({ VITE_PARENT_ORIGIN: origin, VITE_FRAME_ORIGIN: frameOrigin });

  // Who has no token gets nothing of it.
  register();
  const { startReferenceServer } = await import('../../demo/server/reference-server.ts');
  const account = { id: 'supervisor-1', name: 'Sam Supervisor', session: SESSION };
  const reference = await startReferenceServer({ port: 0, seed: 7, auth: 'required', accounts: [account] });
  const tokens = { token: SESSION, asked: 0 };
  const servers = [
    await serve(port, { plugins: [answerTokens(tokens)] }),
    await serve(framePort, { proxy: toReference(reference.port) }),
  ];
  const browser = await puppeteer.launch({ executablePath: ensureChromium(), args: chromiumArguments });

  return {
    origin,
    /** Another origin with the same pages, which nobody trusts. */
    otherOrigin: `http://127.0.0.1:${port}`,
    tokens,
    /** Opens a page; `problems`, `said` and `addresses` fill up: errors and warnings, other output, what it asked for. */
    async open(address) {
      const page = await browser.newPage();
      const [problems, said, addresses] = [[], [], []];
      page.on('pageerror', (error) => problems.push(error.stack ?? String(error)));
      page.on('console', (message) => {
        const isProblem = ['error', 'warn', 'warning'].includes(message.type());
        if (!isProblem) said.push(message.text());
        else if (!IGNORED.test(message.text())) problems.push(message.text());
      });
      page.on('request', (request) => addresses.push(request.url()));
      await page.setViewport({ width: 1200, height: 800 });
      await page.evaluateOnNewDocument(watchTimers);
      await page.goto(address);
      return { page, problems, said, addresses };
    },
    async close() {
      await browser.close();
      await Promise.all(servers.map((server) => server.close()));
      await reference.close();
    },
  };
}

function serve(port, { plugins = [], proxy = {} }) {
  return preview({
    configFile: false,
    root: resolve('demo/hosts'),
    appType: 'mpa',
    logLevel: 'warn',
    plugins: [noIcon, ...plugins],
    build: { outDir: 'build' },
    preview: { host: '127.0.0.1', port, strictPort: true, proxy },
  });
}

const noIcon = {
  name: 'no-icon',
  configurePreviewServer: ({ middlewares }) =>
    void middlewares.use('/favicon.ico', (_request, response) => response.writeHead(204).end()),
};

// Your server, which knows who is signed in.
const answerTokens = (tokens) => ({
  name: 'answer-tokens',
  configurePreviewServer: ({ middlewares }) =>
    void middlewares.use('/token', (_request, response) => {
      tokens.asked += 1;
      response.end(tokens.token);
    }),
});

const toReference = (port) => ({
  '/contact-center': {
    target: `http://127.0.0.1:${port}`,
    changeOrigin: true,
    rewrite: (path) => path.replace('/contact-center', ''),
  },
});

function freePort() {
  return new Promise((done) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

// Runs in the page, before it: `timers` are those that wait.
function watchTimers() {
  const timers = new Set();
  const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;
  globalThis.timers = timers;
  globalThis.setTimeout = (callback, ...rest) => {
    const run = (...values) => {
      timers.delete(id);
      callback(...values);
    };
    const id = setTimeout(run, ...rest);
    timers.add(id);
    return id;
  };
  globalThis.setInterval = (...rest) => {
    const id = setInterval(...rest);
    timers.add(id);
    return id;
  };
  globalThis.clearTimeout = globalThis.clearInterval = (id) => {
    timers.delete(id);
    clearTimeout(id);
    clearInterval(id);
  };
}
