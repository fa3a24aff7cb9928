// Finds a Chromium to test with, or installs one: a new machine has none, and `npm test` must work there.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Launcher } from 'chrome-launcher';

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const CACHE = join('node_modules', '.cache', 'browsers');

export const isRoot = process.getuid?.() === 0;

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
  const path = find() ?? (installFromDebian() || undefined) ?? installFromRegistry();
  if (!path) {
    throw new Error('No Chromium found. Install Chromium or Chrome, or set CHROME_PATH to its executable.');
  }
  process.env.CHROME_PATH = path;
  return path;
}

function find() {
  const given = process.env.CHROME_PATH;
  if (given) {
    if (!existsSync(given)) throw new Error(`CHROME_PATH names ${given}, which does not exist.`);
    return given;
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  const onPath = SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return onPath.find(starts) ?? findByLauncher();
}

// Knows the application folders of macOS and Windows.
function findByLauncher() {
  try {
    return Launcher.getFirstInstallation();
  } catch {
    return undefined;
  }
}

// Some distributions ship a stub that only tells how to install the browser.
function starts(path) {
  return existsSync(path) && spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;
}

function installFromDebian() {
  if (!isRoot || !existsSync('/usr/bin/apt-get')) return undefined;
  console.log('No Chromium found: installing the package chromium');
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], options);
  return find();
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
