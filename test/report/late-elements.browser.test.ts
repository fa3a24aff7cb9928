/** What the report loads after its first rows: pressed for before it is there, and when it cannot be loaded. */
import { expect, html, nextFrame, waitUntil } from '@open-wc/testing';
import type { ActionRequest } from '../../src/context/action-desk-context.js';
import type { ReportErrorEvent } from '../../src/events.js';
import { OngoingConversationsReport } from '../../src/ongoing-conversations-report.js';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { answerLateCode, lateCodeRefusals } from '../support/late-code.js';
import { activeElement, ReportPage } from '../support/report-page.js';

const ASSIGN = 'ongoing-conversations-assign-dialog';

class HeldDialog extends HTMLElement {
  actionRequest: ActionRequest | null = null;
  open = false;
}
customElements.define('held-dialog', HeldDialog);

/** Notes what is registered, as a registry of a host's own would. */
class NotingRegistry {
  readonly tags = new Map<string, CustomElementConstructor>();
  define(tag: string, element: CustomElementConstructor): void {
    this.tags.set(tag, element);
  }
  get(tag: string): CustomElementConstructor | undefined {
    return this.tags.get(tag);
  }
  getName(): null {
    return null;
  }
}

async function open(
  content: unknown = '',
): Promise<{ page: ReportPage; problems: string[]; source: ScriptedDataSource }> {
  const source = Object.assign(new ScriptedDataSource(), {
    findAgents: () => Promise.resolve({ entries: [], next: null, asOf: 0 }),
    findQueues: () => Promise.resolve({ entries: [], next: null, asOf: 0 }),
  });
  const page = await ReportPage.open({ dataSource: source }, content);
  const problems: string[] = [];
  page.element.addEventListener('reporterror', ({ code }: ReportErrorEvent) => problems.push(code));
  source.snapshot([conversation('a'), conversation('b')]);
  await page.until(() => page.rows().length === 2, 'both rows are there');
  return { page, problems, source };
}

// The page loads the code once: these follow each other, until it is there.
describe('the code that is loaded after the first rows', () => {
  const registry = new NotingRegistry();

  before(async () => {
    await answerLateCode('fail');
    OngoingConversationsReport.define('late-report', registry as unknown as CustomElementRegistry);
  });
  after(() => answerLateCode('serve'));

  it('says nothing when it fails before anybody needs it', async () => {
    const { page, problems } = await open();
    await waitUntil(async () => (await lateCodeRefusals()) > 0, 'it is asked for', { timeout: 10_000 });
    await nextFrame();
    expect(problems).to.deep.equal([]);
    expect(page.announcements('alert').trim()).to.equal('');
  });

  it('is told as missing by the action that needs it, and reported', async () => {
    const { page, problems } = await open();
    page.element.openAction('assign', ['a']);
    await page.until(
      () => /^Assign is not possible: .*try again$/m.test(page.announcements('alert')),
      'told',
    );
    expect(problems).to.deep.equal(['code']);
    expect(await page.violations()).to.deep.equal([]);
  });

  it('is told as missing by the activity log and by the menus of the filters', async () => {
    const { page } = await open();
    page.get('button', 'Activity').click();
    await page.until(
      () => page.announcements('alert').includes('Activity is not possible'),
      'the log tells it',
    );
    page.get('button', /^Queue/).click();
    await page.until(
      () => page.announcements('alert').includes('Filters is not possible'),
      'the menu tells it',
    );
  });

  it("is not needed by a host's element in the slot", async () => {
    const { page, problems } = await open(html`<held-dialog slot="assign-dialog"></held-dialog>`);
    page.element.openAction('assign', ['a']);
    expect(page.element.querySelector<HeldDialog>('held-dialog')?.open).to.equal(true);
    expect(problems).to.deep.equal([]);
  });

  it("that carries decisions out is told as missing to a host's element, which can confirm again: sent once", async () => {
    await answerLateCode('fail');
    const { page, problems, source } = await open(html`<held-dialog slot="assign-dialog"></held-dialog>`);
    let asked = 0;
    page.element.addEventListener('conversationassign', () => (asked += 1));
    const dialog = page.element.querySelector('held-dialog') as HeldDialog;
    page.element.openAction('assign', ['a']);
    const choice = { target: { queueId: 'q' } };
    expect(await dialog.actionRequest?.submit(choice)).to.deep.equal([]);
    await page.until(() => page.announcements('alert').includes('Assign is not possible'), 'told');
    expect(problems).to.deep.equal(['code']);
    expect([dialog.open, asked, source.commands.length]).to.deep.equal([true, 0, 0]);
    await answerLateCode('hold');
    const request = dialog.actionRequest as ActionRequest;
    const runs = [request.submit(choice), request.submit(choice)];
    await answerLateCode('serve');
    expect((await Promise.all(runs)).map(({ length }) => length)).to.deep.equal([1, 0]);
    expect([dialog.open, asked, source.commands.length]).to.deep.equal([false, 1, 1]);
    await answerLateCode('fail');
  });

  it('is loaded again by the next press, which waits for it: of several presses the last one', async () => {
    await answerLateCode('fail');
    const { page } = await open();
    page.element.openAction('assign', ['a']);
    await page.until(() => page.announcements('alert').includes('Assign'), 'told');
    await answerLateCode('hold');
    page.element.openAction('force-close', ['a']);
    page.element.openAction('assign', ['b']);
    await page.until(() => page.announcements('alert').trim() === '', 'what was told is taken back');
    expect(page.find('dialog', /conversation$/) === undefined, 'no dialog is open yet').to.equal(true);
    expect([...registry.tags.keys()])
      .to.include('late-report')
      .and.not.to.include(ASSIGN);
    await answerLateCode('serve');
    const dialog = await page.dialog('Assign conversation');
    expect(dialog.textContent).to.include('b');
    expect(page.find('dialog', 'Force close conversation') === undefined, 'the other is not').to.equal(true);
    await page.until(() => inside(dialog), 'focused');
    page.get('button', 'Cancel').click();
    await page.until(() => page.row('b')?.contains(activeElement()) === true, 'the focus is on the row');
  });

  it('registers its elements wherever the report was registered', () => {
    expect([...registry.tags.keys()]).to.include(ASSIGN);
    const later = new NotingRegistry();
    OngoingConversationsReport.define('later-report', later as unknown as CustomElementRegistry);
    expect([...later.tags.keys()].sort()).to.deep.equal(
      [...registry.tags.keys()].map((tag) => (tag === 'late-report' ? 'later-report' : tag)).sort(),
    );
  });
});

/** The focus is in the dialog or in an element inside it. */
function inside(dialog: HTMLElement): boolean {
  for (let at: Node | null = activeElement(); at; at = at instanceof ShadowRoot ? at.host : at.parentNode) {
    if (at === dialog) return true;
  }
  return false;
}
