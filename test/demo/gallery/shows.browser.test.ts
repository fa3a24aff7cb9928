/** What a story says that it shows is there, and what it says that happens, happens. */
import { expect, waitUntil } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { stub } from 'sinon';
import { DEFAULT_GLOBALS } from '../../../demo/gallery/address.js';
import { Canvas } from '../../../demo/gallery/canvas.js';
import { readStories, type StoryEntry } from '../../../demo/gallery/catalogue.js';
import { STORY_MODULES } from '../../../demo/stories/index.js';
import '../../../src/define.js';
import type { OngoingConversationsReport } from '../../../src/ongoing-conversations-report.js';
import { TestServer } from '../../support/reference-server.js';

const stories = readStories(STORY_MODULES);
/** Longer than a source may be silent. */
const SILENCE_MS = 21_000;

describe('what stories show', () => {
  let canvas: Canvas;

  before(() => setViewport({ width: 1280, height: 900 }));
  beforeEach(() => {
    canvas = new Canvas(document.createElement('main'));
    canvas.element.style.blockSize = '860px';
    document.body.append(canvas.element);
  });
  afterEach(() => canvas.remove());

  const report = (): OngoingConversationsReport => {
    const found = canvas.element.querySelector('ongoing-conversations-report');
    if (!found) throw new Error('The canvas shows no report.');
    return found;
  };

  const checks: Readonly<Record<string, (story: StoryEntry, name: string) => Promise<void>>> = {
    async event(story, name) {
      let heard = false;
      const listener = (): void => {
        heard = true;
      };
      canvas.element.addEventListener(name, listener, { capture: true });
      await open(story);
      await waitUntil(() => heard, `${name} was dispatched`, { timeout: 20_000 });
    },
    async state(story, name) {
      await open(story);
      // The clock of silence is the page's own.
      const now = Date.now();
      const clock = name === 'late' ? stub(Date, 'now').callsFake(() => now + SILENCE_MS) : null;
      try {
        await waitUntil(() => report().matches(`:state(${name})`), `it is ${name}`, { timeout: 20_000 });
      } finally {
        clock?.restore();
      }
    },
    async slot(story, name) {
      await open(story);
      const slotted = canvas.element.querySelector(`[slot="${name}"]`);
      await waitUntil(() => slotted?.checkVisibility() || isOpen(slotted), `${name} is seen`, {
        timeout: 20_000,
      });
    },
    async method(story, name) {
      await open(story);
      await waitUntil(() => report().conversations.length > 0, 'rows are there', { timeout: 20_000 });
      const method = stub(report(), name as 'pause').returns(undefined);
      canvas.element.querySelector<HTMLElement>(`button[name="${name}"]`)?.click();
      if (!method.calledOnce) throw new Error(`${name}() was not called`);
    },
    async part(story, name) {
      await open({ ...story, args: { ...story.args, part: name } });
      const rule = document.adoptedStyleSheets
        .flatMap((sheet) => [...sheet.cssRules])
        .find(({ cssText }) => cssText.includes(`::part(${name})`));
      if (!rule) throw new Error(`${name} is not outlined`);
    },
    async property(story, name) {
      await open(story);
      const fresh = document.createElement('ongoing-conversations-report');
      const value = (of: OngoingConversationsReport): unknown => of[name as 'columns'];
      if (JSON.stringify(value(report())) === JSON.stringify(value(fresh)))
        throw new Error(`${name} is not set`);
    },
  };

  const open = (story: StoryEntry): Promise<void> => canvas.open(story, story.args, DEFAULT_GLOBALS);

  for (const story of stories) {
    // Those need a server; see below.
    if (story.title === 'Reference server') continue;
    const parts = (story.parameters.shows ?? []).filter((piece) => piece.startsWith('part:'));
    for (const piece of story.parameters.shows ?? []) {
      if (parts.indexOf(piece) > 2) continue;
      it(`${story.id} shows ${piece}`, async () => {
        const [kind = '', name = ''] = piece.split(':');
        await checks[kind]?.(story, name);
      }).timeout(40_000);
    }
  }

  for (const story of stories.filter(({ title }) => title === 'Reference server')) {
    it(`${story.id} shows rows of the server`, async () => {
      const server = await TestServer.start();
      const meta = document.createElement('meta');
      meta.name = 'reference-server';
      meta.content = server.url;
      document.head.append(meta);
      try {
        await open(story);
        await waitUntil(() => report().conversations.length > 0, 'rows are there', { timeout: 20_000 });
        const asksWho = typeof report().tokenProvider === 'function';
        expect(asksWho).to.equal(story.parameters.shows?.includes('property:tokenProvider') ?? false);
      } finally {
        canvas.clear();
        meta.remove();
        await server.stop();
      }
    }).timeout(40_000);
  }
});

/** A custom element that holds its dialog takes no room itself. */
function isOpen(element: Element | null): boolean {
  return element?.shadowRoot?.querySelector('dialog[open]') != null;
}
