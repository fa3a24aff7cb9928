import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { GridPage, pressKeys, series, talking, waiting, type GridOptions } from '../../support/grid-page.js';
import { DEFAULT_POLICY } from '../../../src/model/policy.js';

async function press(page: GridPage, ...keys: string[]): Promise<void> {
  await pressKeys(...keys);
  await page.element.updateComplete;
}

async function open(options?: GridOptions): Promise<GridPage> {
  const page = await GridPage.open(options);
  await pressKeys('Tab');
  return page;
}

/** A generator of numbers below 1 that gives the same ones each time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('keyboard of the grid', () => {
  it('is one tab stop, on the subject of the first row in sight', async () => {
    const page = await open();
    expect(page.focused).to.equal('c0/Subject');
    page.check();
    const after = page.addButtonAfter();

    await pressKeys('Tab');
    expect(document.activeElement).to.equal(after);
    await pressKeys('Shift+Tab');
    expect(page.focused).to.equal('c0/Subject');
  });

  it('walks cells with the arrows, from the checkbox to the actions, and does not wrap', async () => {
    const page = await open({ rows: series(3) });

    await press(page, 'ArrowLeft');
    expect(page.focused).to.equal('c0/Select all');
    expect(page.root.activeElement).to.equal(page.checkbox('c0'));
    await press(page, 'ArrowLeft');
    expect(page.focused).to.equal('c0/Select all');
    await press(page, 'ArrowDown', 'ArrowDown', 'ArrowDown');
    expect(page.focused).to.equal('c2/Select all');
    await press(page, 'End');
    expect(page.focused).to.equal('c2/Actions');
    expect(page.root.activeElement).to.equal(page.button('c2', 'Actions'));
    await press(page, 'ArrowRight');
    expect(page.focused).to.equal('c2/Actions');
    await press(page, 'Home', 'ArrowRight', 'ArrowRight');
    expect(page.focused).to.equal('c2/Status');
  });

  it('goes up into the header and orders from there', async () => {
    const page = await open({ rows: series(3) });

    await press(page, 'ArrowUp');
    expect(page.focused).to.equal('header/Subject');
    expect(page.root.activeElement).to.equal(page.sortButton('Subject'));
    await press(page, 'ArrowRight', 'ArrowRight', 'Enter');
    await page.settled();

    expect(page.fixture.engine.viewState.sort).to.deep.equal([{ column: 'agent', direction: 'ascending' }]);
    expect(page.focused).to.equal('header/Agent');
    expect(page.header('Agent').getAttribute('aria-sort')).to.equal('ascending');
    expect(page.header('Wait time').getAttribute('aria-sort')).to.equal('none');
    await press(page, 'ArrowDown');
    expect(page.focused).to.equal('c0/Agent');
  });

  it('swaps the arrows from right to left', async () => {
    const page = await open({ direction: 'rtl' });

    await press(page, 'ArrowLeft');
    expect(page.focused).to.equal('c0/Status');
    await press(page, 'ArrowRight', 'ArrowRight');
    expect(page.focused).to.equal('c0/Select all');
  });

  it('pages, and goes to the first and the last of 10,000 rows', async () => {
    const page = await open({ rows: series(10_000), height: 36 + 10 * 44 });

    await press(page, 'PageDown');
    expect(page.focused).to.equal('c9/Subject');
    await press(page, 'Control+End');
    expect(page.focused).to.equal('c9999/Actions');
    expect(page.row('c9999').getBoundingClientRect().bottom).to.be.at.most(
      page.element.getBoundingClientRect().bottom + 1,
    );
    await press(page, 'PageUp', 'Control+Home');
    expect(page.focused).to.equal('c0/Select all');
    expect(page.placeOf('c0')).to.be.closeTo(36, 1);
    page.check();
  });

  it('never lets the focused row hide under the header', async () => {
    const page = await open({ rows: series(200), height: 36 + 5 * 44 });
    await press(
      page,
      'Control+End',
      'PageUp',
      'PageUp',
      'PageUp',
      'ArrowUp',
      'ArrowUp',
      'ArrowUp',
      'ArrowUp',
      'ArrowUp',
    );

    const focused = page.root.activeElement?.getBoundingClientRect();
    expect(focused?.top).to.be.at.least(page.headers[0]!.getBoundingClientRect().bottom - 0.5);
  });

  it('keeps the focused row in the page when it is scrolled away, and goes on from it', async () => {
    const page = await open({ rows: series(10_000) });
    await press(page, 'ArrowDown', 'ArrowDown');

    await page.scrollTo(200_000);

    expect(page.focused).to.equal('c2/Subject');
    expect(page.row('c2').getBoundingClientRect().bottom).to.be.lessThan(
      page.element.getBoundingClientRect().top,
    );
    page.check();
    await press(page, 'ArrowDown');
    expect(page.focused).to.equal('c3/Subject');
    expect(page.placeOf('c3')).to.be.closeTo(36, 1);
  });

  it('selects with Space, a range with Shift, and all with Control+A', async () => {
    const page = await open();
    const { engine } = page.fixture;

    await press(page, 'Space');
    expect([...engine.selection]).to.deep.equal(['c0']);
    await press(page, 'ArrowDown', 'ArrowDown', 'Shift+Space');
    expect([...engine.selection]).to.have.members(['c0', 'c1', 'c2']);
    await press(page, 'ArrowDown', 'Space', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowUp');
    expect([...engine.selection]).to.have.members(['c0', 'c1', 'c2', 'c3', 'c4']);
    expect(page.focused).to.equal('c4/Subject');
    await press(page, 'Control+a');
    expect(engine.selection.size).to.equal(10);
    await press(page, 'Home', 'Space');
    expect(engine.selection.has('c4')).to.equal(false);
    expect(page.checkbox('c4').checked).to.equal(false);
    expect(page.row('c3').getAttribute('aria-selected')).to.equal('true');
    expect(page.parts('c3')).to.deep.equal(['row', 'selected']);
  });

  it('asks for actions by letters: on the selection when the row belongs to it, else on the row', async () => {
    const page = await open();
    const { desk, engine } = page.fixture;

    await press(page, 'x');
    engine.select(['c0', 'c3']);
    await press(page, 'a', 'ArrowDown', 't', 'm');

    expect(desk.opened).to.deep.equal([
      { action: 'force-close', ids: ['c0'] },
      { action: 'assign', ids: ['c0', 'c3'] },
      { action: 'transfer', ids: ['c1'] },
      { action: 'monitor', ids: ['c1'] },
    ]);
  });

  it('leaves the letters alone when the host wants it, and with a modifier always', async () => {
    const page = await open();
    await press(page, 'Control+x', 'Alt+a');
    page.fixture.setSettings({ policy: { ...DEFAULT_POLICY, shortcuts: false } });
    await page.settled();
    await press(page, 'a', 't', 'm', 'x');

    expect(page.fixture.desk.opened).to.deep.equal([]);
  });

  it('opens a conversation with Enter', async () => {
    const page = await open();
    await press(page, 'ArrowDown', 'ArrowRight', 'Enter');

    expect(page.fixture.desk.activated).to.deep.equal(['c1']);
  });

  it('enters the controls of a host column and leaves them by Escape, as one tab stop', async () => {
    const page = await open({
      rows: series(3),
      settings: {
        columns: [
          {
            id: 'links',
            label: 'Links',
            value: () => 'x',
            render: ({ id }) => html`<a href="#${id}">Case ${id}</a> <button>Copy</button>`,
          },
        ],
      },
    });
    page.fixture.engine.setViewState({ columns: ['subject', 'links'] });
    await page.settled();
    page.check();

    await press(page, 'ArrowRight', 'Enter');
    expect(page.root.activeElement?.textContent).to.equal('Case c0');
    await press(page, 'Tab');
    expect(page.root.activeElement?.textContent).to.equal('Copy');
    await press(page, 'x', 'Escape');
    expect(page.root.activeElement).to.equal(page.cell('c0', 'Links'));
    expect(page.fixture.desk.opened).to.deep.equal([]);
    await press(page, 'F2');
    expect(page.root.activeElement?.textContent).to.equal('Case c0');
  });

  it('releases the held order with R', async () => {
    const page = await open({ rows: series(5) });
    await press(page, 'ArrowDown');
    page.fixture.source.delta([waiting(4, { version: 2, wait: { ms: 9_000_000, since: null } })]);
    await page.settled();
    expect(page.ids).to.deep.equal(['c0', 'c1', 'c2', 'c3', 'c4']);

    await press(page, 'r');
    await page.settled();

    expect(page.ids).to.deep.equal(['c4', 'c0', 'c1', 'c2', 'c3']);
    expect(page.focused).to.equal('c1/Subject');
  });

  it('holds P02 through random journeys while rows come, go and change', async () => {
    const next = random(20_261_123);
    const page = await open({ rows: series(300), height: 300 });
    const { engine, source } = page.fixture;
    const keys = [
      'ArrowDown',
      'ArrowUp',
      'ArrowLeft',
      'ArrowRight',
      'PageDown',
      'PageUp',
      'Home',
      'End',
      'Control+Home',
      'Control+End',
      'Space',
      'Shift+ArrowDown',
      'r',
    ];
    let version = 2;
    for (let step = 0; step < 120; step += 1) {
      const key = keys[Math.floor(next() * keys.length)] ?? 'ArrowDown';
      await press(page, key);
      const place = Math.floor(next() * 300);
      version += 1;
      if (next() < 0.3) source.delta([], [waiting(place, { version })]);
      else source.delta([talking(place, { version, wait: { ms: Math.floor(next() * 4e6), since: null } })]);
      if (next() < 0.1)
        engine.setViewState({
          sort: [{ column: next() < 0.5 ? 'subject' : 'wait', direction: 'descending' }],
        });
      if (next() < 0.1) engine.releaseHold();
      await page.settled();
      page.check();
      expect(page.focused, `the focus after ${key} (step ${String(step)})`).not.to.equal(null);
    }
  }).timeout(60_000);
});
