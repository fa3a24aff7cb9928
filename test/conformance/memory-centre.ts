/** A back end in memory, in the hand of the test: rows, commands, candidates, transcripts, rights, and a link that breaks. */
import type {
  CandidatePage,
  CandidateQuery,
  Command,
  CommandOutcome,
  Removal,
  TranscriptEntry,
} from '../../src/data-source/data-source.js';
import { ManualClock } from '../../src/data-source/mock/index.js';
import type { ActionPermissions } from '../../src/model/actions.js';
import type { AgentCandidate } from '../../src/model/agent.js';
import type { Conversation } from '../../src/model/conversation.js';
import type { QueueCandidate } from '../../src/model/queue.js';
import type { BackEndChange, DataSourceHarness, JournalEntry } from '../../testing/index.js';

/** The clock of the back end is ahead of the one of the source, ms: who mixes them up shows. */
const AHEAD = 3 * 3_600_000;
/** One way, ms. */
export const LATENCY = 20;

/** Who follows the rows. */
export interface CentreListener {
  rows(rows: readonly Conversation[]): void;
  change(upserts: readonly Conversation[], removals: readonly Removal[]): void;
  permissions(permissions: ActionPermissions): void;
  /** Rights shrank; rows follow. */
  wiped(): void;
  forbidden(): void;
  lost(): void;
}

type EntryListener = (entries: readonly TranscriptEntry[], ended: boolean) => void;

export class MemoryCentre {
  readonly clock = new ManualClock();
  readonly journal: JournalEntry[] = [];
  contacts = 0;
  permissions: ActionPermissions = {};
  readonly #rows = new Map<string, Conversation>();
  readonly #outcomes = new Map<string, { readonly body: string; readonly outcome: CommandOutcome }>();
  readonly #links = new Set<CentreListener>();
  readonly #transcripts = new Map<string, TranscriptEntry[]>();
  readonly #readers = new Map<string, Set<EntryListener>>();
  #isReachable = true;
  #mayView = true;
  #queues: readonly string[] | null = null;
  #held: (() => void)[] | null = null;
  #inFlight = 0;

  get now(): number {
    return this.clock.now() + AHEAD;
  }

  /** Links, questions without an answer, readers. */
  get held(): number {
    const readers = [...this.#readers.values()].reduce((sum, { size }) => sum + size, 0);
    return this.#links.size + this.#inFlight + readers;
  }

  get rows(): readonly Conversation[] {
    return [...this.#rows.values()].filter((row) => this.#maySee(row));
  }

  row(id: string): Conversation | undefined {
    return this.#rows.get(id);
  }

  /** @throws Error when it cannot be reached */
  open(listener: CentreListener): () => void {
    this.contact();
    if (!this.#mayView) {
      listener.forbidden();
      return () => undefined;
    }
    this.#links.add(listener);
    listener.permissions(this.permissions);
    listener.rows(this.rows);
    return () => this.#links.delete(listener);
  }

  /** @throws Error when it cannot be reached */
  contact(): void {
    this.contacts += 1;
    if (!this.#isReachable) throw new Error('unreachable');
  }

  /** What a question does it does now; its answer takes its time, or for ever. Returns how to stop waiting. */
  ask<Answer>(question: () => Answer, answered: (answer: Answer) => void): () => void {
    this.contact();
    const answer = question();
    this.#inFlight += 1;
    let isOpen = true;
    const close = (): void => {
      if (isOpen) this.#inFlight -= 1;
      isOpen = false;
    };
    const deliver = (): void => {
      if (!isOpen) return;
      close();
      answered(answer);
    };
    let cancel = (): void => undefined;
    if (this.#held === null) cancel = this.clock.after(LATENCY, deliver);
    else this.#held.push(deliver);
    return () => {
      close();
      cancel();
    };
  }

  execute(command: Command): CommandOutcome {
    const { key, conversationId } = command;
    const body = JSON.stringify(command);
    const known = this.#outcomes.get(key);
    if (known !== undefined) {
      this.journal.push({ key, executed: false });
      return known.body === body ? known.outcome : refused('conflict', 'The key stands for another command');
    }
    const outcome = this.#execute(command, this.#rows.get(conversationId));
    this.journal.push({ key, executed: outcome.status === 'done' });
    this.#outcomes.set(key, { body, outcome });
    return outcome;
  }

  outcome(key: string): CommandOutcome {
    return (
      this.#outcomes.get(key)?.outcome ?? { status: 'failed', code: 'not-applied', message: 'It never came' }
    );
  }

  findAgents({ limit, after }: CandidateQuery): CandidatePage<AgentCandidate> {
    return this.#page(limit, after, (id) => ({
      ...{ id, name: `Agent ${id}`, eligible: true, why: null, presence: 'available', presenceSince: null },
      ...{ skills: [], capacity: null, queues: [] },
    }));
  }

  findQueues({ limit, after }: CandidateQuery): CandidatePage<QueueCandidate> {
    return this.#page(limit, after, (id) => ({
      ...{ id, name: `Queue ${id}`, eligible: true, why: null, type: 'messaging' },
      ...{ priority: null, waiting: null, online: null },
    }));
  }

  read(id: string, listener: EntryListener): () => void {
    const readers = this.#readers.get(id) ?? new Set();
    this.#readers.set(id, readers.add(listener));
    listener(this.#transcripts.get(id) ?? [], false);
    return () => readers.delete(listener);
  }

  /** What the kit takes in its hands. */
  harness(source: DataSourceHarness['source']): Required<Omit<DataSourceHarness, 'scope' | 'release'>> {
    return {
      source,
      serve: (rows) => this.#serve(rows),
      change: (change) => this.#change(change),
      spoil: (id) => {
        this.#rows.set(id, { id, version: 'nonsense', queue: null } as unknown as Conversation);
      },
      drop: () => {
        this.#isReachable = false;
        for (const link of [...this.#links]) link.lost();
        this.#links.clear();
      },
      restore: () => {
        this.#isReachable = true;
      },
      journal: () => this.journal,
      holdAnswers: () => {
        this.#held = [];
      },
      releaseAnswers: () => {
        const held = this.#held ?? [];
        this.#held = null;
        for (const deliver of held) deliver();
      },
      say: (id, text) => this.#say(id, text),
      restrict: (queues) => {
        this.#queues = queues;
        for (const link of [...this.#links]) {
          link.wiped();
          link.rows(this.rows);
        }
      },
      revoke: () => {
        this.#mayView = false;
        for (const link of [...this.#links]) link.forbidden();
        this.#links.clear();
      },
      permit: (permissions) => {
        this.permissions = permissions;
        for (const link of [...this.#links]) link.permissions(permissions);
      },
      contacts: () => this.contacts,
      held: () => this.held + this.clock.timers,
      serverNow: () => this.now,
      pass: (ms) => this.clock.advance(ms),
    };
  }

  #serve(rows: readonly Conversation[]): void {
    const ids = new Set(rows.map(({ id }) => id));
    this.#change({ upserts: rows, closed: [...this.#rows.keys()].filter((id) => !ids.has(id)) });
  }

  #change({ upserts = [], closed = [] }: BackEndChange): void {
    const removals: Removal[] = [];
    for (const id of closed) {
      const row = this.#rows.get(id);
      if (row === undefined) continue;
      this.#rows.delete(id);
      removals.push({ id, version: row.version + 1, why: 'closed' });
      for (const listener of [...(this.#readers.get(id) ?? [])]) listener([], true);
    }
    for (const row of upserts) this.#rows.set(row.id, row);
    const visible = upserts.filter((row) => this.#maySee(row));
    for (const link of [...this.#links]) link.change(visible, removals);
  }

  #execute({ action, ifVersion, notAfter }: Command, row: Conversation | undefined): CommandOutcome {
    if (row === undefined) return { ...refused('closed', 'The conversation has ended'), current: null };
    if (this.now > notAfter) return refused('expired', 'The command came too late');
    if (row.version !== ifVersion)
      return { status: 'conflict', code: 'stale', message: 'It has changed', current: row };
    if (action === 'force-close') this.#change({ closed: [row.id] });
    return { status: 'done', version: row.version + 1 };
  }

  #say(id: string, text: string): void {
    const entries = this.#transcripts.get(id) ?? [];
    this.#transcripts.set(id, entries);
    const entry = {
      number: entries.length + 1,
      at: this.now,
      from: 'customer',
      name: 'Priya',
      text,
    } as const;
    entries.push({ ...entry, private: false, sentiment: null });
    for (const listener of [...(this.#readers.get(id) ?? [])]) listener(entries.slice(-1), false);
  }

  #page<Candidate>(
    limit: number,
    after: string | null,
    make: (id: string) => Candidate,
  ): CandidatePage<Candidate> {
    const ids = ['1', '2', '3', '4', '5'];
    const start = after === null ? 0 : ids.indexOf(after) + 1;
    const shown = ids.slice(start, start + limit);
    const next = start + limit < ids.length ? (shown.at(-1) ?? null) : null;
    return { entries: shown.map(make), next, asOf: this.now };
  }

  #maySee({ queue }: Conversation): boolean {
    return this.#mayView && (this.#queues === null || (queue !== null && this.#queues.includes(queue.id)));
  }
}

function refused(code: string, message: string) {
  return { status: 'refused', code, message } as const;
}
