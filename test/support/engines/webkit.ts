/** The WebKit of Debian, driven over WebDriver on a display that nobody sees. */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { AccessibleNode } from '../accessibility-tree.js';
import type { AutomatedBrowser } from './browser-pool.js';
import { WebDriverSession } from './web-driver.js';

export interface WebKitPaths {
  readonly browser: string;
  readonly driver: string;
  readonly display: string;
}

// The buttons of its tool bar would keep the window wider than the narrowest page that is tested.
const WINDOW_STYLES =
  'window * { min-width: 0; min-height: 0; padding: 0; margin: 0; border: 0; font-size: 1px; }';

export async function openWebKit(paths: WebKitPaths): Promise<AutomatedBrowser> {
  const home = mkdtempSync(join(tmpdir(), 'webkit-'));
  mkdirSync(join(home, 'gtk-3.0'));
  writeFileSync(join(home, 'gtk-3.0', 'gtk.css'), WINDOW_STYLES);
  // Without a window manager the window under the pointer has the focus. The pointer rests in the middle of the screen:
  // on one this small that is over the tool bar of a window of any size, and over no page.
  const display = start(paths.display, ['-displayfd', '3', '-screen', '0', '16x16x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const port = await freePort();
  const driver = start(paths.driver, [`--port=${String(port)}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: `:${await firstLine(display.stdio[3] as Readable)}`,
      XDG_CONFIG_HOME: home,
      ...(process.getuid?.() === 0 && { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' }),
    },
  });
  const session = await WebDriverSession.start(`http://127.0.0.1:${String(port)}`, {
    browserName: 'MiniBrowser',
    // No page is kept that was left: with all their rows they take a gigabyte.
    'webkitgtk:browserOptions': {
      binary: paths.browser,
      args: ['--automation', '--enable-page-cache=false'],
    },
  });
  return {
    page: pageOf(session),
    close: async () => {
      // One that no longer answers is ended with its processes.
      await session.end().catch(nothing);
      await Promise.all([driver, display].map(end));
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function pageOf(session: WebDriverSession): AutomatedBrowser['page'] {
  return {
    keyboard: {
      press: (key) => session.keys(['keyDown', key], ['keyUp', key]).then(nothing),
      type: (text) =>
        session
          .keys(
            ...Array.from(text).flatMap((letter) => [
              ['keyDown', letter] as const,
              ['keyUp', letter] as const,
            ]),
          )
          .then(nothing),
      down: (key) => session.keys(['keyDown', key]).then(nothing),
      up: (key) => session.keys(['keyUp', key]).then(nothing),
    },
    mouse: {
      move: (x, y) => session.pointer(['pointerMove', x, y]).then(nothing),
      click: (x, y, { button } = {}) =>
        session.pointer(['pointerMove', x, y], ['pointerDown', button], ['pointerUp', button]).then(nothing),
      down: ({ button } = {}) => session.pointer(['pointerDown', button]).then(nothing),
      up: ({ button } = {}) => session.pointer(['pointerUp', button]).then(nothing),
      reset: async () => {
        await session.releaseActions();
        await session.pointer(['pointerMove', 0, 0]);
      },
    },
    accessibility: { snapshot: () => accessibilityTree(session) },
    goto: (url) => session.goto(url),
    url: () => session.url(),
    setViewport: async ({ width, height }) => {
      const bars = await session.execute<number>('return outerHeight - innerHeight');
      await session.setWindowSize(width, height + bars);
      // The page learns of it with its next frame.
      await session.executeAsync(`const [done] = arguments;
        const check = () => innerWidth === ${String(width)} && innerHeight === ${String(height)}
          ? done() : requestAnimationFrame(check);
        check();`);
    },
    emulateMediaType: noMedia,
    emulateMediaFeatures: noMedia,
  };
}

/** WebDriver tells the role and the name of one element at a time, and nothing else of it. */
async function accessibilityTree(session: WebDriverSession): Promise<AccessibleNode> {
  const elements = await session.elements(`
    const all = (root) => [...root.querySelectorAll('*')].flatMap((element) =>
      [element, ...(element.shadowRoot ? all(element.shadowRoot) : [])]);
    return all(document.body).filter((element) => element.checkVisibility());`);
  const children: AccessibleNode[] = [];
  for (const element of elements) {
    const role = await session.computedRole(element);
    if (role !== '') children.push({ role, name: await session.computedName(element) });
  }
  return { role: 'document', name: '', children };
}

const noMedia = (): Promise<never> => Promise.reject(new Error('WebDriver emulates no media.'));

function nothing(): void {
  // The commands of the runner wait for an answer, and want none.
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}

function firstLine(stream: Readable): Promise<string> {
  return new Promise((done, fail) => {
    stream.setEncoding('utf8').once('data', (text: string) => done(text.trim()));
    stream.once('end', () => fail(new Error('Xvfb did not start.')));
  });
}

/** A process that ends with this one, however that ends. */
function start(path: string, options: readonly string[], settings: SpawnOptions): ChildProcess {
  const child = spawn(path, options, settings);
  const kill = (): boolean => child.kill();
  process.once('exit', kill);
  child.once('close', () => process.off('exit', kill));
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((done) => child.once('close', done));
  child.kill();
  await closed;
}
