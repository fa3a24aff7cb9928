// Finds a Chromium to test with, or installs one: a new machine has none, and `npm test` must work there.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Launcher } from 'chrome-launcher';
import { given, installFromDebian, isRoot, onPath, starts } from './executables.mjs';

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const CACHE = join('node_modules', '.cache', 'browsers');

/** What every start of Chromium here needs; without these it calls home, and as root its sandbox refuses. */
export const chromiumArguments = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** The path of a Chromium that starts. Sets CHROME_PATH, so that child processes use the same one. */
export function ensureChromium() {
  const path = find() ?? findAfterInstalling() ?? installFromRegistry();
  if (!path) {
    throw new Error('No Chromium found. Install Chromium or Chrome, or set CHROME_PATH to its executable.');
  }
  process.env.CHROME_PATH = path;
  return path;
}

function find() {
  return given('CHROME_PATH') ?? onPath(...SYSTEM_NAMES).find(starts) ?? findByLauncher();
}

function findAfterInstalling() {
  installFromDebian('chromium');
  return find();
}

// Knows the application folders of macOS and Windows.
function findByLauncher() {
  try {
    return Launcher.getFirstInstallation();
  } catch {
    return undefined;
  }
}

function installFromRegistry() {
  console.log('No Chromium found: downloading Chrome for testing');
  try {
    const output = execFileSync(
      'npx',
      ['--yes', '@puppeteer/browsers', 'install', 'chrome@stable', '--path', CACHE],
      { encoding: 'utf8', shell: process.platform === 'win32', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    // The last line is "chrome@<version> <path of the executable>".
    return /^chrome@\S+ (.+)$/m.exec(output.trim())?.[1];
  } catch {
    return undefined;
  }
}
