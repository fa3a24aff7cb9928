/** What the guides show of views, alerts, words, looks, modes and sources, run on the element. */
import { expect, oneEvent } from '@open-wc/testing';
import sinon from 'sinon';
import type { AlertChangeEvent } from '../../src/alert-events.js';
import type { DataSource } from '../../src/data-source/data-source.js';
import { FallbackDataSource } from '../../src/data-source/fallback/index.js';
import { conversation, ScriptedDataSource, START } from '../../testing/scripted-data-source.js';
import { Crm, openExample, openReport, runExample } from '../support/guide-page.js';
import { ReportPage } from '../support/report-page.js';

const headers = (page: ReportPage): string =>
  page
    .all('columnheader')
    .map((header) => header.textContent.trim())
    .join(' ');

async function withStyle(guide: string, name: string, check: () => void | Promise<void>): Promise<void> {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync((await runExample(guide, name, 'css'))['default'] as string);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  try {
    await check();
  } finally {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  }
}

afterEach(() => sinon.restore());

describe('the guide to views', () => {
  it('sets one, and a column, and hears of changes', async () => {
    const { page } = await openReport();
    const crm = new Crm(['keep']);
    await runExample('views-and-finding', 'keep');
    await runExample('views-and-finding', 'view');
    expect(page.element.view).to.deep.include({
      grouping: 'queue',
      filters: { status: ['open', 'waiting'] },
    });
    await runExample('views-and-finding', 'column');
    await page.until(() => headers(page).includes('Tier'), 'the column is there');
    expect(crm.calls, 'setting is not told').to.deep.equal([]);
    page.parts('kpi')[0]?.click();
    await page.until(() => crm.calls.length > 0, 'a press is told');
    expect(JSON.parse(String(crm.calls[0]?.[1]))).to.have.property('card');
  });

  it('asks the storage of the host', async () => {
    await openReport();
    const crm = new Crm(['loadViews', 'saveViews'], null);
    await runExample('views-and-finding', 'storage');
    const page = document.querySelector('ongoing-conversations-report');
    await page?.updateComplete;
    expect(await page?.viewStorage?.load()).to.equal(null);
    await page?.viewStorage?.save('text');
    expect(crm.calls).to.deep.include(['loadViews']).and.to.deep.include(['saveViews', 'text']);
  });
});

describe('the guide to alerts', () => {
  it('fires by a rule and tells the host', async () => {
    const crm = new Crm(['tell']);
    const { page, source } = await openReport();
    await runExample('alerts-and-attention', 'rules');
    const fired = oneEvent<AlertChangeEvent>(page.element, 'alertchange');
    const since = START - 700_000;
    source.snapshot([conversation('a', { version: 2, startedAt: since, wait: { ms: 0, since } })]);
    expect((await fired).state).to.equal('firing');
    expect(crm.calls[0]?.slice(0, 3)).to.deep.equal(['tell', 'Waits too long', 'a']);
  });

  it('marks a breach by thresholds, offers the score and takes limits', async () => {
    const { page } = await openReport();
    await runExample('alerts-and-attention', 'thresholds');
    expect(page.element.thresholds.queues).to.have.property('vip');
    await runExample('alerts-and-attention', 'stuck');
    expect(page.element.stuckLimits).to.include({ quietTimes: 8, agentOffline: true });
    await runExample('alerts-and-attention', 'attention');
    await page.until(() => headers(page).includes('Needs you'), 'the score is a column');
  });
});

describe('the guide to words', () => {
  it('is in French within what is French', async () => {
    const { page } = await openExample('localization', 'french');
    await page.until(() => page.find('button', /^Attribuer/) !== undefined, 'it is in French');
  });

  it('overrides a word', async () => {
    const { page } = await openReport();
    await runExample('localization', 'words');
    await page.until(() => page.find('button', /^End now/) !== undefined, 'the word is there');
  });

  it('adds a language', async () => {
    await openReport();
    await runExample('localization', 'own-language', 'ts');
    const { page } = await openReport();
    page.element.lang = 'fr-CA';
    await page.until(() => page.find('button', /^Terminer/) !== undefined, 'it is in that language');
  });
});

describe('the guide to looks', () => {
  it('changes tokens', async () => {
    const { page } = await openReport();
    const height = (): number => page.row('a')?.getBoundingClientRect().height ?? 0;
    const before = height();
    await withStyle('theming', 'brand', async () => {
      expect(getComputedStyle(page.element).getPropertyValue('--ongoing-row-height').trim()).to.equal('40px');
      await page.until(() => height() < before, 'rows are lower');
    });
  });

  it('turns dark', async () => {
    const { page } = await openReport();
    const colour = (): string => getComputedStyle(page.parts('cell-subject')[0] as HTMLElement).color;
    const before = colour();
    await withStyle('theming', 'dark', () => {
      expect(colour()).not.to.equal(before);
    });
  });

  it('reaches parts and states', async () => {
    const { page } = await openReport();
    const header = page.parts('header')[0] as HTMLElement;
    await withStyle('theming', 'parts', () => {
      expect(getComputedStyle(page.parts('cell-subject')[0] as HTMLElement).fontStyle).to.equal('italic');
      expect(getComputedStyle(header).borderBlockStartWidth).to.equal('3px');
    });
    await withStyle('theming', 'size', () => {
      expect(page.element.getBoundingClientRect().height).to.equal(480);
    });
  });

  it('of the README changes a token', async () => {
    const { page } = await openReport();
    await withStyle('README', 'theming', () => {
      expect(getComputedStyle(page.parts('cell-subject')[0] as HTMLElement).fontStyle).to.equal('italic');
    });
  });
});

describe('the guide to walls', () => {
  it('has no actions and masks customers', async () => {
    const { page, source } = await openExample('wallboard', 'wall');
    source.snapshot([
      conversation('a', { version: 2, customer: { id: 'n', name: 'Nadia Benali' }, subject: 'Nadia asks' }),
    ]);
    await page.until(() => page.row('a')?.textContent.includes('N. asks') === true, 'the name is masked');
    expect(page.find('button', /^Assign/) === undefined).to.equal(true);
    await runExample('wallboard', 'no-subject');
    await page.until(() => !headers(page).includes('Subject'), 'the subject is left out');
  });

  it('has a strip of cards without rows', async () => {
    const { page } = await openExample('wallboard', 'strip');
    await page.until(() => page.parts('kpi').length > 0, 'the cards are there');
    expect(page.rows()).to.deep.equal([]);
  });
});

describe('the other guides', () => {
  it('ask for a summary, and switch letters off', async () => {
    const { page } = await openExample('accessibility', 'summary');
    expect(page.element.summarySeconds).to.equal(30);
    await runExample('accessibility', 'no-letters');
    page.row('a')?.querySelector<HTMLElement>('[role=rowheader]')?.focus();
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'p', bubbles: true, composed: true }),
    );
    expect(page.element.paused).to.equal(false);
  });

  it('ask for fewer rows', async () => {
    const source = new ScriptedDataSource();
    const { default: markup } = await runExample('performance', 'fewer', 'html');
    const page = await ReportPage.of(markup, { dataSource: source });
    await page.until(() => source.scopes.length > 0, 'the source is asked');
    expect(source.scopes[0]).to.deep.include({ windowHours: 2, queues: ['billing', 'orders'] });
  });

  it('start as the report of Dynamics 365 did', async () => {
    const { page } = await openReport();
    await runExample('migrating-from-dynamics', 'as-before');
    expect(page.element).to.deep.include({ windowHours: 24, thresholds: {} });
  });

  it('show a field as text', async () => {
    const { page, source } = await openReport();
    await runExample('security-and-csp', 'column-text');
    source.snapshot([conversation('a', { version: 2, ext: { caseNumber: '<b>7' } })]);
    await page.until(() => page.row('a')?.textContent.includes('<b>7') === true, 'the number is there');
  });

  for (const [guide, name] of [
    ['security-and-csp', 'token'],
    ['README', 'npm'],
  ] as const)
    it(`ask for a ticket, and say so when there is none: ${guide}`, async () => {
      const { page } = await openReport();
      await runExample(guide, name);
      const fetched = sinon.stub(globalThis, 'fetch').resolves(new Response('t-1'));
      expect(await page.element.tokenProvider?.('wss://feed.example')).to.equal('t-1');
      expect(fetched.firstCall.args[0]).to.equal('/ticket');
      fetched.resolves(new Response('', { status: 403 }));
      const refusal = await page.element.tokenProvider?.('wss://feed.example').catch(String);
      expect(refusal).to.equal('Error: No ticket: 403');
      expect(page.element.src).to.match(/^wss:/);
    });

  it('show the simulation', async () => {
    const { default: markup } = await runExample('data-sources', 'mock', 'html');
    const page = await ReportPage.of(markup);
    await page.until(() => page.element.conversations.length > 0, 'it has rows');
  });

  it('make a source that shows rows and refuses', async () => {
    new Crm(['rows'], [conversation('z', { startedAt: Date.now() - 60_000 })]);
    const { source } = (await runExample('data-sources', 'least', 'ts')) as { source: DataSource };
    const { page } = await openReport();
    page.element.dataSource = source;
    await page.until(() => page.pill().startsWith('Live') && page.row('z') !== undefined, 'it is live');
    const command = { key: 'k', action: 'assign', conversationId: 'z', ifVersion: 1, notAfter: 0 } as const;
    const outcome = await source.perform(command, { signal: new AbortController().signal });
    expect(outcome.status).to.equal('refused');
  });

  it('fall back to polling', async () => {
    Object.assign(globalThis, { tokenProvider: () => Promise.resolve('t') });
    new Crm(['token'], 't');
    for (const [guide, name] of [
      ['data-sources', 'fallback'],
      ['README', 'fallback'],
    ] as const) {
      const taken = { dataSource: null as unknown };
      const find = sinon.stub(document, 'querySelector').returns(taken as unknown as Element);
      await runExample(guide, name);
      find.restore();
      expect(taken.dataSource).to.be.instanceOf(FallbackDataSource);
    }
  });

  it('of the README read rows by fetch, and say what a command came to', async () => {
    const fetched = sinon.stub(globalThis, 'fetch');
    fetched.callsFake(() =>
      Promise.resolve(Response.json([conversation('z', { startedAt: Date.now() - 60_000 })])),
    );
    const { page } = await openReport();
    await runExample('README', 'own-source');
    await page.until(() => page.row('z') !== undefined, 'the row is there');
    const command = { key: 'k', action: 'assign', conversationId: 'z', ifVersion: 1, notAfter: 0 } as const;
    const perform = (status: number) => {
      fetched.callsFake(() => Promise.resolve(new Response(null, { status })));
      return page.element.dataSource?.perform(command, { signal: new AbortController().signal });
    };
    const said = [await perform(204), await perform(412), await perform(403), await perform(500)];
    expect(said.map((outcome) => outcome?.status)).to.deep.equal(['done', 'conflict', 'refused', 'unknown']);
    page.element.dataSource = new ScriptedDataSource();
  });

  it('of the README set limits, rules, scores, storage and a language', async () => {
    const { page } = await openReport();
    for (const [guide, name] of [
      ['README', 'stuck'],
      ['README', 'alerts'],
      ['README', 'attention'],
      ['README', 'storage'],
      ['README', 'locale'],
    ] as const)
      await runExample(guide, name);
    expect(page.element.stuckLimits).to.include({ quietTimes: 8 });
    expect(page.element.alertRules.map(({ id }) => id)).to.deep.equal(['wait', 'full', 'mood']);
    await page.until(() => headers(page).includes('Needs you'), 'the score is a column');
    const fetched = sinon.stub(globalThis, 'fetch').resolves(new Response('kept'));
    expect(await page.element.viewStorage?.load()).to.equal('kept');
    await page.element.viewStorage?.save('more');
    expect(fetched.lastCall.args[1]).to.include({ method: 'PUT', body: 'more' });
    page.element.lang = 'fr-CA';
    await page.until(() => page.find('button', /^Terminer/) !== undefined, 'the language is there');
  });
});
