/** Pages that make life hard: other people's prototypes, names, messages, styles and elements. */
import { expect, html } from '@open-wc/testing';
import { css } from 'lit';
import { OngoingConversationsReport } from '../../src/index.js';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { nameOf } from '../support/by-role.js';
import { openFramed, workThrough } from '../support/framed-report.js';
import { ReportPage } from '../support/report-page.js';

const MOCK = 'mock:?seed=7&conversations=40&rate=0';

const row = (id: string, fields: Record<string, unknown> = {}) =>
  conversation(id, {
    startedAt: Date.now() - 60_000,
    status: 'active',
    phase: 'in-conversation',
    agent: { id: 'ana', name: 'Ana', presence: 'busy' },
    ...fields,
  });

describe('a hostile host', () => {
  it('M13 with frozen prototypes', async () => {
    const { page, window } = await openFramed('hostile.html?frozen', MOCK);
    expect(Object.isFrozen((window as unknown as { Object: ObjectConstructor }).Object.prototype)).to.equal(
      true,
    );
    await workThrough(page);
    expect(window.violations).to.deep.equal([]);
  });

  it('M14 that put names on the prototype of all objects: they lend nothing to a row', async () => {
    const { page, window } = await openFramed('hostile.html?polluted', MOCK);
    expect(({} as { ver?: number }).ver, 'the page of the test is clean').to.equal(undefined);
    await workThrough(page);
    expect(
      page
        .rows()
        .map((element) => element.textContent)
        .join(),
    ).not.to.contain('polluted');
    const unassigned = page.element.conversations.filter(({ agent }) => agent === null);
    expect(unassigned.length).to.be.greaterThan(0);
    expect(window.violations).to.deep.equal([]);
  });

  it('L22 whose forms and images stand for properties of the document', async () => {
    const { page, window } = await openFramed('hostile.html?clobbered', MOCK);
    expect(window.document.body, 'it is really so').not.to.be.instanceOf(window.HTMLBodyElement);
    await workThrough(page);
    expect(window.violations).to.deep.equal([]);
  });

  it('M08 that is sent a thousand messages: nobody listens', async () => {
    const { page, window } = await openFramed('hostile.html', MOCK);
    const before = page.element.conversations.length;
    const last = new Promise((done) =>
      window.addEventListener('message', ({ data }) => data === 'last' && done(data)),
    );
    const listened = window.listened?.filter((type) => type === 'message').length;
    for (let index = 0; index < 1_000; index += 1) {
      window.postMessage({ type: 'wipe', reason: 'foreign', action: 'force-close', ids: ['*'], index }, '*');
    }
    window.postMessage('last', '*');
    await last;
    expect(listened, 'only the test listens').to.equal(1);
    expect(page.element.conversations.length).to.equal(before);
    expect(page.pill()).to.match(/^Live/);
  });

  it('M12 that defines the report twice: no error, one definition', () => {
    const defined = customElements.get('ongoing-conversations-report');
    OngoingConversationsReport.define();
    OngoingConversationsReport.define('ongoing-conversations-report');
    expect(customElements.get('ongoing-conversations-report')).to.equal(defined);
  });

  it('M11 hears ids of what is selected and seen, and no row text, unless an action is for it', async () => {
    const source = new ScriptedDataSource();
    const page = await ReportPage.open({ dataSource: source });
    const heard: Event[] = [];
    for (const type of [
      'conversationselect',
      'viewchange',
      'connectionchange',
      'reporterror',
      'ready',
    ] as const) {
      page.element.addEventListener(type, (event) => heard.push(event));
    }
    source.snapshot(
      [row('c-1', { subject: 'Secret subject', customer: { id: 'p', name: 'Secret person' } })],
      Date.now(),
    );
    await page.until(() => page.rows().length === 1, 'the row is there');
    page.rows()[0]?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
    page.get('button', 'Subject').click();
    source.send(
      { type: 'diagnostic', code: 'row', detail: 'left out', count: 1 },
      { type: 'connection', state: 'stale' },
    );
    await page.until(() => heard.length >= 5, 'events are heard');
    const told = heard.map((event) => {
      const names = Object.getOwnPropertyNames(event);
      return JSON.stringify([
        event.type,
        names.map((name) => (event as unknown as Record<string, unknown>)[name]),
      ]);
    });
    expect(told.join('\n')).to.contain('["c-1"]').and.not.to.contain('Secret');
  });

  it('M10 whose slotted elements have the ids and parts of ours', async () => {
    const source = new ScriptedDataSource();
    const page = await ReportPage.open(
      { dataSource: source },
      html`<div slot="toolbar-end" id="title" part="dialog row">
        <h2 id="title">Host’s own</h2>
        <p id="description" class="visually-hidden">Not ours</p>
        <button id="confirm" part="dialog-footer">Host’s confirm</button>
      </div>`,
    );
    source.snapshot([row('c-1')], Date.now());
    await page.until(() => page.rows().length === 1, 'the row is there');
    page.element.openAction('force-close', ['c-1']);
    const dialog = await page.dialog('Force close conversation');
    expect(nameOf(dialog)).to.equal('Force close conversation');
    expect(page.find('button', 'Continue', dialog)?.getRootNode()).to.equal(dialog.getRootNode());
    expect(page.find('button', 'Host’s confirm', dialog)).to.equal(undefined);
  });
});

describe('M09 a style sheet of the host', () => {
  const SHEETS: Readonly<Record<string, string>> = {
    'that hides everything': css`
      * {
        all: unset !important;
        display: none !important;
      }
    `.cssText,
    'that unsets everything': css`
      * {
        all: unset !important;
      }
    `.cssText,
    'that makes everything transparent': css`
      * {
        opacity: 0 !important;
      }
    `.cssText,
    'that makes text invisible': css`
      * {
        color: transparent !important;
        font-size: 0 !important;
      }
    `.cssText,
    'that hides what it reaches': css`
      * {
        visibility: hidden !important;
      }
    `.cssText,
    'that cuts everything away': css`
      * {
        clip-path: inset(50%) !important;
      }
    `.cssText,
    'that moves everything away': css`
      * {
        transform: translateX(-9999px) scale(0.01) !important;
      }
    `.cssText,
    'that lets the pointer through': css`
      * {
        pointer-events: none !important;
      }
    `.cssText,
    'that squeezes letters': css`
      * {
        letter-spacing: -2em !important;
        text-indent: -9999px !important;
      }
    `.cssText,
  };

  for (const [name, text] of Object.entries(SHEETS)) {
    it(`${name}: a button that ends a conversation is never there unseen`, async () => {
      const source = new ScriptedDataSource();
      const page = await ReportPage.open({ dataSource: source });
      source.snapshot([row('c-1')], Date.now());
      await page.until(() => page.rows().length === 1, 'the row is there');
      page.element.openAction('force-close', ['c-1']);
      const dialog = await page.dialog('Force close conversation');
      await Promise.all(dialog.getAnimations({ subtree: true }).map(({ finished }) => finished));
      const confirm = page.get('button', 'Continue', dialog);
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets.push(sheet);
      try {
        expect(isReachable(confirm) && !isSeen(confirm), describeState(confirm)).to.equal(false);
      } finally {
        document.adoptedStyleSheets.pop();
      }
    });
  }

  /** By a pointer in its middle, or by the focus. */
  function isReachable(button: HTMLElement): boolean {
    const { left, top, width, height } = button.getBoundingClientRect();
    let hit: Element | null = document.elementFromPoint(left + width / 2, top + height / 2);
    while (hit?.shadowRoot) {
      const inner = hit.shadowRoot.elementFromPoint(left + width / 2, top + height / 2);
      if (inner === null || inner === hit) break;
      hit = inner;
    }
    button.focus();
    const hasFocus = button.matches(':focus');
    button.blur();
    return hasFocus || (hit !== null && button.contains(hit));
  }

  function isSeen(button: HTMLElement): boolean {
    const { width, height } = button.getBoundingClientRect();
    const { color, fontSize, visibility, letterSpacing, textIndent } = getComputedStyle(button);
    const isOpaque = !/^rgba\(.*, 0\)$/.test(color);
    const spacing = Math.max(0, -(Number.parseFloat(letterSpacing) || 0));
    return (
      button.checkVisibility({ opacityProperty: false, visibilityProperty: true }) &&
      visibility === 'visible' &&
      Math.min(width, height) >= 24 &&
      isOpaque &&
      Number.parseFloat(fontSize) >= 10 &&
      spacing < 2 &&
      Math.abs(Number.parseFloat(textIndent)) < 10
    );
  }

  const describeState = (button: HTMLElement): string => {
    const { color, fontSize, letterSpacing, textIndent } = getComputedStyle(button);
    const { width, height } = button.getBoundingClientRect();
    return JSON.stringify({ color, fontSize, letterSpacing, textIndent, width, height });
  };
});
