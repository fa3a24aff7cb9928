import { expect, waitUntil } from '@open-wc/testing';
import { resetMouse, sendMouse } from '@web/test-runner-commands';
import sinon from 'sinon';
import { centre, GridPage, pressKeys, series, talking, waiting } from '../../support/grid-page.js';
import { descriptionOf, nameOf } from '../../support/by-role.js';

async function openMenu(page: GridPage, id: string): Promise<void> {
  await page.click(page.button(id, 'Actions')!);
  await waitUntil(() => page.menu, 'the menu opens');
}

describe('menu of a row', () => {
  afterEach(async () => {
    sinon.restore();
    await resetMouse();
  });

  it('opens by the button, with what is refused and why', async () => {
    const page = await GridPage.open({ rows: [talking(0), waiting(1)] });
    await openMenu(page, 'c0');

    expect(page.menu?.getAttribute('aria-label')).to.equal('Actions');
    expect(page.menuItems.map((item) => nameOf(item))).to.deep.equal([
      'Assign',
      'Transfer',
      'Monitor',
      'Force close',
    ]);
    expect(page.menuItems.map((item) => item.getAttribute('aria-disabled'))).to.deep.equal([
      'true',
      null,
      null,
      null,
    ]);
    expect(descriptionOf(page.menuItems[0]!)).to.equal('An agent holds it: transfer it');
    expect(page.focused).to.equal('menu/Assign');
    expect(page.button('c0', 'Actions')?.getAttribute('aria-expanded')).to.equal('true');
  });

  it('is walked by the arrows, Home, End and letters, and chosen from by Enter', async () => {
    const page = await GridPage.open({ rows: [talking(0)] });
    await openMenu(page, 'c0');

    await pressKeys('ArrowDown');
    expect(page.focused).to.equal('menu/Transfer');
    await pressKeys('End');
    expect(page.focused).to.equal('menu/Force close');
    await pressKeys('ArrowDown');
    expect(page.focused).to.equal('menu/Assign');
    await pressKeys('Enter');
    expect(page.menu, 'a refused action keeps the menu open').not.to.equal(null);
    await pressKeys('ArrowUp', 'Home', 'm', 'Enter');
    await page.settled();

    expect(page.menu).to.equal(null);
    expect(page.fixture.desk.opened).to.deep.equal([{ action: 'monitor', ids: ['c0'] }]);
    expect(page.focused).to.equal('c0/Actions');
  });

  it('closes by Escape and gives the focus back to the cell it came from', async () => {
    const page = await GridPage.open();
    page.element.focusConversation('c3');
    await page.settled();
    await pressKeys('ArrowRight', 'Shift+F10');
    await waitUntil(() => page.menu, 'the menu opens');

    await pressKeys('Escape');
    await page.settled();

    expect(page.menu).to.equal(null);
    expect(page.focused).to.equal('c3/Status');
    expect(page.fixture.engine.view.held).to.equal(true);
    page.check();
  });

  it('opens by the right button at the pointer', async () => {
    const page = await GridPage.open();
    const target = page.cell('c4', 'Queue');
    const [x, y] = centre(target);

    await page.click(target, 'right');
    await waitUntil(() => page.menu, 'the menu opens');

    const menu = page.menu!.getBoundingClientRect();
    expect(menu.left).to.be.closeTo(x, 2);
    expect(menu.top).to.be.closeTo(y, 2);
  });

  it('opens by the right button on the row that is pressed, wherever the button is let go', async () => {
    const page = await GridPage.open();
    const [x, y] = centre(page.cell('c4', 'Queue'));

    await sendMouse({ type: 'move', position: [x, y] });
    await sendMouse({ type: 'down', button: 'right' });
    await waitUntil(() => page.menu, 'the menu opens');
    await sendMouse({ type: 'move', position: [x - 6, y - 6] });
    await sendMouse({ type: 'up', button: 'right' });
    await page.settled();

    await pressKeys('Enter');
    expect(page.fixture.desk.opened).to.deep.equal([{ action: 'assign', ids: ['c4'] }]);
    expect(page.focused).to.equal('c4/Queue');
  });

  it('opens by a long press of a finger, not by a scroll', async () => {
    const timers = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const page = await GridPage.open();
    const [clientX, clientY] = centre(page.cell('c2', 'Queue'));
    const touch = (type: string, moved = 0): void => {
      const options = {
        bubbles: true,
        composed: true,
        pointerType: 'touch',
        clientX,
        clientY: clientY + moved,
      };
      page.cell('c2', 'Queue').dispatchEvent(new PointerEvent(type, options));
    };

    touch('pointerdown');
    timers.tick(300);
    touch('pointermove', 30);
    timers.tick(500);
    await page.element.updateComplete;
    expect(page.menu).to.equal(null);

    touch('pointerdown');
    timers.tick(500);
    await page.element.updateComplete;
    expect(page.menu).not.to.equal(null);
  });

  it('belongs to its conversation, whatever the rows do, and holds the order', async () => {
    const page = await GridPage.open({ rows: series(5) });
    await openMenu(page, 'c1');
    expect(page.fixture.engine.view.held).to.equal(true);

    page.fixture.engine.setViewState({ sort: [{ column: 'wait', direction: 'ascending' }] });
    await page.settled();
    await pressKeys('a', 'Enter');

    expect(page.fixture.desk.opened).to.deep.equal([{ action: 'assign', ids: ['c1'] }]);
  });

  it('follows what becomes of its conversation', async () => {
    const page = await GridPage.open({ rows: [waiting(0), waiting(1)] });
    await openMenu(page, 'c0');
    expect(page.menuItems[0]?.hasAttribute('aria-disabled')).to.equal(false);

    page.fixture.source.delta([talking(0, { version: 2 })]);
    await page.settled();
    expect(page.menuItems[0]?.getAttribute('aria-disabled')).to.equal('true');

    page.fixture.source.delta([], [talking(0, { version: 2 })]);
    await page.settled();
    expect(page.menuItems.every((item) => item.getAttribute('aria-disabled') === 'true')).to.equal(true);
    expect(descriptionOf(page.menuItems[3]!)).to.equal('The conversation is closed');
  });

  it('closes with the rows when rights shrink', async () => {
    const page = await GridPage.open({ rows: [waiting(0), waiting(1)] });
    await openMenu(page, 'c0');

    page.fixture.source.send({ type: 'wipe', reason: 'rights' });
    await page.settled();

    expect(page.menu).to.equal(null);
    expect(page.rows).to.deep.equal([]);
  });

  it('closes by a press elsewhere, and by the button that opened it', async () => {
    const page = await GridPage.open();
    await openMenu(page, 'c0');
    await page.click(page.button('c0', 'Actions')!);
    await waitUntil(() => !page.menu, 'the button closes it');

    await openMenu(page, 'c0');
    await page.click(page.cell('c5', 'Status'));
    await waitUntil(() => !page.menu, 'a press elsewhere closes it');
    await page.settled();
    expect(page.focused).to.equal('c5/Status');
  });

  it('stays inside the viewport and does not outlive the element', async () => {
    const page = await GridPage.open({ rows: series(40), height: 560 });
    const last = page.rows.at(-4)!.dataset['conversationId']!;
    await openMenu(page, last);
    const menu = page.menu!.getBoundingClientRect();
    expect(menu.bottom).to.be.at.most(document.documentElement.clientHeight);
    expect(menu.right).to.be.at.most(document.documentElement.clientWidth);

    const frame = page.element.parentElement!;
    page.element.remove();
    expect(page.fixture.engine.view.held).to.equal(false);
    frame.append(page.element);
    await page.settled();
    expect(page.menu).to.equal(null);
    await sendMouse({ type: 'move', position: [1, 1] });
  });
});
