/** Hostile text keeps to its place: what stands beside it reads as before, and no row grows. */
import { expect, fixture, fixtureCleanup, html, waitUntil } from '@open-wc/testing';
import type { Conversation } from '../../src/model/conversation.js';
import { conversation } from '../../testing/scripted-data-source.js';
import { DialogPage, talking } from '../support/dialog-page.js';
import { GridPage, waiting } from '../support/grid-page.js';
import { disorder, paintedTexts } from '../support/reading-order.js';
import { readable } from '../support/hostile-texts.js';
import { ToastRegionPage } from '../support/toast-region-page.js';
import { charged, ConversationPanelPage } from '../support/conversation-panel-page.js';

const TURNS: Readonly<Record<string, string>> = {
  L08: '\u202Etxet desrever',
  L09: '\u2069\u202Efdp.elif',
  L10: `${'\u202B\u2067\u202E'.repeat(1_000)}deep`,
};
const everywhere = (text: string): Record<string, unknown> => ({
  subject: text,
  customer: { id: 'p', name: text },
  agent: { id: 'a', name: text, presence: 'busy' },
  queue: { id: 'q', name: text, type: 'messaging' },
});

const graphemes = (text: string): number =>
  [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].length;

describe('order of what is read', () => {
  it('is measured: a text that is not cleaned turns its sentence round', async () => {
    for (const text of Object.values(TURNS).map((turn) => turn.slice(-100))) {
      const raw = await fixture(html`<p>before <span>${text}</span> after</p>`);
      expect(disorder(raw)).to.be.a('string');
    }
    expect(disorder(await fixture(html`<p>before <span>text</span> after</p>`))).to.equal(null);
  });

  for (const [id, text] of Object.entries(TURNS)) {
    it(`${id} in a row: each cell stays where it is, and reads as it is written`, async () => {
      const page = await GridPage.open({
        rows: [waiting(0, everywhere(text)), waiting(1, everywhere('plain'))],
      });
      const edges = (row: string): string =>
        [...page.row(row).children].map((cell) => cell.getBoundingClientRect().left.toFixed(1)).join(' ');
      expect(edges('c0')).to.equal(edges('c1'));
      for (const column of ['Subject', 'Agent', 'Queue', 'Wait time']) {
        const [cell, plain] = [page.cell('c0', column), page.cell('c1', column)];
        const { left } = cell.getBoundingClientRect();
        for (const { first } of paintedTexts(cell)) {
          expect(first.left, column).to.be.at.least(left);
        }
        // Both begin at the same side.
        const start = (element: HTMLElement): number => paintedTexts(element).at(-1)?.first.left ?? 0;
        if (column !== 'Wait time') expect(start(cell), column).to.be.closeTo(start(plain), 1);
      }
    });

    it(`${id} in the sentences of a dialog, of a toast and of the panel`, async () => {
      const dialog = await DialogPage.open('force-close', { rows: [talking('c-1', everywhere(text))] });
      expect(disorder(dialog.dialog)).to.equal(null);

      const toasts = await ToastRegionPage.open({ count: 1 });
      toasts.fixture.source.delta([talking('c-1', { ...everywhere(text), version: 2 })]);
      await toasts.settled();
      await toasts.act({}, { status: 'refused', code: 'own', message: text });
      expect(disorder(toasts.root.querySelector('[part~=toast] p') as HTMLElement)).to.equal(null);

      const panel = await ConversationPanelPage.open();
      panel.source.delta([charged({ ...everywhere(text), version: 2 })]);
      await panel.settled();
      await panel.monitor();
      for (const line of panel.root.querySelectorAll('.header p')) {
        if (paintedTexts(line).length > 1) expect(disorder(line)).to.equal(null);
      }
    });

    it(`${id} in the page around the report`, async () => {
      const page = await GridPage.open({ rows: [waiting(0, everywhere(text))] });
      const words = document.createElement('p');
      words.append('after the ', document.createElement('b'), ' report');
      (words.querySelector('b') as HTMLElement).textContent = 'whole';
      page.element.after(words);
      expect(disorder(words)).to.equal(null);
      words.remove();
    });
  }

  it('L11 Arabic and Hebrew read from the right inside their own place, in a report of either direction', async () => {
    const subject = 'طلب 12345 لم يصل (A-7)';
    for (const direction of ['ltr', 'rtl'] as const) {
      const page = await GridPage.open({ rows: [waiting(0, { ...everywhere('שלום'), subject })], direction });
      const title = page.cell('c0', 'Subject').querySelector('bdi') as HTMLElement;
      expect(getComputedStyle(title).direction, 'the text finds its own direction').to.equal('rtl');
      const at = (from: number): number => {
        const range = document.createRange();
        const node = [...title.childNodes].find(({ nodeType }) => nodeType === Node.TEXT_NODE) as Text;
        range.setStart(node, from);
        range.setEnd(node, from + 1);
        return range.getBoundingClientRect().left;
      };
      expect(at(0), 'the first letter is at the right').to.be.greaterThan(at(subject.indexOf('لم')));
      expect(at(4), 'digits go from left to right').to.be.lessThan(at(5));
      expect(readable(page.cell('c0', 'Queue'))).to.equal('שלום');
      fixtureCleanup();
    }
  });
});

describe('room', () => {
  const SHAPES: Readonly<Record<string, string>> = {
    'L12 a letter with 600 marks': `Z${'\u0351\u0323'.repeat(300)}a`,
    'L12 towers on every letter': 'Z\u0351\u0352\u0353\u0354\u0355\u0356'.repeat(200),
    'L13 a million characters': 'x'.repeat(1_000_000),
    'L13 a hundred thousand words': 'word '.repeat(100_000),
    'L14 a word of 5,000 letters': 'w'.repeat(5_000),
    'L15 500 line breaks and tabs': 'line\n\t'.repeat(500),
    'L16 only spaces': ' \t\n ',
    'L16 only what is never seen': '\u200B\u200D\uFEFF\u00AD',
    'L16 nothing': '',
    'L17 families and flags': '👩‍👩‍👧‍👦🇫🇷'.repeat(600),
  };

  for (const [name, text] of Object.entries(SHAPES)) {
    it(`${name}: one line, no row grows, no neighbour is painted over, at most 512 graphemes`, async () => {
      const rows: Conversation[] = [
        waiting(0, everywhere('plain')),
        waiting(1, everywhere(text)),
        waiting(2),
      ];
      const page = await GridPage.open({ rows });
      const heights = ['c0', 'c1', 'c2'].map((id) => page.row(id).getBoundingClientRect().height);
      expect(new Set(heights).size, heights.join(' ')).to.equal(1);
      expect(page.row('c1').getBoundingClientRect().width).to.equal(
        page.row('c0').getBoundingClientRect().width,
      );
      for (const cell of page.row('c1').children) {
        expect(graphemes(readable(cell)), 'graphemes').to.be.at.most(2 * 513 + 20);
        for (const part of cell.querySelectorAll('bdi')) {
          expect(graphemes(part.textContent), 'graphemes').to.be.at.most(513);
          expect(part.textContent).not.to.match(/\n|\p{M}{5}/u);
          if (part.textContent !== '') expect(clips(part, page.row('c1')), part.className).to.equal(true);
        }
      }
      expect(page.spoken('c1', 'Subject')).not.to.equal('');
      if (name.startsWith('L16')) expect(page.spoken('c1', 'Subject')).to.equal('(no subject)');
    });
  }

  /** Whether something between the text and its row keeps it inside. */
  function clips(element: Element, row: Element): boolean {
    for (let box: Element | null = element; box && box !== row; box = box.parentElement) {
      const { overflowX, overflowY, contain } = getComputedStyle(box);
      const isClipped = [overflowX, overflowY].every(
        (overflow) => overflow === 'hidden' || overflow === 'clip',
      );
      if (isClipped || contain.includes('paint') || contain === 'strict' || contain === 'content')
        return true;
    }
    return false;
  }

  it('L13 tells the whole text on request, capped', async () => {
    const page = await GridPage.open({ rows: [waiting(0, { subject: 'x'.repeat(1_000_000) })] });
    await page.pointTo(page.cell('c0', 'Subject'));
    await waitUntil(() => page.root.querySelector('.tooltip:popover-open'), 'the tooltip opens');
    const text = page.root.querySelector('.tooltip')?.textContent.trim() ?? '';
    expect(text).to.equal(`${'x'.repeat(512)}…`);
  });
});

describe('what looks like ours', () => {
  it('L18 a name of look-alike letters stands beside the id and the channel that it cannot choose', async () => {
    const dialog = await DialogPage.open('force-close', {
      rows: [talking('c-4711', { customer: { id: 'p', name: 'аррӏе' }, channel: 'chat' })],
    });
    expect(dialog.text).to.contain('c-4711').and.to.contain('Chat');
  });

  it('L19 a subject that reads like an outcome looks like a subject, not like a status', async () => {
    const page = await GridPage.open({ rows: [waiting(0, { subject: 'Closed by supervisor ✓' })] });
    const subject = page.cell('c0', 'Subject').querySelector('bdi') as HTMLElement;
    const status = page.cell('c0', 'Status').querySelector('.pill') as HTMLElement;
    expect(subject.closest('.pill, .mark')).to.equal(null);
    expect(page.cell('c0', 'Subject').querySelector('svg')).to.equal(null);
    const look = (element: HTMLElement): string => {
      const { backgroundColor, fontSize, color } = getComputedStyle(element);
      return [backgroundColor, fontSize, color].join(' ');
    };
    expect(look(subject)).not.to.equal(look(status));
    expect(page.spoken('c0', 'Status')).to.equal('Open');
  });

  it('L21 values choose no class and no part', async () => {
    const value = 'selected dialog visually-hidden';
    const rows = [
      conversation('c0', {
        status: value,
        channel: value,
        sentiment: value,
        agent: { id: 'a', name: 'A', presence: value },
      }),
    ];
    const page = await GridPage.open({ rows });
    for (const element of page.row('c0').querySelectorAll('[class], [part]')) {
      const names = [...element.classList, ...element.part];
      if (!element.matches('.visually-hidden:empty, .shown, input')) expect(names).not.to.include('dialog');
      expect(names.join(' ')).not.to.contain(value);
    }
    expect(page.row('c0').querySelectorAll('[part~=selected], [part~=dialog]').length).to.equal(0);
  });
});
