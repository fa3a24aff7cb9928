/** Views of one's own, as a supervisor keeps and finds them again. */
import { loadDeferredElements } from '../../src/element-registration.js';
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { readViews, type ViewStorage } from '../../src/model/stored-views.js';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { nameOf } from '../support/by-role.js';
import { HOSTILE_TEXTS, readable } from '../support/hostile-texts.js';
import { activeElement, ReportPage } from '../support/report-page.js';

/** A host's own place. */
class Shelf implements ViewStorage {
  text: string | null = null;
  load(): Promise<string | null> {
    return Promise.resolve(this.text);
  }
  save(text: string): Promise<void> {
    this.text = text;
    return Promise.resolve();
  }
}

const rows = () =>
  ['a', 'b', 'c'].map((id, place) =>
    conversation(id, {
      startedAt: Date.now() - 60_000,
      wait: { ms: 9_000 - place * 1_000, since: null },
      queue: place === 0 ? { id: 'q2', name: 'Orders' } : { id: 'q1', name: 'Billing' },
    }),
  );

async function open(properties: Parameters<typeof ReportPage.open>[0] = {}): Promise<ReportPage> {
  const source = new ScriptedDataSource();
  const page = await ReportPage.open({ dataSource: source, viewStorage: null, ...properties });
  source.snapshot(rows(), Date.now());
  await page.until(() => page.rows().length > 0, 'the rows are there');
  return page;
}

/** Opened by its button, the menu of views has an entry to manage them as soon as its code is there. */
async function manage(page: ReportPage): Promise<HTMLElement> {
  page.get('button', /^View:/).click();
  await page.until(() => page.find('menuitem', /manage/i) !== undefined, 'the menu has the entry');
  page.get('menuitem', /manage/i).click();
  return page.dialog('Views');
}

function type(field: HTMLElement, text: string): void {
  (field as HTMLInputElement).value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

const kept = (dialog: HTMLElement): string[] =>
  [...dialog.querySelectorAll('li')].map((entry) => entry.querySelector('bdi')?.textContent ?? '');

async function save(page: ReportPage, dialog: HTMLElement, name: string): Promise<void> {
  type(page.get('textbox', /under the name/, dialog), name);
  await page.element.updateComplete;
  page.get('button', 'Save', dialog).click();
  await page.until(() => kept(dialog).includes(name), `${name} is kept`);
}

const close = async (page: ReportPage, dialog: HTMLElement): Promise<void> => {
  page.get('button', 'Close', dialog).click();
  await page.until(() => page.find('dialog', 'Views') === undefined, 'the dialog is closed');
};

const onlyBilling = { filters: { queue: ['q1'] } };

describe('own views', () => {
  before(loadDeferredElements);

  it('save what is shown, and show it again from the menu', async () => {
    const page = await open();
    page.element.view = { ...page.element.view, ...onlyBilling, search: 'Subject', grouping: 'queue' };
    const dialog = await manage(page);
    await save(page, dialog, 'Billing only');
    expect(page.announcements('status')).to.contain('Billing only is saved.');
    await close(page, dialog);
    expect(nameOf(page.get('button', /^View:/))).to.contain('Billing only');

    page.get('button', /^View:/).click();
    await page.until(() => page.find('menuitemradio', 'All ongoing') !== undefined, 'the menu is open');
    page.get('menuitemradio', 'All ongoing').click();
    await page.until(() => page.element.view.filters.queue === undefined, 'all are in view');
    page.get('button', /^View:/).click();
    await page.until(
      () => page.find('menuitemradio', 'Billing only') !== undefined,
      'the menu is open again',
    );
    page.get('menuitemradio', 'Billing only').click();

    await page.until(() => page.rowIds().join() === 'b,c', 'its rows are in view');
    expect(page.element.view).to.deep.include({ ...onlyBilling, grouping: 'queue', search: '' });
  });

  it('are told apart by name: saved again, renamed, deleted and given back', async () => {
    const page = await open();
    const dialog = await manage(page);
    await save(page, dialog, 'One');
    await save(page, dialog, 'Two');
    type(page.get('textbox', /under the name/, dialog), 'one');
    await page.until(() => dialog.textContent.includes('saving replaces it'), 'it says what saving does');

    page.get('button', 'Rename: One', dialog).click();
    await page.until(
      () => page.find('textbox', 'New name of One', dialog) !== undefined,
      'a name can be given',
    );
    const field = page.get('textbox', 'New name of One', dialog);
    expect(activeElement()).to.equal(field);
    type(field, 'two');
    page.get('button', 'Rename', dialog).click();
    await page.until(
      () => page.announcements('status').includes('There is a view called two'),
      'it is refused',
    );
    type(field, 'Three');
    page.get('button', 'Rename', dialog).click();
    await page.until(() => kept(dialog).join() === 'Three,Two', 'it is renamed');

    page.get('button', 'Delete: Three', dialog).click();
    await page.until(() => kept(dialog).join() === 'Two', 'it is deleted');
    page.get('button', 'Undo', dialog).click();
    await page.until(() => kept(dialog).join() === 'Two,Three', 'it is back');
    expect(await page.violations()).to.deep.equal([]);
  });

  it('come to the next report from where the host keeps them, the first one at once', async () => {
    const viewStorage = new Shelf();
    // As a back end answers that has nothing yet.
    viewStorage.text = '';
    const page = await open({ viewStorage });
    page.element.view = { ...page.element.view, ...onlyBilling };
    const dialog = await manage(page);
    await save(page, dialog, 'Billing only');
    page.get('button', 'Show first: Billing only', dialog).click();
    await page.until(() => viewStorage.text?.includes('"default":"') === true, 'it is kept as the first');
    await close(page, dialog);

    const next = await open({ viewStorage });
    await next.until(() => next.rowIds().join() === 'b,c', 'the next one begins with it');
    expect(nameOf(next.get('button', /^View:/))).to.contain('Billing only');

    const other = await open({ viewStorage, view: { ...next.element.view, filters: { queue: ['q2'] } } });
    await manage(other);
    expect(other.rowIds()).to.deep.equal(['a']);
  });

  it('of two reports on one page do not overwrite each other', async () => {
    const viewStorage = new Shelf();
    const [first, second] = [await open({ viewStorage }), await open({ viewStorage })];
    const [one, two] = [await manage(first), await manage(second)];
    await save(first, one, 'One');
    await save(second, two, 'Two');
    expect(kept(two)).to.deep.equal(['One', 'Two']);
    expect(readViews(viewStorage.text ?? '')?.views.length).to.equal(2);
  });

  it('are imported from a file; what cannot be read is counted, and the others stay', async () => {
    const page = await open();
    const dialog = await manage(page);
    await save(page, dialog, 'Mine');
    const give = (text: string): void => {
      const files = new DataTransfer();
      files.items.add(new File([text], 'views.json'));
      const field = dialog.querySelector<HTMLInputElement>('input[type=file]');
      if (!field) throw new Error('no field for a file');
      field.files = files.files;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    };
    give('nonsense');
    await page.until(() => page.announcements('status').includes('no file of views'), 'it is refused');
    expect(kept(dialog)).to.deep.equal(['Mine']);

    const view = { id: 'x', name: '<b>Theirs</b>', view: onlyBilling };
    give(JSON.stringify({ 'ongoing-conversations-views': 1, views: [view, { id: 'y' }] }));
    await page.until(() => kept(dialog).length === 2, 'one came');
    expect(kept(dialog)).to.deep.equal(['Mine', '<b>Theirs</b>']);
    expect(page.announcements('status')).to.contain('1 view came. 1 could not be read and was left out.');
  });

  it('last as long as the page where nothing can be kept, which is told once', async () => {
    const broken: ViewStorage = {
      load: () => null,
      save: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    const page = await open({ viewStorage: broken });
    const problems: string[] = [];
    page.element.addEventListener('reporterror', ({ code }) => problems.push(code));
    const dialog = await manage(page);
    await save(page, dialog, 'One');
    await save(page, dialog, 'Two');
    await page.until(
      () => page.announcements('status').includes('cannot be kept in this browser'),
      'it is told',
    );
    expect(kept(dialog)).to.deep.equal(['One', 'Two']);
    expect(problems).to.deep.equal(['views', 'views']);
  });

  it('leave alone what a later version has kept', async () => {
    const viewStorage = new Shelf();
    viewStorage.text = '{"ongoing-conversations-views":9}';
    const page = await open({ viewStorage });
    const dialog = await manage(page);
    await save(page, dialog, 'One');
    expect(viewStorage.text).to.equal('{"ongoing-conversations-views":9}');
  });

  it('are in the address only when asked for, and without what was searched for', async () => {
    const other = await open();
    expect(other.find('button', 'Copy link', await manage(other))).to.equal(undefined);
    const page = await open({ viewInUrl: true });
    page.element.view = { ...page.element.view, ...onlyBilling, search: 'Mrs Smith' };
    const dialog = await manage(page);
    const { clipboard } = navigator;
    Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
    page.get('button', 'Copy link', dialog).click();
    await page.until(() => page.find('textbox', 'Link', dialog) !== undefined, 'the link is shown');
    Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
    const link = (page.get('textbox', 'Link', dialog) as HTMLInputElement).value;
    expect(link).to.match(/#ongoing-view=[\w-]+$/);
    await close(page, dialog);

    const before = location.href;
    history.replaceState(null, '', new URL(link).hash);
    try {
      const next = await open({ viewInUrl: true });
      await next.until(() => next.rowIds().join() === 'b,c', 'it begins with the view of the link');
      expect(next.element.view.search).to.equal('');
      const unasked = await open();
      await manage(unasked);
      expect(unasked.rowIds().length).to.equal(3);
    } finally {
      history.replaceState(null, '', before);
    }
  });

  it('P17 are saved by keyboard alone, with the focus back at the menu', async () => {
    const page = await open();
    page.get('button', /^View:/).focus();
    await sendKeys({ press: 'Enter' });
    await page.until(() => page.find('menuitem', /manage/i) !== undefined, 'the menu has the entry');
    await sendKeys({ press: 'End' });
    await page.until(() => activeElement() === page.find('menuitem', /manage/i), 'the entry has the focus');
    await sendKeys({ press: 'Enter' });
    const dialog = await page.dialog('Views');
    await sendKeys({ type: 'By keys' });
    await sendKeys({ press: 'Enter' });
    await page.until(() => kept(dialog).join() === 'By keys', 'it is kept');
    await sendKeys({ press: 'Escape' });
    await page.until(() => page.find('dialog', 'Views') === undefined, 'the dialog is closed');
    await page.until(() => activeElement() === page.get('button', /^View:/), 'the focus is back');
  });

  it('L01 L08 L09 L10 L20 have names that are only text, in the menu, the dialog and what it says', async () => {
    const viewStorage = new Shelf();
    const view = { filters: {} };
    viewStorage.text = JSON.stringify({
      'ongoing-conversations-views': 1,
      views: HOSTILE_TEXTS.map(({ text }, place) => ({ id: `v${String(place)}`, name: text, view })),
    });
    const seen = HOSTILE_TEXTS.map(({ id, shown }) =>
      id === 'L20' ? 'bell esc [31m nul next line end' : shown,
    );
    // Two that look the same are one name.
    const shown = [...new Set(seen)];
    const page = await open({ viewStorage });
    const dialog = await manage(page);
    expect([...dialog.querySelectorAll('li bdi')].map(readable)).to.deep.equal(shown);
    for (const name of shown) {
      page.get('button', `Delete: ${name}`, dialog).click();
      await page.until(() => page.announcements('status').includes(`${name} is deleted.`), `${name} is told`);
    }
    expect('hacked' in window).to.equal(false);
  });

  it('L16 need a name that can be seen', async () => {
    const page = await open();
    const dialog = await manage(page);
    type(page.get('textbox', /under the name/, dialog), '\u200B\u2066\u00AD\u3164 ');
    await page.element.updateComplete;
    page.get('button', 'Save', dialog).click();
    await page.until(() => page.announcements('status').includes('A view needs a name'), 'it is refused');
    expect(kept(dialog)).to.deep.equal([]);
  });

  it('change where another tab, or another report, changes them', async () => {
    const KEY = 'ongoing-conversations-report.views';
    localStorage.removeItem(KEY);
    try {
      const [first, second] = [
        await open({ viewStorage: undefined }),
        await open({ viewStorage: undefined }),
      ];
      const [one, two] = [await manage(first), await manage(second)];
      await save(first, one, 'One');
      await second.until(() => kept(two).join() === 'One', 'the other report has it');
      const text = localStorage.getItem(KEY) ?? '';
      localStorage.setItem(KEY, text.replace('"One"', '"Uno"'));
      // As the browser tells what another tab did.
      dispatchEvent(new StorageEvent('storage', { key: KEY }));
      await first.until(() => kept(one).join() === 'Uno', 'what the other tab did is there');
    } finally {
      localStorage.removeItem(KEY);
    }
  });

  it('of another place, perhaps of another user, take the place of those that were there', async () => {
    const [mine, theirs] = [new Shelf(), new Shelf()];
    const page = await open({ viewStorage: mine });
    const dialog = await manage(page);
    await save(page, dialog, 'Mine');
    page.element.viewStorage = theirs;
    await page.until(() => kept(dialog).length === 0, 'mine are gone from the report');
    await save(page, dialog, 'Theirs');
    expect(theirs.text).not.to.contain('Mine');
    expect(mine.text).to.contain('Mine');
  });

  it('are kept in the browser unless the host says otherwise', async () => {
    const KEY = 'ongoing-conversations-report.views';
    localStorage.removeItem(KEY);
    try {
      const page = await open({ viewStorage: undefined });
      const dialog = await manage(page);
      await save(page, dialog, 'Kept');
      await page.until(() => localStorage.getItem(KEY)?.includes('Kept') === true, 'it is in the browser');
    } finally {
      localStorage.removeItem(KEY);
    }
  });
});
