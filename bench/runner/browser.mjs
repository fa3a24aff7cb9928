// One browser, one page at a time.
import { existsSync } from 'node:fs';
import puppeteer from 'puppeteer-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
];

export async function launch(path) {
  const executablePath = path || PLACES.find((place) => existsSync(place));
  if (!executablePath) throw new Error('No Chromium found: name one with --browser or CHROME_PATH');
  return puppeteer.launch({
    executablePath,
    headless: true,
    protocolTimeout: 120_000,
    defaultViewport: { width: 1280, height: 1200 },
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-background-timer-throttling',
      '--disable-renderer-backgrounding',
      '--enable-precise-memory-info',
    ],
  });
}
