import { expect, waitUntil, nextFrame } from '@open-wc/testing';
import { emulateMedia, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import type sinon from 'sinon';
import { ForceCloseDialog } from '../../../src/elements/force-close-dialog/force-close-dialog.js';
import { closeTranscript, shareTranscript } from '../../../src/elements/shared/overheard.js';
import { Localization } from '../../../src/localization/index.js';
import { conversation, START } from '../../../testing/scripted-data-source.js';
import { byRole, descriptionOf, queryByRole } from '../../support/by-role.js';
import {
  dialogNode,
  DialogPage,
  holdTime,
  newer,
  talking,
  type DialogOptions,
} from '../../support/dialog-page.js';

const ROW = talking('c-1', {
  subject: 'Card charged twice',
  channel: 'voice',
  customer: { id: 'p1', name: 'Priya Raman' },
});

describe('Force close dialog', () => {
  let clock: sinon.SinonFakeTimers | undefined;
  afterEach(async () => {
    clock?.restore();
    clock = undefined;
    await setViewport({ width: 800, height: 600 });
  });

  /** Open and on screen for longer than the arming takes. */
  async function openArmed(options: DialogOptions = {}): Promise<DialogPage> {
    clock = holdTime();
    const dialog = await DialogPage.open('force-close', { rows: [ROW], ...options });
    await nextFrame();
    clock.tick(500);
    return dialog;
  }

  it('P18 is a modal dialog with its name in the accessibility tree', async () => {
    const dialog = await DialogPage.open('force-close', { rows: [ROW] });
    expect(await dialogNode('Force close conversation')).to.not.equal(undefined);
    expect(dialog.isOpen).to.equal(true);
  });

  it('P18 is described by the warning, and modal, to assistive technology', async () => {
    await DialogPage.open('force-close', { rows: [ROW] });
    const node = await dialogNode('Force close conversation');
    expect(node?.modal).to.equal(true);
    expect(node?.description).to.contain('Priya Raman with').and.to.contain('This cannot be undone');
  });

  it('says which conversation ends, for whom, and what that means', async () => {
    const dialog = await DialogPage.open('force-close', { rows: [ROW] });
    const { text } = dialog;
    for (const fact of ['Card charged twice', 'Priya Raman', 'Ana', 'c-1', 'Voice', 'active for 1:00']) {
      expect(text).to.contain(fact);
    }
    expect(text).to.contain('ends at once for the customer too');
    expect(text).to.contain('told that a supervisor ended it');
    expect(text).to.contain('cannot be undone');
  });

  it('does not call active what waits on the customer', async () => {
    const dialog = await DialogPage.open('force-close', { rows: [{ ...ROW, status: 'waiting' }] });
    expect(dialog.text).to.contain('handled 1:00').and.not.to.contain('active for');
  });

  it('P01 passes axe', async () => {
    const dialog = await DialogPage.open('force-close', {
      rows: [ROW],
      policy: { forceCloseReasons: ['Spam'], requireNote: true },
    });
    expect(await dialog.violations()).to.deep.equal([]);
  });

  it('P01 passes axe in the dark, in bulk, with a refused row', async () => {
    const dialog = await DialogPage.open('force-close', {
      scheme: 'dark',
      rows: [ROW, talking('c-2'), talking('c-3')],
    });
    dialog.fixture.source.delta([], [talking('c-3')]);
    await dialog.settled();
    expect(await dialog.violations()).to.deep.equal([]);
  });

  it('focuses Cancel, so that Enter pressed too soon cancels', async () => {
    const dialog = await DialogPage.open('force-close', { rows: [ROW] });
    expect(dialog.focused).to.equal(dialog.button('Cancel'));
    await dialog.press('Enter');
    expect(dialog.cancelled).to.equal(1);
    expect(dialog.isOpen).to.equal(false);
    expect(dialog.submissions).to.deep.equal([]);
  });

  it('P18 cancels once by Escape', async () => {
    const dialog = await DialogPage.open('force-close', { rows: [ROW] });
    await dialog.press('Escape');
    // The browser closes the dialog in its own time after the key.
    await waitUntil(() => !dialog.isOpen, 'Escape closes it');
    expect(dialog.cancelled).to.equal(1);
    expect(dialog.isOpen).to.equal(false);
  });

  describe('arming', () => {
    async function openUnarmed(): Promise<DialogPage> {
      clock = holdTime();
      const dialog = await DialogPage.open('force-close', { rows: [ROW] });
      await nextFrame();
      clock.tick(499);
      return dialog;
    }

    it('J40 ignores a pointer, an assistive click, Enter and Space until it was on screen for 500 ms', async () => {
      const dialog = await openUnarmed();
      const confirm = dialog.button('Continue');
      await clickAt(confirm);
      confirm.click();
      await dialog.tabTo(confirm);
      await dialog.press('Enter', 'Space');
      expect(dialog.submissions).to.deep.equal([]);
      expect(dialog.isOpen).to.equal(true);
      clock?.tick(1);
      await clickAt(confirm);
      expect(dialog.submissions).to.have.length(1);
      expect(dialog.isOpen).to.equal(false);
    });

    it('J40 ignores a press that began too early and ends later', async () => {
      const dialog = await openUnarmed();
      const confirm = dialog.button('Continue');
      await dialog.tabTo(confirm);
      await sendKeys({ down: 'Space' });
      clock?.tick(1000);
      await sendKeys({ up: 'Space' });
      expect(dialog.submissions).to.deep.equal([]);
      await dialog.press('Enter');
      expect(dialog.submissions).to.have.length(1);
    });

    it('J02 ignores the repeats of a key that is held', async () => {
      const dialog = await openArmed();
      const confirm = dialog.button('Continue');
      confirm.focus();
      const repeat = new KeyboardEvent('keydown', {
        key: 'Enter',
        repeat: true,
        bubbles: true,
        cancelable: true,
      });
      confirm.dispatchEvent(repeat);
      expect(repeat.defaultPrevented).to.equal(true);
      expect(dialog.submissions).to.deep.equal([]);
    });
  });

  it('P17 submits the conversation once, by keys alone', async () => {
    const dialog = await openArmed();
    await dialog.tabTo(dialog.button('Continue'));
    await dialog.press('Enter');
    expect(dialog.submissions).to.have.length(1);
    expect(dialog.submissions[0]?.conversations?.map(({ id }) => id)).to.deep.equal(['c-1']);
    expect(dialog.submissions[0]).to.not.have.any.keys('target', 'reason', 'note');
    expect(dialog.cancelled).to.equal(0);
  });

  it('J01 submits once on a double click', async () => {
    const dialog = await openArmed();
    const confirm = dialog.button('Continue');
    confirm.click();
    confirm.click();
    expect(dialog.submissions).to.have.length(1);
  });

  describe('reason and note', () => {
    const policy = { forceCloseReasons: ['Spam', 'Abuse'], requireNote: true };

    it('blocks until both are given, says what is missing and goes there', async () => {
      const dialog = await openArmed({ policy });
      const confirm = dialog.button('Continue');
      expect(confirm.getAttribute('aria-disabled')).to.equal('true');
      expect(descriptionOf(confirm)).to.equal('Choose a reason');
      confirm.click();
      expect(dialog.focused).to.equal(dialog.root.querySelector('select'));
      await sendKeys({ type: 'Abuse' });
      await dialog.settled();
      expect(descriptionOf(confirm)).to.equal('Write a note');
      confirm.click();
      expect(dialog.focused).to.equal(dialog.root.querySelector('textarea'));
      await sendKeys({ type: '  ' });
      await dialog.settled();
      expect(confirm.getAttribute('aria-disabled')).to.equal('true');
      await sendKeys({ type: 'Insults the agent ' });
      await dialog.settled();
      expect(confirm.hasAttribute('aria-disabled')).to.equal(false);
      await clickAt(confirm);
      expect(dialog.submissions).to.have.length(1);
      expect(dialog.submissions[0]).to.include({ reason: 'Abuse', note: 'Insults the agent' });
    });

    it('forgets them for the next request', async () => {
      const dialog = await openArmed({ policy });
      await dialog.tabTo(dialog.root.querySelector('textarea') as HTMLElement);
      await sendKeys({ type: 'About the first' });
      dialog.element.close();
      await dialog.show('force-close', ['c-1']);
      expect(dialog.root.querySelector('textarea')?.value).to.equal('');
    });

    it('asks for neither when the policy does not', async () => {
      const dialog = await DialogPage.open('force-close', { rows: [ROW] });
      expect(dialog.root.querySelector('select, textarea')).to.equal(null);
    });
  });

  it('says how long it can be undone, where the policy gives time for it', async () => {
    const dialog = await DialogPage.open('force-close', { rows: [ROW], policy: { undoSeconds: 10 } });
    expect(dialog.text).to.contain('For 10 seconds after that you can undo it.');
  });

  describe('evidence against closing', () => {
    it('tells that the customer wrote less than two minutes ago, on server time', async () => {
      const dialog = await DialogPage.open('force-close', {
        rows: [talking('c-1', { lastCustomerMessageAt: START - 40_000 })],
      });
      expect(dialog.text).to.match(/The customer wrote 4\d seconds ago\./);
    });

    it('is silent when the customer has been so for longer', async () => {
      const dialog = await DialogPage.open('force-close', {
        rows: [talking('c-1', { lastCustomerMessageAt: START - 121_000 })],
      });
      expect(dialog.text).to.not.contain('wrote');
    });

    it('stands under a heading and is heard with the confirm button', async () => {
      const dialog = await openArmed({
        rows: [
          talking('c-1', {
            lastCustomerMessageAt: START - 40_000,
            monitoredBy: ['other-supervisor'],
            ext: { agentTyping: true },
          }),
        ],
      });
      expect(byRole(dialog.root, 'heading', 'Before you close it')).to.exist;
      const items = [...dialog.root.querySelectorAll('#evidence li')].map(({ textContent }) =>
        textContent.replace(/[\u2068\u2069]/g, '').trim(),
      );
      expect(items[0]).to.match(/^The customer wrote 4\d seconds ago\.$/);
      expect(items.slice(1)).to.deep.equal(['Ana is typing.', 'Another supervisor is monitoring it.']);
      const heard = descriptionOf(dialog.button('Continue'));
      for (const item of items.slice(1)) expect(heard.replace(/[\u2068\u2069]/g, '')).to.contain(item);
      expect(await dialog.violations()).to.deep.equal([]);
    });

    it('comes and goes with the row, and with time', async () => {
      const dialog = await openArmed();
      expect(dialog.root.querySelector('#evidence')).to.equal(null);
      const watched = newer(ROW, { monitoredBy: ['other-supervisor'] });
      dialog.fixture.source.delta([watched]);
      await dialog.settled();
      expect(dialog.text).to.contain('Another supervisor is monitoring it.');
      dialog.fixture.source.delta([newer(watched, { monitoredBy: [] })]);
      await dialog.settled();
      expect(dialog.root.querySelector('#evidence')).to.equal(null);
    });

    it('does not count the user among those who monitor', async () => {
      const dialog = await DialogPage.prepare('force-close', {
        rows: [talking('c-1', { monitoredBy: ['me', 'x', 'y'] })],
      });
      dialog.fixture.engine.configure({ supervisorId: 'me' });
      await dialog.show('force-close', ['c-1']);
      expect(dialog.text).to.contain('2 other supervisors are monitoring it.');
    });

    it('tells what the transcript says while it is open, and nothing of it when it is not', async () => {
      const dialog = await DialogPage.prepare('force-close', { rows: [ROW] });
      const { engine } = dialog.fixture;
      shareTranscript(engine, 'c-1', {
        customerAt: START - 10_000,
        agentAt: START - 30_000,
        isConsulted: true,
        sentiments: [
          { at: START - 100_000, sentiment: 'negative' },
          { at: START - 10_000, sentiment: 'neutral' },
        ],
      });
      await dialog.show('force-close', ['c-1']);
      expect(dialog.text)
        .to.match(/The customer wrote 1\d seconds ago/)
        .and.to.match(/Ana wrote 3\d seconds ago/)
        .and.to.contain('The agent was consulted and has not answered yet.')
        .and.to.contain('Sentiment rose from Negative to Neutral');
      dialog.element.close();
      closeTranscript(engine, 'c-1');
      await dialog.show('force-close', ['c-1']);
      expect(dialog.root.querySelector('#evidence')).to.equal(null);
    });

    it('counts in bulk, of those that can be closed only', async () => {
      const wrote = { lastCustomerMessageAt: START - 5_000 };
      const rows = [talking('c-1', wrote), talking('c-2', wrote), talking('c-3', wrote), talking('c-4')];
      const dialog = await DialogPage.open('force-close', { rows });
      expect(byRole(dialog.root, 'heading', 'Before you close them')).to.exist;
      expect(dialog.text).to.contain('3 customers wrote in the last 2 minutes.');
      dialog.fixture.source.delta([], [rows[0] as typeof ROW]);
      await dialog.settled();
      expect(dialog.text).to.contain('2 customers wrote in the last 2 minutes.');
    });

    it('J40 asks to look again when it comes while the dialog is open', async () => {
      const dialog = await openArmed();
      dialog.fixture.source.delta([newer(ROW, { lastCustomerMessageAt: START - 1000 })]);
      await dialog.settled();
      dialog.button('Continue').click();
      expect(dialog.submissions).to.deep.equal([]);
      clock?.tick(500);
      dialog.button('Continue').click();
      expect(dialog.submissions).to.have.length(1);
    });
  });

  describe('while the conversation lives on', () => {
    const changed = newer(ROW, {
      agent: { id: 'ben', name: 'Ben', presence: 'busy' },
      status: 'waiting',
      phase: null,
    });

    it('J06 J40 tells what changed, wants it read, and sends the row as now shown', async () => {
      const dialog = await openArmed();
      dialog.fixture.source.delta([changed]);
      await dialog.settled();
      expect(dialog.status).to.contain('Since you opened this: agent Ana → Ben, status Active → Waiting');
      dialog.button('Continue').click();
      expect(dialog.submissions).to.deep.equal([]);
      clock?.tick(500);
      dialog.button('Continue').click();
      expect(dialog.submissions[0]?.conversations?.[0]).to.include({
        id: 'c-1',
        version: 2,
        status: 'waiting',
      });
    });

    it('tells nothing when only a time or a sentiment changed, and sends the newest row', async () => {
      const dialog = await openArmed();
      dialog.fixture.source.delta([newer(ROW, { sentiment: 'negative' })]);
      await dialog.settled();
      expect(dialog.status).to.equal('');
      dialog.button('Continue').click();
      expect(dialog.submissions[0]?.conversations?.[0]?.version).to.equal(2);
    });

    it('J05 says that it has ended and offers only Close, with the focus there', async () => {
      const dialog = await openArmed();
      dialog.fixture.source.delta([], [ROW]);
      await dialog.settled();
      expect(dialog.status).to.contain('This conversation has ended');
      expect(dialog.buttons).to.deep.equal(['Close']);
      expect(dialog.focused).to.equal(dialog.button('Close'));
      await dialog.press('Enter');
      expect(dialog.cancelled).to.equal(1);
      expect(dialog.submissions).to.deep.equal([]);
    });

    it('J12 J40 refuses while the connection is lost, and is to be read again when it is back', async () => {
      const dialog = await openArmed();
      dialog.fixture.source.send({ type: 'connection', state: 'reconnecting' });
      await dialog.settled();
      const confirm = dialog.button('Continue');
      expect(confirm.getAttribute('aria-disabled')).to.equal('true');
      expect(descriptionOf(confirm)).to.contain('not live');
      clock?.tick(1000);
      confirm.click();
      expect(dialog.submissions).to.deep.equal([]);
      dialog.fixture.source.snapshot([newer(ROW, {})]);
      await dialog.settled();
      expect(confirm.hasAttribute('aria-disabled')).to.equal(false);
      confirm.click();
      expect(dialog.submissions).to.deep.equal([]);
      clock?.tick(500);
      confirm.click();
      expect(dialog.submissions).to.have.length(1);
    });

    it('I07 closes when the right is withdrawn, and has the desk say why', async () => {
      const dialog = await openArmed();
      const { source, desk } = dialog.fixture;
      const forceClose = 'Only team leads may close';
      source.send({ type: 'permissions', permissions: { forceClose } });
      await dialog.settled();
      expect(dialog.isOpen).to.equal(false);
      expect(dialog.cancelled).to.equal(1);
      expect(dialog.submissions).to.deep.equal([]);
      expect(desk.opened).to.deep.equal([{ action: 'force-close', ids: ['c-1'] }]);
    });

    it('I06 I08 goes away when nothing of the report may be seen any more', async () => {
      const dialog = await openArmed();
      dialog.fixture.source.send({ type: 'wipe', reason: 'rights' });
      await dialog.settled();
      expect(dialog.isOpen).to.equal(false);
      expect(dialog.root.textContent).to.not.contain('Priya Raman');
      expect(dialog.cancelled).to.equal(1);
    });
  });

  describe('in bulk', () => {
    const rows = [ROW, talking('c-2', { subject: 'Second' }), talking('c-3', { subject: 'Third' })];

    it('counts, lists what ends and what is left out, and submits only the possible ones', async () => {
      const dialog = await openArmed({ rows });
      expect(byRole(dialog.root, 'dialog', 'Force close 3 conversations')).to.exist;
      expect(dialog.text).to.contain('3 of 3 can be closed');
      dialog.fixture.source.delta([], [rows[1] as typeof ROW]);
      await dialog.settled();
      expect(dialog.text).to.contain('2 of 3 can be closed. 1 is left out');
      const refused = dialog.root.querySelector('[aria-label="Left out"]');
      expect(refused?.textContent).to.contain('Second').and.to.contain('The conversation is closed');
      expect(dialog.root.querySelector('[aria-label="Conversations that end"]')?.textContent).to.contain(
        'Third',
      );
      clock?.tick(500);
      dialog.button('Continue').click();
      expect(dialog.submissions[0]?.conversations?.map(({ id }) => id)).to.deep.equal(['c-1', 'c-3']);
    });

    it('refuses more than the policy allows, with the number', async () => {
      const dialog = await openArmed({ rows, policy: { bulkLimit: 2 } });
      const confirm = dialog.button('Continue');
      expect(descriptionOf(confirm)).to.equal('One action may touch at most 2 conversations; these are 3');
      confirm.click();
      expect(dialog.submissions).to.deep.equal([]);
    });

    it('says which of them changed', async () => {
      const dialog = await openArmed({ rows });
      dialog.fixture.source.delta([
        newer(rows[1] as typeof ROW, { queue: { id: 'q2', name: 'Sales', type: 'messaging' } }),
      ]);
      await dialog.settled();
      expect(dialog.status).to.contain('Second: queue Billing → Sales');
    });

    it('keeps a selection of thousands out of the document', async () => {
      const many = Array.from({ length: 1000 }, (_, index) => talking(`m-${String(index)}`));
      const dialog = await openArmed({ rows: many });
      expect(dialog.root.querySelectorAll('li').length).to.be.at.most(101);
      expect(dialog.text).to.contain('900 more');
    });
  });

  it('L01 L08 L09 shows hostile text as text, without turning the sentence round', async () => {
    const dialog = await DialogPage.open('force-close', {
      rows: [
        talking('c-1', {
          subject: '<img src=x onerror="window.hacked=1">\u202Etxet',
          customer: { id: 'p', name: '\u2069\u202EMallory' },
        }),
      ],
    });
    expect(dialog.text).to.contain('<img src=x onerror="window.hacked=1">txet').and.to.contain('Mallory');
    expect(dialog.dialog.textContent).to.not.match(/[\u202A-\u202E]/);
    expect(dialog.root.querySelector('img')).to.equal(null);
    expect('hacked' in window).to.equal(false);
  });

  it('is closed from outside without being cancelled, and opens again', async () => {
    const dialog = await DialogPage.open('force-close', {
      rows: [ROW, talking('c-2', { subject: 'Second' })],
      ids: ['c-1'],
    });
    dialog.element.close();
    await dialog.settled();
    expect(dialog.isOpen).to.equal(false);
    expect(dialog.cancelled).to.equal(0);
    await dialog.show('force-close', ['c-2']);
    expect(dialog.isOpen).to.equal(true);
    expect(dialog.text).to.contain('Second').and.to.not.contain('Card charged twice');
  });

  it('H12 stays open and modal when the report is moved in the document', async () => {
    const dialog = await DialogPage.open('force-close', { rows: [ROW] });
    const frame = dialog.element.parentElement as HTMLElement;
    const elsewhere = document.createElement('div');
    document.body.append(elsewhere);
    for (const place of [elsewhere, document.body]) {
      place.append(frame);
      await dialog.settled();
      expect(dialog.isOpen).to.equal(true);
    }
    expect(dialog.cancelled).to.equal(0);
    elsewhere.remove();
  });

  it('renders nothing before it is opened and without contexts', async () => {
    const dialog = await DialogPage.prepare('force-close', { rows: [ROW] });
    expect(queryByRole(dialog.root, 'dialog', /./)).to.equal(undefined);
    const alone = new ForceCloseDialog();
    document.body.append(alone);
    alone.showModal();
    await alone.updateComplete;
    expect(alone.shadowRoot?.querySelector('dialog')).to.equal(null);
    alone.remove();
  });

  it('P20 keeps its footer on a screen of 320 × 320, wraps long words, in both directions', async () => {
    await setViewport({ width: 320, height: 320 });
    for (const direction of ['ltr', 'rtl'] as const) {
      const dialog = await DialogPage.open('force-close', {
        direction,
        words: new Localization('en', undefined, {
          'force-close.continue': 'Unterhaltungsbeendigungsbestätigung',
        }),
        policy: { forceCloseReasons: ['Spam'], requireNote: true },
        rows: [talking('c-1', { subject: 'W'.repeat(400), customer: { id: 'p', name: 'x'.repeat(200) } })],
      });
      const { dialog: frame } = dialog;
      const { bottom, right, left } = frame.getBoundingClientRect();
      expect(bottom).to.be.at.most(320);
      expect(left).to.be.at.least(0);
      expect(right).to.be.at.most(320);
      expect(frame.scrollWidth).to.be.at.most(frame.clientWidth);
      for (const name of ['Cancel', 'Unterhaltungsbeendigungsbestätigung']) {
        const button = dialog.button(name).getBoundingClientRect();
        expect(button.bottom).to.be.at.most(bottom);
        expect(button.right).to.be.at.most(right);
        expect(Math.min(button.width, button.height)).to.be.at.least(24);
      }
      dialog.element.close();
    }
  });

  it('P11 comes without animation for those who want none', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    const dialog = await DialogPage.open('force-close', { rows: [ROW] });
    expect(dialog.dialog.getAnimations({ subtree: true })).to.deep.equal([]);
    await emulateMedia({ reducedMotion: 'no-preference' });
  });

  it('tells an open conversation without agent as such', async () => {
    const dialog = await DialogPage.open('force-close', { rows: [conversation('c-1', { customer: null })] });
    expect(dialog.text).to.contain('unknown customer with no agent yet, ongoing for 1:00');
  });
});

async function clickAt(target: Element): Promise<void> {
  const { left, top, width, height } = target.getBoundingClientRect();
  await sendMouse({
    type: 'click',
    position: [Math.round(left + width / 2), Math.round(top + height / 2)],
  });
}
