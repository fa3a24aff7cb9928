/** The element as a host meets it: attributes, properties, events, life in the DOM, and what bad input does. */
import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { ContextProvider } from '@lit/context';
import { LitElement } from 'lit';
import { dataSourceContext } from '../../src/context/data-source-context.js';
import type { ReportErrorEvent } from '../../src/events.js';
import { OngoingConversationsReport } from '../../src/ongoing-conversations-report.js';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { ReportPage } from '../support/report-page.js';

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    conversation(`c${String(index)}`, {
      startedAt: Date.now() - 60_000,
      wait: { ms: (count - index) * 1_000, since: null },
    }),
  );

async function live(count = 3, properties: Parameters<typeof ReportPage.open>[0] = {}) {
  const source = new ScriptedDataSource();
  const page = await ReportPage.open({ ...properties, dataSource: source });
  source.snapshot(rows(count), Date.now());
  await page.until(() => page.rows().length > 0 || count === 0, 'rows are there');
  return { page, source };
}

describe('attributes', () => {
  it('that are taken away leave the default, not nothing', async () => {
    const { page, source } = await live();
    const { element } = page;
    const attributes = { mode: 'wallboard', density: 'compact', 'window-hours': '12' };
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    await element.updateComplete;
    expect([element.mode, element.density, element.windowHours]).to.deep.equal(['wallboard', 'compact', 12]);

    for (const name of Object.keys(attributes)) element.removeAttribute(name);
    await element.updateComplete;
    expect([element.mode, element.density, element.windowHours]).to.deep.equal(['full', 'comfortable', 24]);
    expect(element.view.density).to.equal('comfortable');
    await page.until(
      () => source.scopes.at(-1)?.windowHours === 24,
      'the source is asked for 24 hours again',
    );
  });
});

describe('events', () => {
  it('tell of connection, readiness, selection and view', async () => {
    const source = new ScriptedDataSource();
    const page = await ReportPage.open();
    const seen: string[] = [];
    for (const name of ['connectionchange', 'ready', 'conversationselect', 'viewchange'] as const) {
      page.element.addEventListener(name, () => seen.push(name));
    }
    page.element.dataSource = source;
    await page.until(() => page.pill().startsWith('Connecting'), 'it is connecting');
    source.snapshot(rows(2), Date.now());
    await page.until(() => seen.includes('ready'), 'it is ready');
    page.rows()[0]?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
    await page.until(() => page.element.selection.length === 1, 'a row is selected');
    page.get('button', /^Handle time/).click();
    await page.until(() => seen.includes('viewchange'), 'the view changed');
    expect(seen).to.deep.equal([
      'connectionchange',
      'connectionchange',
      'ready',
      'conversationselect',
      'viewchange',
    ]);
  });

  it('of this element alone do not bubble; those of conversations cross shadow roots', async () => {
    const { page } = await live();
    const outside: string[] = [];
    const listen = (event: Event) => outside.push(event.type);
    for (const name of ['connectionchange', 'reporterror', 'conversationopen'])
      document.addEventListener(name, listen);
    page.element.src = 'gopher://nowhere';
    page.element.dataSource = null;
    await page.until(() => page.pill().startsWith('No data source'), 'the source is gone');
    const { page: another } = await live();
    another.element.focusConversation('c0');
    await sendKeys({ press: 'Enter' });
    for (const name of ['connectionchange', 'reporterror', 'conversationopen'])
      document.removeEventListener(name, listen);
    expect(outside).to.deep.equal(['conversationopen']);
  });
});

describe('the view', () => {
  it('round-trips as plain JSON and is not reported back to who set it', async () => {
    const { page } = await live();
    let changes = 0;
    page.element.addEventListener('viewchange', () => (changes += 1));
    const view = JSON.parse(
      JSON.stringify({
        ...page.element.view,
        filters: { status: ['open'] },
        search: 'subject c1',
        sort: [{ column: 'subject', direction: 'descending' }],
        columns: ['subject', 'status', 'customer'],
        density: 'compact',
      }),
    ) as typeof page.element.view;
    page.element.view = view;
    await page.until(() => page.rowIds().join() === 'c1', 'only the found row is shown');
    expect(page.element.view).to.deep.equal(view);
    expect(page.element.density).to.equal('compact');
    expect(changes).to.equal(0);
    expect(
      page
        .all('columnheader')
        .map((header) => header.textContent.trim())
        .filter(Boolean),
    ).to.deep.equal(['Subject', 'Status', 'Customer', 'Actions']);
  });
});

describe('columns of the host', () => {
  it('show their value and are sorted by it', async () => {
    const cases: Record<string, string> = { c0: 'beta', c1: 'alpha', c2: 'gamma' };
    const { page } = await live(3, {
      columns: [{ id: 'case', label: 'Case', value: ({ id }) => cases[id] ?? null }],
    });
    page.element.view = {
      ...page.element.view,
      columns: ['subject', 'case'],
      sort: [{ column: 'case', direction: 'ascending' }],
    };
    await page.until(() => page.rowIds().join() === 'c1,c0,c2', 'rows are sorted by the case');
    expect(page.row('c1')?.textContent).to.contain('alpha');
  });
});

describe('permissions', () => {
  it('of the host are merged with those of the source, with their reason', async () => {
    const { page, source } = await live(1, { permissions: { assign: 'Ask the team lead' } });
    page.rows()[0]?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
    const bar = page.parts('command-bar')[0] as HTMLElement;
    await page.until(
      () => page.get('button', 'Force close', bar).getAttribute('aria-disabled') !== 'true',
      'closing is possible',
    );
    expect(page.get('button', 'Assign', bar).getAttribute('aria-disabled')).to.equal('true');
    expect(page.get('button', 'Assign', bar).hasAttribute('disabled')).to.equal(false);
    source.send({ type: 'permissions', permissions: { forceClose: false } });
    await page.until(
      () => page.get('button', 'Force close', bar).getAttribute('aria-disabled') === 'true',
      'closing is refused',
    );
  });
});

describe('life in the DOM', () => {
  it('H13 connects once for many properties set in one task', async () => {
    const source = new ScriptedDataSource();
    const page = await ReportPage.open();
    for (let hours = 1; hours <= 100; hours += 1)
      Object.assign(page.element, { dataSource: source, windowHours: hours });
    await page.element.updateComplete;
    expect(source.scopes.map(({ windowHours }) => windowHours)).to.deep.equal([100]);
  });

  it('H12 keeps its connection when it is moved, and lets go when it is removed', async () => {
    const { page, source } = await live();
    const elsewhere = await fixture<HTMLElement>(html`<section></section>`);
    elsewhere.append(page.element);
    await nextFrame();
    expect(source.scopes.length).to.equal(1);
    expect(source.subscribers).to.equal(1);
    page.element.remove();
    await nextFrame();
    expect(source.subscribers).to.equal(0);
    elsewhere.append(page.element);
    await page.until(() => source.subscribers === 1, 'it connects again');
  });

  it('takes properties that were set before the upgrade', async () => {
    const source = new ScriptedDataSource();
    const tag = 'late-report';
    const element = document.createElement(tag);
    Object.assign(element, { dataSource: source, windowHours: 2 });
    document.body.append(element);
    OngoingConversationsReport.define(tag);
    await customElements.whenDefined(tag);
    await nextFrame();
    expect(source.scopes[0]?.windowHours).to.equal(2);
    expect(element).to.be.instanceOf(OngoingConversationsReport);
    element.remove();
  });

  it('works when it is first laid out at 0×0', async () => {
    const frame = await fixture<HTMLElement>(
      html`<div hidden><ongoing-conversations-report lang="en"></ongoing-conversations-report></div>`,
    );
    const page = new ReportPage(
      frame.querySelector('ongoing-conversations-report') as OngoingConversationsReport,
    );
    const source = new ScriptedDataSource();
    page.element.dataSource = source;
    await page.element.updateComplete;
    source.snapshot(rows(50), Date.now());
    await nextFrame();
    frame.hidden = false;
    frame.style.blockSize = '600px';
    await page.until(() => page.rows().length > 5, 'rows appear');
  });

  it('takes the source that an ancestor provides, and a source of its own before that', async () => {
    const shared = new ScriptedDataSource();
    const own = new ScriptedDataSource();
    class ProvidingHost extends LitElement {
      readonly provider = new ContextProvider(this, { context: dataSourceContext, initialValue: shared });
      protected override createRenderRoot(): HTMLElement {
        return this;
      }
    }
    customElements.define('providing-host', ProvidingHost);
    const host = await fixture<HTMLElement>(html`<providing-host></providing-host>`);
    host.append(document.createElement('ongoing-conversations-report'));
    const element = host.querySelector('ongoing-conversations-report') as OngoingConversationsReport;
    await element.updateComplete;
    await nextFrame();
    expect(shared.subscribers).to.equal(1);
    element.dataSource = own;
    await element.updateComplete;
    expect([shared.subscribers, own.subscribers]).to.deep.equal([0, 1]);
  });

  it('takes a language and a direction that are set as properties, also below those of an ancestor', async () => {
    const { page } = await live();
    const shownIn = (words: string): Promise<void> =>
      page.until(() => page.find('heading', words) !== undefined, `the report says ${words}`);
    document.documentElement.lang = 'de';
    page.element.lang = 'fr';
    await shownIn('Conversations en cours');
    page.element.lang = '';
    await shownIn('Laufende Unterhaltungen');
    document.documentElement.lang = 'en';
    await shownIn('Ongoing conversations');
    page.element.dir = 'rtl';
    await page.element.updateComplete;
    expect(getComputedStyle(page.parts('header')[0] as HTMLElement).direction).to.equal('rtl');
  });

  it('M12 is not registered twice: a name that is taken is left alone', () => {
    expect(() => OngoingConversationsReport.define()).not.to.throw();
  });
});

describe('bad input', () => {
  it('a src with an unknown scheme is told with the schemes that are known; the report goes on', async () => {
    const page = await ReportPage.open();
    const problem = oneEvent<ReportErrorEvent>(page.element, 'reporterror');
    page.element.src = 'gopher://example.org/conversations';
    expect((await problem).detail).to.match(/unknown scheme gopher:.*wss:/);
    expect(page.pill()).to.match(/^No data source/);
    page.element.src = 'mock:?seed=7&conversations=20&rate=0';
    await page.until(() => page.rows().length > 0, 'another src works');
  });

  it('a source that throws is told with its reason, and trying again connects anew', async () => {
    let attempts = 0;
    const source = new ScriptedDataSource();
    const connect$ = source.connect.bind(source);
    Object.assign(source, {
      connect: (scope: Parameters<typeof connect$>[0]) => {
        attempts += 1;
        if (attempts === 1) throw new Error('no route to the back end');
        return connect$(scope);
      },
    });
    const page = await ReportPage.open();
    const problem = oneEvent<ReportErrorEvent>(page.element, 'reporterror');
    page.element.dataSource = source;
    expect((await problem).detail).to.equal('no route to the back end');
    await page.until(() => page.pill().startsWith('Failed'), 'it says so');
    expect(page.parts('banner')[0]?.textContent ?? '').to.contain('no route to the back end');
    page.get('button', 'Try again').click();
    source.snapshot(rows(2), Date.now());
    await page.until(() => page.rows().length === 2, 'rows are there');
  });

  it('a row without id and unknown values blank nothing: the others show, the count is told', async () => {
    const { page, source } = await live(2);
    source.send({
      type: 'delta',
      upserts: [
        { version: 1, status: 'open' } as never,
        conversation('odd', {
          status: 'telepathy',
          channel: 'smoke-signals',
          sentiment: 'puzzled',
          startedAt: Date.now(),
        }),
      ],
      removes: [],
      asOf: Date.now(),
    });
    await page.until(() => page.row('odd') !== undefined, 'the odd row is there');
    expect(page.row('odd')?.textContent).to.match(/telepathy[^]*smoke-signals[^]*puzzled/);
    expect(page.rows().length).to.equal(3);
    await page.until(
      () => /1 unreadable/.test(page.parts('footer')[0]?.textContent ?? ''),
      'the footer counts it',
    );
  });
});

describe('pausing', () => {
  it('P08 by button, key and property are one state, and refuse actions', async () => {
    const { page, source } = await live(2);
    page.get('button', 'Pause').click();
    await page.until(() => page.element.paused, 'it is paused');
    expect(page.pill()).to.match(/^Paused/);
    source.delta([conversation('new', { startedAt: Date.now() })]);
    await page.until(() => /1 change waiting/.test(page.pill()), 'the change is counted');
    expect(page.row('new') === undefined).to.equal(true);
    page.element.openAction('force-close', ['c0']);
    await page.until(() => /paused/i.test(page.announcements('status')), 'the refusal is told');
    expect(page.find('dialog', /Force close/) === undefined).to.equal(true);
    page.element.resume();
    await page.until(() => page.row('new') !== undefined, 'the change is shown');
    expect(page.pill()).to.match(/^Live/);
  });
});

describe('export', () => {
  it('N04 N05 N06 gives what is in view, with formulas defused and fields kept together', async () => {
    const source = new ScriptedDataSource();
    const page = await ReportPage.open({ dataSource: source, timeZone: 'Europe/Paris' });
    source.snapshot(
      [
        conversation('a', {
          subject: '=HYPERLINK("http://evil")',
          startedAt: Date.now(),
          wait: { ms: 5_000, since: null },
        }),
        conversation('b', { subject: 'x","=cmd', startedAt: Date.now(), wait: { ms: 4_000, since: null } }),
        conversation('c', { subject: 'waiting', status: 'waiting', startedAt: Date.now() }),
      ],
      Date.now(),
    );
    page.element.view = { ...page.element.view, filters: { status: ['open'] } };
    await page.until(() => page.rows().length === 2, 'two rows are in view');
    const lines = page.element.toCsv().split('\r\n');
    expect(lines[0]).to.match(/^"Ongoing conversations · \d{4}-.*Europe\/Paris"$/);
    expect(lines[1]).to.equal(
      '"Id","Subject","Status","Agent","Queue","Channel","Wait time","Handle time","Sentiment"',
    );
    expect(lines[2]).to.equal(`"a","'=HYPERLINK(""http://evil"")","Open","","Billing","Chat","5","",""`);
    expect(lines[3]).to.match(/^"b","x"",""=cmd","Open"/);
    expect(lines.length).to.equal(5);
  });
});

describe('two reports on one page', () => {
  it('over one source stay apart: selecting in one selects nothing in the other', async () => {
    const source = new ScriptedDataSource();
    const one = await ReportPage.open({ dataSource: source });
    const two = await ReportPage.open({ dataSource: source });
    source.snapshot(rows(2), Date.now());
    await one.until(() => one.rows().length === 2 && two.rows().length === 2, 'both show the rows');
    one.rows()[0]?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
    await one.until(() => one.element.selection.length === 1, 'one row is selected');
    expect(two.element.selection).to.deep.equal([]);
  });
});
