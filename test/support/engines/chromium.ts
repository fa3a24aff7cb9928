/** Chromium over its own protocol: all pages in one process, each as if it had the focus. */
import { chromeLauncher } from '@web/test-runner-chrome';
import type { BrowserLauncher } from '@web/test-runner';
import type { Browser, Page } from 'puppeteer-core';

export function chromiumLauncher(executablePath: string, args: readonly string[]): BrowserLauncher {
  const launcher = chromeLauncher({
    launchOptions: { executablePath, args: [...args] },
    createPage: ({ browser }) => createPage(browser),
  });
  launcher.name = 'Chromium';
  launcher.concurrency = 2;
  return launcher;
}

// Two files run side by side, but a browser focuses only one page: the other one would see no
// :focus, and its animation frames would be held back. Nor do they share cookies.
async function createPage(browser: Browser): Promise<Page> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const session = await page.createCDPSession();
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
  return page;
}
