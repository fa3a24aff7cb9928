import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import sinon from 'sinon';
import type { CommandOutcome } from '../../../src/data-source/data-source.js';
import { START } from '../../../testing/scripted-data-source.js';
import { accessibleNodes } from '../../support/accessibility-tree.js';
import { descriptionOf } from '../../support/by-role.js';
import {
  charged,
  ConversationPanelPage,
  talk,
  TalkingSource,
} from '../../support/conversation-panel-page.js';

const never = (): Promise<CommandOutcome> => new Promise(() => undefined);
const steps = (page: ConversationPanelPage): string[] =>
  page.fixture.desk.steps.map(({ step, id }) => `${step} ${id}`);
const sent = (page: ConversationPanelPage): string[] => page.source.commands.map(({ action }) => action);

describe('monitored conversation', () => {
  afterEach(() => {
    sinon.restore();
  });

  describe('start', () => {
    it('begins with the press and says that nobody sees the supervisor', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      expect(page.isOpen).to.equal(true);
      expect(sent(page)).to.deep.equal(['monitor']);
      expect(page.transcript).to.contain("Monitoring started. Agent and customer don't see you.");
      expect(page.header).to.match(/Active\s*Monitoring/);
    });

    it('is a named dialog that is not modal', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      const [node] = await accessibleNodes('a dialog', ({ role }) => role === 'dialog');
      expect(node?.name).to.equal('Monitor conversation');
      expect(page.root.querySelector('dialog:modal')).to.equal(null);
    });

    it('says that it starts until the answer is there, and reads no transcript before', async () => {
      const page = await ConversationPanelPage.open();
      page.source.answer = never;
      page.show(page.request());
      await page.settled();
      expect(page.transcript).to.equal('Starting monitoring…');
      expect(page.source.read).to.deep.equal([]);
      expect(page.query('button', 'Join conversation')).to.equal(undefined);
    });

    it('opens no window and asks for no microphone', async () => {
      const open = sinon.stub(window, 'open');
      const getUserMedia = sinon.spy(navigator.mediaDevices, 'getUserMedia');
      const page = await ConversationPanelPage.open();
      await page.monitor();
      await page.join();
      expect(open.called).to.equal(false);
      expect(getUserMedia.called).to.equal(false);
    });

    it('takes the focus, so that keys reach it', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      expect(page.focused?.localName).to.equal('dialog');
      await sendKeys({ press: 'Tab' });
      expect(page.focused === page.button('Close')).to.equal(true);
    });

    it('tells why it was refused and offers only to close', async () => {
      const page = await ConversationPanelPage.open();
      page.source.answer = () => Promise.resolve({ status: 'refused', code: 'not-accepted', message: 'x' });
      page.show(page.request());
      await waitUntil(() => page.query('button', 'Close') && page.text.includes('refused'));
      expect(page.text).to.contain('No agent has accepted it yet');
      expect(page.buttons).to.deep.equal(['Close']);
      expect(page.source.read).to.deep.equal([]);
      page.button('Close').click();
      await page.settled();
      expect(page.isOpen).to.equal(false);
      expect(page.cancel.callCount).to.equal(1);
      expect(steps(page)).to.deep.equal([]);
    });

    it('L01 shows the words of the back end as text', async () => {
      const page = await ConversationPanelPage.open();
      const message = '<img src=x onerror=alert(1)>\u202Egpj';
      page.source.answer = () => Promise.resolve({ status: 'failed', code: 'x', message });
      page.show(page.request());
      await waitUntil(() => page.text.includes('failed'));
      expect(page.text).to.contain('<img src=x onerror=alert(1)>gpj');
      expect(page.root.querySelector('img')).to.equal(null);
    });

    it('never calls an unknown outcome failed, asks again, and goes on when it turns out done', async () => {
      const page = await ConversationPanelPage.open();
      page.source.answer = () => Promise.resolve({ status: 'unknown', message: '' });
      page.show(page.request());
      await waitUntil(() => page.query('button', 'Check again'));
      expect(page.text).to.contain('It is not known whether');
      expect(page.text).not.to.match(/fail/i);
      const outcome = sinon.stub().resolves({ status: 'done' });
      Object.assign(page.source, { outcome });
      page.button('Check again').click();
      await waitUntil(() => page.transcript.includes('Monitoring started'));
      expect(outcome.firstCall.args[0]).to.equal(page.source.commands[0]?.key);
      expect(sent(page)).to.deep.equal(['monitor']);
    });

    it('does not check twice at once', async () => {
      const page = await ConversationPanelPage.open();
      page.source.answer = () => Promise.resolve({ status: 'unknown', message: '' });
      const checkAgain = sinon.spy(page.fixture.engine, 'checkAgain');
      page.show(page.request());
      await waitUntil(() => page.query('button', 'Check again'));
      page.button('Check again').click();
      await page.settled();
      const checking = page.button('Checking…');
      expect(checking.getAttribute('aria-disabled')).to.equal('true');
      checking.click();
      expect(checkAgain.callCount).to.equal(1);
    });

    it('closes itself when the host took the action over', async () => {
      const page = await ConversationPanelPage.open();
      page.show(page.request('c-77', () => Promise.resolve([])));
      await waitUntil(() => !page.isOpen);
      expect(page.cancel.callCount).to.equal(1);
      expect(steps(page)).to.deep.equal([]);
    });

    it('says that monitoring did not start when the request breaks', async () => {
      const page = await ConversationPanelPage.open();
      page.show(page.request('c-77', () => Promise.reject(new Error('host'))));
      await waitUntil(() => page.text.includes('Monitoring did not start.'));
      expect(page.buttons).to.deep.equal(['Close']);
    });
  });

  describe('what is shown', () => {
    it('tells who talks to whom about what, and for how long', async () => {
      const clock = sinon.useFakeTimers({
        now: START,
        toFake: ['Date', 'performance', 'setInterval', 'clearInterval'],
      });
      const page = await ConversationPanelPage.open();
      page.show(page.request());
      await page.settled();
      const header = (): string => page.header.replace(/[\u2068\u2069]/g, '');
      expect(header()).to.contain('Card charged twice');
      expect(header()).to.contain('Priya Raman with Marc Dubois · Billing · Chat · handled 17:26');
      clock.tick(2000);
      await waitUntil(() => header().includes('handled 17:28'), 'the time goes on');
    });

    it('names others who monitor it', async () => {
      const page = await ConversationPanelPage.open();
      page.source.send({ type: 'supervisor', supervisor: { id: 'u1', name: 'Me' } });
      page.source.delta([charged({ version: 2, monitoredBy: ['u1', 'u7'] })]);
      await page.monitor();
      expect(page.header.replace(/[\u2068\u2069]/g, '')).to.contain('Monitored by you and u7');
      page.source.delta([charged({ version: 3, monitoredBy: ['u1'] })]);
      await page.settled();
      expect(page.header).not.to.contain('Monitored by');
    });

    it('shows the transcript in order, each entry once, also when it is sent again', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      page.source.say('c-77', talk(4), talk(3), talk(2));
      await page.settled();
      expect(page.transcript.match(/Message \d/g)).to.deep.equal([
        'Message 1',
        'Message 2',
        'Message 3',
        'Message 4',
      ]);
      expect(page.transcript).to.match(/Priya Raman · \d\d:\d\d/);
    });

    it('marks what only the agent sees', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      page.source.say(
        'c-77',
        talk(3, { from: 'supervisor', name: 'Me', private: true, text: 'Offer a refund' }),
      );
      await page.settled();
      expect(page.transcript).to.match(/Me · \d\d:\d\d.*Consult: only the agent sees this\s*Offer a refund/);
    });

    it('L02 L08 keeps the lines of a message and takes hostile text for text', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      const text = 'first\n<script>alert(1)</script>\u202Etxt.exe\r\nlast';
      page.source.say('c-77', talk(3, { name: '\u202EeviL<b>', text }));
      await page.settled();
      const lines = [...page.log.querySelectorAll('.message:last-of-type .line')].map(
        (line) => line.textContent,
      );
      expect(lines).to.deep.equal(['first', '<script>alert(1)</script>txt.exe', 'last']);
      expect(page.transcript).to.contain('eviL<b>');
      expect(page.transcript).not.to.match(/[\u202A-\u202E]/);
      expect(page.root.querySelector('script, .message b')).to.equal(null);
    });

    it('L13 L15 L21 survives a megabyte, a thousand lines and an unknown sender', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      page.source.say(
        'c-77',
        talk(3, { text: 'x'.repeat(1_000_000) }),
        talk(4, { text: 'y\n'.repeat(1000), from: '__proto__', name: '' }),
      );
      await page.settled();
      expect(page.transcript.length).to.be.lessThan(10_000);
      expect(page.log.querySelectorAll('.message:last-of-type .line').length).to.equal(61);
      expect(page.transcript).to.contain('__proto__');
    });

    it('keeps a bounded number of messages and says so', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      page.source.say('c-77', ...Array.from({ length: 600 }, (_, index) => talk(index + 3)));
      await page.settled();
      expect(page.log.querySelectorAll('.message').length).to.equal(500);
      expect(page.transcript).to.contain('Earlier messages are not shown');
      expect(page.transcript).to.contain('Message 602');
    });

    it('tells how the sentiment went, between the messages and as a line', async () => {
      const page = await ConversationPanelPage.open();
      page.source.said.set('c-77', [
        talk(1, { sentiment: 'negative' }),
        talk(2),
        talk(3, { sentiment: 'very-negative' }),
        talk(4),
      ]);
      await page.monitor();
      expect(page.transcript).to.match(
        /Message 3\s*Sentiment fell from Negative to Very negative.*Message 4/,
      );
      const trend = page.root.querySelector('svg[role=img]');
      expect(trend?.getAttribute('aria-label')).to.equal('Sentiment over time: Negative → Very negative');
      page.source.say('c-77', talk(5, { sentiment: 'neutral' }));
      await page.settled();
      expect(page.transcript).to.contain('Sentiment rose from Very negative to Neutral');
    });

    it('takes the sentiment of the row where messages carry none', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      page.source.delta([charged({ version: 2, sentiment: 'very-negative' })]);
      await page.settled();
      expect(page.transcript).to.contain('Sentiment fell from Negative to Very negative');
    });

    it('says when the source gives no transcript', async () => {
      const source = new TalkingSource();
      Object.assign(source, { openTranscript: undefined });
      const page = await ConversationPanelPage.open({ source });
      await page.monitor();
      expect(page.transcript).to.contain('This data source gives no transcript');
    });

    it('says when nothing was said yet', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor('c-78');
      expect(page.transcript).to.contain('No messages yet');
    });

    it('P10 announces what is new and not what was said before', async () => {
      const page = await ConversationPanelPage.open();
      const live: (string | null)[] = [];
      const observer = new MutationObserver(() => {
        live.push(page.root.querySelector('[role=log]')?.getAttribute('aria-live') ?? null);
      });
      observer.observe(page.root, { subtree: true, childList: true });
      await page.monitor();
      await waitUntil(() => page.log.getAttribute('aria-live') === 'polite');
      observer.disconnect();
      expect(live[0]).to.equal('off');
    });

    it('follows the newest message until the reader scrolls up, then counts what is new', async () => {
      const page = await ConversationPanelPage.open();
      page.source.said.set(
        'c-77',
        Array.from({ length: 30 }, (_, index) => talk(index + 1)),
      );
      await page.monitor();
      const isAtEnd = (): boolean => page.log.scrollHeight - page.log.scrollTop - page.log.clientHeight < 2;
      await waitUntil(isAtEnd, 'starts at the newest');
      page.source.say('c-77', talk(31));
      await page.settled();
      expect(isAtEnd()).to.equal(true);
      const scrolled = new Promise((done) => page.log.addEventListener('scroll', done, { once: true }));
      page.log.scrollTop = 0;
      await scrolled;
      page.source.say('c-77', talk(32));
      page.source.say('c-77', talk(33));
      await page.settled();
      expect(page.log.scrollTop).to.equal(0);
      page.button('2 new messages').click();
      await page.settled();
      expect(isAtEnd()).to.equal(true);
      expect(page.query('button', /new message/)).to.equal(undefined);
      expect(page.focused === page.log).to.equal(true);
    });
  });

  describe('steps', () => {
    it('joins only by its own button', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      expect(page.query('textbox', 'Message')).to.equal(undefined);
      await page.join();
      expect(steps(page)).to.deep.equal(['join c-77']);
      expect(page.header).to.contain('Joined');
      page.button('Leave conversation').click();
      await waitUntil(() => page.query('button', 'Join conversation'));
      expect(steps(page)).to.deep.equal(['join c-77', 'leave c-77']);
      expect(page.header).to.contain('Monitoring');
    });

    it('stays outside when joining was refused, and says why', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      page.source.answer = () =>
        Promise.resolve({ status: 'refused', code: 'not-permitted', message: 'Ask Eva' });
      page.button('Join conversation').click();
      await waitUntil(() => page.text.includes('Ask Eva'));
      expect(page.header).to.contain('Monitoring');
      expect(page.query('textbox', 'Message')).to.equal(undefined);
    });

    it('writes to the agent first, to the customer only when that was chosen', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      await page.join();
      expect(page.radio('Consult (agent only)').checked).to.equal(true);
      page.field.focus();
      await sendKeys({ type: 'Offer it' });
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => page.field.value === '');
      page.radio('Public (customer too)').click();
      await page.settled();
      page.field.focus();
      await sendKeys({ type: 'Hello' });
      page.button('Send').click();
      await waitUntil(() => page.field.value === '');
      const messages = page.source.commands.filter(({ action }) => action === 'message');
      expect(messages.map(({ text, private: isPrivate }) => [text, isPrivate])).to.deep.equal([
        ['Offer it', true],
        ['Hello', false],
      ]);
    });

    it('breaks the line with Shift and Enter', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      await page.join();
      page.field.focus();
      await sendKeys({ type: 'a' });
      await sendKeys({ down: 'Shift' });
      await sendKeys({ press: 'Enter' });
      await sendKeys({ up: 'Shift' });
      await sendKeys({ type: 'b' });
      expect(page.field.value).to.equal('a\nb');
      expect(sent(page)).not.to.include('message');
    });

    it('does not send with the key that ends a composition', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      await page.join();
      page.field.focus();
      await sendKeys({ type: 'x' });
      const options = { key: 'Enter', isComposing: true, bubbles: true, composed: true, cancelable: true };
      page.field.dispatchEvent(new KeyboardEvent('keydown', options));
      await page.settled();
      expect(sent(page)).not.to.include('message');
      expect(page.field.value).to.equal('x');
    });

    it('sends nothing when nothing is typed, and says so', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      await page.join();
      const send = page.button('Send');
      expect(send.getAttribute('aria-disabled')).to.equal('true');
      expect(descriptionOf(send)).to.equal('Type a message first');
      send.click();
      page.field.focus();
      await sendKeys({ type: '   ' });
      await sendKeys({ press: 'Enter' });
      expect(sent(page)).not.to.include('message');
    });

    it('keeps the text when the message did not go out, and says what happened', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      await page.join();
      page.source.answer = () => Promise.resolve({ status: 'failed', code: 'x', message: 'No link' });
      page.field.focus();
      await sendKeys({ type: 'Wait' });
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => page.text.includes('No link'));
      expect(page.field.value).to.equal('Wait');
    });

    it('keeps what was typed while the message was on its way', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      await page.join();
      let answer: (outcome: CommandOutcome) => void = () => undefined;
      page.source.answer = () => new Promise((resolve) => (answer = resolve));
      page.field.focus();
      await sendKeys({ type: 'one' });
      await sendKeys({ press: 'Enter' });
      await sendKeys({ type: ' two' });
      answer({ status: 'done' });
      await waitUntil(() => page.button('Send').getAttribute('aria-disabled') === null);
      expect(page.field.value).to.equal('one two');
    });

    it('hands transfer and force close to the desk', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      page.button('Transfer').click();
      page.button('Force close').click();
      expect(page.fixture.desk.opened).to.deep.equal([
        { action: 'transfer', ids: ['c-77'] },
        { action: 'force-close', ids: ['c-77'] },
      ]);
    });

    it('P19 keeps a refused step in reach, with its reason, and does nothing', async () => {
      const page = await ConversationPanelPage.open();
      page.source.send({
        type: 'permissions',
        permissions: { join: 'Only team leads join', transfer: false },
      });
      await page.monitor();
      const join = page.button('Join conversation');
      expect(join.getAttribute('aria-disabled')).to.equal('true');
      expect(descriptionOf(join)).to.contain('Only team leads join');
      expect(descriptionOf(page.button('Transfer'))).to.equal('You are not permitted to do this');
      join.focus();
      expect(page.focused === join).to.equal(true);
      join.click();
      page.button('Transfer').click();
      await page.settled();
      expect(steps(page)).to.deep.equal([]);
      expect(page.fixture.desk.opened).to.deep.equal([]);
    });

    it('refuses steps while the data is not live and says so', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      page.source.send({ type: 'connection', state: 'reconnecting' });
      await page.settled();
      expect(page.text).to.contain('The data is not live');
      expect(page.header).to.contain('at least');
      expect(page.button('Join conversation').getAttribute('aria-disabled')).to.equal('true');
      expect(page.transcript).to.contain('Message 1');
      page.source.send({ type: 'connection', state: 'live' });
      await page.settled();
      expect(page.text).not.to.contain('The data is not live');
      expect(page.button('Join conversation').getAttribute('aria-disabled')).to.equal(null);
    });

    it('moves the focus on when the focused button goes', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      page.button('Join conversation').focus();
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => page.query('textbox', 'Message'));
      await page.settled();
      expect(page.focused === page.field).to.equal(true);
    });
  });

  describe('end', () => {
    it('P18 stops, closes and gives the focus back to the desk', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      page.button('Stop monitoring').click();
      await waitUntil(() => steps(page).length > 0);
      expect(steps(page)).to.deep.equal(['stop-monitor c-77']);
      expect(page.isOpen).to.equal(false);
      expect(page.cancel.callCount).to.equal(1);
      expect(page.source.read).to.deep.equal([]);
    });

    it('stops by Escape, but not while something is typed', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      await page.join();
      page.field.focus();
      await sendKeys({ type: 'x' });
      await sendKeys({ press: 'Escape' });
      expect(page.isOpen).to.equal(true);
      expect(page.field.value).to.equal('x');
      await sendKeys({ press: 'Backspace' });
      await sendKeys({ press: 'Escape' });
      await waitUntil(() => !page.isOpen);
      await waitUntil(() => sent(page).includes('stop-monitor'));
    });

    it('can be closed while it starts; what began all the same is stopped', async () => {
      const page = await ConversationPanelPage.open();
      let answer: (outcome: CommandOutcome) => void = () => undefined;
      page.source.answer = () => new Promise((resolve) => (answer = resolve));
      page.show(page.request());
      await waitUntil(() => sent(page).length === 1);
      page.button('Close').click();
      expect(sent(page)).to.deep.equal(['monitor']);
      answer({ status: 'done' });
      await waitUntil(() => sent(page).includes('stop-monitor'));
    });

    it('stops after the step under way, which would refuse it', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      let answer: (outcome: CommandOutcome) => void = () => undefined;
      page.source.answer = () => new Promise((resolve) => (answer = resolve));
      page.button('Join conversation').click();
      await waitUntil(() => sent(page).includes('join'));
      page.button('Stop monitoring').click();
      await page.settled();
      expect(page.isOpen).to.equal(false);
      expect(sent(page)).not.to.include('stop-monitor');
      answer({ status: 'done' });
      await waitUntil(() => sent(page).includes('stop-monitor'));
    });

    it('lets the former conversation go before it begins with another one', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      page.show(page.request('c-78'));
      await waitUntil(
        () => page.header.includes('Locked out') && page.transcript.includes('Monitoring started'),
      );
      await waitUntil(() => sent(page).length === 3);
      expect(steps(page)).to.deep.equal(['stop-monitor c-77']);
      expect(page.source.read).to.deep.equal(['c-78']);
      expect(page.transcript).not.to.contain('Message 1');
    });

    it('J44 does not begin again with the conversation that it monitors', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      await page.join();
      page.show(page.request());
      await page.settled();
      expect(sent(page)).to.deep.equal(['monitor', 'join']);
      expect(page.header).to.contain('Joined');
    });

    it('says when the conversation ended, keeps what was said and offers only to close', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      page.button('Join conversation').focus();
      page.source.delta([], [charged()]);
      await page.settled();
      expect(page.text).to.contain('This conversation ended');
      expect(page.header).to.contain('Closed');
      expect(page.transcript).to.contain('Message 2');
      expect(page.buttons).to.deep.equal(['Close']);
      expect(page.focused === page.button('Close')).to.equal(true);
      page.button('Close').click();
      await page.settled();
      expect(steps(page)).to.deep.equal([]);
      expect(page.isOpen).to.equal(false);
    });

    it('I08 keeps nothing when rights shrank, not even when rows come back in the same moment', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      page.source.send({ type: 'wipe', reason: 'rights' });
      page.source.snapshot([charged({ version: 5 })]);
      await page.settled();
      expect(page.transcript).to.equal('');
      expect(page.text).not.to.contain('Card charged twice');
      expect(page.text).not.to.contain('Priya');
      expect(page.text).to.contain('You may no longer see this conversation');
      expect(page.buttons).to.deep.equal(['Close']);
      expect(page.source.read).to.deep.equal([]);
    });

    it('follows nothing any more when it is removed, and goes on when it is moved', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      const { element } = page;
      const { parentElement } = element;
      element.remove();
      expect(page.source.read).to.deep.equal([]);
      expect(sent(page)).not.to.include('stop-monitor');
      parentElement?.append(element);
      await page.settled();
      expect(page.source.read).to.deep.equal(['c-77']);
      expect(page.isOpen).to.equal(true);
      expect(page.transcript.match(/Message 1/g)).to.have.length(1);
    });

    it('says that it was closed', async () => {
      const page = await ConversationPanelPage.open();
      await page.monitor();
      const closed = sinon.spy();
      page.element.addEventListener('close', closed);
      page.button('Close').click();
      await page.settled();
      expect(closed.callCount).to.equal(1);
      expect(page.element.hasAttribute('open')).to.equal(false);
    });
  });

  it('opens nothing in another report over the same source', async () => {
    const source = new TalkingSource();
    const page = await ConversationPanelPage.open({ source });
    const other = await ConversationPanelPage.open({ source });
    await page.monitor();
    page.source.delta([charged({ version: 2, monitoredBy: ['u1'] })]);
    await other.settled();
    expect(page.isOpen).to.equal(true);
    expect(other.isOpen).to.equal(false);
    expect(source.read).to.deep.equal(['c-77']);
  });

  it('P17 does everything by keys', async () => {
    const page = await ConversationPanelPage.open();
    await page.monitor();
    const tabTo = async (name: string): Promise<void> => {
      for (let presses = 0; presses < 12 && nameOfFocused(page) !== name; presses += 1) {
        await sendKeys({ press: 'Tab' });
      }
      expect(nameOfFocused(page)).to.equal(name);
    };
    await tabTo('Join conversation');
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => page.query('textbox', 'Message'));
    await page.settled();
    await sendKeys({ type: 'Refund it' });
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => sent(page).includes('message'));
    await tabTo('Leave conversation');
    await sendKeys({ press: 'Space' });
    await waitUntil(() => page.query('button', 'Join conversation'));
    await tabTo('Stop monitoring');
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => sent(page).includes('stop-monitor'));
    expect(sent(page)).to.deep.equal(['monitor', 'join', 'message', 'leave', 'stop-monitor']);
  });

  for (const scheme of ['light', 'dark'] as const) {
    it(`P01 is accessible in each state (${scheme})`, async () => {
      const page = await ConversationPanelPage.open({ scheme });
      page.source.answer = never;
      page.show(page.request());
      await page.settled();
      await expect(page.element).to.be.accessible();
      page.element.close();
      page.source.answer = () => Promise.resolve({ status: 'done' });
      const next = await ConversationPanelPage.open({ scheme });
      await next.monitor();
      next.source.say('c-77', talk(3, { private: true, from: 'supervisor' }), talk(4, { from: 'system' }));
      await next.settled();
      await expect(next.element).to.be.accessible();
      await next.join();
      await expect(next.element).to.be.accessible();
      next.source.send({ type: 'connection', state: 'offline' });
      await next.settled();
      await expect(next.element).to.be.accessible();
      next.source.delta([], [charged()]);
      await next.settled();
      await expect(next.element).to.be.accessible();
    });
  }
});

function nameOfFocused(page: ConversationPanelPage): string {
  const element = page.focused;
  return element?.getAttribute('aria-label') ?? element?.textContent.trim() ?? '';
}
