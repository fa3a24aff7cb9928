/** Width and order of the columns, and rows that are copied. */
import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { GridPage, series, waiting } from '../../support/grid-page.js';

const middle = (page: GridPage): number => {
  const { top, height } = page.header('Status').getBoundingClientRect();
  return Math.round(top + height / 2);
};
/** Where one header ends and the next one begins. */
const endOf = (page: GridPage, column: string): number => {
  const { left, right } = page.header(column).getBoundingClientRect();
  return Math.round(getComputedStyle(page.element).direction === 'rtl' ? left : right);
};
const centreOf = (page: GridPage, column: string): number => {
  const { left, width } = page.header(column).getBoundingClientRect();
  return Math.round(left + width / 2);
};
async function drag(page: GridPage, from: number, to: number): Promise<void> {
  const y = middle(page);
  await sendMouse({ type: 'move', position: [from, y] });
  await sendMouse({ type: 'down' });
  await sendMouse({ type: 'move', position: [Math.round((from + to) / 2), y] });
  await sendMouse({ type: 'move', position: [to, y] });
  await sendMouse({ type: 'up' });
  await page.settled();
}
const width = (page: GridPage, column: string): number =>
  Math.round(page.header(column).getBoundingClientRect().width);
const columns = (page: GridPage): readonly string[] => page.fixture.engine.viewState.columns;
const told = (page: GridPage): string => page.root.querySelector('[role=status]')?.textContent ?? '';

describe('headers of the grid', () => {
  for (const dir of ['ltr', 'rtl'] as const) {
    const outwards = dir === 'ltr' ? 1 : -1;
    const open = async (): Promise<GridPage> => {
      const page = await GridPage.open();
      page.element.dir = dir;
      await page.settled();
      return page;
    };

    it(`${dir}: are drawn wider by their edge, and the usual width comes back with a double click`, async () => {
      const page = await open();
      const before = width(page, 'Queue');
      const { sort } = page.fixture.engine.viewState;
      await drag(page, endOf(page, 'Queue') - outwards, endOf(page, 'Queue') + outwards * 59);
      expect(width(page, 'Queue')).to.be.within(before + 58, before + 62);
      expect(page.fixture.engine.viewState.widths['queue']).to.equal(width(page, 'Queue'));
      expect(page.fixture.engine.viewState.sort, 'it does not sort').to.equal(sort);
      expect(told(page)).to.match(/^Queue: \d+ pixels wide$/);
      const [x, y] = [endOf(page, 'Queue') - outwards, middle(page)];
      page
        .header('Queue')
        .dispatchEvent(new MouseEvent('dblclick', { bubbles: true, composed: true, clientX: x, clientY: y }));
      await page.settled();
      expect(width(page, 'Queue')).to.equal(before);
      page.check();
    });

    it(`${dir}: change their width by keys, no further than can be read`, async () => {
      const page = await open();
      page.sortButton('Queue').focus();
      const before = width(page, 'Queue');
      const [wider, narrower] = dir === 'ltr' ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
      await sendKeys({ down: 'Alt' });
      await sendKeys({ press: wider });
      await page.settled();
      expect(width(page, 'Queue')).to.equal(before + 16);
      for (let presses = 0; presses < 12; presses += 1) await sendKeys({ press: narrower });
      await page.settled();
      expect(width(page, 'Queue')).to.equal(48);
      await sendKeys({ press: 'Backspace' });
      await sendKeys({ up: 'Alt' });
      await page.settled();
      expect(width(page, 'Queue')).to.equal(before);
      expect(told(page)).to.equal('Queue has its usual width');
      page.check();
    });

    it(`${dir}: are dragged to another place, which is shown, and Escape leaves them where they are`, async () => {
      const page = await open();
      await drag(page, centreOf(page, 'Queue'), centreOf(page, 'Status') - outwards * 20);
      expect(columns(page).slice(0, 4)).to.deep.equal(['subject', 'queue', 'status', 'agent']);
      expect(page.columnNames.slice(1, 4)).to.deep.equal(['Subject', 'Queue', 'Status']);
      expect(told(page)).to.equal('Queue is column 2 of 8');
      const y = middle(page);
      await sendMouse({ type: 'move', position: [centreOf(page, 'Queue'), y] });
      await sendMouse({ type: 'down' });
      await sendMouse({ type: 'move', position: [centreOf(page, 'Agent'), y] });
      expect(page.root.querySelectorAll('[data-drop]')).to.have.length(1);
      await sendKeys({ press: 'Escape' });
      await sendMouse({ type: 'up' });
      await page.settled();
      expect(columns(page).slice(0, 4)).to.deep.equal(['subject', 'queue', 'status', 'agent']);
      expect(page.root.querySelectorAll('[data-drop]')).to.have.length(0);
    });

    it(`${dir}: change their place by keys, and keep the focus`, async () => {
      const page = await open();
      page.sortButton('Status').focus();
      const [on, back] = dir === 'ltr' ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
      const press = async (key: string): Promise<void> => {
        await sendKeys({ down: 'Control' });
        await sendKeys({ down: 'Shift' });
        await sendKeys({ press: key });
        await sendKeys({ up: 'Shift' });
        await sendKeys({ up: 'Control' });
        await page.settled();
      };
      await press(on);
      expect(columns(page).slice(0, 3)).to.deep.equal(['subject', 'agent', 'status']);
      expect(page.focused).to.equal('header/Status');
      await press(back);
      await press(back);
      expect(columns(page).slice(0, 2)).to.deep.equal(['status', 'subject']);
      await press(back);
      expect(columns(page)[0], 'there is no place before the first').to.equal('status');
      expect(page.focused).to.equal('header/Status');
      page.check();
    });
  }

  it('sort by several keys with Shift, by pointer and by keyboard, and say in which order', async () => {
    const page = await GridPage.open();
    await page.click(page.sortButton('Status'));
    // Not every engine's automation holds a key while it moves the pointer.
    page
      .sortButton('Queue')
      .dispatchEvent(new MouseEvent('click', { shiftKey: true, bubbles: true, composed: true, detail: 1 }));
    page.sortButton('Agent').focus();
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ up: 'Shift' });
    await page.settled();
    expect(page.fixture.engine.viewState.sort.map(({ column }) => column)).to.deep.equal([
      'status',
      'queue',
      'agent',
    ]);
    expect(page.header('Agent').textContent).to.match(/3/);
    const button = page.sortButton('Queue');
    const description = page.root.querySelector(`#${button.getAttribute('aria-describedby') ?? ''}`);
    expect(description?.textContent).to.match(/2.*ascending/i);
  });
});

describe('copying from the grid', () => {
  /** As the page around hears it; what is on the clipboard of the machine is nobody's business. */
  async function copied(page: GridPage): Promise<string | undefined> {
    let text: string | undefined;
    const hear = (event: ClipboardEvent): void => {
      text = event.clipboardData?.getData('text/plain');
    };
    document.addEventListener('copy', hear);
    page.root.activeElement?.dispatchEvent(
      new ClipboardEvent('copy', {
        bubbles: true,
        composed: true,
        cancelable: true,
        clipboardData: new DataTransfer(),
      }),
    );
    document.removeEventListener('copy', hear);
    await page.settled();
    return text;
  }

  it('gives the focused row, or all that are selected in their order, with their headers', async () => {
    const page = await GridPage.open({ rows: series(5) });
    page.element.focusConversation('c1');
    await page.settled();
    const one = (await copied(page))?.split('\r\n').map((line) => line.split('\t'));
    expect(one?.map(([subject]) => subject)).to.deep.equal(['Subject', 'Subject c1']);
    expect(one?.[0]).to.include.members(['Status', 'Wait time', 'Sentiment']);
    page.checkbox('c3').click();
    page.checkbox('c0').click();
    await page.settled();
    const lines = (await copied(page))?.split('\r\n').map((line) => line.split('\t')[0]);
    expect(lines).to.deep.equal(['Subject', 'Subject c0', 'Subject c3']);
    expect(told(page)).to.equal('2 conversations copied');
  });

  it('N07 begins no cell and no formula that a customer wrote', async () => {
    const page = await GridPage.open({
      rows: [waiting(0, { subject: '=1+1\tnext\nline', customer: { id: 'p', name: '@x' } })],
    });
    page.fixture.engine.setViewState({ columns: ['subject', 'customer'] });
    page.element.focusConversation('c0');
    await page.settled();
    expect((await copied(page))?.split('\r\n')[1]).to.equal("'=1+1 next line\t'@x");
  });

  it('leaves selected text and a wallboard alone', async () => {
    const page = await GridPage.open();
    page.element.focusConversation('c1');
    await page.settled();
    const text = document.createElement('p');
    text.textContent = 'text';
    page.element.parentElement?.append(text);
    document.getSelection()?.selectAllChildren(text);
    expect(await copied(page)).to.equal('');
    document.getSelection()?.removeAllRanges();
    expect(await copied(page)).to.contain('Subject c1');
  });
});
