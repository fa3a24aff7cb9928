/** A page that came from a server with the report's skeleton in it, and the script that comes later. */
import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import type { OngoingConversationsReport } from '../../src/ongoing-conversations-report.js';

describe('a report that a server rendered', () => {
  it('shows its place before the script, and once the report after it', async () => {
    const frame = document.createElement('iframe');
    frame.width = '1000';
    frame.height = '640';
    frame.src = '/server-rendered.html';
    const loaded = oneEvent(frame, 'load');
    (await fixture<HTMLElement>(html`<div></div>`)).append(frame);
    await loaded;
    const page = frame.contentDocument;
    const element = page?.querySelector<OngoingConversationsReport>('ongoing-conversations-report');
    expect(page && element, 'the page has the element').to.exist;
    if (!page || !element) return;
    const root = element.shadowRoot;
    expect(root?.querySelector('h2')?.textContent).to.equal('Ongoing conversations');
    const rowsToCome = root?.querySelector('ongoing-conversations-report-state')?.shadowRoot;
    expect(rowsToCome?.querySelectorAll('.row').length).to.be.greaterThan(7);

    const script = page.createElement('script');
    script.type = 'module';
    script.src = '/src/define.ts';
    page.head.append(script);
    await waitUntil(
      () => 'conversations' in element && element.conversations.length > 0,
      'the report has rows',
      { timeout: 20_000 },
    );
    await element.updateComplete;
    expect(element.shadowRoot).to.equal(root);
    expect(root?.querySelectorAll('.report').length).to.equal(1);
    expect(root?.querySelectorAll('style').length).to.equal(0);
    expect(root?.querySelector('ongoing-conversations-report-header')).to.exist;
  });
});
