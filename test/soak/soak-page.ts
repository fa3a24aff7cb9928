/** A Chromium with the page of the soak in it, built as for production, and what DevTools know about it. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import puppeteer, { type Browser, type CDPSession, type Page } from 'puppeteer-core';
import { build, type Rolldown } from 'vite';
import { chromiumArguments, ensureChromium } from '../../scripts/chromium.mjs';
import type {} from './page/page.js';

const HTML =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Soak</title><link rel="icon" href="data:,">' +
  '<style>html, body { block-size: 100%; margin: 0 }</style><script type="module" src="/page.js"></script>';
const ENTRY = resolve(import.meta.dirname, 'page/page.ts');

async function buildPage(): Promise<ReadonlyMap<string, string>> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      // What a stack or a heap snapshot names is to be read.
      minify: false,
      target: 'es2022',
      rolldownOptions: {
        input: { page: ENTRY },
        preserveEntrySignatures: false,
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  });
  const { output } = result as Rolldown.RolldownOutput;
  return new Map(output.flatMap((file) => (file.type === 'chunk' ? [[`/${file.fileName}`, file.code]] : [])));
}

function serve(files: ReadonlyMap<string, string>): Promise<Server> {
  const server = createServer(({ url = '/' }, response) => {
    const code = files.get(url);
    if (url !== '/' && code === undefined) response.writeHead(404).end();
    else
      response
        .setHeader('Content-Type', code === undefined ? 'text/html' : 'text/javascript')
        .end(code ?? HTML);
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

export class SoakPage {
  readonly page: Page;
  readonly session: CDPSession;
  /** Errors on the console, and those that nobody caught. */
  readonly errors: string[] = [];
  readonly #browser: Browser;
  readonly #server: Server;

  private constructor(browser: Browser, server: Server, page: Page, session: CDPSession) {
    this.#browser = browser;
    this.#server = server;
    this.page = page;
    this.session = session;
    page.on('pageerror', (error) =>
      this.errors.push(error instanceof Error ? (error.stack ?? '') : String(error)),
    );
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
  }

  static async open(): Promise<SoakPage> {
    const server = await serve(await buildPage());
    const browser = await puppeteer.launch({
      executablePath: ensureChromium(),
      // Frames as fast as they come: a thousand rounds wait for several each.
      args: [...chromiumArguments, '--disable-gpu-vsync', '--disable-frame-rate-limit'],
      // One call lasts as long as its rounds.
      protocolTimeout: 3_600_000,
    });
    const page = await browser.newPage();
    const session = await page.createCDPSession();
    await session.send('Performance.enable');
    await session.send('HeapProfiler.enable');
    await page.setViewport({ width: 1200, height: 800 });
    const soak = new SoakPage(browser, server, page, session);
    await page.goto(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`);
    await page.waitForFunction(() => 'soak' in window);
    return soak;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.close();
  }
}
