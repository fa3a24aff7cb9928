/** The toasts as a supervisor finds them, with actions that settle as the test says. */
import { html } from 'lit';
import type { CommandOutcome } from '../../src/data-source/data-source.js';
import { ToastRegion } from '../../src/elements/toast-region/toast-region.js';
import type { ActionRequestDetails, ActionRun } from '../../src/engine/view-types.js';
import { conversation } from '../../testing/scripted-data-source.js';
import { byRole } from './by-role.js';
import { reportFixture, type FixtureOptions, type ReportFixture } from './report-fixture.js';

const TAG = 'ongoing-conversations-toast-region';
if (!customElements.get(TAG)) customElements.define(TAG, ToastRegion);

export class ToastRegionPage {
  readonly fixture: ReportFixture<ToastRegion>;

  constructor(fixture: ReportFixture<ToastRegion>) {
    this.fixture = fixture;
  }

  static async open(options: FixtureOptions & { readonly count?: number } = {}): Promise<ToastRegionPage> {
    const page = new ToastRegionPage(
      await reportFixture<ToastRegion>(
        html`<ongoing-conversations-toast-region></ongoing-conversations-toast-region>`,
        { width: 400, ...options },
      ),
    );
    const frame = page.element.parentElement as HTMLElement;
    frame.style.position = 'relative';
    frame.style.blockSize = '500px';
    page.fixture.source.snapshot(
      Array.from({ length: options.count ?? 8 }, (_, index) => conversation(`c-${String(index + 1)}`)),
    );
    await page.settled();
    return page;
  }

  /** Decides something, and waits for what became of it. */
  async act(
    details: Partial<ActionRequestDetails> & { readonly ids?: readonly string[] } = {},
    outcome?: CommandOutcome | ((id: string) => CommandOutcome),
  ): Promise<readonly ActionRun[]> {
    const { engine, source } = this.fixture;
    if (outcome) {
      source.answer = ({ conversationId }) =>
        Promise.resolve(typeof outcome === 'function' ? outcome(conversationId) : outcome);
    }
    const { ids = ['c-1'], ...rest } = details;
    const conversations = ids.flatMap((id) => engine.conversation(id) ?? []);
    const runs = await engine.perform({
      requestId: crypto.randomUUID(),
      action: 'force-close',
      conversations,
      ...rest,
    });
    await this.settled();
    return runs;
  }

  get element(): ToastRegion {
    return this.fixture.element;
  }
  get root(): ShadowRoot {
    return this.element.shadowRoot as ShadowRoot;
  }
  /** Everything in the polite region. */
  get status(): string {
    return textOf(this.root.querySelector('[role=status]'));
  }
  get alert(): string {
    return textOf(this.root.querySelector('[role=alert]'));
  }
  get toasts(): string[] {
    return [...this.root.querySelectorAll('[part~=toast] p')].map(textOf);
  }
  get text(): string {
    return textOf(this.root.querySelector('.stack'));
  }
  button(name: string): HTMLElement {
    return byRole(this.root, 'button', name);
  }
  settled(): Promise<void> {
    return this.fixture.settled();
  }
}

const textOf = (element: Element | null): string =>
  element?.textContent
    .replace(/[\u2068\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim() ?? '';
