/** A modal action dialog as a supervisor meets it: opened as the desk opens it, found by role and name. */
import { nextFrame, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import axe from 'axe-core';
import { html, type LitElement, type TemplateResult } from 'lit';
import sinon from 'sinon';
import type {
  ActionRequest,
  ActionSubmission,
  CandidateSearch,
} from '../../src/context/action-desk-context.js';
import type { CandidatePage } from '../../src/data-source/data-source.js';
import { AssignDialog } from '../../src/elements/assign-dialog/assign-dialog.js';
import { CandidateList } from '../../src/elements/candidate-list/candidate-list.js';
import { ForceCloseDialog } from '../../src/elements/force-close-dialog/force-close-dialog.js';
import type { ActionDialog } from '../../src/elements/shared/action-dialog.js';
import { TransferDialog } from '../../src/elements/transfer-dialog/transfer-dialog.js';
import type { AgentCandidate } from '../../src/model/agent.js';
import type { Conversation } from '../../src/model/conversation.js';
import { DEFAULT_POLICY, type Policy } from '../../src/model/policy.js';
import type { QueueCandidate } from '../../src/model/queue.js';
import { conversation, START } from '../../testing/scripted-data-source.js';
import { accessibleNodes, type AccessibleNode } from './accessibility-tree.js';
import { allByRole, byRole, nameOf, queryByRole } from './by-role.js';
import { reportFixture, type FixtureOptions, type ReportFixture } from './report-fixture.js';

const TAGS = {
  'ongoing-conversations-assign-dialog': AssignDialog,
  'ongoing-conversations-transfer-dialog': TransferDialog,
  'ongoing-conversations-force-close-dialog': ForceCloseDialog,
  'ongoing-conversations-candidate-list': CandidateList,
};
for (const [tag, element] of Object.entries(TAGS)) {
  if (!customElements.get(tag)) customElements.define(tag, element);
}

type ModalAction = 'assign' | 'transfer' | 'force-close';

const TEMPLATES: Readonly<Record<ModalAction, TemplateResult>> = {
  assign: html`<ongoing-conversations-assign-dialog></ongoing-conversations-assign-dialog>`,
  transfer: html`<ongoing-conversations-transfer-dialog></ongoing-conversations-transfer-dialog>`,
  'force-close': html`<ongoing-conversations-force-close-dialog></ongoing-conversations-force-close-dialog>`,
};

export interface DialogOptions extends FixtureOptions {
  readonly policy?: Policy;
  /** Rows of the report; all of them are acted on unless `ids` says which. */
  readonly rows?: readonly Conversation[];
  readonly ids?: readonly string[];
  readonly agents?: readonly AgentCandidate[];
  readonly queues?: readonly QueueCandidate[];
}

export function agent(id: string, name: string, fields: Partial<AgentCandidate> = {}): AgentCandidate {
  return {
    id,
    name,
    eligible: true,
    why: null,
    presence: 'available',
    presenceSince: START - 180_000,
    skills: [],
    capacity: { used: 1, max: 4, profile: 'Billing – chat' },
    queues: ['q1'],
    ...fields,
  };
}

export function queue(id: string, name: string, fields: Partial<QueueCandidate> = {}): QueueCandidate {
  return {
    id,
    name,
    eligible: true,
    why: null,
    type: 'messaging',
    priority: 1,
    waiting: 3,
    online: 4,
    ...fields,
  };
}

export const talking = (id: string, fields: Record<string, unknown> = {}): Conversation =>
  conversation(id, {
    status: 'active',
    phase: 'in-conversation',
    agent: { id: 'ana', name: 'Ana', presence: 'busy' },
    handle: { ms: 0, since: START - 60_000 },
    ...fields,
  });

export const newer = (row: Conversation, fields: Partial<Conversation>): Conversation => ({
  ...row,
  version: row.version + 1,
  ...fields,
});

export const page = <Candidate>(
  entries: readonly Candidate[],
  next: string | null = null,
): CandidatePage<Candidate> => ({ entries, next, asOf: START });

export class DialogPage {
  readonly fixture: ReportFixture<ActionDialog>;
  readonly submissions: ActionSubmission[] = [];
  readonly searches: CandidateSearch[] = [];
  cancelled = 0;
  /** Answers every lookup of agents; replace it to script them. */
  findAgents: (search: CandidateSearch) => Promise<CandidatePage<AgentCandidate>>;
  readonly #queues: readonly QueueCandidate[];

  constructor(fixture: ReportFixture<ActionDialog>, { agents = [], queues = [] }: DialogOptions) {
    this.fixture = fixture;
    this.#queues = queues;
    this.findAgents = ({ text = '' }) =>
      Promise.resolve(page(agents.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()))));
  }

  /** The report with its rows, live; the dialog is not open yet. */
  static async prepare(action: ModalAction, options: DialogOptions = {}): Promise<DialogPage> {
    const { policy, rows = [], settings } = options;
    const fixture = await reportFixture<ActionDialog>(TEMPLATES[action], {
      ...options,
      settings: { ...settings, policy: { ...DEFAULT_POLICY, ...policy } },
    });
    fixture.source.snapshot(rows);
    await fixture.settled();
    return new DialogPage(fixture, options);
  }

  static async open(action: ModalAction, options: DialogOptions = {}): Promise<DialogPage> {
    const dialog = await DialogPage.prepare(action, options);
    await dialog.show(action, options.ids ?? (options.rows ?? []).map(({ id }) => id));
    return dialog;
  }

  async show(action: ModalAction, ids: readonly string[]): Promise<void> {
    const { element, engine } = this.fixture;
    const request: ActionRequest = {
      action,
      conversations: ids.flatMap((id) => engine.conversation(id) ?? []),
      findAgents: (search = {}) => {
        this.searches.push(search);
        return this.findAgents(search);
      },
      findQueues: (search = {}) => {
        this.searches.push(search);
        return Promise.resolve(page(this.#queues));
      },
      submit: (submission = {}) => {
        this.submissions.push(submission);
        return Promise.resolve([]);
      },
      cancel: () => {
        this.cancelled += 1;
      },
    };
    element.actionRequest = request;
    element.showModal();
    await this.settled();
  }

  get element(): ActionDialog {
    return this.fixture.element;
  }
  get root(): ShadowRoot {
    return this.element.shadowRoot as ShadowRoot;
  }
  get dialog(): HTMLDialogElement {
    return byRole(this.root, 'dialog', /./) as HTMLDialogElement;
  }
  get isOpen(): boolean {
    return this.root.querySelector('dialog:modal') !== null;
  }
  get text(): string {
    return clean(this.dialog.textContent);
  }
  button(name: string | RegExp): HTMLElement {
    return byRole(this.root, 'button', name);
  }
  get buttons(): string[] {
    return allByRole(this.root, 'button').map(nameOf);
  }
  /** What the live regions of the dialog itself say. */
  get status(): string {
    return clean(
      allByRole(this.root, 'status')
        .map((region) => region.textContent)
        .join(' '),
    );
  }
  get focused(): Element | null {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    return focused;
  }

  // ── The list of candidates ────────────────────────────────────────────────────────────────────────────────────
  get list(): LitElement {
    return this.root.querySelector('ongoing-conversations-candidate-list') as LitElement;
  }
  get listRoot(): ShadowRoot {
    return this.list.shadowRoot as ShadowRoot;
  }
  get search(): HTMLInputElement {
    return byRole(this.listRoot, 'searchbox', /./) as HTMLInputElement;
  }
  get options(): string[] {
    return allByRole(this.listRoot, 'option').map(nameOf);
  }
  option(name: string | RegExp): HTMLElement {
    return byRole(this.listRoot, 'option', name);
  }
  get chosen(): string | undefined {
    return allByRole(this.listRoot, 'option')
      .filter((option) => option.getAttribute('aria-selected') === 'true')
      .map(nameOf)[0];
  }
  get highlighted(): string | undefined {
    const id = byRole(this.listRoot, 'listbox', /./).getAttribute('aria-activedescendant');
    const option = id === null ? null : this.listRoot.querySelector(`#${CSS.escape(id)}`);
    return option ? nameOf(option) : undefined;
  }
  get listStatus(): string {
    return clean(byRole(this.listRoot, 'status', /^/).textContent);
  }
  listButton(name: string): HTMLElement | undefined {
    return queryByRole(this.listRoot, 'button', name);
  }
  get showAll(): HTMLElement {
    return byRole(this.listRoot, 'switch', 'Show all agents');
  }
  async type(text: string): Promise<void> {
    const before = this.searches.length;
    this.search.focus();
    // In one go: how fast a busy machine types must not decide what rests.
    for (const letter of text) {
      this.search.value += letter;
      this.search.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    }
    await waitUntil(() => this.searches.length > before, 'the search is sent');
    await this.settled();
  }
  async choose(name: string): Promise<void> {
    this.option(name).click();
    await this.settled();
  }

  /** Told to the engine, answered by the directory, drawn. */
  async settled(): Promise<void> {
    await this.fixture.settled();
    await nextFrame();
    await this.element.updateComplete;
    if (this.root.contains(this.list)) await this.list.updateComplete;
    await this.element.updateComplete;
  }
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await sendKeys({ press: key });
    await this.settled();
  }
  /** The Tab key until this is focused, as somebody without a pointer would: on, and from the end of the page back. */
  async tabTo(target: Element): Promise<void> {
    for (let presses = 0; presses < 30 && this.focused !== target; presses += 1) {
      await sendKeys({ press: 'Tab' });
      if (!document.hasFocus()) break;
    }
    await sendKeys({ down: 'Shift' });
    for (let presses = 0; presses < 30 && this.focused !== target; presses += 1) {
      await sendKeys({ press: 'Tab' });
    }
    await sendKeys({ up: 'Shift' });
    if (this.focused !== target) throw new Error(`Tab does not reach ${nameOf(target)}`);
  }

  /** Violations that axe finds in the dialog, as text. */
  async violations(): Promise<string[]> {
    // Half transparent text has no contrast.
    await Promise.all(this.dialog.getAnimations({ subtree: true }).map((animation) => animation.finished));
    const { violations } = await axe.run(this.element);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html: markup }) => markup).join(' ')}`);
  }
}

/**
 * The dialog of this name as assistive technology is told of it: axe does not see a native `<dialog>` without a name. One
 * of a test before may still be told of.
 */
export async function dialogNode(named: string): Promise<AccessibleNode | undefined> {
  const [node] = await accessibleNodes(
    `a dialog named ${named}`,
    ({ role, name }) => role === 'dialog' && name === named,
  );
  return node && { ...node, description: clean(node.description ?? '') };
}

/** Holds the time stamps that arming and slowness go by, and the page's clock. */
export function holdTime(): sinon.SinonFakeTimers {
  const clock = sinon.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] });
  // Events tell the held time too: on a page that loaded fast, every press would seem to be from before what it presses.
  const stamps = sinon.stub(Event.prototype, 'timeStamp').get(() => performance.now());
  const release = clock.restore.bind(clock);
  clock.restore = () => {
    stamps.restore();
    release();
  };
  return clock;
}

const clean = (text: string): string =>
  text
    .replace(/[\u2068\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
