/** The panels about the theme and about accessibility, and what links keep of all panels. */
import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { stub } from 'sinon';
import { readStories } from '../../../demo/gallery/catalogue.js';
import { REPORT } from '../../../demo/gallery/manifest.js';
import { STORY_MODULES } from '../../../demo/stories/index.js';
import { GalleryPage, wearPageStyles } from '../../support/gallery-page.js';

const stories = readStories(STORY_MODULES);

describe('panels of the gallery', () => {
  let page: GalleryPage;

  before(async () => {
    await setViewport({ width: 1280, height: 900 });
    await wearPageStyles();
  });
  const open = async (query: string): Promise<GalleryPage> => {
    page = await GalleryPage.open(stories, query);
    return page;
  };
  afterEach(() => page.close());
  after(() => setViewport({ width: 800, height: 600 }));

  const linked = (name: string): string | null => new URLSearchParams(location.search).get(name);
  /** What the report makes of a token. */
  const token = (name: string): string => getComputedStyle(page.report).getPropertyValue(name).trim();

  describe('theme', () => {
    it('has a field for every token of the manifest, with its default', async () => {
      await open('?story=states--empty&panel=theme');
      for (const { name, default: byDefault } of REPORT.tokens) {
        const field = page.control(name.replace('--ongoing-', ''));
        expect(field.placeholder, name).to.equal(byDefault);
        expect(field.value, name).to.equal('');
      }
      expect(REPORT.tokens).not.to.be.empty;
    });

    it('puts on the report what is written, and writes it as CSS and into the link', async () => {
      await open('?story=states--empty&panel=theme');
      await page.fill('radius', '3px');
      await page.fill('font', '16px Georgia, serif');
      expect(token('--ongoing-radius')).to.equal('3px');
      expect(getComputedStyle(page.report).fontSize).to.equal('16px');
      expect(page.panelText).to.contain(
        'ongoing-conversations-report {\n  --ongoing-radius: 3px;\n  --ongoing-font: 16px Georgia, serif;\n}',
      );
      expect(linked('token.radius')).to.equal('3px');
      expect(page.report.getAttribute('style'), 'the markup stays as it is').to.equal(null);
    });

    it('writes the two swatches of a colour as one value for light and dark pages', async () => {
      await open('?story=states--empty&panel=theme');
      expect(page.control('accent, light').value).to.equal('#2f5bd7');
      expect(page.control('accent, dark').value).to.equal('#86a5ff');
      const dark = page.control('accent, dark');
      dark.value = '#ffaa00';
      dark.dispatchEvent(new Event('input', { bubbles: true }));
      await page.settled();
      expect(page.control('accent').value).to.equal('light-dark(#2f5bd7, #ffaa00)');
      expect(token('--ongoing-accent')).to.equal('light-dark(#2f5bd7, #ffaa00)');
      expect(page.control('focus, dark').value, 'what refers to it follows').to.equal('#ffaa00');
    });

    it('comes from a link, also over what a story sets itself, and is reset by one or all', async () => {
      await open('?story=in-a-host--own-colours&panel=theme&token.radius=9px&token.accent=rebeccapurple');
      expect(token('--ongoing-radius')).to.equal('9px');
      await page.press('Reset radius');
      expect(token('--ongoing-radius'), 'the story’s own').to.equal('2px');
      expect(linked('token.radius')).to.equal(null);
      await page.press('Reset theme');
      expect(token('--ongoing-accent')).not.to.equal('rebeccapurple');
      expect(location.search).to.equal('?story=in-a-host--own-colours&panel=theme');
      expect(page.panelText).to.contain('Nothing is changed yet');
    });

    it('uses nothing that the browser cannot, and says so', async () => {
      await open(
        '?story=states--empty&panel=theme&token.accent=red%7D%20body%20%7Bdisplay:none&token.radius=wide',
      );
      expect(token('--ongoing-accent')).to.equal('');
      expect(token('--ongoing-radius')).to.equal('');
      expect(getComputedStyle(document.body).display).to.equal('block');
      expect(page.control('radius').ariaInvalid).to.equal('true');
      expect(page.panelText).to.contain('Not a length').and.to.contain('Not a colour');
      expect(page.panelText).to.contain('Nothing is changed yet');
    });

    it('tells which texts have too little contrast, in the light and in the dark', async () => {
      await open('?story=states--empty&panel=theme');
      expect(page.told).to.contain('All 30 pairs of text and background reach 4.5 : 1');
      await page.fill('text-muted', 'light-dark(#999, #a3aebd)');
      const told = page.told;
      expect(told).to.contain('2 of 30 pairs');
      expect(told).to.contain('2.8 text-muted on background, light');
    });

    it('stays on from story to story, and is taken off with the gallery', async () => {
      await open('?story=states--empty&panel=theme&token.radius=9px');
      await page.press('Forbidden');
      expect(token('--ongoing-radius')).to.equal('9px');
      expect(location.search).to.equal('?story=states--forbidden&token.radius=9px&panel=theme');
      const sheets = document.adoptedStyleSheets.length;
      page.close();
      expect(document.adoptedStyleSheets).to.have.length(sheets - 1);
    });
  });

  describe('accessibility', () => {
    const checked = (): Promise<void> =>
      page.until(() => /\d+ checks passed/.test(page.told) && !page.told.includes('Checking'), 'checked');

    it('says that nothing was found, and how much was looked at', async () => {
      await open('?story=states--partial&panel=accessibility');
      await checked();
      expect(page.panelText).to.contain('No violations');
      expect(page.told).to.match(/[1-9]\d* checks passed/);
    });

    it('lists what was found with rule, impact and elements, and looks again when the story changes', async () => {
      await open('?story=states--partial&panel=accessibility&token.text-muted=%23bbb&theme=light');
      await checked();
      expect(page.panelText).to.contain('color-contrast');
      expect(page.panelText).to.contain('Elements must meet minimum color contrast ratio thresholds');
      expect(page.panelText).to.contain('serious').and.to.contain('1 violation');
      expect(page.panelText).to.contain('foreground color: #bbbbbb');
      expect(page.control('color-contrast').getAttribute('href')).to.match(
        /^https:\/\/dequeuniversity\.com\//,
      );

      await page.press('Theme editor');
      await page.press('Reset theme');
      await page.press('Accessibility');
      await checked();
      expect(page.panelText).to.contain('No violations');

      await page.press('Forbidden');
      await page.until(() => page.panelText.includes('Checking'), 'the next story is looked at');
      await checked();
      expect(page.panelText).to.contain('No violations');
    });
  });

  describe('links', () => {
    it('keep the panel, and that it is closed', async () => {
      await open('?story=states--empty&panel=code');
      expect(page.control('Code').ariaSelected).to.equal('true');
      await page.press('Panel');
      expect(linked('panel')).to.equal('none');
      expect(page.control('Panel').ariaExpanded).to.equal('false');
      await page.press('Panel');
      expect(linked('panel')).to.equal('code');
      await page.press('Controls');
      expect(location.search).to.equal('?story=states--empty');
    });

    it('lead to the story alone with its theme, without the panel', async () => {
      await open('?story=states--empty&panel=code&token.radius=9px');
      expect(page.control('Alone').getAttribute('href')).to.equal(
        '?story=states--empty&token.radius=9px&bare',
      );
    });
  });

  it('shows code with changed controls and the theme', async () => {
    await open('?story=live-data--simulation&arg.conversations=20&panel=code&token.radius=9px');
    await page.press('Controls');
    await page.fill('density', 'compact');
    await page.fill('supervisor', '{"id": "s-1", "name": "Kim"}');
    await page.press('Code');
    expect(page.panelText).to.contain('density="compact"').and.to.contain('conversations=20');
    expect(page.panelText).to.contain('report.supervisor = {\n    "id": "s-1"');
    expect(page.panelText).to.contain(
      '<style>\n  ongoing-conversations-report {\n    --ongoing-radius: 9px;',
    );
    expect(page.report.supervisor).to.deep.equal({ id: 's-1', name: 'Kim' });
  });

  it('copies code and theme, and says so', async () => {
    const copy = stub(navigator.clipboard, 'writeText').resolves();
    try {
      await open('?story=states--empty&panel=theme&token.radius=9px');
      await page.press('Copy');
      await page.until(() => page.told.includes('Copied'), 'it says so');
      expect(copy.lastCall.firstArg).to.equal('ongoing-conversations-report {\n  --ongoing-radius: 9px;\n}');

      await page.press('Code');
      copy.rejects(new Error('not allowed'));
      await page.press('Copy');
      await page.until(() => page.told.includes('select the text instead'), 'it says what to do');
      expect(copy.lastCall.firstArg).to.contain('<ongoing-conversations-report');
    } finally {
      copy.restore();
    }
  });

  it('grows and shrinks by the divider', async () => {
    await open('?story=states--empty');
    const divider = page.control('Height of the panel');
    const height = (): number => Number(divider.getAttribute('aria-valuenow'));
    divider.focus();
    const before = height();
    await sendKeys({ press: 'ArrowUp' });
    await page.settled();
    expect(height()).to.be.greaterThan(before);
    await sendKeys({ press: 'Home' });
    await page.settled();
    expect(height()).to.equal(120);
    expect(page.panelHeight).to.equal(120);
  });
});
