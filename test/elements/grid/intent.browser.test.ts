import { expect } from '@open-wc/testing';
import { resetMouse } from '@web/test-runner-commands';
import sinon from 'sinon';
import { GridPage, pressKeys, series } from '../../support/grid-page.js';

const held = (page: GridPage): boolean => page.fixture.engine.view.held;

function move(page: GridPage, type: string, x: number, y: number): void {
  const group = page.root.querySelector('.rows') as HTMLElement;
  const options = {
    bubbles: type !== 'pointerleave',
    composed: true,
    clientX: x,
    clientY: y,
    pointerType: 'mouse',
  };
  group.dispatchEvent(new PointerEvent(type, options));
}

describe('intent lock', () => {
  afterEach(async () => {
    sinon.restore();
    await resetMouse();
  });

  it('holds the order while the pointer moves over the rows, and 1.5 s longer', async () => {
    const timers = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const page = await GridPage.open();
    move(page, 'pointermove', 300, 200);
    expect(held(page)).to.equal(false);
    move(page, 'pointermove', 301, 200);
    expect(held(page)).to.equal(true);

    move(page, 'pointerleave', 301, 10);
    timers.tick(1499);
    expect(held(page)).to.equal(true);
    timers.tick(1);
    expect(held(page)).to.equal(false);
  });

  it('goes on holding when the pointer comes back in time', async () => {
    const timers = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const page = await GridPage.open();
    move(page, 'pointermove', 300, 200);
    move(page, 'pointermove', 301, 200);
    move(page, 'pointerleave', 301, 10);
    timers.tick(1000);
    move(page, 'pointermove', 301, 200);
    timers.tick(5000);

    expect(held(page)).to.equal(true);
  });

  it('is not deceived by a layout under a resting pointer', async () => {
    const page = await GridPage.open();
    for (let turn = 0; turn < 5; turn += 1) move(page, 'pointermove', 300, 200);

    expect(held(page)).to.equal(false);
  });

  it('sees a real pointer at its first move', async () => {
    const page = await GridPage.open();
    await page.pointTo(page.headers[3]!);
    expect(held(page)).to.equal(false);

    await page.pointTo(page.cell('c3', 'Queue'));
    await page.pointTo(page.cell('c4', 'Queue'));

    expect(held(page)).to.equal(true);
  });

  it('holds while the user is in the rows with the focus, by Tab, key or click', async () => {
    const page = await GridPage.open();
    page.addButtonAfter();
    await pressKeys('Tab');
    expect(page.focused).to.equal('c0/Subject');
    expect(held(page)).to.equal(true);

    await pressKeys('Tab');
    expect(held(page)).to.equal(false);

    await page.click(page.cell('c2', 'Queue'));
    page.fixture.engine.letGo('pointer');
    expect(held(page)).to.equal(true);
    await pressKeys('Escape');
    expect(held(page)).to.equal(false);
    await pressKeys('ArrowDown');
    expect(held(page)).to.equal(true);
    await pressKeys('ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp');
    expect(page.focused).to.equal('header/Queue');
    expect(held(page)).to.equal(false);
  });

  it('does not hold for focus that the page gives back', async () => {
    const page = await GridPage.open();

    page.element.focusConversation('c3');
    await page.settled();
    expect(page.focused).to.equal('c3/Subject');
    expect(held(page)).to.equal(false);

    page.element.focusGrid();
    page.element.refocus('c3');
    await page.settled();
    expect(held(page)).to.equal(false);
    // The key that closed a dialog is let go over the grid.
    (page.root.activeElement as HTMLElement).dispatchEvent(
      new KeyboardEvent('keyup', { key: 'Enter', bubbles: true, composed: true }),
    );
    expect(held(page)).to.equal(false);
  });

  it('lets go of everything when it leaves the page', async () => {
    const page = await GridPage.open({ rows: series(3) });
    await page.click(page.cell('c1', 'Queue'));
    await page.pointTo(page.cell('c2', 'Queue'));
    expect(held(page)).to.equal(true);

    page.element.remove();

    expect(held(page)).to.equal(false);
  });
});
