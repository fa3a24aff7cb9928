// The engines that browser tests run in: how each is found and started.
import { register } from 'tsx/esm/api';
import { chromiumArguments, ensureChromium } from './chromium.mjs';
import { ensureFirefox } from './firefox.mjs';
import { ensureWebKit } from './webkit.mjs';

// What starts them is TypeScript, as all that only tests use.
register();

const LAUNCHERS = {
  chromium: async () => {
    const { chromiumLauncher } = await import('../test/support/engines/chromium.ts');
    return chromiumLauncher(ensureChromium(), chromiumArguments);
  },
  firefox: async () => {
    const { BrowserPool } = await import('../test/support/engines/browser-pool.ts');
    const { openFirefox } = await import('../test/support/engines/firefox.ts');
    const path = ensureFirefox();
    return new BrowserPool('Firefox', () => openFirefox(path));
  },
  webkit: async () => {
    const { BrowserPool } = await import('../test/support/engines/browser-pool.ts');
    const { openWebKit } = await import('../test/support/engines/webkit.ts');
    const paths = ensureWebKit();
    return new BrowserPool('WebKit', () => openWebKit(paths));
  },
};

export const ENGINES = Object.keys(LAUNCHERS);

/** A launcher of the test runner; fails where there is no such browser and none can be installed. */
export const launcherOf = (engine) => LAUNCHERS[engine]();
