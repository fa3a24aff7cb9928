/** Content Security Policy and Trusted Types: the whole report, with its dialogs and menus, without one violation. */
import { expect, waitUntil } from '@open-wc/testing';
import { loaded, openFrame, openFramed, workThrough } from '../support/framed-report.js';
import { TestServer } from '../support/reference-server.js';

const MOCK = 'mock:?seed=7&conversations=40&rate=0';

describe('under a strict policy', () => {
  let server: TestServer;
  before(async () => {
    server = await TestServer.start();
  });
  after(() => server.stop());

  it('M01 is really under it: a page that breaks it is told', async () => {
    const { window } = await openFramed('page.html', MOCK);
    const style = window.document.createElement('div');
    style.setAttribute('style', 'color: red');
    await waitUntil(
      () => window.violations.some((text) => text.startsWith('style-src')),
      'the violation is reported',
    );
    expect(() => {
      window.document.body['innerHTML'] = '<b>unsafe</b>';
    }).to.throw();
    await waitUntil(
      () => window.violations.some((text) => text.startsWith('require-trusted-types-for')),
      'that violation is reported too',
    );
  });

  for (const kind of ['the mock', 'a socket', 'polling'] as const) {
    it(`M01 M07 works over ${kind} with zero violations, without any permission: grid, menus, filters, all dialogs, panel`, async () => {
      const src = { 'the mock': MOCK, 'a socket': server.webSocketUrl, polling: server.url }[kind];
      const { page, window } = await openFramed('page.html', src);
      await workThrough(page);
      expect(window.violations).to.deep.equal([]);
    });
  }

  it('M02 works by nonce and strict-dynamic', async () => {
    const { page, window } = await openFramed('nonce.html', MOCK);
    await workThrough(page);
    expect(window.violations).to.deep.equal([]);
  });

  it('M04 without any policy for Trusted Types it does not begin, and says which one it needs', async () => {
    const window = await openFrame('no-policy.html');
    await loaded(window);
    expect(window.failure).to.contain('lit-html');
    expect(window.customElements.get('ongoing-conversations-report')).to.equal(undefined);
  });

  it('M05 beside another copy of Lit it begins where duplicates of its policy are allowed', async () => {
    const { page, window } = await openFramed('second-lit-allowed.html', MOCK);
    await workThrough(page);
    expect(window.violations).to.deep.equal([]);
  });

  it('M05 beside another copy of Lit it does not begin where they are not, and says why', async () => {
    const window = await openFrame('second-lit.html');
    await loaded(window);
    // The browser's own words.
    expect(window.failure).to.match(
      /policy with name ["']lit-html["'] already exists|blocked creating policy named 'lit-html'/i,
    );
  });
});
