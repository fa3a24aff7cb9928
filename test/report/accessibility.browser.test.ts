/** What accessibility asks for beyond a single state: zoom, spacing, colours of the system, what is said and when. */
import { expect } from '@open-wc/testing';
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { descriptionOf } from '../support/by-role.js';
import { activeElement, ReportPage } from '../support/report-page.js';

const STATUSES = ['open', 'active', 'waiting', 'wrap-up'];
const SENTIMENTS = ['very-negative', 'neutral', 'very-positive', null];

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    conversation(`c${String(index)}`, {
      startedAt: Date.now() - 60_000,
      wait: { ms: 3_600_000 - index * 1_000, since: null },
      status: STATUSES[index % 4],
      phase: index % 4 === 1 ? 'in-conversation' : null,
      agent: index % 4 === 0 ? null : { id: 'ana', name: 'Ana', presence: 'busy' },
      sentiment: SENTIMENTS[index % 4],
    }),
  );

async function live(count = 8, properties: Parameters<typeof ReportPage.open>[0] = {}) {
  const source = new ScriptedDataSource();
  const page = await ReportPage.open({ dataSource: source, ...properties });
  source.snapshot(rows(count), Date.now());
  await page.until(() => page.rows().length > 0, 'the rows are there');
  return { page, source };
}

const select = (page: ReportPage, id: string): void =>
  page.row(id)?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();

describe('accessibility of the whole report', () => {
  afterEach(async () => {
    await setViewport({ width: 1280, height: 720 });
  });

  it('P01 P14 in the colours of the system: nothing that axe objects to, focus and status are seen', async () => {
    await emulateMedia({ forcedColors: 'active' });
    try {
      const { page } = await live();
      select(page, 'c0');
      page.element.focusConversation('c1');
      await page.until(() => page.row('c1')?.contains(activeElement()) === true, 'the row has the focus');
      expect(await page.violations()).to.deep.equal([]);
      const cell = activeElement() as HTMLElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(cell);
      expect([outlineStyle, Number.parseFloat(outlineWidth) >= 2].join()).to.equal('solid,true');
      for (const word of ['Open', 'Active', 'Waiting', 'Wrap-up']) {
        expect(
          page.parts('status').some((pill) => pill.textContent.trim() === word && pill.checkVisibility()),
        ).to.equal(true);
      }
      const [pill] = page.parts('status');
      const { color } = getComputedStyle(pill as HTMLElement);
      const canvas = document.createElement('p');
      canvas.style.color = 'Canvas';
      document.body.append(canvas);
      expect(color, 'text is not the colour of the page').not.to.equal(getComputedStyle(canvas).color);
      canvas.remove();
    } finally {
      await emulateMedia({ forcedColors: 'none' });
    }
  });

  for (const zoom of [2, 4]) {
    it(`P01 at ${String(zoom * 100)} % zoom: nothing that axe objects to, nothing sticks out, all values are there`, async () => {
      // A page of 1280 × 1024 at this zoom.
      await setViewport({ width: 1280 / zoom, height: 1024 / zoom });
      const { page } = await live(4, { width: 1280 / zoom });
      expect(await page.violations()).to.deep.equal([]);
      expect(page.element.scrollWidth).to.be.at.most(page.element.clientWidth);
      expect(page.row('c0')?.textContent)
        .to.match(/Subject c0/)
        .and.to.match(/Customer c0/)
        .and.to.match(/Billing/);
    });
  }

  it('P08 pausing by the button holds what is seen, counts what waits, and resuming jumps to now', async () => {
    const { page, source } = await live();
    page.get('button', 'Pause').click();
    await page.until(() => page.pill().startsWith('Paused'), 'it is paused');
    const before = page.rowIds();
    const changed = rows(8).map((row) => ({ ...row, version: 2, subject: 'Changed' }));
    source.delta(changed.slice(0, 3), [rows(8)[7] as ReturnType<typeof conversation>]);
    await page.until(() => /[1-9]\d* changes? waiting/.test(page.pill()), 'what waits is counted');
    expect(page.rowIds()).to.deep.equal(before);
    expect(page.row('c0')?.textContent).to.contain('Subject c0');
    page.get('button', 'Resume').click();
    await page.until(() => page.row('c0')?.textContent.includes('Changed') === true, 'what is new is shown');
    expect(page.row('c7')).to.equal(undefined);
  });

  it('P10 rows that change a thousand times say nothing', async () => {
    const { page, source } = await live();
    const said = new Set<string>();
    const first = page.announcements('status') + page.announcements('alert');
    for (let version = 2; version < 127; version += 1) {
      source.delta(rows(8).map((row) => ({ ...row, version, subject: `Changed ${String(version)}` })));
      if (version % 25 === 0)
        await page.until(
          () => page.row('c0')?.textContent.includes(`Changed ${String(version)}`) === true,
          'it is shown',
        );
      said.add(page.announcements('status') + page.announcements('alert'));
    }
    said.delete(first);
    // The line about the connection leaves its region meanwhile, and nothing comes in its place.
    expect([...said].filter((text) => text.trim() !== '' && !first.includes(text.trim()))).to.deep.equal([]);
  });

  it('P11 P12 nothing blinks: rows that change start no animation', async () => {
    const { page, source } = await live();
    const running = () => document.getAnimations().filter(({ playState }) => playState === 'running');
    await page.until(() => running().length === 0, 'all is at rest');
    for (let version = 2; version < 12; version += 1) {
      source.delta(
        rows(8).map((row) => ({
          ...row,
          version,
          status: STATUSES[version % 4] as string,
          subject: `Changed ${String(version)}`,
        })),
      );
      await page.until(
        () => page.row('c0')?.textContent.includes(`Changed ${String(version)}`) === true,
        'it is shown',
      );
      expect(running().length).to.equal(0);
    }
  });

  it('P13 every control is 24 pixels high and wide, or has a place of that size', async () => {
    const { page } = await live();
    select(page, 'c0');
    for (const control of [...page.all('button'), ...page.all('searchbox'), ...page.all('checkbox')]) {
      const place = control.closest('[role=gridcell], [role=columnheader], label') ?? control;
      const { width, height } = (
        control.matches('input[type=checkbox]') ? place : control
      ).getBoundingClientRect();
      if (width === 0) continue;
      expect(Math.min(width, height), control.outerHTML.slice(0, 120)).to.be.at.least(24);
    }
  });

  it('P15 status and sentiment are words, wherever they are colours', async () => {
    const { page } = await live();
    for (const part of ['status', 'sentiment']) {
      expect(page.parts(part).length, part).to.be.greaterThan(2);
      for (const badge of page.parts(part)) expect(badge.textContent.trim(), part).to.match(/\p{L}{3}/u);
    }
  });

  it('P19 a refused action keeps its place in the tab order and tells its reason', async () => {
    const source = new ScriptedDataSource();
    const page = await ReportPage.open({
      dataSource: source,
      permissions: { forceClose: 'Ask your lead' },
    });
    source.snapshot(rows(2), Date.now());
    await page.until(() => page.rows().length === 2, 'the rows are there');
    select(page, 'c0');
    await page.until(
      () => page.get('button', 'Force close').getAttribute('aria-describedby') !== null,
      'it is refused',
    );
    const button = page.get('button', 'Force close');
    expect([button.getAttribute('aria-disabled'), button.hasAttribute('disabled')]).to.deep.equal([
      'true',
      false,
    ]);
    expect(descriptionOf(button)).to.contain('Ask your lead');
    button.focus();
    expect(activeElement()).to.equal(button);
  });

  it('P20 words three times as long, from right to left: nothing sticks out, nothing that axe objects to', async () => {
    const long = (text: string): string => [text, text, text].join(' ');
    const messages = Object.fromEntries(
      [
        'action.assign',
        'action.transfer',
        'action.monitor',
        'action.force-close',
        'action.pause',
        'column.wait',
        'column.status',
        'status.open',
        'kpi.longest-wait',
        'report.title',
        'command.none-selected',
      ].map((key) => [key, long(key.replace(/^.*\./, 'Bezeichnung '))]),
    );
    for (const width of [390, 800, 1200]) {
      const { page } = await live(4, { dir: 'rtl', width, messages });
      expect(page.element.scrollWidth, `${String(width)} px`).to.be.at.most(page.element.clientWidth);
      expect(await page.violations()).to.deep.equal([]);
      page.element.remove();
    }
  });

  it('P21 the live regions are there, empty, before they say anything', async () => {
    const { page } = await live();
    const toasts = (): Element | null | undefined =>
      page.element.shadowRoot?.querySelector('ongoing-conversations-toast-region');
    await page.until(() => toasts()?.shadowRoot != null, 'the regions are there');
    const regions = [...(toasts()?.shadowRoot?.querySelectorAll('[role=status], [role=alert]') ?? [])];
    expect(regions.map((region) => region.getAttribute('role'))).to.have.members(['status', 'alert']);
    expect(regions.find((region) => region.getAttribute('role') === 'alert')?.textContent.trim()).to.equal(
      '',
    );
    page.element.openAction('force-close', []);
    await page.until(() => page.announcements('status').includes('not possible'), 'it is told');
    expect(
      regions.some((region) => region.isConnected && region.textContent.includes('not possible')),
    ).to.equal(true);
  });

  it('P22 with the text spacing of WCAG 1.4.12 no word of a control is cut', async () => {
    const { page } = await live(4);
    const trees = [page.element.shadowRoot as ShadowRoot];
    for (const tree of trees) {
      for (const element of tree.querySelectorAll('*'))
        if (element.shadowRoot) trees.push(element.shadowRoot);
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }',
      );
      tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
    }
    select(page, 'c0');
    await page.until(() => page.get('button', 'Assign').checkVisibility(), 'the command bar is there');
    for (const button of page.all('button')) {
      // Rows and cards have a fixed width, and their tooltips what does not fit.
      if (button.closest('[role=row], [part~=kpi]')) continue;
      expect(button.scrollWidth, button.textContent.trim()).to.be.at.most(button.clientWidth + 2);
      expect(button.scrollHeight, button.textContent.trim()).to.be.at.most(button.clientHeight + 2);
    }
    expect(page.element.scrollWidth).to.be.at.most(page.element.clientWidth);
  });
});
