/**
 * A source as it should be, in front of the back end in memory. It has no RxJS, so that nothing stands between what it
 * does and the kit. Its parts can be overridden one by one: that is how the faulty ones are made.
 */
import type { ObservableInput } from 'rxjs';
import type {
  CandidatePage,
  CandidateQuery,
  Command,
  CommandOutcome,
  DataSource,
  Removal,
  ReportScope,
  SourceMessage,
  TranscriptMessage,
} from '../../src/data-source/data-source.js';
import type { Conversation } from '../../src/model/conversation.js';
import { LATENCY, type CentreListener, type MemoryCentre } from './memory-centre.js';

export interface Observer<Value> {
  next(value: Value): void;
  error(error: unknown): void;
  complete(): void;
}
type Cancel = () => void;
type Options = { readonly signal: AbortSignal };
const RETRY = 1_000;
const TIMEOUT = 15_000;
const SIGN_OF_LIFE = 5_000;

/** Something with `subscribe`, as other libraries make it. */
export function observable<Value>(start: (observer: Observer<Value>) => Cancel): ObservableInput<Value> {
  const input = {
    subscribe: start,
    '@@observable': (): unknown => input,
  };
  return input as unknown as ObservableInput<Value>;
}

export class MemoryDataSource implements DataSource {
  readonly centre: MemoryCentre;
  readonly sessions = new Set<MemorySession>();

  constructor(centre: MemoryCentre) {
    this.centre = centre;
  }

  connect(scope: ReportScope): ObservableInput<SourceMessage> {
    return observable((observer) => {
      const session = this.session(scope, observer);
      this.sessions.add(session);
      session.start();
      return () => {
        this.sessions.delete(session);
        session.stop();
      };
    });
  }

  session(scope: ReportScope, observer: Observer<SourceMessage>): MemorySession {
    return new MemorySession(this.centre, scope, observer);
  }

  get isLive(): boolean {
    return [...this.sessions].some(({ isLive }) => isLive);
  }

  async perform(command: Command, { signal }: Options): Promise<CommandOutcome> {
    if (signal.aborted) return { status: 'failed', code: 'aborted', message: 'Given up before it was sent' };
    if (!this.isLive) return { status: 'refused', code: 'not-connected', message: 'Not connected' };
    return this.ask(() => this.centre.execute(command), signal, UNKNOWN);
  }

  async outcome(key: string, { signal }: Options): Promise<CommandOutcome> {
    return this.ask(() => this.centre.outcome(key), signal, UNKNOWN);
  }

  async findAgents(query: CandidateQuery, { signal }: Options) {
    return this.look(() => this.centre.findAgents(query), signal);
  }

  async findQueues(query: CandidateQuery, { signal }: Options) {
    return this.look(() => this.centre.findQueues(query), signal);
  }

  openTranscript(conversationId: string): ObservableInput<TranscriptMessage> {
    return observable((observer) =>
      this.centre.read(conversationId, (entries, ended) => {
        if (ended) observer.complete();
        else observer.next({ conversationId, entries });
      }),
    );
  }

  refresh(): void {
    for (const session of this.sessions) session.refresh();
  }

  async look<Page extends CandidatePage<unknown>>(question: () => Page, signal: AbortSignal): Promise<Page> {
    signal.throwIfAborted();
    const page = await this.ask<Page | null>(question, signal, null);
    signal.throwIfAborted();
    if (page === null) throw new Error('no answer');
    return page;
  }

  /** The answer, or `lost` when it does not come. */
  ask<Answer>(question: () => Answer, signal: AbortSignal, lost: Answer): Promise<Answer> {
    return new Promise((resolve) => {
      const end = (answer: Answer): void => {
        stopWaiting();
        stopTimer();
        signal.removeEventListener('abort', giveUp);
        resolve(answer);
      };
      const giveUp = (): void => end(lost);
      let stopWaiting: Cancel = () => undefined;
      const stopTimer = this.centre.clock.after(TIMEOUT, giveUp);
      signal.addEventListener('abort', giveUp);
      try {
        stopWaiting = this.centre.ask(question, end);
      } catch {
        giveUp();
      }
    });
  }
}

const UNKNOWN: CommandOutcome = { status: 'unknown', message: 'No answer' };

/** One subscription. */
export class MemorySession implements CentreListener {
  readonly centre: MemoryCentre;
  readonly scope: ReportScope;
  readonly observer: Observer<SourceMessage>;
  readonly shown = new Set<string>();
  isLive = false;
  isStopped = false;
  isRefreshing = false;
  close: Cancel = () => undefined;
  readonly timers = new Set<Cancel>();

  constructor(centre: MemoryCentre, scope: ReportScope, observer: Observer<SourceMessage>) {
    this.centre = centre;
    this.scope = scope;
    this.observer = observer;
  }

  start(): void {
    this.tell({ type: 'connection', state: 'connecting' });
    this.later(LATENCY, () => this.open());
  }

  stop(): void {
    this.isLive = false;
    this.isStopped = true;
    this.close();
    for (const cancel of this.timers) cancel();
  }

  open(): void {
    try {
      this.close = this.centre.open(this);
    } catch {
      this.lost();
    }
    // It may have been left while the first rows were told.
    if (this.isStopped) this.close();
  }

  refresh(): void {
    if (!this.isLive || this.isRefreshing) return;
    this.isRefreshing = true;
    this.later(LATENCY, () => {
      this.isRefreshing = false;
      this.centre.contacts += 1;
      if (this.isLive) this.snapshot(this.centre.rows);
    });
  }

  rows(rows: readonly Conversation[]): void {
    const offsetMs = this.centre.now - this.centre.clock.now();
    this.tell({ type: 'clock', offsetMs, errorMs: LATENCY });
    this.snapshot(rows);
    this.live();
  }

  snapshot(rows: readonly Conversation[]): void {
    const conversations = rows.filter((row) => this.isInScope(row));
    this.shown.clear();
    for (const { id } of conversations) this.shown.add(id);
    this.tell({ type: 'snapshot', conversations, asOf: this.centre.now });
  }

  live(): void {
    this.isLive = !this.isStopped;
    this.tell({ type: 'connection', state: 'live' });
    this.signOfLife();
  }

  signOfLife(): void {
    this.later(SIGN_OF_LIFE, () => {
      if (!this.isLive) return;
      this.tell({ type: 'clock', offsetMs: this.centre.now - this.centre.clock.now(), errorMs: LATENCY });
      this.signOfLife();
    });
  }

  change(changed: readonly Conversation[], closed: readonly Removal[]): void {
    const upserts = changed.filter((row) => this.isInScope(row));
    const left = changed.filter((row) => !this.isInScope(row) && this.shown.has(row.id));
    const gone = left.map(({ id, version }) => ({ id, version, why: 'scope' }) as const);
    const removes = [...closed.filter(({ id }) => this.shown.has(id)), ...gone];
    for (const { id } of upserts) this.shown.add(id);
    for (const { id } of removes) this.shown.delete(id);
    if (upserts.length + removes.length > 0) this.delta(upserts, removes);
  }

  delta(upserts: readonly Conversation[], removes: readonly Removal[]): void {
    this.tell({ type: 'delta', upserts, removes, asOf: this.centre.now });
  }

  permissions(permissions: MemoryCentre['permissions']): void {
    this.tell({ type: 'permissions', permissions });
  }

  wiped(): void {
    this.tell({ type: 'wipe', reason: 'The rights have changed' });
  }

  forbidden(): void {
    this.isLive = false;
    this.tell({ type: 'wipe', reason: 'No access' });
    this.tell({ type: 'connection', state: 'forbidden' });
  }

  lost(): void {
    this.isLive = false;
    this.tell({ type: 'connection', state: 'reconnecting' });
    this.later(RETRY, () => this.open());
  }

  tell(message: SourceMessage): void {
    // Left in the middle of several messages, it has to be silent at once.
    if (!this.isStopped) this.observer.next(message);
  }

  isInScope({ queue }: Conversation): boolean {
    const { queues } = this.scope;
    return queues.length === 0 || (queue !== null && queues.includes(queue.id));
  }

  later(ms: number, run: () => void): void {
    if (this.isStopped) return;
    const cancel = this.centre.clock.after(ms, () => {
      this.timers.delete(cancel);
      run();
    });
    this.timers.add(cancel);
  }
}
