import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { ManualTime } from '../../engine/manual-time.js';
import { START } from '../../../testing/scripted-data-source.js';
import { GridPage, talking, waiting, type GridOptions } from '../../support/grid-page.js';

/** The engine's time and the page's clock, moved together. */
async function open(
  options: GridOptions,
): Promise<{ page: GridPage; pass: (seconds: number) => Promise<void> }> {
  const timers = sinon.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const time = new ManualTime(START);
  const page = await GridPage.open({ ...options, engine: { time } });
  return {
    page,
    pass: async (seconds) => {
      for (let second = 0; second < seconds; second += 1) {
        time.advance(1000);
        timers.tick(1000);
      }
      await page.fixture.settled();
    },
  };
}

const running = (ms: number): { ms: number; since: number } => ({ ms, since: START });

describe('durations of the grid', () => {
  afterEach(() => sinon.restore());

  it('ticks each second by rewriting the clocks only', async () => {
    const { page, pass } = await open({ rows: [waiting(0, { wait: running(58_000) }), waiting(1)] });
    expect(page.seen('c0', 'Wait time')).to.equal('0:58');
    const touched: string[] = [];
    const observer = new MutationObserver((records) => {
      for (const { target, type } of records) {
        touched.push(`${type} ${target.parentElement?.className ?? target.nodeName}`);
      }
    });
    observer.observe(page.root, { subtree: true, childList: true, attributes: true, characterData: true });

    await pass(1);

    expect(page.seen('c0', 'Wait time')).to.equal('0:59');
    expect(touched).to.deep.equal(['characterData clock', 'characterData visually-hidden']);
    observer.disconnect();
  });

  it('P10 is spoken by the minute and shown by the second', async () => {
    const { page, pass } = await open({
      rows: [waiting(0, { wait: running(3_660_000) }), waiting(1, { wait: null })],
    });

    await pass(5);

    expect(page.seen('c0', 'Wait time')).to.equal('1:01:05');
    expect(page.spoken('c0', 'Wait time')).to.equal('1 hour 1 minute, over the limit');
    expect(page.seen('c1', 'Wait time')).to.equal('–');
    expect(page.spoken('c1', 'Wait time')).to.equal('None');
  });

  it('shows no wait of an outbound conversation', async () => {
    const { page } = await open({ rows: [waiting(0, { direction: 'outbound', wait: running(900_000) })] });

    expect(page.seen('c0', 'Wait time')).to.equal('–');
  });

  it('crosses the limits of the queue by time alone: a sign, a colour and words', async () => {
    const { page, pass } = await open({
      rows: [waiting(0, { wait: running(59_000), queue: { id: 'q7', name: 'Fast', type: 'messaging' } })],
      settings: {
        thresholds: { wait: { breach: 1e9 }, queues: { q7: { wait: { warning: 60_000, breach: 62_000 } } } },
      },
    });
    const clock = page.cell('c0', 'Wait time').querySelector('.clock') as HTMLElement;
    const colour = getComputedStyle(clock).color;
    expect(clock.getAttribute('part')).to.equal('wait');
    expect(getComputedStyle(clock, '::before').content).to.equal('none');

    await pass(1);
    expect(page.spoken('c0', 'Wait time')).to.equal('1 minute, near the limit');
    expect(clock.getAttribute('part')).to.equal('wait warning');
    expect(getComputedStyle(clock, '::before').content).not.to.equal('none');
    expect(getComputedStyle(clock).color).not.to.equal(colour);

    await pass(2);
    expect(page.spoken('c0', 'Wait time')).to.equal('1 minute, over the limit');
    expect(clock.getAttribute('part')).to.equal('wait breach');
  });

  it('says at least, as of the last contact, once the connection is lost', async () => {
    const { page, pass } = await open({
      rows: [talking(0, { wait: { ms: 20_000, since: null }, handle: running(0) })],
    });
    await pass(10);
    expect(page.seen('c0', 'Handle time')).to.equal('0:10');

    page.fixture.source.send({ type: 'connection', state: 'reconnecting' });
    await page.settled();
    await pass(40);

    expect(page.parts('c0')).to.deep.equal(['row', 'stale']);
    expect(page.seen('c0', 'Handle time')).to.match(/^≥ 0:(0\d|10)$/);
    expect(page.spoken('c0', 'Handle time')).to.match(/^at least \d+ seconds?$/);
    // A wait that is over is known exactly.
    expect(page.seen('c0', 'Wait time')).to.equal('0:20');
    expect(getComputedStyle(page.row('c0')).backgroundImage).to.contain('repeating-linear-gradient');
    expect(page.cell('c0', 'Subject').querySelector('.stale-mark svg')).not.to.equal(null);

    page.fixture.source.send({ type: 'connection', state: 'live' });
    await page.settled();
    expect(page.parts('c0')).to.deep.equal(['row']);
    expect(page.seen('c0', 'Handle time')).to.equal('0:50');
  });

  it('goes on while the report is paused', async () => {
    const { page, pass } = await open({ rows: [waiting(0, { wait: running(0) })] });
    page.fixture.engine.pause();
    await pass(3);

    expect(page.seen('c0', 'Wait time')).to.equal('0:03');
    expect(page.parts('c0')).to.deep.equal(['row']);
  });

  it('stops the clock of a conversation that is over', async () => {
    const { page, pass } = await open({ rows: [waiting(0, { wait: running(0) })] });
    page.fixture.engine.hold('dialog');
    await pass(5);
    page.fixture.source.delta([], [waiting(0)]);
    await page.settled();

    await pass(12);

    expect(page.seen('c0', 'Wait time')).to.equal('0:05');
  });

  it('writes the clock of the conversation that took over an element', async () => {
    const { page } = await open({
      rows: Array.from({ length: 300 }, (_, place) =>
        waiting(place, { wait: { ms: (1000 - place) * 1000, since: null } }),
      ),
    });
    await page.scrollTo(150 * 44);

    for (const id of page.ids) {
      const seconds = 1000 - Number(id.slice(1));
      const expected = `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
      expect(page.seen(id, 'Wait time'), id).to.equal(expected);
    }
  });
});
