/** The time in which a confirmed action can be undone, as a supervisor and the page around the report see it. */
import { expect, html, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { ActionRequest } from '../../src/context/action-desk-context.js';
import type { ActionSettledEvent, ConversationActionEvent } from '../../src/events.js';
import type { Policy } from '../../src/model/policy.js';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { descriptionOf } from '../support/by-role.js';
import { activeElement, ReportPage } from '../support/report-page.js';

class UndoDialog extends HTMLElement {
  actionRequest: ActionRequest | null = null;
  open = false;
}
customElements.define('undo-dialog', UndoDialog);

interface Scene {
  readonly page: ReportPage;
  readonly source: ScriptedDataSource;
  /** What reached the page around the report. */
  readonly heard: Event[];
  /** Confirms a force close. */
  readonly close: (...ids: string[]) => void;
}

async function scene(policy: Policy, properties: { readonly width?: number } = {}): Promise<Scene> {
  const source = new ScriptedDataSource();
  const page = await ReportPage.open(
    { dataSource: source, policy, ...properties },
    html`<undo-dialog slot="force-close-dialog"></undo-dialog>`,
  );
  source.snapshot([conversation('a'), conversation('b'), conversation('c')]);
  await page.until(() => page.rows().length === 3, 'the rows are there');
  const heard: Event[] = [];
  for (const type of ['conversationforceclose', 'actionsettled', 'report-undo'])
    page.element.addEventListener(type, (event) => heard.push(event));
  const close = (...ids: string[]): void => {
    page.element.openAction('force-close', ids);
    void page.element.querySelector<UndoDialog>('undo-dialog')?.actionRequest?.submit();
  };
  return { page, source, heard, close };
}

const HELD = { undoSeconds: 30 };
const undoButtons = (page: ReportPage): HTMLElement[] =>
  page.all('button').filter(({ textContent }) => textContent.trim() === 'Undo');
const inToast = (page: ReportPage): HTMLElement | undefined =>
  undoButtons(page).find((button) => button.closest('[part~=toast]'));
const toast = (page: ReportPage): HTMLElement =>
  inToast(page)?.closest<HTMLElement>('[part~=toast]') as HTMLElement;
const onRow = (page: ReportPage, id: string): HTMLElement | undefined =>
  undoButtons(page).find((button) => page.row(id)?.contains(button));

async function logOf(page: ReportPage): Promise<string> {
  page.get('button', 'Activity').click();
  await page.until(() => page.find('table', /./) !== undefined, 'the log is open');
  return page.get('table', /./).textContent.replace(/[⁦-⁩]/g, '').replace(/\s+/g, ' ');
}

describe('a force close that can be undone', () => {
  it('counts down in a toast and on its row, sends nothing, and is undone by the toast', async () => {
    const { page, source, heard, close } = await scene(HELD);
    close('a');
    await page.until(() => inToast(page) !== undefined, 'the toast offers to undo it');
    expect(toast(page).textContent).to.match(/Force close in 0:(30|29)/);
    expect(page.row('a')?.textContent).to.match(/0:(30|29)· Force close/);
    expect(page.row('a')?.getAttribute('part')).to.contain('pending');
    expect(descriptionOf(page.row('a') as HTMLElement)).to.contain('not sent yet, can be undone');
    const undo = inToast(page) as HTMLElement;
    undo.focus();
    undo.click();
    await page.until(() => /Undone, nothing was sent/.test(page.announcements('status')), 'it is told');
    expect(activeElement(), 'the focus stays').to.equal(undo);
    expect(undo.getAttribute('aria-label')).to.equal('Dismiss');
    expect(page.row('a')?.getAttribute('part')).not.to.contain('pending');
    expect(source.commands).to.deep.equal([]);
    expect(heard).to.deep.equal([]);
    expect(await logOf(page)).to.contain('Undone: nothing was sent');
  });

  it('is not read out each second: the words that are heard stay', async () => {
    const { page, close } = await scene(HELD);
    close('a');
    await page.until(() => inToast(page) !== undefined, 'the toast is there');
    const [shown, spoken] = toast(page).querySelectorAll('p > span');
    expect(shown?.getAttribute('aria-hidden')).to.equal('true');
    expect(spoken?.textContent)
      .to.match(/^Force close is not sent yet and can be undone/)
      .and.not.match(/\d:\d\d/);
  });

  it('is undone on its row, of two that one, and the focus stays where it was', async () => {
    const { page, source, heard, close } = await scene(HELD);
    close('a');
    close('b');
    await page.until(() => (onRow(page, 'a') && onRow(page, 'b') ? true : false), 'both rows offer it');
    const before = activeElement();
    onRow(page, 'a')?.click();
    await page.until(() => onRow(page, 'a') === undefined, 'it is undone');
    expect(onRow(page, 'b') !== undefined, 'the other one is not').to.equal(true);
    expect(activeElement()).to.equal(before);
    expect(
      page.find('menu', /./)?.matches(':popover-open') ?? false,
      'the row does not take the press',
    ).to.equal(false);
    expect([source.commands, heard]).to.deep.equal([[], []]);
  });

  it('is undone by U, the newest first', async () => {
    const { page, close } = await scene(HELD);
    close('a');
    close('b');
    await page.until(() => onRow(page, 'b') !== undefined, 'both are held');
    page.element.focusConversation('c');
    await sendKeys({ press: 'u' });
    await page.until(() => onRow(page, 'b') === undefined, 'the newest is undone');
    expect(onRow(page, 'a') !== undefined).to.equal(true);
    await sendKeys({ press: 'U' });
    await page.until(() => onRow(page, 'a') === undefined, 'then the other');
  });

  it('is not undone by a letter that is typed, nor where the host switched the keys off', async () => {
    const { page, close } = await scene(HELD);
    close('a');
    await page.until(() => onRow(page, 'a') !== undefined, 'it is held');
    page.get('searchbox', 'Search conversations').focus();
    await sendKeys({ press: 'u' });
    expect(onRow(page, 'a') !== undefined).to.equal(true);
    page.element.policy = { ...HELD, shortcuts: false };
    await page.element.updateComplete;
    page.element.focusConversation('c');
    await sendKeys({ press: 'u' });
    expect(onRow(page, 'a') !== undefined).to.equal(true);
  });

  it('is told to the host and sent once, when its time is over', async () => {
    const { page, source, close } = await scene({ undoSeconds: 0.05 });
    const asked = oneEvent<ConversationActionEvent>(page.element, 'conversationforceclose');
    const settled = oneEvent<ActionSettledEvent>(page.element, 'actionsettled');
    close('a', 'b');
    expect(source.commands).to.deep.equal([]);
    expect((await asked).conversations.map(({ id }) => id)).to.deep.equal(['a', 'b']);
    expect((await settled).outcomes.map(({ status }) => status)).to.deep.equal(['done', 'done']);
    expect(source.commands.map(({ conversationId }) => conversationId)).to.deep.equal(['a', 'b']);
    expect(undoButtons(page)).to.deep.equal([]);
  });

  it('is one toast for several, with their number', async () => {
    const { page, close } = await scene(HELD);
    close('a', 'b', 'c');
    await page.until(() => inToast(page) !== undefined, 'the toast is there');
    expect(undoButtons(page).filter((button) => button.closest('[part~=toast]'))).to.have.length(1);
    expect(toast(page).textContent).to.match(/Force close in 0:\d\d: 3 conversations/);
  });

  it('lets go of the selection at once', async () => {
    const { page, close } = await scene(HELD);
    page.row('a')?.querySelector<HTMLElement>('input')?.click();
    expect(page.element.selection).to.deep.equal(['a']);
    close('a');
    expect(page.element.selection).to.deep.equal([]);
  });

  it('is not sent by a report that was taken away, and the log tells so when it is back', async () => {
    const { page, source, heard, close } = await scene(HELD);
    close('a');
    await page.until(() => inToast(page) !== undefined, 'it is held');
    const parent = page.element.parentElement as HTMLElement;
    page.element.remove();
    await Promise.resolve();
    parent.append(page.element);
    source.snapshot([conversation('a')]);
    await page.until(() => page.rows().length > 0, 'it is back');
    expect(undoButtons(page)).to.deep.equal([]);
    expect(await logOf(page)).to.contain('Not sent');
    expect(source.commands).to.deep.equal([]);
    expect(heard.map(({ type }) => type)).not.to.contain('conversationforceclose');
  });

  it('goes on when the report is moved within the page', async () => {
    const { page, close } = await scene(HELD);
    close('a');
    await page.until(() => inToast(page) !== undefined, 'it is held');
    page.element.parentElement?.append(page.element);
    await page.element.updateComplete;
    expect(onRow(page, 'a') !== undefined).to.equal(true);
  });

  it('names nobody who may not be seen any more, and tells that it was not sent', async () => {
    const { page, source, close } = await scene(HELD);
    close('a');
    await page.until(() => inToast(page) !== undefined, 'it is held');
    source.send({ type: 'wipe', reason: 'rights' });
    await page.until(() => page.announcements('status').includes('Force close was not sent'), 'it is told');
    expect(page.announcements('status')).not.to.contain('Subject a');
    expect(source.commands).to.deep.equal([]);
  });

  for (const width of [1200, 360]) {
    it(`P01 passes axe at ${String(width)} px, and its targets are large enough`, async () => {
      const { page, close } = await scene(HELD, { width });
      close('a');
      await page.until(() => onRow(page, 'a') !== undefined && inToast(page) !== undefined, 'it is held');
      await page.until(() => getComputedStyle(toast(page)).opacity === '1', 'the toast is shown in full');
      expect(await page.violations()).to.deep.equal([]);
      for (const button of undoButtons(page)) {
        const { width: wide, height } = button.getBoundingClientRect();
        expect(Math.min(wide, height)).to.be.at.least(24);
      }
    });
  }
});
