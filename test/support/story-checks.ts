/** Every story as the gallery shows it: under its content security policy, without a console error, passing axe. */
import { expect, waitUntil } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { DEFAULT_GLOBALS } from '../../demo/gallery/address.js';
import { Canvas } from '../../demo/gallery/canvas.js';
import { readStories, type StoryEntry } from '../../demo/gallery/catalogue.js';
import { STORY_MODULES } from '../../demo/stories/index.js';
import '../../src/define.js';
import type { PillState } from '../../src/engine/view-types.js';
import type { OngoingConversationsReport } from '../../src/ongoing-conversations-report.js';
import { violations } from './gallery-page.js';

/** What the report must say of itself; all others are live. */
const STATES: Readonly<Record<string, PillState>> = {
  'states--loading': 'loading',
  'states--failed': 'failed',
  'states--unauthorized': 'unauthorized',
  'states--forbidden': 'forbidden',
  'states--offline': 'offline',
  'states--no-data-source': 'no-data-source',
  'states--reconnecting': 'reconnecting',
  'states--paused': 'paused',
  'states--partial': 'partial',
  'unhappy-path--slow-answers': 'connecting',
  'slots--error': 'failed',
  'slots--loading': 'connecting',
};
const WITHOUT_ROWS = [
  'states--loading',
  'states--empty',
  'states--empty-by-filter',
  'states--failed',
  'states--unauthorized',
  'states--forbidden',
  'states--offline',
  'states--no-data-source',
  'unhappy-path--slow-answers',
  'slots--empty',
  'slots--error',
  'slots--loading',
];
const WITH_A_DIALOG = [
  'actions--assign',
  'actions--assign-several',
  'actions--transfer',
  'actions--force-close',
  'actions--force-close-with-reason',
  'actions--force-close-evidence',
  'actions--keys',
  'slots--transfer-dialog',
  'slots--monitor-dialog',
  'slots--force-close-dialog',
];

const allStories = readStories(STORY_MODULES);
const isServerStory = ({ id }: StoryEntry): boolean => id.startsWith('reference-server--');

/** Checks the stories of these groups; in files of their own, so that they run side by side. */
export function describeStories(...groups: readonly string[]): void {
  const stories = allStories.filter(({ title }) => groups.includes(title));
  describe(`stories of ${groups.join(', ')}`, () => checks(stories));
}

function checks(stories: readonly StoryEntry[]): void {
  let canvas: Canvas;
  const refused: string[] = [];
  const onViolation = ({ violatedDirective, blockedURI, sample }: SecurityPolicyViolationEvent): void => {
    refused.push(`${violatedDirective} ${blockedURI} ${sample}`);
  };

  before(async () => {
    await setViewport({ width: 1280, height: 900 });
    // From here on this page obeys what the gallery's own page obeys.
    const page = await (await fetch('/demo/index.html')).text();
    const policy = new DOMParser().parseFromString(page, 'text/html').querySelector('meta[http-equiv]');
    expect(policy?.getAttribute('content')).to.contain("script-src 'self'");
    document.head.append(policy ?? '');
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = '/demo/gallery/page.css';
    document.head.append(sheet);
    document.addEventListener('securitypolicyviolation', onViolation);
  });
  after(() => document.removeEventListener('securitypolicyviolation', onViolation));

  beforeEach(() => {
    refused.length = 0;
    canvas = new Canvas(document.createElement('main'));
    canvas.element.style.blockSize = '860px';
    document.body.append(canvas.element);
  });
  afterEach(() => {
    canvas.clear();
    canvas.element.remove();
  });

  const reports = (): OngoingConversationsReport[] => [
    ...canvas.element.querySelectorAll('ongoing-conversations-report'),
  ];

  it('are there', () => expect(stories).not.to.be.empty);

  for (const story of stories) {
    it(`${story.id} is shown as it should, and passes axe`, async () => {
      await canvas.open(story, story.args, DEFAULT_GLOBALS);

      if (isServerStory(story)) {
        expect(canvas.element.textContent).to.contain('needs the reference server');
      } else {
        expect(reports()).not.to.be.empty;
        for (const report of reports()) await shown(report, story.id);
      }
      if (WITH_A_DIALOG.includes(story.id)) {
        await waitUntil(() => openDialogs(canvas.element).length === 1, 'the dialog is open', {
          timeout: 8_000,
        });
      }

      expect(await violations(canvas.element)).to.deep.equal([]);
      expect(refused, 'the content security policy').to.deep.equal([]);
    }).timeout(30_000);
  }
}

async function shown(report: OngoingConversationsReport, id: string): Promise<void> {
  const state = STATES[id] ?? 'live';
  await waitUntil(() => report.connection.state === state, `the report of ${id} is ${state}`, {
    timeout: 8_000,
  });
  await waitUntil(
    () => report.conversations.length > 0 !== WITHOUT_ROWS.includes(id),
    `the report of ${id} has ${WITHOUT_ROWS.includes(id) ? 'no ' : ''}rows`,
    { timeout: 8_000 },
  );
  await report.updateComplete;
  if (report.mode === 'strip') return;
  const grid = report.shadowRoot?.querySelector('ongoing-conversations-grid');
  expect(grid?.checkVisibility(), 'the grid is there').to.equal(!WITHOUT_ROWS.includes(id));
}

function openDialogs(root: ParentNode): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element.matches('dialog[open]') ? [element] : []),
    ...(element.shadowRoot ? openDialogs(element.shadowRoot) : []),
  ]);
}
