/**
 * A busy centre under the hand: fifty changes a second, rows that jump, a held order that is forced open, and hundreds of
 * presses. Each press acts on the conversation that was under it when it went down, or on none.
 */
import { expect, html, nextFrame } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import type { ActionRequest } from '../../src/context/action-desk-context.js';
import type { Conversation } from '../../src/model/conversation.js';
import { ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { talking } from '../support/dialog-page.js';
import { centre } from '../support/grid-page.js';
import { activeElement, ReportPage } from '../support/report-page.js';

const ROWS = 60;
const CHANGES_EACH_MS = 20;
/** By the pointer, and as many by keys; fewer where the driver takes a fifth of a second for each step of a press. */
const PRESSES = document.documentElement.dataset['engine'] === 'webkit' ? 100 : 500;
const ACTIONS = ['transfer', 'monitor', 'force-close', 'assign'];

/** Instead of each dialog: writes down what it was opened for, and is cancelled at once. */
class RecordingDialog extends HTMLElement {
  static readonly opened: { readonly action: string; readonly id: string }[] = [];
  actionRequest: ActionRequest | null = null;
  showModal(): void {
    const { actionRequest: request } = this;
    if (!request) return;
    for (const { id } of request.conversations) RecordingDialog.opened.push({ action: request.action, id });
    queueMicrotask(() => request.cancel());
  }
  close(): void {
    this.actionRequest = null;
  }
}
customElements.define('recording-dialog', RecordingDialog);

/** Changes rows all the time, the values they are ordered by among them. */
class Storm {
  readonly #source: ScriptedDataSource;
  readonly #rows: Conversation[];
  readonly #timer: ReturnType<typeof setInterval>;
  changes = 0;

  constructor(source: ScriptedDataSource, rows: Conversation[]) {
    this.#source = source;
    this.#rows = rows;
    this.#timer = setInterval(() => this.blow(1), CHANGES_EACH_MS);
  }

  /** So many rows get another place, all at once. */
  blow(times: number): void {
    const changed = Array.from({ length: times }, (): Conversation => {
      const place = (this.changes * 37) % this.#rows.length;
      const row = this.#rows[place] as Conversation;
      const ms = (this.changes * 7_919_000) % 36_000_000;
      this.changes += 1;
      const next = { ...row, version: row.version + 1, handle: { ms, since: null } };
      this.#rows[place] = next;
      return next;
    });
    this.#source.delta(changed);
  }

  end(): void {
    clearInterval(this.#timer);
  }
}

describe('presses in a storm of changes', () => {
  let page: ReportPage;
  let storm: Storm;
  let descending = true;

  beforeEach(async () => {
    await setViewport({ width: 1280, height: 760 });
    RecordingDialog.opened.length = 0;
    const source = new ScriptedDataSource();
    page = await ReportPage.open(
      { dataSource: source, width: 1250 },
      ACTIONS.map((action) => html`<recording-dialog slot="${action}-dialog"></recording-dialog>`),
    );
    const rows = Array.from({ length: ROWS }, (_, place) =>
      talking(`c${String(place)}`, { handle: { ms: 3_600_000 - place * 60_000, since: null } }),
    );
    source.snapshot(rows);
    await page.until(() => page.rows().length > 8, 'the rows are there');
    page.element.view = { ...page.element.view, sort: [{ column: 'handle', direction: 'descending' }] };
    await nextFrame();
    storm = new Storm(source, rows);
  });
  afterEach(async () => {
    storm.end();
    await resetMouse();
    page.element.remove();
  });

  /** Rows change and are ordered anew in this very moment, whatever holds the order. */
  const force = async (): Promise<void> => {
    storm.blow(20);
    descending = !descending;
    page.element.view = {
      ...page.element.view,
      sort: [{ column: 'handle', direction: descending ? 'descending' : 'ascending' }],
    };
    await nextFrame();
    await page.element.updateComplete;
  };

  const rowAt = (element: Element | null): string | undefined =>
    element?.closest<HTMLElement>('[data-conversation-id]')?.dataset['conversationId'];
  /** What the rows are seen through; the grid itself is as high as all of them. */
  const frame = (): DOMRect =>
    (page.get('grid', 'Ongoing conversations').parentElement as Element).getBoundingClientRect();
  /** Rows that are wholly in sight, from the second one on. */
  const inSight = (): HTMLElement[] => {
    const grid = frame();
    return page
      .rows()
      .filter((row) => row.getBoundingClientRect().bottom < grid.bottom - 50)
      .filter((row) => row.getBoundingClientRect().top > grid.top + 50);
  };

  /** The middle of something in a row, kept within the rows: its row may be out of sight by now. */
  const placeOf = (target: Element): [number, number] => {
    const { top, bottom } = frame();
    const [x, y] = centre(target);
    return [x, Math.round(Math.min(Math.max(y, top + 60), bottom - 60))];
  };

  /** The conversation that is told under the pointer, by the text that somebody reads there. */
  const pressed: string[] = [];
  const note = (event: Event): void => {
    const target = event.composedPath()[0];
    const row = target instanceof Element ? target.closest('[data-conversation-id]') : null;
    pressed.push(/Subject (c\d+)/.exec(row?.textContent ?? '')?.[1] ?? '');
  };

  it('J10 hundreds of presses by pointer: none acts on another row than the one under it', async () => {
    let presses = 0;
    let acted = 0;
    addEventListener('pointerdown', note, true);
    try {
      for (let turn = 0; turn < PRESSES; turn += 1) {
        const rows = inSight();
        const row = rows[turn % rows.length] as HTMLElement;
        await sendMouse({
          type: 'move',
          position: placeOf(row.querySelector('[part~="cell-status"]') as Element),
        });
        const name = ['Force close', 'Transfer', 'Actions'][turn % 3] as string;
        const button = page.find('button', name, row) ?? page.find('button', 'Actions', row);
        // The row left the page while the pointer was on its way to it.
        if (!button) continue;
        await sendMouse({ type: 'move', position: placeOf(button) });
        pressed.length = 0;
        RecordingDialog.opened.length = 0;
        const selected = page.element.selection.join();
        await sendMouse({ type: 'down' });
        if (turn % 4 !== 0) await force();
        await sendMouse({ type: 'up' });
        await nextFrame();
        presses += 1;
        const under = pressed[0];
        const { opened } = RecordingDialog;
        expect(opened.filter(({ id }) => id !== under)).to.deep.equal([], `${String(under)} was pressed`);
        expect(opened.length).to.be.at.most(1);
        expect(page.element.selection.join()).to.equal(selected);
        acted += opened.length;
        if (page.find('menu', 'Actions')) {
          acted += 1;
          await force();
          // The menu stays with its conversation, wherever the row went.
          await sendKeys({ press: 'End' });
          await sendKeys({ press: 'Enter' });
          await nextFrame();
          expect(opened.filter(({ id }) => id !== under)).to.deep.equal([], `the menu of ${String(under)}`);
        }
      }
    } finally {
      removeEventListener('pointerdown', note, true);
    }
    expect(presses).to.be.greaterThan(0.8 * PRESSES);
    expect(acted, 'presses under which nothing moved do what they say').to.be.greaterThan(0.15 * PRESSES);
    expect(storm.changes).to.be.greaterThan(2_000);
  }).timeout(280_000);

  it('J11 hundreds of presses by key: each acts on the conversation that had the focus, or on none', async () => {
    let acted = 0;
    page.element.focusConversation('c5');
    await page.until(() => rowAt(activeElement()) === 'c5', 'the row has the focus');
    for (let turn = 0; turn < PRESSES; turn += 1) {
      // One walks on now and then; what has the focus after it is what the key is meant for.
      if (turn % 5 === 0) {
        await sendKeys({ press: turn % 10 === 0 ? 'ArrowDown' : 'PageDown' });
        const top = (): number | undefined => activeElement()?.getBoundingClientRect().top;
        const before = top();
        storm.blow(20);
        await nextFrame();
        await nextFrame();
        expect(top(), 'under the hand it moves by no pixel').to.equal(before);
      }
      const focused = rowAt(activeElement());
      expect(typeof focused, 'the focus stays in the rows').to.equal('string');
      RecordingDialog.opened.length = 0;
      if (turn % 4 !== 0) await force();
      await sendKeys({ press: ['x', 't', 'm'][turn % 3] as string });
      await nextFrame();
      const { opened } = RecordingDialog;
      expect(opened.filter(({ id }) => id !== focused)).to.deep.equal([], `${String(focused)} had the focus`);
      acted += opened.length;
      await page.until(() => rowAt(activeElement()) === focused, 'the focus is on the same conversation');
    }
    expect(acted, 'keys do what they say').to.be.greaterThan(0.75 * PRESSES);
    expect(storm.changes).to.be.greaterThan(2_000);
  }).timeout(280_000);

  it('J11 focus on “Force close” in the menu of a row, re-sorted, then Enter: the same conversation', async () => {
    for (let turn = 0; turn < 40; turn += 1) {
      // How many there are depends on where the list stands.
      const rows = inSight();
      const row = rows[turn % rows.length] as HTMLElement;
      const id = row.dataset['conversationId'] as string;
      page.element.focusConversation(id);
      await page.until(() => rowAt(activeElement()) === id, 'the row has the focus');
      await sendKeys({ press: 'End' });
      await sendKeys({ press: 'Enter' });
      await page.until(() => page.find('menuitem', 'Force close') !== undefined, 'the menu is open');
      await sendKeys({ press: 'End' });
      expect(activeElement()?.textContent.trim()).to.match(/^Force close/);
      RecordingDialog.opened.length = 0;
      await force();
      await sendKeys({ press: 'Enter' });
      await page.until(() => RecordingDialog.opened.length > 0, 'it acts');
      expect(RecordingDialog.opened).to.deep.equal([{ action: 'force-close', id }]);
    }
  }).timeout(120_000);
});
