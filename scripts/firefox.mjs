// Finds a Firefox to test with, or installs the one that Debian has.
import { given, installFromDebian, onPath, starts } from './executables.mjs';

const MAC_OS = '/Applications/Firefox.app/Contents/MacOS/firefox';

/** The path of a Firefox that starts. */
export function ensureFirefox() {
  const found = find();
  if (found) return found;
  installFromDebian('firefox-esr');
  const installed = find();
  if (installed) return installed;
  throw new Error('No Firefox found. Install Firefox, or set FIREFOX_PATH to its executable.');
}

function find() {
  return given('FIREFOX_PATH') ?? [...onPath('firefox-esr', 'firefox'), MAC_OS].find(starts);
}
