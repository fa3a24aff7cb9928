/** The monitored conversation as a supervisor finds it, over a source that also gives transcripts. */
import { waitUntil } from '@open-wc/testing';
import { html } from 'lit';
import { Observable, Subject } from 'rxjs';
import sinon from 'sinon';
import type { ActionRequest } from '../../src/context/action-desk-context.js';
import type { TranscriptEntry, TranscriptMessage } from '../../src/data-source/data-source.js';
import { ConversationPanel } from '../../src/elements/conversation-panel/conversation-panel.js';
import type { ActionRun } from '../../src/engine/view-types.js';
import type { Conversation } from '../../src/model/conversation.js';
import { conversation, ScriptedDataSource, START } from '../../testing/scripted-data-source.js';
import { byRole, queryByRole } from './by-role.js';
import { reportFixture, type FixtureOptions, type ReportFixture } from './report-fixture.js';

const TAG = 'ongoing-conversations-conversation-panel';
if (!customElements.get(TAG)) customElements.define(TAG, ConversationPanel);

export function talk(number: number, fields: Partial<TranscriptEntry> = {}): TranscriptEntry {
  return {
    number,
    at: START + number * 60_000,
    from: number % 2 === 1 ? 'customer' : 'agent',
    name: number % 2 === 1 ? 'Priya Raman' : 'Marc Dubois',
    text: `Message ${String(number)}`,
    private: false,
    sentiment: null,
    ...fields,
  };
}

export const charged = (fields: Record<string, unknown> = {}): Conversation =>
  conversation('c-77', {
    subject: 'Card charged twice',
    status: 'active',
    phase: 'in-conversation',
    agent: { id: 'a1', name: 'Marc Dubois', presence: 'busy' },
    customer: { id: 'p1', name: 'Priya Raman' },
    handle: { ms: 0, since: START - 1_046_000 },
    sentiment: 'negative',
    ...fields,
  });

export const locked = (fields: Record<string, unknown> = {}): Conversation =>
  conversation('c-78', { subject: 'Locked out', status: 'active', phase: 'in-conversation', ...fields });

export class TalkingSource extends ScriptedDataSource {
  /** What was said so far, by conversation. */
  readonly said = new Map<string, TranscriptEntry[]>([['c-77', [talk(1), talk(2)]]]);
  readonly #more$ = new Subject<TranscriptMessage>();
  /** Ids of the transcripts that somebody reads now. */
  readonly read: string[] = [];

  openTranscript = (conversationId: string): Observable<TranscriptMessage> =>
    new Observable((subscriber) => {
      this.read.push(conversationId);
      subscriber.next({ conversationId, entries: [...(this.said.get(conversationId) ?? [])] });
      const subscription = this.#more$.subscribe((message) => {
        if (message.conversationId === conversationId) subscriber.next(message);
      });
      return () => {
        this.read.splice(this.read.indexOf(conversationId), 1);
        subscription.unsubscribe();
      };
    });

  say(conversationId: string, ...entries: TranscriptEntry[]): void {
    this.said.set(conversationId, [...(this.said.get(conversationId) ?? []), ...entries]);
    this.#more$.next({ conversationId, entries });
  }
}

export class ConversationPanelPage {
  readonly fixture: ReportFixture<ConversationPanel>;
  readonly source: TalkingSource;
  readonly cancel = sinon.spy();

  constructor(fixture: ReportFixture<ConversationPanel>, source: TalkingSource) {
    this.fixture = fixture;
    this.source = source;
  }

  static async open(
    options: FixtureOptions & { readonly source?: TalkingSource } = {},
  ): Promise<ConversationPanelPage> {
    const source = options.source ?? new TalkingSource();
    const fixture = await reportFixture<ConversationPanel>(
      html`<ongoing-conversations-conversation-panel></ongoing-conversations-conversation-panel>`,
      { width: 400, ...options, source },
    );
    fixture.element.style.blockSize = '600px';
    const { desk, engine } = fixture;
    const record = desk.step;
    desk.step = async (action, row, details): Promise<readonly ActionRun[]> => {
      await record(action, row, details);
      return engine.perform({ requestId: crypto.randomUUID(), action, conversations: [row], ...details });
    };
    source.snapshot([charged(), locked()]);
    await fixture.settled();
    return new ConversationPanelPage(fixture, source);
  }

  /** What the desk hands over. */
  request(id = 'c-77', submit?: ActionRequest['submit']): ActionRequest {
    const { engine } = this.fixture;
    const row = engine.conversation(id);
    if (!row) throw new Error(`no row ${id}`);
    const nobody = (): Promise<never> => Promise.reject(new Error('Monitoring needs no candidates'));
    return {
      action: 'monitor',
      conversations: [row],
      findAgents: nobody,
      findQueues: nobody,
      submit:
        submit ??
        (() => engine.perform({ requestId: crypto.randomUUID(), action: 'monitor', conversations: [row] })),
      cancel: this.cancel,
    };
  }

  /** Presses *Monitor*, as far as the panel is concerned. */
  show(request: ActionRequest): void {
    this.element.actionRequest = request;
    this.element.showModal();
  }

  /** Monitors, and waits until it says so. */
  async monitor(id = 'c-77'): Promise<void> {
    this.show(this.request(id));
    await waitUntil(() => this.transcript.includes('Monitoring started'), 'monitoring starts');
  }

  async join(): Promise<void> {
    this.button('Join conversation').click();
    await waitUntil(() => this.query('textbox', 'Message'), 'the composer appears');
  }

  get element(): ConversationPanel {
    return this.fixture.element;
  }
  get root(): ShadowRoot {
    return this.element.shadowRoot as ShadowRoot;
  }
  get isOpen(): boolean {
    return queryByRole(this.root, 'dialog', 'Monitor conversation') !== undefined;
  }
  get log(): HTMLElement {
    return byRole(this.root, 'log', 'Transcript');
  }
  get transcript(): string {
    return textOf(this.root.querySelector('[role=log]'));
  }
  get header(): string {
    return textOf(this.root.querySelector('.header'));
  }
  get text(): string {
    return textOf(this.root.querySelector('dialog'));
  }
  get buttons(): string[] {
    return [...this.root.querySelectorAll('button')].map(
      (button) => button.getAttribute('aria-label') ?? textOf(button),
    );
  }
  get field(): HTMLTextAreaElement {
    return byRole(this.root, 'textbox', 'Message') as HTMLTextAreaElement;
  }
  get focused(): Element | null {
    return this.root.activeElement;
  }
  button(name: string | RegExp): HTMLElement {
    return byRole(this.root, 'button', name);
  }
  radio(name: string): HTMLInputElement {
    return byRole(this.root, 'radio', name) as HTMLInputElement;
  }
  query(role: string, name: string | RegExp): HTMLElement | undefined {
    return queryByRole(this.root, role, name);
  }
  settled(): Promise<void> {
    return this.fixture.settled();
  }
}

const textOf = (element: Element | null): string => element?.textContent.replace(/\s+/g, ' ').trim() ?? '';
