/** The whole report as a supervisor meets it: everything found by role and name, wherever in its shadow trees it is. */
import { fixture, html, nextFrame, waitUntil } from '@open-wc/testing';
import axe from 'axe-core';
import { render } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { DataSource } from '../../src/data-source/data-source.js';
import '../../src/define.js';
import type { OngoingConversationsReport } from '../../src/ongoing-conversations-report.js';
import { allByRole, nameOf } from './by-role.js';
import { shownInFull } from './fading.js';

const TIMEOUT_MS = 10_000;

/** The root of every open shadow tree below and with `root`. */
function* roots(root: ParentNode): Generator<ParentNode> {
  yield root;
  for (const element of root.querySelectorAll('*')) if (element.shadowRoot) yield* roots(element.shadowRoot);
}

export class ReportPage {
  readonly element: OngoingConversationsReport;

  constructor(element: OngoingConversationsReport) {
    this.element = element;
  }

  static async open(
    properties: Partial<OngoingConversationsReport> & { readonly width?: number } = {},
    content: unknown = '',
  ): Promise<ReportPage> {
    const { width = 1200, ...rest } = properties;
    // As in a host's template, they are there when the report comes into the page.
    const given = ref((element) => {
      if (element) Object.assign(element, rest);
    });
    const frame = await fixture<HTMLElement>(
      html`<div>
        <ongoing-conversations-report lang="en" ${given}>${content}</ongoing-conversations-report>
      </div>`,
    );
    frame.style.inlineSize = `${String(width)}px`;
    frame.style.blockSize = '700px';
    const element = frame.querySelector('ongoing-conversations-report');
    if (!element) throw new Error('no report');
    const page = new ReportPage(element);
    await element.updateComplete;
    return page;
  }

  /** The first report of `markup`, which stands in a frame of the usual size; it gets `properties` before it renders. */
  static async of(
    markup: unknown,
    properties: Partial<OngoingConversationsReport> = {},
  ): Promise<ReportPage> {
    const frame = await fixture<HTMLElement>(html`<div></div>`);
    frame.style.inlineSize = '1200px';
    frame.style.blockSize = '700px';
    render(markup, frame);
    const element = frame.querySelector('ongoing-conversations-report');
    if (!element) throw new Error('no report');
    Object.assign(element, properties);
    await element.updateComplete;
    return new ReportPage(element);
  }

  /** A report over `source` that shows its rows. */
  static async live(
    source: DataSource | string,
    properties: Parameters<typeof ReportPage.open>[0] = {},
    content: unknown = '',
  ): Promise<ReportPage> {
    const page = await ReportPage.open(
      { ...properties, ...(typeof source === 'string' ? { src: source } : { dataSource: source }) },
      content,
    );
    await page.until(() => page.pill().startsWith('Live') && page.rows().length > 0, 'the report is live');
    return page;
  }

  // ── Finding ─────────────────────────────────────────────────────────────────────────────────────────────────

  all(role: string): HTMLElement[] {
    return [...roots(this.element.shadowRoot ?? this.element)].flatMap((root) => allByRole(root, role));
  }

  find(role: string, name: string | RegExp, within?: Element): HTMLElement | undefined {
    const candidates = within ? [...roots(within)].flatMap((root) => allByRole(root, role)) : this.all(role);
    return candidates.find((element) =>
      typeof name === 'string' ? nameOf(element) === name : name.test(nameOf(element)),
    );
  }

  get(role: string, name: string | RegExp, within?: Element): HTMLElement {
    const found = this.find(role, name, within);
    if (found) return found;
    const names = this.all(role).map((element) => JSON.stringify(nameOf(element)));
    throw new Error(`No ${role} ${String(name)}; there are: ${names.join(', ') || 'none'}`);
  }

  parts(name: string): HTMLElement[] {
    return [...roots(this.element.shadowRoot ?? this.element)].flatMap((root) => [
      ...root.querySelectorAll<HTMLElement>(`[part~="${name}"]`),
    ]);
  }

  pill(): string {
    return (this.parts('pill')[0]?.textContent ?? '').replace(/\s+/g, ' ').trim();
  }

  rows(): HTMLElement[] {
    return [...roots(this.element.shadowRoot ?? this.element)].flatMap((root) => [
      ...root.querySelectorAll<HTMLElement>('[data-conversation-id]'),
    ]);
  }

  row(id: string): HTMLElement | undefined {
    return this.rows().find((row) => row.dataset['conversationId'] === id);
  }

  rowIds(): string[] {
    return this.rows()
      .sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
      .map((row) => row.dataset['conversationId'] ?? '');
  }

  /** What the live regions say: of this role, or of both. */
  announcements(role: 'status' | 'alert'): string {
    return [...roots(this.element.shadowRoot ?? this.element)]
      .flatMap((root) => [...root.querySelectorAll(`[role=${role}]`)])
      .map((region) =>
        region.textContent
          .replace(/[\u2066-\u2069]/g, '')
          .replace(/\s+/g, ' ')
          .trim(),
      )
      .join('\n');
  }

  // ── Acting ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** Opens a row's menu by its button and chooses an action. */
  async chooseInMenu(id: string, action: string): Promise<void> {
    const row = this.row(id);
    if (!row) throw new Error(`No row ${id}`);
    this.get('button', 'Actions', row).click();
    await this.until(() => this.find('menuitem', action) !== undefined, `the menu offers ${action}`);
    this.get('menuitem', action).click();
  }

  async dialog(name: string | RegExp): Promise<HTMLElement> {
    await this.until(() => this.find('dialog', name) !== undefined, `the dialog ${String(name)} is open`);
    return this.get('dialog', name);
  }

  /** Waits for something to become so; a message tells what did not. */
  async until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
    await waitUntil(condition, what, { timeout: TIMEOUT_MS, interval: 20 });
    await nextFrame();
  }

  /** Violations of axe in words; empty when there are none. */
  async violations(): Promise<string[]> {
    await shownInFull();
    const { violations } = await axe.run(this.element, {
      // A fixture is not a page: landmarks and headings are the host's.
      rules: { region: { enabled: false } },
    });
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html: markup, failureSummary }) => `${markup.slice(0, 160)} ${failureSummary ?? ''}`).join(' | ')}`,
    );
  }
}

/** The element that has the focus, through all shadow trees and frames. */
export function activeElement(): Element | null {
  let active = document.activeElement;
  for (let inner = active; inner;) {
    active = inner;
    // A report may be framed.
    const root = inner instanceof HTMLIFrameElement ? inner.contentDocument : inner.shadowRoot;
    inner = root?.activeElement ?? null;
  }
  return active;
}
