/** Lets a browser test decide what becomes of the code that the report loads after its first rows. */
import type { Page, Protocol } from 'puppeteer-core';

/** `serve` also answers what was held. */
export type LateCode = 'serve' | 'hold' | 'fail';

declare global {
  interface Window {
    answerLateCode(how: LateCode): Promise<void>;
  }
}

export async function lendLateCode(page: Page): Promise<void> {
  const session = await page.createCDPSession();
  let answer: LateCode = 'serve';
  const held: string[] = [];
  const serve = (requestId: string) => session.send('Fetch.continueRequest', { requestId });
  session.on('Fetch.requestPaused', ({ requestId }: Protocol.Fetch.RequestPausedEvent) => {
    if (answer === 'hold') held.push(requestId);
    else if (answer === 'serve') void serve(requestId);
    else void session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
  });
  await page.exposeFunction('answerLateCode', async (how: LateCode) => {
    answer = how;
    await session.send('Fetch.enable', { patterns: [{ urlPattern: '*/src/deferred-elements*' }] });
    if (how === 'serve') await Promise.all(held.splice(0).map(serve));
  });
}
