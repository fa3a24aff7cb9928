/** Firefox over WebDriver BiDi; what that protocol lacks is asked of the browser's own window. */
import puppeteer, { type KeyInput, type Page } from 'puppeteer-core';
import type { AccessibleNode } from '../accessibility-tree.js';
import type { AutomatedBrowser, MediaFeature } from './browser-pool.js';
import { Marionette } from './marionette.js';
import { sessionTransport } from './session-transport.js';

const FINE_POINTER_THAT_HOVERS = 2 | 4;

export async function openFirefox(executablePath: string): Promise<AutomatedBrowser> {
  const window = await Marionette.start(executablePath, {
    // Without a screen it believes that there is no mouse.
    'ui.primaryPointerCapabilities': FINE_POINTER_THAT_HOVERS,
    'ui.allPointerCapabilities': FINE_POINTER_THAT_HOVERS,
    // A pointer that was moved is there when the command is done.
    'dom.event.coalesce_mouse_move': false,
    // No page is kept that was left.
    'browser.sessionhistory.max_total_viewers': 0,
  });
  try {
    return await automated(window);
  } catch (error) {
    await window.close();
    throw error;
  }
}

async function automated(window: Marionette): Promise<AutomatedBrowser> {
  const browser = await puppeteer.connect({
    transport: await sessionTransport(window),
    protocol: 'webDriverBiDi',
  });
  const [page] = await browser.pages();
  if (!page) throw new Error('Firefox opened no page.');
  await window.run(LEAVE_KEYS_TO_THE_PAGE);
  await window.run(START_ACCESSIBILITY);
  return {
    page: {
      keyboard: keyboardOf(page),
      mouse: mouseOf(page),
      accessibility: {
        snapshot: async () => JSON.parse(String(await window.run(READ_TREE))) as AccessibleNode,
      },
      goto: (url) => page.goto(url),
      url: () => page.url(),
      setViewport: (size) => page.setViewport(size),
      emulateMediaType: (type) => emulateType(window, type),
      emulateMediaFeatures: (features) => emulate(window, features),
    },
    close: async () => {
      await browser.disconnect();
      await window.close();
    },
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

/** At first the address bar has the focus, and Tab would go on from the page into the tool bars. */
const LEAVE_KEYS_TO_THE_PAGE =
  "document.getElementById('navigator-toolbox').hidden = true; gBrowser.selectedBrowser.focus()";

async function emulateType(window: Marionette, type: string): Promise<void> {
  await window.run(`gBrowser.selectedBrowser.browsingContext.mediumOverride = '${type}'`);
}

async function emulate(window: Marionette, features: readonly MediaFeature[]): Promise<void> {
  for (const { name, value } of features) {
    // This one has no override that all versions know.
    if (name === 'prefers-reduced-motion') {
      await window.run(
        `Services.prefs.setIntPref('ui.prefersReducedMotion', ${value === 'reduce' ? '1' : '0'})`,
      );
      continue;
    }
    const property = name.replace(/-./g, ([, letter]) => letter?.toUpperCase() ?? '');
    await window.run(`gBrowser.selectedBrowser.browsingContext.${property}Override = '${value}'`);
  }
}

/**
 * Before any page: one that is there already when the service starts may never be told of whole. Without a reference to
 * it the service ends, and every tree with it.
 */
const START_ACCESSIBILITY = `window.keptAccessibility =
  Components.classes['@mozilla.org/accessibilityService;1'].getService(Components.interfaces.nsIAccessibilityService)`;

// The tree comes to the window some time after the page was loaded.
const READ_TREE = `return (async () => {
  const service = window.keptAccessibility;
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
