/**
 * A subscriber that believes nothing: it keeps what it is told, has the rows and the state as the report would have
 * them, and writes down what no source may do.
 */
import type { SourceMessage } from '../../src/data-source/data-source.js';
import { ConnectionTracker } from '../../src/engine/connection-tracker.js';
import { RowStore } from '../../src/engine/row-store.js';
import type { Conversation } from '../../src/model/conversation.js';
import { messageFault } from './message-shape.js';
import { RowRules, type Rule, type Violation } from './row-rules.js';
import { subscribeRaw } from './subscribe-raw.js';

type MessageOf<Type extends SourceMessage['type']> = Extract<SourceMessage, { readonly type: Type }>;

/** Called within each message, after the probe has taken it. */
export type OnMessage = (message: SourceMessage, probe: Probe) => void;

export class Probe {
  readonly messages: SourceMessage[] = [];
  /** What the stream ended with, when it erred. */
  readonly errors: unknown[] = [];
  completions = 0;
  /** Calls that came after the stream had erred or completed. */
  afterEnd = 0;
  /** Calls that came after leaving. */
  afterLeaving = 0;
  /** Rows that the report would have left out because they cannot be read. */
  unreadable = 0;
  readonly #copies: string[] = [];
  readonly #faults: Violation[] = [];
  readonly #rules = new RowRules();
  readonly #tracker = new ConnectionTracker();
  readonly #store = new RowStore((code) => {
    if (code === 'unreadable-row') this.unreadable += 1;
  });
  readonly #onMessage: OnMessage;
  #queue: SourceMessage[] | null = null;
  #stop: (() => void) | null = null;
  #isLeft = false;
  #isStopped = false;

  constructor(input: unknown, onMessage: OnMessage = () => undefined) {
    this.#onMessage = onMessage;
    this.#tracker.reset('connecting');
    this.#stop = subscribeRaw<SourceMessage>(input, {
      next: (message) => this.#receive(message),
      error: (error) => this.#end(() => this.errors.push(error)),
      complete: () => this.#end(() => (this.completions += 1)),
    });
    if (this.#isLeft) this.#stopNow();
  }

  /** The report would call the rows live. */
  get isLive(): boolean {
    return this.#tracker.at(0).trusted && !this.#isEnded;
  }

  /** The last state that the source told. */
  get state(): string {
    return this.of('connection').at(-1)?.state ?? 'none';
  }

  /** Rows by id, as the report would have them. */
  get rows(): ReadonlyMap<string, Conversation> {
    const rows = new Map<string, Conversation>();
    for (const [id, { row }] of this.#store.records) if (row !== undefined) rows.set(id, row);
    return rows;
  }

  /** Rows as `id@version`, in order. */
  get versions(): readonly string[] {
    return [...this.rows.values()].map(({ id, version }) => `${id}@${version}`).sort();
  }

  of<Type extends SourceMessage['type']>(type: Type): MessageOf<Type>[] {
    return this.messages.filter((message): message is MessageOf<Type> => message.type === type);
  }

  /** What was done against a rule, in words. */
  violations(rule: Rule): readonly string[] {
    return [...this.#faults, ...this.#rules.violations]
      .filter((each) => each.rule === rule)
      .map(({ text }) => text);
  }

  /** Messages that are not what they were when they came, by their type. */
  get mutated(): readonly string[] {
    return this.messages
      .filter((message, index) => textOf(message) !== this.#copies[index])
      .map(({ type }) => type);
  }

  /** Within a message that comes before subscribing is over, this takes effect when it is. */
  leave(): void {
    this.#isLeft = true;
    this.#stopNow();
  }

  #stopNow(): void {
    if (this.#stop === null || this.#isStopped) return;
    this.#isStopped = true;
    this.#stop();
  }

  get #isEnded(): boolean {
    return this.completions + this.errors.length > 0;
  }

  /** As in the report, a message that comes while another is handled waits for its turn. */
  #receive(message: SourceMessage): void {
    if (this.#isLeft) this.#noteAfterLeaving();
    else if (this.#isEnded) this.afterEnd += 1;
    else if (this.#queue !== null) this.#queue.push(message);
    else {
      const queue = (this.#queue = [message]);
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) this.#take(next);
      this.#queue = null;
    }
  }

  #take(message: SourceMessage): void {
    // Handling the one before may have been leaving.
    if (this.#isLeft) return;
    const fault = messageFault(message);
    if (fault !== null) {
      this.#faults.push({ rule: 'shape', text: fault });
      return;
    }
    this.messages.push(message);
    this.#copies.push(textOf(message));
    this.#rules.note(message);
    this.#tracker.note(message, 0);
    this.#apply(message);
    this.#onMessage(message, this);
  }

  #apply(message: SourceMessage): void {
    const store = this.#store;
    if (message.type === 'snapshot') {
      store.beginSnapshot();
      store.upsertFrom(message.conversations, 0, message.conversations.length);
      store.endSnapshot();
    } else if (message.type === 'delta') {
      store.upsertFrom(message.upserts, 0, message.upserts.length);
      for (const removal of message.removes) store.remove(removal);
    } else if (message.type === 'wipe') store.clear();
  }

  #end(note: () => unknown): void {
    if (this.#isLeft) this.#noteAfterLeaving();
    else if (this.#isEnded) this.afterEnd += 1;
    else note();
  }

  #noteAfterLeaving(): void {
    if (this.#isStopped) this.afterLeaving += 1;
  }
}

function textOf(message: SourceMessage): string {
  return JSON.stringify(message);
}
