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

// Two files run side by side. A context of its own gives each a window and cookies of its own: in a tab behind another
// every movement of the pointer takes a second, and a long test its whole time. Yet a browser focuses one window only: the
// other one would see no :focus.
async function createPage(browser: Browser): Promise<Page> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const session = await page.createCDPSession();
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
  return page;
}
