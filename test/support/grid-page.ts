/** The grid as a supervisor finds it: rows by conversation, cells by column name, the focus by where it is. */
import { nextFrame } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { html } from 'lit';
import { ConversationsGrid } from '../../src/elements/grid/conversations-grid.js';
import type { Conversation } from '../../src/model/conversation.js';
import { conversation, START } from '../../testing/scripted-data-source.js';
import { nameOf } from './by-role.js';
import { checkGrid } from './grid-checker.js';
import { reportFixture, type FixtureOptions, type ReportFixture } from './report-fixture.js';

const TAG = 'ongoing-conversations-grid';
if (!customElements.get(TAG)) customElements.define(TAG, ConversationsGrid);

/** The n-th conversation of a series in which each waits a second less than the one before. */
export function waiting(place: number, fields: Record<string, unknown> = {}): Conversation {
  const id = `c${String(place)}`;
  return conversation(id, { wait: { ms: 3_600_000 - place * 1000, since: null }, ...fields });
}

export const series = (count: number): Conversation[] =>
  Array.from({ length: count }, (_, place) => waiting(place));

export const talking = (place: number, fields: Record<string, unknown> = {}): Conversation =>
  waiting(place, {
    status: 'active',
    phase: 'in-conversation',
    agent: { id: 'ana', name: 'Ana Ruiz', presence: 'busy' },
    handle: { ms: 0, since: START - 60_000 },
    ...fields,
  });

export interface GridOptions extends FixtureOptions {
  readonly rows?: readonly Conversation[];
  /** Height of the grid in CSS pixels. */
  readonly height?: number;
}

export class GridPage {
  readonly fixture: ReportFixture<ConversationsGrid>;

  constructor(fixture: ReportFixture<ConversationsGrid>) {
    this.fixture = fixture;
  }

  static async open({ rows = series(10), height = 500, ...options }: GridOptions = {}): Promise<GridPage> {
    // The pointer only reaches what is in the window.
    await setViewport({ width: 1280, height: 720 });
    const fixture = await reportFixture<ConversationsGrid>(
      html`<ongoing-conversations-grid></ongoing-conversations-grid>`,
      { width: 1250, ...options },
    );
    fixture.element.style.blockSize = `${String(height)}px`;
    const page = new GridPage(fixture);
    fixture.source.snapshot(rows);
    await page.settled();
    return page;
  }

  /** Engine, element and the layout that the element waits for. */
  async settled(): Promise<void> {
    await this.fixture.settled();
    await nextFrame();
    await nextFrame();
    await this.element.updateComplete;
  }

  get element(): ConversationsGrid {
    return this.fixture.element;
  }
  get root(): ShadowRoot {
    return this.element.shadowRoot as ShadowRoot;
  }
  get grid(): HTMLElement {
    return this.root.querySelector('[role=grid]') as HTMLElement;
  }
  get scroller(): HTMLElement {
    return this.root.querySelector('.viewport') as HTMLElement;
  }
  get rows(): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>('[role=row][data-conversation-id]')];
  }
  /** Ids of the rendered rows in the order of the page. */
  get ids(): string[] {
    return this.rows.map((row) => row.dataset['conversationId'] ?? '');
  }
  get headers(): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>('[role=columnheader]')];
  }
  get columnNames(): string[] {
    return this.headers.map(headerName);
  }
  get menu(): HTMLElement | null {
    return this.root.querySelector<HTMLElement>('[role=menu]:popover-open');
  }
  get menuItems(): HTMLElement[] {
    return [...(this.menu?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  }

  hasRow(id: string): boolean {
    return this.ids.includes(id);
  }
  row(id: string): HTMLElement {
    const found = this.rows.find((row) => row.dataset['conversationId'] === id);
    if (!found) throw new Error(`No row ${id}; there are: ${this.ids.join(', ')}`);
    return found;
  }
  header(column: string): HTMLElement {
    const found = this.headers.find((header) => headerName(header) === column);
    if (!found) throw new Error(`No column ${column}; there are: ${this.columnNames.join(', ')}`);
    return found;
  }
  sortButton(column: string): HTMLElement {
    return this.header(column).querySelector('button') as HTMLElement;
  }
  cell(id: string, column: string): HTMLElement {
    return this.row(id).children[this.headers.indexOf(this.header(column))] as HTMLElement;
  }
  /** What is seen in a cell, without what is only spoken. */
  seen(id: string, column: string): string {
    const copy = this.cell(id, column).cloneNode(true) as HTMLElement;
    for (const hidden of copy.querySelectorAll('.visually-hidden, .label, [hidden]')) hidden.remove();
    return copy.textContent.replace(/\s+/g, ' ').trim();
  }
  /** What a cell tells assistive technology. */
  spoken(id: string, column: string): string {
    return nameOf(this.cell(id, column));
  }
  checkbox(id: string): HTMLInputElement {
    return this.row(id).querySelector('input') as HTMLInputElement;
  }
  get allCheckbox(): HTMLInputElement {
    return this.headers[0]?.querySelector('input') as HTMLInputElement;
  }
  /** *Actions*, or one of the shortcuts beside it; null while it is not there. */
  button(id: string, name: string): HTMLElement | null {
    return [...this.row(id).querySelectorAll('button')].find((button) => nameOf(button) === name) ?? null;
  }
  parts(id: string): string[] {
    return (this.row(id).getAttribute('part') ?? '').split(' ');
  }

  /** Where the focus is: `c3/Wait time`, `header/Status`, `grid`, `menu/Assign`, or null outside. */
  get focused(): string | null {
    const focused = this.root.activeElement;
    if (!focused) return null;
    if (focused === this.grid) return 'grid';
    if (focused.matches('[role=menuitem]')) return `menu/${nameOf(focused)}`;
    const row = focused.closest<HTMLElement>('[role=row]');
    const cell = focused.closest<HTMLElement>('[role=gridcell], [role=rowheader], [role=columnheader]');
    if (!row || !cell) return focused.outerHTML;
    const header = this.headers[[...row.children].indexOf(cell)];
    return `${row.dataset['conversationId'] ?? 'header'}/${header ? headerName(header) : '?'}`;
  }

  /** Distance of a row from the top of the grid, in pixels. */
  placeOf(id: string): number {
    return this.row(id).getBoundingClientRect().top - this.element.getBoundingClientRect().top;
  }
  /** The row that is first in sight, under the header. */
  get firstInSight(): string | undefined {
    const top = this.headers[0]?.getBoundingClientRect().bottom ?? 0;
    // As it is seen: while somebody scrolls, the page has the rows in another order.
    const below = this.rows
      .map((row) => ({ row, at: row.getBoundingClientRect().top }))
      .filter(({ at }) => at >= top - 0.5)
      .sort((a, b) => a.at - b.at);
    return below[0]?.row.dataset['conversationId'];
  }
  /** Whether the whole row is under the header and above the end of the grid. */
  isInSight(row: Element): boolean {
    const { top, bottom } = row.getBoundingClientRect();
    const header = this.headers[0]?.getBoundingClientRect().bottom ?? 0;
    return top >= header - 0.5 && bottom <= this.element.getBoundingClientRect().bottom + 0.5;
  }
  async scrollTo(top: number): Promise<void> {
    this.scroller.scrollTop = top;
    await this.settled();
  }

  /** Where Tab goes from the grid. From the end of a page some engines go on at its beginning, and some leave it. */
  addButtonAfter(): HTMLElement {
    const button = document.createElement('button');
    button.textContent = 'After the grid';
    this.element.parentElement?.append(button);
    return button;
  }

  /** Through the real pointer. */
  async pointTo(target: Element): Promise<void> {
    await sendMouse({ type: 'move', position: centre(target) });
  }
  async click(target: Element, button: 'left' | 'right' = 'left'): Promise<void> {
    await sendMouse({ type: 'click', position: centre(target), button });
    await this.settled();
  }

  check(): void {
    const { view, viewState } = this.fixture.engine;
    const hidden = (view.groups ?? []).filter(({ key }) => viewState.collapsedGroups.includes(key));
    const lines = view.rows.length + (view.groups?.length ?? 0);
    checkGrid(this.root, {
      name: 'Ongoing conversations',
      rows: hidden.reduce((sum, { size }) => sum - size, lines),
    });
  }
}

/** From its contents, a checkbox among them. */
function headerName(header: Element): string {
  const checkbox = header.querySelector('input');
  return checkbox ? nameOf(checkbox) : nameOf(header);
}

/** Presses keys one by one, each with its modifiers: `ArrowDown`, `Control+End`. */
export async function pressKeys(...keys: readonly string[]): Promise<void> {
  for (const combination of keys) {
    const names = combination.split('+');
    const key = names.pop() ?? '';
    for (const down of names) await sendKeys({ down });
    await sendKeys({ press: key });
    for (const up of names) await sendKeys({ up });
  }
}

export function centre(target: Element): [number, number] {
  const { left, top, width, height } = target.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
}
