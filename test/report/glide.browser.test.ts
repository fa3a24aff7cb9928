import { expect, nextFrame } from '@open-wc/testing';
import { emulateMedia, resetMouse, sendKeys } from '@web/test-runner-commands';
import { ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { talking } from '../support/dialog-page.js';
import { ReportPage } from '../support/report-page.js';

const COUNT = 8;

/** Until it is true, looked at in every frame from now on. */
async function eachFrame(isSo: () => boolean): Promise<void> {
  do await nextFrame();
  while (!isSo());
}

describe('rows that are let go', () => {
  let page: ReportPage;
  let source: ScriptedDataSource;
  let version = 1;

  const waits = (place: number, ms: number): ReturnType<typeof talking> =>
    talking(`c${String(place)}`, { version, wait: { ms, since: null } });
  const topOf = (id: string): number => page.row(id)?.getBoundingClientRect().top ?? NaN;
  const gliding = (): Animation[] => page.rows().flatMap((row) => row.getAnimations());

  beforeEach(async () => {
    source = new ScriptedDataSource();
    page = await ReportPage.open({ dataSource: source });
    version = 1;
    source.snapshot(Array.from({ length: COUNT }, (_, place) => waits(place, 600_000 - place * 1000)));
    await page.until(() => page.rows().length === COUNT, 'the rows are there');
    // What follows the first rows has come when a dialog opens.
    page.element.openAction('force-close', ['c0']);
    await page.dialog(/^Force close/);
    page.get('button', 'Cancel').click();
    await page.until(() => page.find('dialog', /./) === undefined, 'the dialog is closed');
  });
  afterEach(async () => {
    await resetMouse();
    page.element.remove();
  });

  /** The last row now waits longest, which the held order does not show yet. */
  const overtake = async (): Promise<void> => {
    page.element.focusConversation('c0');
    await sendKeys({ press: 'ArrowDown' });
    version += 1;
    source.delta([waits(COUNT - 1, 3_600_000)]);
    await page.until(() => page.find('button', /1 change/) !== undefined, 'a change waits');
    expect(page.rowIds().at(-1)).to.equal(`c${String(COUNT - 1)}`);
  };

  it('glide from where they were to where they belong, in less than 200 ms', async () => {
    await overtake();
    const before = topOf('c7');
    const glides = eachFrame(() => {
      const running = gliding();
      for (const animation of running) {
        animation.pause();
        animation.currentTime = 0;
      }
      return running.length > 0;
    });
    await sendKeys({ press: 'r' });
    await glides;
    const longest = Math.max(...gliding().map(({ effect }) => Number(effect?.getTiming().duration)));
    expect(longest).to.be.lessThan(200);
    expect(page.rowIds()[0]).to.equal('c7');
    expect(topOf('c7')).to.be.closeTo(before, 1);
    for (const animation of gliding()) animation.finish();
    expect(topOf('c7')).to.be.lessThan(topOf('c0'));
  });

  it('are at their places when a hand comes back', async () => {
    await overtake();
    const glides = eachFrame(() => {
      for (const animation of gliding()) animation.pause();
      return gliding().length > 0;
    });
    await sendKeys({ press: 'r' });
    await glides;
    await sendKeys({ press: 'ArrowDown' });
    expect(gliding().filter(({ playState }) => playState !== 'finished')).to.have.length(0);
    expect(topOf('c7')).to.be.lessThan(topOf('c0'));
  });

  it('are at their places at once for those who want no motion', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    try {
      await overtake();
      let seen = 0;
      const moved = eachFrame(() => {
        seen += gliding().length;
        return page.rowIds()[0] === 'c7';
      });
      await sendKeys({ press: 'r' });
      await moved;
      await nextFrame();
      expect(seen + gliding().length).to.equal(0);
    } finally {
      await emulateMedia({ reducedMotion: 'no-preference' });
    }
  });

  it('do not glide while nobody holds them', async () => {
    version += 1;
    let seen = 0;
    const moved = eachFrame(() => {
      seen += gliding().length;
      return page.rowIds()[0] === 'c7';
    });
    (document.activeElement as HTMLElement | null)?.blur();
    source.delta([waits(COUNT - 1, 3_600_000)]);
    await moved;
    await nextFrame();
    expect(seen + gliding().length).to.equal(0);
  });
});
