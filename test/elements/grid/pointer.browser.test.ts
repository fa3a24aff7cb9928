import { expect, waitUntil } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import sinon from 'sinon';
import { centre, GridPage, pressKeys, series, talking, waiting } from '../../support/grid-page.js';
import { descriptionOf } from '../../support/by-role.js';

async function clickWith(modifier: string, page: GridPage, target: Element): Promise<void> {
  await sendKeys({ down: modifier });
  await page.click(target);
  await sendKeys({ up: modifier });
}

describe('pointer on the grid', () => {
  afterEach(async () => {
    sinon.restore();
    await resetMouse();
  });

  it('focuses the cell that is clicked, and selects nothing by it', async () => {
    const page = await GridPage.open();

    await page.click(page.cell('c2', 'Queue'));

    expect(page.focused).to.equal('c2/Queue');
    expect(page.fixture.engine.selection.size).to.equal(0);
    page.check();
  });

  it('selects by the checkbox and its cell, by Control and by Shift', async () => {
    const page = await GridPage.open();
    const { engine } = page.fixture;

    await page.click(page.checkbox('c1'));
    expect([...engine.selection]).to.deep.equal(['c1']);
    expect(page.checkbox('c1').checked).to.equal(true);
    expect(page.focused).to.equal('c1/Select all');

    const cell = page.cell('c1', 'Select all').getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(cell.left + 4), Math.round(cell.top + 4)] });
    await page.settled();
    expect([...engine.selection]).to.deep.equal([]);
    expect(page.checkbox('c1').checked).to.equal(false);

    await clickWith('Control', page, page.cell('c2', 'Queue'));
    await clickWith('Shift', page, page.cell('c5', 'Queue'));
    expect([...engine.selection]).to.deep.equal(['c2', 'c3', 'c4', 'c5']);
    await clickWith('Shift', page, page.checkbox('c3'));
    expect([...engine.selection]).to.deep.equal(['c2', 'c3']);
    expect(page.checkbox('c3').checked).to.equal(true);
    expect(page.checkbox('c4').checked).to.equal(false);
    expect(getSelection()?.toString()).to.equal('');
  });

  it('selects all in view from the header, which tells how many are', async () => {
    const page = await GridPage.open({ rows: series(60) });
    const { engine } = page.fixture;

    await page.click(page.checkbox('c1'));
    expect(page.allCheckbox.indeterminate).to.equal(true);
    expect(page.allCheckbox.checked).to.equal(false);

    await page.click(page.allCheckbox);
    expect(engine.selection.size).to.equal(60);
    expect(page.allCheckbox.indeterminate).to.equal(false);
    expect(page.allCheckbox.checked).to.equal(true);

    await page.click(page.allCheckbox);
    expect(engine.selection.size).to.equal(0);
    expect(page.allCheckbox.checked).to.equal(false);
  });

  it('orders by a click on a header, durations from the longest, and adds keys with Shift', async () => {
    const page = await GridPage.open();
    const { engine } = page.fixture;

    await page.click(page.sortButton('Handle time'));
    expect(engine.viewState.sort).to.deep.equal([{ column: 'handle', direction: 'descending' }]);
    await page.click(page.sortButton('Handle time'));
    expect(engine.viewState.sort).to.deep.equal([{ column: 'handle', direction: 'ascending' }]);
    await clickWith('Shift', page, page.sortButton('Subject'));
    await clickWith('Shift', page, page.sortButton('Handle time'));
    expect(engine.viewState.sort).to.deep.equal([
      { column: 'handle', direction: 'descending' },
      { column: 'subject', direction: 'ascending' },
    ]);
    expect(page.header('Handle time').getAttribute('aria-sort')).to.equal('descending');
    expect(page.header('Subject').getAttribute('aria-sort')).to.equal('none');
    expect(descriptionOf(page.sortButton('Subject'))).to.equal('Sort key 2, ascending');
    page.check();
  });

  it('opens a conversation by a double click on its row, not on its checkbox', async () => {
    const page = await GridPage.open();

    await sendMouse({ type: 'click', position: centre(page.cell('c3', 'Subject')) });
    const [x, y] = centre(page.cell('c3', 'Subject'));
    page
      .cell('c3', 'Subject')
      .dispatchEvent(
        new MouseEvent('click', { bubbles: true, composed: true, detail: 2, clientX: x, clientY: y }),
      );
    page
      .cell('c3', 'Subject')
      .dispatchEvent(new MouseEvent('dblclick', { bubbles: true, composed: true, detail: 2 }));
    expect(page.fixture.desk.activated).to.deep.equal(['c3']);

    page
      .checkbox('c3')
      .dispatchEvent(new MouseEvent('dblclick', { bubbles: true, composed: true, detail: 2 }));
    page
      .cell('c4', 'Subject')
      .dispatchEvent(new MouseEvent('dblclick', { bubbles: true, composed: true, detail: 2 }));
    expect(page.fixture.desk.activated).to.deep.equal(['c3']);
  });

  it('offers the actions of the row under the pointer, what is refused with its reason', async () => {
    const page = await GridPage.open({ rows: [talking(0), waiting(1)] });
    expect(page.button('c0', 'Transfer')).to.equal(null);

    await page.pointTo(page.cell('c0', 'Queue'));
    await waitUntil(() => page.button('c0', 'Transfer'), 'the actions appear');

    expect(page.button('c0', 'Assign')?.getAttribute('aria-disabled')).to.equal('true');
    expect(descriptionOf(page.button('c0', 'Assign')!)).to.equal('An agent holds it: transfer it');
    expect(page.button('c0', 'Transfer')?.hasAttribute('aria-disabled')).to.equal(false);
    expect(page.button('c1', 'Assign')).to.equal(null);
    page.check();

    await page.click(page.button('c0', 'Assign')!);
    await page.click(page.button('c0', 'Transfer')!);
    expect(page.fixture.desk.opened).to.deep.equal([{ action: 'transfer', ids: ['c0'] }]);
    expect(page.focused).to.equal('c0/Actions');
  });

  it('refuses every action of a row that ended', async () => {
    const page = await GridPage.open({ rows: [talking(0), waiting(1)] });
    await page.pointTo(page.cell('c0', 'Queue'));
    await page.pointTo(page.cell('c0', 'Status'));
    page.fixture.source.delta([], [talking(0)]);
    await page.settled();

    expect(page.parts('c0')).to.include('ended');
    for (const name of ['Assign', 'Transfer', 'Monitor', 'Force close']) {
      expect(page.button('c0', name)?.getAttribute('aria-disabled'), name).to.equal('true');
      expect(descriptionOf(page.button('c0', name)!), name).to.equal('The conversation is closed');
    }
  });

  it('J10 never acts on a row that came under the pointer between press and release', async () => {
    const page = await GridPage.open({ rows: series(40), height: 36 + 8 * 44 });
    const { engine, desk } = page.fixture;
    let acted = 0;
    for (let turn = 0; turn < 200; turn += 1) {
      // The first ones may be above the grid: there is no pointer outside the window.
      const row = page.rows.filter((each) => page.isInSight(each))[turn % 6]!;
      const id = row.dataset['conversationId'] ?? '';
      const target = [row.querySelector('input')!, page.button(id, 'Actions')!, page.cell(id, 'Queue')][
        turn % 3
      ]!;
      const before = engine.selection;
      await sendMouse({ type: 'move', position: centre(target) });
      await sendMouse({ type: 'down' });
      const isForced = turn % 4 !== 0;
      if (isForced) {
        const direction = engine.viewState.sort[0]?.direction === 'ascending' ? 'descending' : 'ascending';
        engine.setViewState({ sort: [{ column: 'wait', direction }] });
        await page.fixture.settled();
      }
      await sendMouse({ type: 'up' });
      await page.fixture.settled();

      const changed = [...new Set([...engine.selection, ...before])].filter(
        (other) => engine.selection.has(other) !== before.has(other),
      );
      expect(
        changed.every((other) => other === id),
        `${id} was pressed, ${changed.join()} was selected`,
      ).to.equal(true);
      if (page.menu) {
        expect(
          page.root.querySelector('[aria-expanded=true]')?.closest<HTMLElement>('[role=row]')?.dataset,
        ).to.include({
          conversationId: id,
        });
        acted += 1;
        await pressKeys('Escape');
      }
      acted += changed.length;
    }
    expect(desk.opened).to.deep.equal([]);
    // The quarter of the presses under which nothing moved did what they say.
    expect(acted).to.be.greaterThan(25);
  }).timeout(60_000);

  it('J10 binds a touch to the conversation it began on, though its element shows another at the end', async () => {
    const page = await GridPage.open({ rows: series(1000) });
    // However slow the machine, this is no long press, which would open the menu.
    sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { engine } = page.fixture;
    const element = page.checkbox('c2');
    const row = element.closest<HTMLElement>('[role=row]')!;
    const touch = (type: string): boolean =>
      element.dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true, pointerType: 'touch' }));
    const click = (): boolean =>
      element.dispatchEvent(
        new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, detail: 1 }),
      );

    // The browser sends mouse events, and with them the focus, only after the finger is up.
    touch('pointerdown');
    engine.setViewState({ sort: [{ column: 'wait', direction: 'ascending' }] });
    await page.settled();
    const other = row.dataset['conversationId'];
    expect(other).to.match(/^c9\d\d$/);
    touch('pointerup');
    click();
    expect([...engine.selection]).to.deep.equal([]);
    expect(element.checked).to.equal(false);

    touch('pointerdown');
    touch('pointerup');
    click();
    expect([...engine.selection]).to.deep.equal([other]);
  });

  it('L13 tells the whole text of a cell that cuts it', async () => {
    const subject =
      'A subject that goes on and on until no column of a table is wide enough to show all of it';
    const page = await GridPage.open({ rows: [waiting(0, { subject }), waiting(1)] });

    await page.pointTo(page.cell('c0', 'Subject'));
    await waitUntil(() => page.root.querySelector('.tooltip:popover-open'), 'the tooltip opens');
    expect(page.root.querySelector('.tooltip')?.textContent.trim()).to.equal(subject);

    await page.pointTo(page.cell('c0', 'Queue'));
    await waitUntil(() => !page.root.querySelector('.tooltip:popover-open'), 'the tooltip closes');
  });
});
