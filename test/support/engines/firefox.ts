/** Firefox over WebDriver BiDi; what that protocol lacks is asked of the browser's own window. */
import puppeteer, { type Browser, type KeyInput, type Page } from 'puppeteer-core';
import type { AccessibleNode } from '../accessibility-tree.js';
import type { AutomatedBrowser, MediaFeature } from './browser-pool.js';

const FINE_POINTER_THAT_HOVERS = 2 | 4;

export async function openFirefox(executablePath: string): Promise<AutomatedBrowser> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      // Without a screen it believes that there is no mouse.
      'ui.primaryPointerCapabilities': FINE_POINTER_THAT_HOVERS,
      'ui.allPointerCapabilities': FINE_POINTER_THAT_HOVERS,
      // A pointer that was moved is there when the command is done.
      'dom.event.coalesce_mouse_move': false,
      // No page is kept that was left.
      'browser.sessionhistory.max_total_viewers': 0,
    },
  });
  const [page] = await browser.pages();
  if (!page) throw new Error('Firefox opened no page.');
  const window = await BrowserWindow.of(browser);
  await window.leaveKeysToThePage();
  return {
    page: {
      keyboard: keyboardOf(page),
      mouse: mouseOf(page),
      accessibility: { snapshot: () => window.accessibilityTree() },
      goto: (url) => page.goto(url),
      url: () => page.url(),
      setViewport: (size) => page.setViewport(size),
      emulateMediaType: (type) => window.emulateType(type),
      emulateMediaFeatures: (features) => window.emulate(features),
    },
    close: () => browser.close(),
  };
}

/** Over this protocol Puppeteer knows the space bar only by its character. */
function keyboardOf({ keyboard }: Page): AutomatedBrowser['page']['keyboard'] {
  const named = (key: KeyInput): KeyInput => (key === 'Space' ? ' ' : key);
  return {
    press: (key) => keyboard.press(named(key)),
    type: (text) => keyboard.type(text),
    down: (key) => keyboard.down(named(key)),
    up: (key) => keyboard.up(named(key)),
  };
}

/** Puppeteer's own reset leaves the pointer over what it was over. */
function mouseOf({ mouse }: Page): AutomatedBrowser['page']['mouse'] {
  return {
    move: (x, y) => mouse.move(x, y),
    click: (x, y, options) => mouse.click(x, y, options),
    down: (options) => mouse.down(options),
    up: (options) => mouse.up(options),
    reset: async () => {
      await mouse.reset();
      // It now takes the pointer to be in the corner already, and would not move it there.
      await mouse.move(1, 1);
      await mouse.move(0, 0);
    },
  };
}

interface BiDi {
  send(method: string, parameters: object): Promise<{ readonly result: unknown }>;
}

interface Evaluation {
  readonly type: 'success' | 'exception';
  readonly result?: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string };
}

/** The window around the page, in which scripts may ask the browser what no page may. */
class BrowserWindow {
  readonly #connection: BiDi;
  readonly #context: string;

  private constructor(connection: BiDi, context: string) {
    this.#connection = connection;
    this.#context = context;
  }

  static async of(browser: Browser): Promise<BrowserWindow> {
    const { connection } = browser as unknown as { readonly connection: BiDi };
    const { result } = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
    const [first] = (result as { readonly contexts: readonly { readonly context: string }[] }).contexts;
    if (!first) throw new Error('Firefox shows no window.');
    return new BrowserWindow(connection, first.context);
  }

  async run(expression: string): Promise<unknown> {
    const { result } = await this.#connection.send('script.evaluate', {
      expression,
      target: { context: this.#context },
      awaitPromise: true,
    });
    const { type, result: value, exceptionDetails } = result as Evaluation;
    if (type === 'exception') throw new Error(exceptionDetails?.text);
    return value?.value;
  }

  /** At first the address bar has the focus, and Tab would go on from the page into the tool bars. */
  async leaveKeysToThePage(): Promise<void> {
    await this.run(
      "document.getElementById('navigator-toolbox').hidden = true; gBrowser.selectedBrowser.focus()",
    );
  }

  async emulateType(type: string): Promise<void> {
    await this.run(`gBrowser.selectedBrowser.browsingContext.mediumOverride = '${type}'; ''`);
  }

  async emulate(features: readonly MediaFeature[]): Promise<void> {
    for (const { name, value } of features) {
      const property = name.replace(/-./g, ([, letter]) => letter?.toUpperCase() ?? '');
      await this.run(`gBrowser.selectedBrowser.browsingContext.${property}Override = '${value}'; ''`);
    }
  }

  async accessibilityTree(): Promise<AccessibleNode> {
    return JSON.parse(String(await this.run(READ_TREE))) as AccessibleNode;
  }
}

// The tree comes to the window some time after the page was loaded; without a reference to it the service ends, and
// every tree with it.
const READ_TREE = `(async () => {
  const service = (window.keptAccessibility ??=
    Cc['@mozilla.org/accessibilityService;1'].getService(Ci.nsIAccessibilityService));
  const read = (accessible) => {
    const [low, high, children] = [{}, {}, []];
    accessible.getState(low, high);
    const states = [...service.getStringStates(low.value, high.value)];
    for (let child = accessible.firstChild; child; child = child.nextSibling) children.push(read(child));
    return {
      role: accessible.computedARIARole,
      name: accessible.name ?? '',
      description: accessible.description,
      disabled: states.includes('unavailable'),
      modal: states.includes('modal'),
      children,
    };
  };
  for (;;) {
    const page = service.getAccessibleFor(gBrowser.selectedBrowser)?.firstChild;
    if (page) return JSON.stringify(read(page));
    await new Promise((done) => setTimeout(done, 20));
  }
})()`;
