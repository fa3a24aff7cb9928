// Finds the WebKit of Debian with what drives it and what it is shown on, or installs them.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { installFromDebian, onPath } from './executables.mjs';

// In a folder named by the processor: /usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser.
const LIBRARIES = '/usr/lib';
const BROWSER = join('webkit2gtk-4.1', 'MiniBrowser');

/** The paths of the browser, of its WebDriver and of the server of virtual displays. */
export function ensureWebKit() {
  const found = find();
  if (found) return found;
  installFromDebian('webkit2gtk-driver', 'xvfb');
  const installed = find();
  if (installed) return installed;
  throw new Error('No WebKit found. It takes the packages webkit2gtk-driver and xvfb of Debian or Ubuntu.');
}

function find() {
  const [driver] = onPath('WebKitWebDriver');
  const [display] = onPath('Xvfb');
  const browser = driver && display ? findBrowser() : undefined;
  return browser && { browser, driver, display };
}

function findBrowser() {
  return readdirSync(LIBRARIES)
    .map((folder) => join(LIBRARIES, folder, BROWSER))
    .find((path) => existsSync(path));
}
