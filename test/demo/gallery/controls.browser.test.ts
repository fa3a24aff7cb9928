/** Controls come out of `custom-elements.json`: whatever the report lets a host set can be set in any story. */
import { expect } from '@open-wc/testing';
import { readStories } from '../../../demo/gallery/catalogue.js';
import { controlFields } from '../../../demo/gallery/controls.js';
import { REPORT } from '../../../demo/gallery/manifest.js';
import { STORY_MODULES } from '../../../demo/stories/index.js';
import { GalleryPage } from '../../support/gallery-page.js';

const stories = readStories(STORY_MODULES);
/** These are no text; the toolbar sets the last two, and each story its source. */
const WITHOUT = ['dataSource', 'tokenProvider', 'columns', 'viewStorage', 'src', 'lang', 'dir'];

describe('controls of the gallery', () => {
  let page: GalleryPage;
  const open = async (query: string): Promise<void> => {
    page = await GalleryPage.open(stories, query);
  };
  afterEach(() => page.close());

  it('are there for every property in the manifest, in every story', async () => {
    await open('?story=states--partial');
    const wanted = REPORT.properties.map(({ name }) => name).filter((name) => !WITHOUT.includes(name));
    expect(wanted.length).to.be.greaterThan(15);
    for (const story of stories)
      expect(
        controlFields(story).map(({ arg }) => arg),
        story.id,
      ).to.include.members(wanted);
    for (const { label } of controlFields(stories[0] ?? expect.fail('no story')))
      if (wanted.includes(label)) expect(page.hasControl(label), label).to.equal(true);
  });

  const kinds = new Map(
    controlFields(stories.find(({ id }) => id === 'states--partial') ?? expect.fail()).map((field) => [
      field.arg,
      field,
    ]),
  );
  for (const [arg, kind] of [
    ['paused', 'boolean'],
    ['density', 'select'],
    ['mode', 'select'],
    ['alertNotifications', 'select'],
    ['windowHours', 'number'],
    ['queues', 'object'],
    ['policy', 'object'],
    ['permissions', 'object'],
    ['thresholds', 'object'],
  ]) {
    it(`show ${String(arg)} as ${String(kind)}`, async () => {
      await open('?story=states--partial');
      expect(kinds.get(String(arg))?.kind).to.equal(kind);
    });
  }

  it('offer the words of an attribute as the manifest has them', async () => {
    await open('?story=states--partial');
    expect(kinds.get('mode')?.options).to.deep.equal(['full', 'wallboard', 'strip']);
    expect(kinds.get('alertNotifications')?.options).to.deep.equal([false, true, 'with-text']);
    expect(page.panelText).to.contain('Only conversations started in the last so many hours.');
  });

  it('set what the story leaves alone, and leave it alone again', async () => {
    await open('?story=states--partial');
    const { report } = page;
    await page.fill('window-hours', '12');
    expect(report.windowHours).to.equal(12);
    await page.fill('queues', '["q-orders"]');
    expect(report.queues).to.deep.equal(['q-orders']);
    await page.fill('alertNotifications', 'with-text');
    expect(report.alertNotifications).to.equal('with-text');
    await page.press('alertSound');
    expect(report.alertSound).to.equal(true);
    expect(location.search).to.contain('arg.alertSound=true');

    await page.fill('window-hours', '');
    await page.fill('queues', '');
    await page.fill('alertNotifications', '');
    await page.press('alertSound');
    expect(report.windowHours).to.equal(24);
    expect(report.queues).to.deep.equal([]);
    expect(report.alertNotifications).to.equal(false);
    expect(report.alertSound).to.equal(false);
    expect(page.report, 'the same element').to.equal(report);
    expect(location.search).to.equal('?story=states--partial');
  });
});
