/**
 * The four actions as journeys of a supervisor, from press to outcome. They run over the mock and over a real socket
 * alike: what the supervisor sees must be the same.
 */
import { expect, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { DataSource } from '../../src/data-source/data-source.js';
import type { ActionSettledEvent, ConversationActionEvent } from '../../src/events.js';
import type { Conversation } from '../../src/model/conversation.js';
import { activeElement, ReportPage } from '../support/report-page.js';

/** A contact centre in the test's hands. */
export interface Centre {
  readonly source: DataSource | string;
  /** Opens the report, if it is not to stand in the page of the test. */
  readonly open?: () => Promise<ReportPage>;
  /** Lets the agents answer from now on so. */
  readonly answer: (answer: 'accept' | 'refuse' | 'nothing') => Promise<void>;
  readonly transcript: (id: string) => Promise<readonly { readonly from: string; readonly text: string }[]>;
  readonly close: () => Promise<void>;
}

type Find = (row: Conversation) => boolean;

const isOpen: Find = ({ status }) => status === 'open';
const isTalking: Find = ({ status, phase, handledBy, elevated }) =>
  status === 'active' && phase === 'in-conversation' && handledBy === 'agent' && !elevated;

export function journeys(name: string, start: () => Promise<Centre>): void {
  describe(name, () => {
    let centre: Centre;
    let page: ReportPage;

    beforeEach(async () => {
      centre = await start();
      page = await (centre.open?.() ?? ReportPage.live(centre.source));
    });

    afterEach(async () => {
      page.element.remove();
      await centre.close();
    });

    /** A conversation of this kind, in view. */
    const pick = async (is: Find, but: readonly string[] = []): Promise<Conversation> => {
      const find = () => page.element.conversations.find((row) => is(row) && !but.includes(row.id));
      await page.until(() => find() !== undefined, 'there is such a conversation');
      const found = find() as Conversation;
      page.element.focusConversation(found.id);
      await page.until(() => page.row(found.id) !== undefined, 'its row is on screen');
      return found;
    };

    const now = (id: string): Conversation | undefined =>
      page.element.conversations.find((row) => row.id === id);
    const status = (id: string): string =>
      page.row(id)?.querySelector('[part~="cell-status"]')?.textContent.trim() ?? '';

    /** Chooses the first candidate of the dialog and confirms. */
    const confirmFirst = async (dialog: HTMLElement, verb: string): Promise<string> => {
      await page.until(() => page.find('option', /./, dialog) !== undefined, 'candidates are listed');
      const option = page.get('option', /./, dialog);
      option.click();
      await page.until(
        () => page.find('button', new RegExp(`^${verb}`), dialog)?.getAttribute('aria-disabled') !== 'true',
        'the confirm button is ready',
      );
      page.get('button', new RegExp(`^${verb}`), dialog).click();
      return option.textContent;
    };

    it('assigns an open conversation to an agent: pending until accepted', async () => {
      await centre.answer('nothing');
      const { id } = await pick(isOpen);
      const confirmed = oneEvent<ConversationActionEvent>(page.element, 'conversationassign');
      const settled = oneEvent<ActionSettledEvent>(page.element, 'actionsettled');
      await page.chooseInMenu(id, 'Assign');
      await confirmFirst(await page.dialog('Assign conversation'), 'Assign');
      expect((await confirmed).target).to.have.property('agentId');
      const { outcomes } = await settled;
      expect(outcomes.map(({ conversationId, status: outcome }) => [conversationId, outcome])).to.deep.equal([
        [id, 'done'],
      ]);
      await page.until(() => /Awaiting acceptance/.test(status(id)), 'the row awaits acceptance');
      expect(page.row(id)?.part.contains('pending')).to.equal(true);
      await centre.answer('accept');
      await page.until(() => /^Active/.test(status(id)), 'the agent accepted');
      await page.until(() => page.row(id)?.part.contains('pending') === false, 'the mark is gone');
      expect(page.announcements('status')).to.match(/accepted/);
    });

    it('tells when the agent does not accept: the conversation is open again', async () => {
      await centre.answer('nothing');
      const { id } = await pick(isOpen);
      await page.chooseInMenu(id, 'Assign');
      await confirmFirst(await page.dialog('Assign conversation'), 'Assign');
      await page.until(() => /Awaiting/.test(status(id)), 'the row awaits acceptance');
      await centre.answer('refuse');
      await page.until(
        () => /did not accept/.test(page.announcements('status') + page.announcements('alert')),
        'it is told',
      );
      await page.until(() => now(id)?.status === 'open', 'it is open again');
    });

    it('assigns to another queue: it stays open there', async () => {
      const { id, queue } = await pick(isOpen);
      const settled = oneEvent(page.element, 'actionsettled');
      await page.chooseInMenu(id, 'Assign');
      const dialog = await page.dialog('Assign conversation');
      page.get('tab', 'Queue', dialog).click();
      await confirmFirst(dialog, 'Assign');
      await settled;
      await page.until(() => now(id)?.queue?.id !== queue?.id, 'it is in another queue');
      expect(now(id)?.status).to.equal('open');
    });

    it('transfers to an agent of the same queue: it stays with the first one until accepted', async () => {
      await centre.answer('nothing');
      const { id, agent, transfers } = await pick(isTalking);
      const confirmed = oneEvent<ConversationActionEvent>(page.element, 'conversationtransfer');
      await page.chooseInMenu(id, 'Transfer');
      await confirmFirst(await page.dialog('Transfer conversation'), 'Transfer');
      const target = (await confirmed).target as unknown as { agentId: string };
      expect(target.agentId).not.to.equal(agent?.id);
      await page.until(() => now(id)?.phase === 'awaiting-acceptance', 'it is offered');
      expect(page.row(id)?.part.contains('pending'), 'it is marked pending').to.equal(true);
      await centre.answer('accept');
      await page.until(() => now(id)?.agent?.id === target.agentId, 'the target has it');
      await page.until(() => now(id)?.transfers === transfers + 1, 'the transfer is counted');
    });

    it('leaves a refused transfer with the first agent', async () => {
      await centre.answer('nothing');
      const { id, agent } = await pick(isTalking);
      await page.chooseInMenu(id, 'Transfer');
      await confirmFirst(await page.dialog('Transfer conversation'), 'Transfer');
      await page.until(() => now(id)?.phase === 'awaiting-acceptance', 'it is offered');
      await centre.answer('refuse');
      await page.until(() => now(id)?.phase === 'in-conversation', 'it is in conversation again');
      expect(now(id)?.agent?.id).to.equal(agent?.id);
    });

    it('monitors, joins, consults, speaks, leaves and stops', async () => {
      const { id } = await pick(isTalking);
      await page.chooseInMenu(id, 'Monitor');
      const panel = await page.dialog('Monitor conversation');
      await page.until(
        () => page.announcements('status').includes('Monitoring started'),
        'the start is announced',
      );
      expect(panel.querySelector('audio, video')).to.equal(null);
      await page.until(
        () => (page.find('log', 'Transcript', panel)?.textContent.trim().length ?? 0) > 0,
        'the transcript is there',
      );
      await page.until(
        () => page.find('button', 'Join conversation', panel)?.getAttribute('aria-disabled') !== 'true',
        'joining is possible',
      );
      const joined = oneEvent(page.element, 'conversationjoin');
      page.get('button', 'Join conversation', panel).click();
      await joined;
      await page.until(() => page.find('textbox', /./, panel) !== undefined, 'the composer is there');
      expect(
        (await centre.transcript(id)).some(({ from, text }) => from === 'system' && /join/i.test(text)),
      ).to.equal(true);
      const consult = page.find('radio', /Consult/, panel) as HTMLInputElement | undefined;
      expect(consult?.checked, 'consult comes first').to.equal(true);
      page.get('textbox', /./, panel).focus();
      await sendKeys({ type: 'Offer the refund' });
      await sendKeys({ press: 'Enter' });
      await page.until(
        () => /Offer the refund/.test(page.get('log', 'Transcript', panel).textContent),
        'the consult is shown',
      );
      expect(page.get('log', 'Transcript', panel).textContent).to.match(/only the agent/i);
      page.get('button', 'Leave conversation', panel).click();
      await page.until(
        () => page.find('button', 'Join conversation', panel) !== undefined,
        'one can join again',
      );
      page.get('button', 'Stop monitoring', panel).click();
      await page.until(
        () => page.find('dialog', 'Monitor conversation') === undefined,
        'the panel is closed',
      );
    });

    it('force-closes after a confirmation that begins at Cancel; the row leaves and both are told', async () => {
      const { id } = await pick(isTalking);
      const settled = oneEvent<ActionSettledEvent>(page.element, 'actionsettled');
      await page.chooseInMenu(id, 'Force close');
      const dialog = await page.dialog(/^Force close/);
      expect(activeElement()?.textContent.trim()).to.equal('Cancel');
      // The confirm button takes no press for half a second after it appeared.
      await page.until(() => {
        page.find('button', 'Continue', dialog)?.click();
        return page.find('dialog', /^Force close/) === undefined;
      }, 'it is confirmed');
      expect((await settled).outcomes[0]?.status).to.equal('done');
      await page.until(
        () => page.row(id) === undefined || page.row(id)?.part.contains('ended') === true,
        'the row left',
      );
      expect(now(id)).to.equal(undefined);
      const said = (await centre.transcript(id))
        .filter(({ from }) => from === 'system')
        .map(({ text }) => text);
      expect(said.join('\n')).to.match(/supervisor/i);
    });

    it('acts on several at once and tells the refused ones', async () => {
      const open = await pick(isOpen);
      const another = await pick(isOpen, [open.id]);
      const talking = await pick(isTalking);
      for (const { id } of [open, another, talking]) {
        page.element.focusConversation(id);
        await page.until(() => page.row(id) !== undefined, 'the row is on screen');
        page.row(id)?.querySelector<HTMLInputElement>('input[type=checkbox], [role=checkbox]')?.click();
      }
      expect(page.element.selection).to.have.members([open.id, another.id, talking.id]);
      const settled = oneEvent<ActionSettledEvent>(page.element, 'actionsettled');
      page.get('button', 'Assign', page.parts('command-bar')[0]).click();
      const dialog = await page.dialog(/^Assign 3 conversations/);
      expect(dialog.textContent).to.match(/agent holds it/i);
      await confirmFirst(dialog, 'Assign');
      const { outcomes } = await settled;
      expect(outcomes.map(({ conversationId }) => conversationId)).to.have.members([open.id, another.id]);
      expect(outcomes.every(({ status: outcome }) => outcome === 'done')).to.equal(true);
    });

    describe('by keyboard alone', () => {
      const focusRow = async (id: string): Promise<void> => {
        page.element.focusConversation(id);
        await page.until(() => page.row(id)?.contains(activeElement()) === true, 'the row has the focus');
      };

      /** Tabs to what `is` looked for; gives up after a round through a dialog. */
      const tabTo = async (is: (element: Element) => boolean): Promise<void> => {
        for (let tabs = 0; tabs < 25 && !is(activeElement() ?? document.body); tabs += 1) {
          await sendKeys({ press: 'Tab' });
        }
      };

      /** Chooses a candidate and confirms without a pointer. */
      const choose = async (dialog: HTMLElement, verb: string): Promise<void> => {
        await page.until(() => page.find('option', /./, dialog) !== undefined, 'candidates are listed');
        await tabTo((element) => ['listbox', 'option'].includes(element.getAttribute('role') ?? ''));
        await sendKeys({ press: 'ArrowDown' });
        await sendKeys({ press: 'Space' });
        await tabTo((element) => element.textContent.trim().startsWith(verb));
        await sendKeys({ press: 'Enter' });
      };

      it('P17 assigns', async () => {
        const { id } = await pick(isOpen);
        await focusRow(id);
        const settled = oneEvent<ActionSettledEvent>(page.element, 'actionsettled');
        await sendKeys({ press: 'a' });
        await choose(await page.dialog('Assign conversation'), 'Assign');
        expect((await settled).outcomes[0]).to.include({ conversationId: id, status: 'done' });
        expect(page.row(id)?.contains(activeElement()), 'the focus is back on the row').to.equal(true);
      });

      it('P17 transfers', async () => {
        const { id } = await pick(isTalking);
        await focusRow(id);
        const settled = oneEvent<ActionSettledEvent>(page.element, 'actionsettled');
        await sendKeys({ press: 't' });
        await choose(await page.dialog('Transfer conversation'), 'Transfer');
        expect((await settled).outcomes[0]).to.include({ conversationId: id, status: 'done' });
      });

      it('P17 monitors and stops', async () => {
        const { id } = await pick(isTalking);
        await focusRow(id);
        await sendKeys({ press: 'm' });
        const panel = await page.dialog('Monitor conversation');
        await page.until(
          () => page.find('button', 'Stop monitoring', panel) !== undefined,
          'monitoring runs',
        );
        for (
          let tabs = 0;
          tabs < 25 && activeElement()?.textContent.trim() !== 'Stop monitoring';
          tabs += 1
        ) {
          await sendKeys({ press: 'Tab' });
        }
        expect(activeElement()?.textContent.trim()).to.equal('Stop monitoring');
        await sendKeys({ press: 'Enter' });
        await page.until(
          () => page.find('dialog', 'Monitor conversation') === undefined,
          'the panel is closed',
        );
        expect(page.row(id)?.contains(activeElement()), 'the focus is back on the row').to.equal(true);
      });

      it('P17 force-closes', async () => {
        const { id } = await pick(isTalking);
        await focusRow(id);
        const settled = oneEvent<ActionSettledEvent>(page.element, 'actionsettled');
        await sendKeys({ press: 'x' });
        await page.dialog(/^Force close/);
        await sendKeys({ press: 'Tab' });
        expect(activeElement()?.textContent.trim()).to.equal('Continue');
        await page.until(async () => {
          await sendKeys({ press: 'Enter' });
          return page.find('dialog', /^Force close/) === undefined;
        }, 'it is confirmed');
        expect((await settled).outcomes[0]).to.include({ conversationId: id, status: 'done' });
      });
    });
  });
}
