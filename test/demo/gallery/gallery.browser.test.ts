import { expect, oneEvent } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { readStories } from '../../../demo/gallery/catalogue.js';
import { MOST_RECORDS } from '../../../demo/gallery/event-log.js';
import { STORY_MODULES } from '../../../demo/stories/index.js';
import { ReportErrorEvent } from '../../../src/events.js';
import { GalleryPage, violations, wearPageStyles } from '../../support/gallery-page.js';

const stories = readStories(STORY_MODULES);

describe('gallery', () => {
  let page: GalleryPage;

  before(wearPageStyles);

  const open = async (query = ''): Promise<GalleryPage> => {
    page = await GalleryPage.open(stories, query);
    return page;
  };
  afterEach(() => page.close());

  describe('stories', () => {
    it('have names and addresses of their own', () => {
      expect(new Set(stories.map(({ id }) => id)).size).to.equal(stories.length);
      expect(new Set(stories.map(({ title, name }) => `${title}/${name}`)).size).to.equal(stories.length);
    });

    it('all say what they are about', () => {
      const silent = stories.filter(({ parameters }) => !parameters.docs?.description?.story);
      expect(silent.map(({ id }) => id)).to.deep.equal([]);
    });
  });

  describe('links', () => {
    it('open the first story when they name none', async () => {
      await open();
      expect(page.title).to.contain('Simulation');
      expect(page.report.getAttribute('src')).to.match(/^mock:/);
    });

    it('restore story, arguments and settings', async () => {
      await open(
        '?story=live-data--simulation&arg.density=compact&arg.conversations=12&arg.policy=%7B%22bulkLimit%22%3A9%7D&theme=dark&direction=rtl&locale=fr&width=768',
      );
      const { report, canvas } = page;
      expect(report.density).to.equal('compact');
      expect(report.src).to.contain('conversations=12');
      expect(report.policy).to.deep.equal({ bulkLimit: 9 });
      expect(report.lang).to.equal('fr');
      expect(report.dir).to.equal('rtl');
      expect(canvas.dir).to.equal('rtl');
      expect(getComputedStyle(canvas).colorScheme).to.equal('dark');
      expect(canvas.dataset['width']).to.equal('768');
      expect(page.control('density').value).to.equal('compact');
      expect(page.control('Theme').value).to.equal('dark');
    });

    it('survive a name and values that do not exist', async () => {
      await open('?story=no-such&arg.density=huge&theme=pink&locale=xx');
      expect(page.title).to.contain('Simulation');
      expect(page.report.density).to.equal('comfortable');
      expect(page.report.lang).to.equal('en');
    });

    it('follow the choice of a story, and the way back', async () => {
      await open('?story=states--empty');
      await page.press('Forbidden');
      expect(location.search).to.equal('?story=states--forbidden');
      expect(page.report.connection.state).to.equal('forbidden');
      expect(document.title).to.contain('Forbidden');

      const moved = oneEvent(window, 'popstate');
      history.back();
      await moved;
      await page.settled();
      expect(page.title).to.contain('Empty');
      await page.until(() => page.report.connection.state === 'live', 'the story before is back');
    });

    it('say only what differs from the story', async () => {
      await open('?story=live-data--simulation');
      await page.fill('density', 'compact');
      expect(new URLSearchParams(location.search).get('arg.density')).to.equal('compact');
      await page.fill('density', 'comfortable');
      expect(location.search).to.equal('?story=live-data--simulation');
    });

    it('lead to the story alone', async () => {
      await open('?story=states--empty&theme=dark');
      const href = page.control('Alone').getAttribute('href');
      expect(href).to.equal('?story=states--empty&theme=dark&bare');
    });
  });

  describe('controls', () => {
    it('change the report that is shown, and keep it', async () => {
      await open('?story=live-data--simulation&arg.conversations=20');
      const { report } = page;
      await page.fill('density', 'compact');
      expect(report.density).to.equal('compact');
      await page.fill('window-hours', '48');
      expect(report.windowHours).to.equal(48);
      await page.press('paused');
      expect(report.paused).to.equal(true);
      await page.fill('permissions', '{"assign": "Not today"}');
      expect(report.permissions).to.deep.equal({ assign: 'Not today' });
      expect(page.report, 'the same element').to.equal(report);
    });

    it('keep what cannot be read, say why, and leave the report alone', async () => {
      await open('?story=live-data--simulation&arg.conversations=20');
      const before = page.report.policy;
      await page.fill('policy', '{"bulkLimit": 5');
      expect(page.control('policy').value).to.equal('{"bulkLimit": 5');
      expect(page.control('policy').ariaInvalid).to.equal('true');
      expect(page.report.policy).to.equal(before);
      await page.fill('window-hours', '1000');
      expect(page.panelText).to.contain('Not a number from 1 to 72');
      expect(page.report.windowHours).to.equal(24);
      await page.fill('policy', '{"bulkLimit": 5}');
      expect(page.report.policy).to.deep.equal({ bulkLimit: 5 });
      expect(page.control('policy').ariaInvalid).to.equal('false');
    });

    it('are reset together', async () => {
      await open('?story=live-data--simulation&arg.conversations=20');
      await page.fill('density', 'compact');
      await page.press('Reset');
      expect(page.report.density).to.equal('comfortable');
      expect(location.search).to.equal('?story=live-data--simulation');
      expect(page.hasControl('Reset')).to.equal(false);
    });

    it('give way to what a story fixes', async () => {
      await open('?story=appearance--dark&theme=light');
      expect(getComputedStyle(page.canvas).colorScheme).to.equal('dark');
      expect(page.control('Theme').disabled).to.equal(true);
      await page.fill('Language', 'fr');
      expect(page.report.lang).to.equal('fr');
    });
  });

  describe('events', () => {
    const select = async (): Promise<void> => {
      await page.until(() => page.report.conversations.length > 0, 'rows are there');
      const heard = oneEvent(page.report, 'conversationselect');
      page.report.focusConversation(page.report.conversations[0]?.id ?? '');
      await sendKeys({ press: ' ' });
      await heard;
    };

    it('are shown with their fields, newest first, and cleared', async () => {
      await open('?story=states--partial');
      await page.press(/^Events/);
      await select();
      await page.until(() => page.events.includes('conversationselect'), 'the log shows it');
      expect(page.events[0]).to.equal('conversationselect');
      expect(page.events, 'events that do not bubble').to.include.members(['connectionchange', 'ready']);
      expect(page.panelText).to.contain(`"${page.report.selection[0] ?? ''}"`);

      await page.press('Clear');
      expect(page.events).to.deep.equal([]);
    });

    it('are kept only so many', async () => {
      await open('?story=states--empty');
      await page.press(/^Events/);
      for (let count = 0; count < MOST_RECORDS + 20; count += 1) {
        page.report.dispatchEvent(new ReportErrorEvent({ code: `code-${String(count)}`, detail: '', count }));
      }
      await page.settled();
      expect(page.events).to.have.length(MOST_RECORDS);
      expect(page.panelText).to.contain(`code-${String(MOST_RECORDS + 19)}`);
      expect(page.panelText).not.to.contain('code-3 ');
    });

    it('say what the host prevented', async () => {
      await open('?story=in-a-host--host-acts&arg.handling=preventDefault');
      await page.press(/^Events/);
      await page.until(() => page.report.conversations.some(({ status }) => status === 'open'), 'rows');
      const asked = oneEvent(page.report, 'conversationmonitor');
      const talking = page.report.conversations.find(({ phase }) => phase === 'in-conversation');
      page.report.openAction('monitor', [talking?.id ?? '']);
      await asked;
      await page.until(() => page.panelText.includes('prevented'), 'the log says so');
    });
  });

  it('shows the markup of the story as it is now', async () => {
    await open('?story=states--empty');
    await page.press('Code');
    await page.fill('Language', 'fr');
    expect(page.panelText).to.match(/<ongoing-conversations-report\s+lang="fr"/);
    expect(page.panelText).to.contain('report.dataSource = myDataSource;');
    expect(page.panelText).to.contain("import 'ongoing-conversations-report/define';");
  });

  it('starts a story over with what was set', async () => {
    await open('?story=live-data--simulation&arg.conversations=20');
    const { report } = page;
    await page.fill('density', 'compact');
    await page.press('Start over');
    expect(page.report).not.to.equal(report);
    expect(page.report.density).to.equal('compact');
  });

  it('finds stories by name and group', async () => {
    await open('?story=states--empty');
    const search = page.control('Find a story');
    search.value = 'unhappy';
    search.dispatchEvent(new Event('input'));
    await page.settled();
    expect(page.hasControl('Hostile text')).to.equal(true);
    expect(page.hasControl('Simulation')).to.equal(false);
  });

  it('moves between its tabs by arrow keys', async () => {
    await open('?story=states--empty');
    page.control('Controls').focus();
    await sendKeys({ press: 'ArrowLeft' });
    await page.settled();
    expect(page.control('Accessibility').ariaSelected).to.equal('true');
    expect(page.focused).to.equal(page.control('Accessibility'));
    await sendKeys({ press: 'Home' });
    await sendKeys({ press: 'End' });
    await page.settled();
    expect(page.focused).to.equal(page.control('Accessibility'));
    await sendKeys({ press: 'ArrowRight' });
    await page.settled();
    expect(page.control('Controls').ariaSelected).to.equal('true');
  });

  describe('axe finds nothing', () => {
    afterEach(() => setViewport({ width: 800, height: 600 }));

    for (const theme of ['light', 'dark']) {
      for (const panel of ['Controls', /^Events/, 'Code', 'Theme editor']) {
        it(`in ${theme} with the panel ${String(panel)}`, async () => {
          await setViewport({ width: 1280, height: 900 });
          await open(`?story=states--partial&theme=${theme}`);
          await page.until(() => page.report.conversations.length > 0, 'rows are there');
          await page.press(panel);
          expect(await violations(page.element)).to.deep.equal([]);
        });
      }
    }

    it('with findings in the panel about accessibility', async () => {
      await setViewport({ width: 1280, height: 900 });
      await open('?story=states--partial&panel=accessibility&token.text-muted=%23bbb');
      await page.until(() => page.panelText.includes('color-contrast'), 'axe found the pale text');
      const found = await violations(page.element.shadowRoot?.querySelector('story-panels') ?? page.element);
      expect(found).to.deep.equal([]);
    });

    it('at 390 px, with the list of stories open', async () => {
      await setViewport({ width: 390, height: 844 });
      await open('?story=states--empty');
      const { scrollWidth, clientWidth } = document.documentElement;
      expect(scrollWidth, 'nothing sticks out').to.equal(clientWidth);
      expect(await violations(page.element)).to.deep.equal([]);
      await page.press('Stories');
      expect(await violations(page.element)).to.deep.equal([]);
    });
  });
});
