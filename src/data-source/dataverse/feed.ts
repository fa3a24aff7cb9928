/** One subscription: finds out who asks, reads everything, then what has changed, and recovers. */
import type { Conversation } from '../../model/conversation.js';
import type { ReportScope, SourceConnectionState, SourceMessage } from '../data-source.js';
import { decodedList } from '../decode-conversation.js';
import { backoffDelay } from '../wire/backoff.js';
import { DataverseError } from './dataverse-error.js';
import type { Rules } from './dataverse-options.js';
import { KnownRows } from './known-rows.js';
import { orient, type Orientation } from './orientation.js';
import type { Columns } from './queries.js';
import { RowReader, type Reading } from './row-reading.js';
import { ServerClock } from './server-clock.js';
import type { WebApi } from './web-api.js';

/** What the next reading has to do; what stands later includes what stands before. */
const TASKS = ['changes', 'rows', 'all'] as const;
type Task = (typeof TASKS)[number];

/** However often one asks: no sooner than so many ms after the last time. */
const LEAST = 1_000;
/** A timer that is so many ms late was asleep. Hidden pages are let run once a minute. */
const SLEPT = 90_000;
/** The server has refused so often in a row that it will not change its mind. */
const REFUSALS = 3;
const HOUR = 3_600_000;

export class Feed {
  readonly #api: WebApi;
  readonly #reader: RowReader;
  readonly #rules: Rules;
  readonly #scope: ReportScope;
  readonly #clock: ServerClock;
  readonly #known = new KnownRows();
  readonly #listener: (message: SourceMessage) => void;
  #orientation: Orientation | null = null;
  /** What is known of the user may not be so any more. */
  #isLost = true;
  #permissions: string | null = null;
  #abort: AbortController | null = null;
  #cancelTimer: () => void = () => undefined;
  #stopWatching: () => void = () => undefined;
  #state: SourceConnectionState = 'connecting';
  #isEnded = false;
  #wanted: Task | null = null;
  #askedAt = -Infinity;
  /** Client epoch ms before which nothing may be asked, because the server said so. */
  #notBefore = -Infinity;
  #failures = 0;
  /** Server epoch ms. */
  #from: number | null = null;
  #since = 0;
  /** Client epoch ms. */
  #fullAt = -Infinity;
  /** Rows left out that were told of, so that the overlap does not tell of them again and again. */
  #leftOut = new Map<string, number>();

  constructor(
    { api, columns, rules }: { readonly api: WebApi; readonly columns: Columns; readonly rules: Rules },
    scope: ReportScope,
    listener: (message: SourceMessage) => void,
  ) {
    this.#api = api;
    this.#reader = new RowReader(api, columns, rules);
    this.#rules = rules;
    this.#scope = scope;
    this.#clock = new ServerClock(rules.now);
    this.#listener = listener;
  }

  get isLive(): boolean {
    return this.#state === 'live' && !this.#isEnded;
  }

  get rows(): ReadonlyMap<string, Conversation> {
    return this.#known.rows;
  }

  /** Server epoch ms, as far as it is known. */
  get serverNow(): number {
    return this.#clock.now;
  }

  begin(): void {
    this.#stopWatching = this.#rules.page.watch(() => this.again('all'));
    this.#tell({ type: 'connection', state: 'connecting' });
    if (!this.#isEnded) this.#start('all');
  }

  end(): void {
    this.#isEnded = true;
    this.#stopWatching();
    this.#cancelTimer();
    this.#abort?.abort();
  }

  /** As soon as it may be, also where waiting had been given up. */
  again(task: Task): void {
    this.#want(task);
    if (this.#abort === null) this.#schedule(0);
  }

  #want(task: Task): void {
    if (this.#wanted === null || TASKS.indexOf(task) > TASKS.indexOf(this.#wanted)) this.#wanted = task;
  }

  /** The next reading in `ms`, but neither too soon after the last one nor before the server wants it. */
  #schedule(ms: number): number {
    if (this.#isEnded) return 0;
    const now = this.#rules.now();
    // A clock that was set back must not keep us waiting.
    const least = this.#askedAt <= now ? this.#askedAt + LEAST - now : 0;
    const wait = Math.max(ms, least, Math.min(this.#notBefore - now, 600_000));
    this.#cancelTimer();
    this.#cancelTimer = this.#rules.after(wait, () => {
      if (this.#rules.now() - now - wait > SLEPT) {
        this.#clock.clear();
        this.#want('all');
      }
      this.#start(this.#wanted ?? 'changes');
    });
    return wait;
  }

  #start(wanted: Task): void {
    this.#cancelTimer();
    this.#wanted = null;
    const isDue = Math.abs(this.#rules.now() - this.#fullAt) >= this.#rules.fullEvery;
    // Changes also tell what was missed while there was no link.
    const task = this.#isLost || isDue ? 'all' : wanted;
    const abort = new AbortController();
    this.#abort = abort;
    this.#askedAt = this.#rules.now();
    this.#read(task, abort.signal).then(
      () => this.#settle(abort, null),
      (error: unknown) => this.#settle(abort, error),
    );
  }

  #settle(abort: AbortController, error: unknown): void {
    if (abort.signal.aborted) return;
    this.#abort = null;
    // Of several questions at once the others may still be under way.
    abort.abort();
    if (error !== null) this.#fail(error);
    else {
      this.#failures = 0;
      this.#schedule(this.#wanted === null ? this.#rules.every : 0);
    }
  }

  async #read(task: Task, signal: AbortSignal): Promise<void> {
    if (task === 'all') {
      const orientation = await orient(this.#api, this.#scope, this.#rules, signal);
      this.#clock.observe(orientation.answer);
      if (!this.#orientate(orientation)) return;
    }
    const { queues, queueTypes, channels } = this.#orientation as Orientation;
    // The beginning stands, so that what is still open when the window has moved on is not lost.
    this.#from ??= this.#clock.now - this.#scope.windowHours * HOUR;
    const since = task === 'changes' ? this.#since - this.#rules.overlap : null;
    const meaning = { channels, queueTypes, columns: this.#rules.columns };
    const question = { from: this.#from, since, queues };
    const reading = await this.#reader.read(question, meaning, signal, (loaded, total) => {
      if (!this.isLive) this.#tell({ type: 'progress', loaded, ...(total !== null && { total }) });
    });
    signal.throwIfAborted();
    this.#clock.observe(reading.answer);
    if (task === 'changes') this.#takeChanges(reading, queues);
    else this.#takeAll(reading, queues);
  }

  /** Tells what is new. False when somebody has left over it. */
  #orientate(orientation: Orientation): boolean {
    const before = this.#orientation;
    this.#orientation = orientation;
    this.#isLost = false;
    const { user, permissions, queues, lacking } = orientation;
    if (before !== null && (before.user.id !== user.id || hasShrunk(before.queues, queues)))
      this.#wipe('The rights of the user have changed');
    if (before?.user.id !== user.id) this.#tell({ type: 'supervisor', supervisor: user });
    const text = JSON.stringify(permissions);
    if (text !== this.#permissions) this.#tell({ type: 'permissions', permissions });
    this.#permissions = text;
    const told = before?.lacking ?? [];
    for (const detail of lacking)
      if (!told.includes(detail)) this.#tell({ type: 'diagnostic', code: 'not-readable', detail, count: 1 });
    return !this.#isEnded;
  }

  #takeAll(reading: Reading, queues: Orientation['queues']): void {
    const shown = this.#known.replace(reading.rows, queues);
    this.#fullAt = this.#rules.now();
    this.#since = this.#clock.timeOf(reading.answer);
    this.#leftOut = new Map();
    this.#tellClock();
    this.#tell({
      type: 'snapshot',
      conversations: decodedList([...shown]),
      asOf: this.#since,
      ...(reading.total !== null && {
        partial: { shown: shown.length, total: Math.max(reading.total, shown.length) },
      }),
    });
    this.#diagnose(reading);
    if (!this.isLive) this.#tellState('live');
  }

  #takeChanges(reading: Reading, queues: Orientation['queues']): void {
    const asOf = this.#clock.timeOf(reading.answer);
    this.#since = Math.max(this.#since, asOf);
    const { upserts, removes } = this.#known.apply(reading.rows, queues);
    const clock = this.#tellClock();
    // A sign of life also where nothing has happened.
    if (upserts.length + removes.length > 0 || !clock)
      this.#tell({ type: 'delta', upserts: decodedList([...upserts]), removes, asOf });
    this.#diagnose(reading);
    if (!this.isLive) this.#tellState('live');
    // More has changed than is read at once: only everything helps.
    if (reading.total !== null) this.#want('rows');
  }

  #tellClock(): boolean {
    const { message } = this.#clock;
    if (message !== null) this.#tell(message);
    return message !== null;
  }

  #diagnose({ leftOut, dropped }: Reading): void {
    for (const [detail, count] of leftOut) {
      const more = count - (this.#leftOut.get(detail) ?? 0);
      if (more > 0) this.#tell({ type: 'diagnostic', code: 'unreadable-row', detail, count: more });
    }
    this.#leftOut = new Map(leftOut);
    for (const detail of dropped) this.#tell({ type: 'diagnostic', code: 'no-column', detail, count: 1 });
  }

  #fail(error: unknown): void {
    const { fault, message, retryAfter } =
      error instanceof DataverseError
        ? error
        : new DataverseError('unreachable', 'The answer cannot be understood');
    this.#failures += 1;
    // Who was told to go away waits to be called; `again` calls.
    if (fault === 'unauthorized') {
      this.#isLost = true;
      this.#tellState('unauthorized', message);
    } else if (fault === 'forbidden') {
      this.#isLost = true;
      this.#wipe(message);
      this.#tellState('forbidden', message);
    } else if (fault === 'refused' && this.#failures >= REFUSALS) this.#tellState('failed', message);
    else {
      const now = this.#rules.now();
      if (retryAfter > 0) this.#notBefore = now + retryAfter;
      const delay = backoffDelay(this.#failures, { retryAfterMs: retryAfter }, this.#rules.random);
      // In place before it is told: whoever listens may well leave.
      const wait = this.#schedule(delay);
      this.#tellState('reconnecting', message, now + wait);
      return;
    }
    // Somebody called in the meantime.
    if (this.#wanted !== null) this.#schedule(backoffDelay(this.#failures, {}, this.#rules.random));
  }

  #wipe(reason: string): void {
    this.#known.clear();
    this.#permissions = null;
    this.#tell({ type: 'wipe', reason });
  }

  #tellState(state: SourceConnectionState, reason?: string, retryAt?: number): void {
    this.#state = state;
    this.#tell({
      type: 'connection',
      state,
      ...(reason !== undefined && { reason }),
      ...(retryAt !== undefined && { retryAt }),
    });
  }

  #tell(message: SourceMessage): void {
    if (!this.#isEnded) this.#listener(message);
  }
}

function hasShrunk(before: Orientation['queues'], now: Orientation['queues']): boolean {
  if (now === null) return false;
  return before === null || [...before].some((id) => !now.has(id));
}
