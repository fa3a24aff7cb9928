/**
 * The conversations of the simulated centre. Every change passes through here: it raises the version, keeps agents'
 * load right and is told to whoever watches, in order.
 */
import type { Removal } from '../../data-source.js';
import type { Conversation } from '../../../model/conversation.js';
import type { ScheduledEvent } from './event-queue.js';
import type { Manner } from './flow.js';
import type { Language } from '../catalogue/languages.js';
import type { Workforce } from './workforce.js';

/** One change of one row, at `at` (server epoch ms), with the row as it is after it, also after its end. */
export type Operation =
  | { readonly type: 'upsert'; readonly at: number; readonly conversation: Conversation }
  | {
      readonly type: 'remove';
      readonly at: number;
      readonly conversation: Conversation;
      readonly removal: Removal;
    };

/** A conversation and what the rows do not show of it. */
export interface Case {
  conversation: Conversation;
  /** As it was when it came in: what was said before follows from it. */
  readonly origin: Conversation;
  readonly manner: Manner;
  readonly language: Language;
  /** What happens next by itself, or the answer to an offer. */
  timer: ScheduledEvent | null;
  /** The row before a transfer was offered; it comes back if the target does not take it. */
  beforeTransfer: Conversation | null;
  /** True while the offer is a transfer. */
  transferring: boolean;
  /** Ids of supervisors who joined; only then customers see what they write. Null while nobody did. */
  joined: ReadonlySet<string> | null;
  /** Index among those who talk, −1 while nobody does. */
  talkingIndex: number;
}

export type NewCase = Pick<Case, 'conversation' | 'manner' | 'language'>;
type Patch = Partial<Omit<Conversation, 'id' | 'version'>>;
type Watcher = (operation: Operation) => void;

export class Book {
  readonly #cases = new Map<string, Case>();
  readonly #workforce: Workforce;
  readonly #talking: Case[] = [];
  readonly #openByQueue = new Map<string, number>();
  readonly #watchers = new Set<Watcher>();

  constructor(workforce: Workforce) {
    this.#workforce = workforce;
  }

  get size(): number {
    return this.#cases.size;
  }

  get(id: string): Case | undefined {
    return this.#cases.get(id);
  }

  cases(): IterableIterator<Case> {
    return this.#cases.values();
  }

  /** Those in conversation now, in no order. */
  get talking(): readonly Case[] {
    return this.#talking;
  }

  /** Open conversations in a queue. */
  openIn(queueId: string): number {
    return this.#openByQueue.get(queueId) ?? 0;
  }

  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  add({ conversation, manner, language }: NewCase, at: number): Case {
    const added: Case = {
      conversation,
      manner,
      language,
      origin: conversation,
      timer: null,
      beforeTransfer: null,
      transferring: false,
      joined: null,
      talkingIndex: -1,
    };
    this.#cases.set(conversation.id, added);
    this.#account(added, null, conversation);
    this.#tell({ type: 'upsert', at, conversation });
    return added;
  }

  change(changed: Case, at: number, patch: Patch): void {
    const before = changed.conversation;
    const conversation = Object.freeze({ ...before, ...patch, version: before.version + 1 });
    changed.conversation = conversation;
    this.#account(changed, before, conversation);
    this.#tell({ type: 'upsert', at, conversation });
  }

  /** Takes a row as it is, with the version it has: new, or in place of the one with its id. */
  put(conversation: Conversation, at: number): void {
    const known = this.#cases.get(conversation.id);
    if (known === undefined) {
      this.add({ conversation, manner: 'synchronous', language: 'en' }, at);
      return;
    }
    const before = known.conversation;
    known.conversation = conversation;
    this.#account(known, before, conversation);
    this.#tell({ type: 'upsert', at, conversation });
  }

  /** Takes a conversation out for good, with a version of its own: the end is a change too. */
  close(closed: Case, at: number): void {
    const before = closed.conversation;
    closed.conversation = Object.freeze({
      ...before,
      status: 'closed',
      phase: null,
      version: before.version + 1,
    });
    this.#cases.delete(before.id);
    this.#account(closed, before, null);
    const { conversation } = closed;
    const { id, version } = conversation;
    this.#tell({ type: 'remove', at, conversation, removal: { id, version, why: 'closed' } });
  }

  #account(changed: Case, before: Conversation | null, after: Conversation | null): void {
    this.#workforce.account(before, after);
    this.#countOpen(before, -1);
    this.#countOpen(after, 1);
    const talks = after !== null && after.status === 'active' && after.phase === 'in-conversation';
    if (talks && changed.talkingIndex < 0) {
      changed.talkingIndex = this.#talking.push(changed) - 1;
    } else if (!talks && changed.talkingIndex >= 0) {
      this.#leaveTalking(changed);
    }
  }

  /** The last one takes the free place, so that leaving costs the same whoever leaves. */
  #leaveTalking(changed: Case): void {
    const last = this.#talking.pop();
    if (last !== undefined && last !== changed) {
      this.#talking[changed.talkingIndex] = last;
      last.talkingIndex = changed.talkingIndex;
    }
    changed.talkingIndex = -1;
  }

  #countOpen(conversation: Conversation | null, by: number): void {
    if (conversation?.status !== 'open' || conversation.queue === null) return;
    const { id } = conversation.queue;
    this.#openByQueue.set(id, this.openIn(id) + by);
  }

  #tell(operation: Operation): void {
    for (const watcher of this.#watchers) watcher(operation);
  }
}
