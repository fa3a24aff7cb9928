import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import sinon from 'sinon';
import { conversation, START } from '../../../testing/scripted-data-source.js';
import { ToastRegionPage } from '../../support/toast-region-page.js';

const agent = { target: { agentId: 'a2' }, targetName: 'Lena Fischer' } as const;

describe('toast region', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers({
      now: START,
      toFake: ['Date', 'performance', 'setInterval', 'clearInterval'],
    });
  });
  afterEach(async () => {
    clock.restore();
    await sendMouse({ type: 'move', position: [0, 0] });
  });
  const seconds = async (page: ToastRegionPage, count: number): Promise<void> => {
    clock.tick(count * 1000);
    await page.settled();
  };

  it('P21 has both live regions from the start, empty', async () => {
    const page = await ToastRegionPage.open();
    expect(page.root.querySelectorAll('[role=status]').length).to.equal(1);
    expect(page.root.querySelectorAll('[role=alert]').length).to.equal(1);
    expect(page.root.querySelector('[role=alert]')?.textContent).to.equal('');
    expect(page.toasts).to.deep.equal([]);
  });

  describe('outcomes', () => {
    it('P10 tells politely what was done, by name', async () => {
      const page = await ToastRegionPage.open();
      await page.act();
      expect(page.toasts).to.deep.equal(['Subject c-1 was closed.']);
      expect(page.status).to.contain('Subject c-1 was closed.');
      expect(page.alert).to.equal('');
    });

    it('says that monitoring started', async () => {
      const page = await ToastRegionPage.open();
      page.fixture.source.delta([
        conversation('c-1', { version: 2, status: 'active', phase: 'in-conversation' }),
      ]);
      await page.settled();
      await page.act({ action: 'monitor' });
      expect(page.status).to.contain("Monitoring started. Agent and customer don't see you.");
    });

    it('J24 tells a refusal with its reason, and keeps it', async () => {
      const page = await ToastRegionPage.open();
      await page.act({ action: 'monitor' });
      expect(page.status).to.contain('Monitor was refused: Subject c-1 – No agent has accepted it yet');
      await seconds(page, 30);
      expect(page.toasts).to.have.length(1);
    });

    it('tells a failure as an alert that stays until it is dismissed', async () => {
      const page = await ToastRegionPage.open();
      await page.act({}, { status: 'failed', code: 'x', message: 'Server <b>down</b>' });
      expect(page.alert).to.contain('Force close failed: Subject c-1 – Server <b>down</b>');
      expect(page.root.querySelector('.toast b')).to.equal(null);
      await seconds(page, 60);
      expect(page.toasts).to.have.length(1);
      page.button('Dismiss').click();
      await page.settled();
      expect(page.toasts).to.deep.equal([]);
    });

    it('never calls an unknown outcome failed, and asks again', async () => {
      const page = await ToastRegionPage.open();
      await page.act({}, { status: 'unknown', message: 'timeout' });
      expect(page.alert).to.contain('It is not known whether Force close took effect: Subject c-1');
      expect(page.text).not.to.match(/fail/i);
      const outcome = sinon.stub().resolves({ status: 'done' });
      Object.assign(page.fixture.source, { outcome });
      page.button('Check again').click();
      await page.settled();
      expect(page.button('Checking…').getAttribute('aria-disabled')).to.equal('true');
      await waitUntil(() => page.status.includes('Subject c-1 was closed.'));
      expect(page.alert).to.equal('');
      expect(page.toasts).to.have.length(1);
      await seconds(page, 6);
      expect(page.toasts).to.deep.equal([]);
    });

    it('lets *Check again* be pressed again when no answer came', async () => {
      const page = await ToastRegionPage.open();
      await page.act({}, { status: 'unknown', message: '' });
      const checkAgain = sinon.spy(page.fixture.engine, 'checkAgain');
      page.button('Check again').click();
      await page.settled();
      page.button('Checking…').click();
      expect(checkAgain.callCount).to.equal(1);
      await seconds(page, 15);
      page.button('Check again').click();
      expect(checkAgain.callCount).to.equal(2);
    });

    it('L08 L09 names the conversation in isolation and without direction controls', async () => {
      const page = await ToastRegionPage.open();
      page.fixture.source.delta([conversation('c-1', { version: 2, subject: '\u202Eevil\u202C <i>x</i>' })]);
      await page.settled();
      await page.act();
      const raw = page.root.querySelector('[part~=toast] p')?.textContent ?? '';
      expect(raw).to.equal('\u2068evil <i>x</i>\u2069 was closed.');
      expect(page.root.querySelector('.toast i')).to.equal(null);
    });

    it('tells an offer, then that the agent accepted, in one toast', async () => {
      const page = await ToastRegionPage.open();
      await page.act({ action: 'assign', ...agent });
      expect(page.toasts).to.deep.equal([
        'Subject c-1 is offered to Lena Fischer, who has not accepted yet.',
      ]);
      const offered = {
        status: 'active',
        phase: 'in-conversation',
        agent: { id: 'a2', name: 'Lena Fischer' },
      };
      page.fixture.source.delta([conversation('c-1', { version: 3, ...offered })]);
      await page.settled();
      expect(page.toasts).to.deep.equal(['Lena Fischer accepted Subject c-1.']);
    });

    it('tells that the target agent did not accept', async () => {
      const page = await ToastRegionPage.open();
      await page.act({ action: 'assign', ...agent });
      await seconds(page, 6);
      expect(page.toasts).to.deep.equal([]);
      page.fixture.source.delta([conversation('c-1', { version: 3, status: 'open', agent: null })]);
      await page.settled();
      expect(page.toasts).to.deep.equal(['Lena Fischer did not accept Subject c-1: it is open again.']);
    });

    it('tells a bulk decision once, in counts, when its last command has settled', async () => {
      const page = await ToastRegionPage.open();
      let release: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => (release = resolve));
      page.fixture.source.answer = async ({ conversationId }) => {
        if (conversationId === 'c-3') await gate;
        return conversationId === 'c-2'
          ? { status: 'refused', code: 'closed', message: '' }
          : { status: 'done', version: 2 };
      };
      const acted = page.act({ ids: ['c-1', 'c-2', 'c-3', 'c-4'] });
      await page.settled();
      expect(page.toasts).to.deep.equal([]);
      release();
      await acted;
      expect(page.toasts).to.deep.equal(['Force close: 3 done, 1 refused']);
    });

    it('does not tell that a message went out: the transcript shows it', async () => {
      const page = await ToastRegionPage.open();
      await page.act({ action: 'message', text: 'x' }, { status: 'done' });
      expect(page.toasts).to.deep.equal([]);
      await page.act({ action: 'message', text: 'x' }, { status: 'failed', code: 'x', message: 'No' });
      expect(page.alert).to.contain('Message failed');
    });

    it('I06 I08 keeps nothing that names a conversation when rights shrank', async () => {
      const page = await ToastRegionPage.open();
      await page.act({}, { status: 'failed', code: 'x', message: '' });
      page.fixture.source.send({ type: 'wipe', reason: 'rights' });
      await page.settled();
      expect(page.text).to.not.contain('Subject');
    });
  });

  describe('time and room', () => {
    it('goes after six seconds', async () => {
      const page = await ToastRegionPage.open();
      await page.act();
      await seconds(page, 5);
      expect(page.toasts).to.have.length(1);
      await seconds(page, 1);
      expect(page.toasts).to.deep.equal([]);
    });

    it('waits while the pointer is over it', async () => {
      const page = await ToastRegionPage.open();
      await page.act();
      const { left, top } = page.button('Dismiss').getBoundingClientRect();
      await sendMouse({ type: 'move', position: [Math.round(left + 5), Math.round(top + 5)] });
      await seconds(page, 20);
      expect(page.toasts).to.have.length(1);
      await sendMouse({ type: 'move', position: [0, 0] });
      await seconds(page, 6);
      expect(page.toasts).to.deep.equal([]);
    });

    it('waits while focus is in it', async () => {
      const page = await ToastRegionPage.open();
      await page.act();
      page.button('Dismiss').focus();
      await seconds(page, 20);
      expect(page.toasts).to.have.length(1);
      page.button('Dismiss').blur();
      await seconds(page, 6);
      expect(page.toasts).to.deep.equal([]);
    });

    it('shows four at once and counts the others, which come back when there is room', async () => {
      const page = await ToastRegionPage.open();
      for (let index = 1; index <= 6; index += 1) {
        await page.act({ ids: [`c-${String(index)}`] }, { status: 'failed', code: 'x', message: '' });
      }
      expect(page.toasts).to.have.length(4);
      expect(page.toasts[3]).to.contain('Subject c-6');
      expect(page.text).to.contain('2 more');
      page.button('Dismiss').click();
      await page.settled();
      expect(page.toasts[0]).to.contain('Subject c-2');
      expect(page.text).to.contain('1 more');
    });

    it('takes no room and catches no click where no toast is', async () => {
      const page = await ToastRegionPage.open();
      const frame = page.element.parentElement as HTMLElement;
      const before = frame.getBoundingClientRect().height;
      await page.act();
      expect(frame.getBoundingClientRect().height).to.equal(before);
      const { left, top, right } = page.element.getBoundingClientRect();
      const toast = page.root.querySelector('.toast') as HTMLElement;
      expect(toast.getBoundingClientRect().right).to.be.closeTo(right, 1);
      expect(document.elementFromPoint(left + 2, top - 4)).to.not.equal(page.element);
      await seconds(page, 6);
      expect(getComputedStyle(page.element).pointerEvents).to.equal('none');
    });

    it('P04 moves focus to the next toast, after the last one back to where it came from', async () => {
      const page = await ToastRegionPage.open();
      const origin = document.createElement('button');
      origin.textContent = 'origin';
      page.element.before(origin);
      await page.act({ ids: ['c-1'] }, { status: 'failed', code: 'x', message: '' });
      await page.act({ ids: ['c-2'] }, { status: 'failed', code: 'x', message: '' });
      origin.focus();
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => page.toasts.length === 1 && page.root.activeElement !== null);
      expect(page.root.activeElement === page.button('Dismiss')).to.equal(true);
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => page.toasts.length === 0);
      await waitUntil(() => document.activeElement === origin);
    });
  });

  describe('announcements', () => {
    it('says what the report asks for, without showing it', async () => {
      const page = await ToastRegionPage.open();
      page.element.announce('3 selected');
      await page.settled();
      expect(page.status).to.contain('3 selected');
      expect(page.toasts).to.deep.equal([]);
      page.element.announce('Lost', 'alert');
      await page.settled();
      expect(page.alert).to.equal('Lost');
    });

    it('replaces what was said, and makes the same words news again', async () => {
      const page = await ToastRegionPage.open();
      page.element.announce('one');
      await page.settled();
      const first = page.root.querySelector('[role=status] p');
      page.element.announce('one');
      await page.settled();
      expect(page.status).to.equal('one');
      expect(page.root.querySelector('[role=status] p') === first).to.equal(false);
    });

    it('does not leave old words in the page', async () => {
      const page = await ToastRegionPage.open();
      page.element.announce('one');
      await seconds(page, 10);
      expect(page.status).to.equal('');
    });

    it('shows a text as a toast when asked to', async () => {
      const page = await ToastRegionPage.open();
      page.element.show('Assign: nothing selected');
      await page.settled();
      expect(page.toasts).to.deep.equal(['Assign: nothing selected']);
      await seconds(page, 6);
      expect(page.toasts).to.deep.equal([]);
    });
  });

  describe('connection', () => {
    it('says each change politely', async () => {
      const page = await ToastRegionPage.open();
      page.fixture.source.send({ type: 'connection', state: 'reconnecting' });
      await page.settled();
      expect(page.status).to.equal('Connection: Reconnecting');
      page.fixture.source.send({ type: 'connection', state: 'live' });
      await page.settled();
      expect(page.status).to.equal('Connection: Live');
      expect(page.toasts).to.deep.equal([]);
    });

    it('P10 alerts once when it is lost for more than twenty seconds, and when it is restored', async () => {
      const page = await ToastRegionPage.open();
      page.fixture.source.send({ type: 'connection', state: 'offline' });
      await seconds(page, 20);
      expect(page.alert).to.equal('');
      page.fixture.source.send({ type: 'connection', state: 'reconnecting' });
      await seconds(page, 1);
      expect(page.alert).to.contain('lost for more than 20 seconds');
      await seconds(page, 60);
      expect(page.toasts).to.have.length(1);
      page.fixture.source.send({ type: 'connection', state: 'live' });
      await page.settled();
      expect(page.toasts).to.deep.equal(['The connection is restored.']);
      await seconds(page, 6);
      expect(page.toasts).to.deep.equal([]);
    });

    it('does not speak of a restored connection that was hardly gone', async () => {
      const page = await ToastRegionPage.open();
      page.fixture.source.send({ type: 'connection', state: 'offline' });
      await seconds(page, 5);
      page.fixture.source.send({ type: 'connection', state: 'live' });
      await page.settled();
      expect(page.alert).to.equal('');
    });

    for (const [state, words] of [
      ['unauthorized', 'Your session is no longer accepted'],
      ['forbidden', 'You may no longer see these conversations'],
      ['failed', 'The connection failed'],
    ] as const) {
      it(`alerts at once when it is ${state}, with the reason, until it is over`, async () => {
        const page = await ToastRegionPage.open();
        page.fixture.source.send({ type: 'connection', state, reason: 'because <b>' });
        await page.settled();
        expect(page.alert).to.contain(words);
        expect(page.alert).to.contain('because <b>');
        await seconds(page, 60);
        expect(page.toasts).to.have.length(1);
        page.fixture.source.send({ type: 'connection', state: 'live' });
        await page.settled();
        expect(page.alert).to.equal('');
        expect(page.status).to.equal('Connection: Live');
      });
    }
  });

  it('stops listening and ticking when it is removed', async () => {
    const page = await ToastRegionPage.open();
    page.element.remove();
    await page.act();
    expect(page.toasts).to.deep.equal([]);
  });

  for (const scheme of ['light', 'dark'] as const) {
    it(`P01 is accessible (${scheme})`, async () => {
      const page = await ToastRegionPage.open({ scheme });
      await expect(page.element).to.be.accessible();
      await page.act({ ids: ['c-1'] }, { status: 'unknown', message: '' });
      await page.act({ ids: ['c-2'] }, { status: 'failed', code: 'x', message: '' });
      await page.act({ ids: ['c-3'] }, { status: 'done' });
      await page.act({ ids: ['c-4'], action: 'monitor' });
      page.element.announce('words');
      await page.settled();
      await expect(page.element).to.be.accessible();
      const [button] = page.root.querySelectorAll('button');
      expect(button?.getBoundingClientRect().height).to.be.at.least(24);
    });
  }
});
