/** What a case works with: the harness, time that passes, rows and commands, and subscribers that are left at the end. */
import type { Command, CommandOutcome, ReportScope } from '../../src/data-source/data-source.js';
import type { Conversation } from '../../src/model/conversation.js';
import { conversation } from '../scripted-data-source.js';
import { ConformanceError, ensure } from './conformance-error.js';
import type { BackEndChange, DataSourceHarness, Hook, JournalEntry } from './harness.js';
import { outcomeFault } from './message-shape.js';
import { Probe, type OnMessage } from './probe.js';

export interface CheckOptions {
  /**
   * Real ms that a case waits in all for what has to happen. Default 1,500: less than runners give a test. Where the
   * harness lets time pass, two minutes of that time count instead.
   */
  readonly timeoutMs?: number | undefined;
  /** Ms for which a case looks on that nothing happens. Default 40 of real time, 10,000 where the harness lets time pass. */
  readonly quietMs?: number | undefined;
  /** Cases that do not apply, by their name or its first word (`Q14`), and why. They are reported as skipped. */
  readonly skip?: Readonly<Record<string, string>> | undefined;
}

export type Settled<Value> =
  | { readonly status: 'fulfilled'; readonly value: Value }
  | { readonly status: 'rejected'; readonly reason: unknown };

const DEFAULT_SCOPE: ReportScope = { windowHours: 24, queues: [], locale: 'en' };
const DEFAULT_TIMEOUT = 1_500;
const DEFAULT_QUIET = { real: 40, passed: 10_000 };
/** Ms that pass at a time on a clock in the hand of the harness, and at most for one wait. */
const STEP = 500;
const LONGEST = 120_000;
/** Ms between two looks in real time. */
const LOOK = 5;
/** Tasks that are still at once. */
const SOON = 5;
/** How long a command may be carried out, ms. */
const LIFETIME = 15_000;

export class CaseContext {
  readonly harness: DataSourceHarness;
  readonly #options: CheckOptions;
  readonly #deadline: number;
  readonly #probes: Probe[] = [];
  #keys = 0;

  constructor(harness: DataSourceHarness, options: CheckOptions) {
    this.harness = harness;
    this.#options = options;
    this.#deadline = performance.now() + (options.timeoutMs ?? DEFAULT_TIMEOUT);
  }

  get source(): DataSourceHarness['source'] {
    return this.harness.source;
  }

  get scope(): ReportScope {
    return this.harness.scope ?? DEFAULT_SCOPE;
  }

  has(...hooks: readonly Hook[]): boolean {
    return hooks.every((hook) => typeof this.harness[hook] === 'function');
  }

  /** The clock of the back end, epoch ms. */
  get serverNow(): number {
    return Math.round(this.harness.serverNow?.() ?? Date.now());
  }

  /** An open conversation that began a minute ago; `fields` win. */
  row(id: string, fields: Record<string, unknown> = {}): Conversation {
    const began = this.serverNow - 60_000;
    return conversation(id, {
      startedAt: began,
      statusSince: began,
      wait: { ms: 0, since: began },
      ...fields,
    });
  }

  rows(count: number): Conversation[] {
    const digits = String(count).length;
    return Array.from({ length: count }, (_, index) =>
      this.row(`c-${String(index + 1).padStart(digits, '0')}`),
    );
  }

  async serve(...rows: readonly Conversation[]): Promise<void> {
    await this.harness.serve?.(rows);
  }

  async change(change: BackEndChange): Promise<void> {
    await this.harness.change?.(change);
  }

  /** Subscribes. All that is subscribed to is left at the end of the case. */
  connect(scope = this.scope, onMessage?: OnMessage): Probe {
    return this.watch(this.source.connect(scope), onMessage);
  }

  watch(input: unknown, onMessage?: OnMessage): Probe {
    const probe = new Probe(input, onMessage);
    this.#probes.push(probe);
    return probe;
  }

  /** Serves the rows and subscribes until they are there and live. */
  async live(rows: readonly Conversation[] = this.rows(3), scope = this.scope): Promise<Probe> {
    await this.serve(...rows);
    const probe = this.connect(scope);
    await this.untilLive(probe);
    return probe;
  }

  async untilLive(probe: Probe): Promise<void> {
    await this.until(
      () => probe.isLive,
      () => `was never live; the last state told is ${probe.state}`,
    );
  }

  /** Waits until the rows are these, as `id@version`. */
  async untilRows(probe: Probe, ...expected: readonly string[]): Promise<void> {
    const wanted = [...expected].sort().join(', ');
    await this.until(
      () => probe.versions.join(', ') === wanted,
      () => `the rows are [${probe.versions.join(', ')}] and never became [${wanted}]`,
    );
  }

  /** @param what says what went wrong when it never comes to it */
  async until(condition: () => boolean, what: () => string): Promise<void> {
    ensure(await this.reaches(condition), what());
  }

  /** Waits until it is so; false when it never comes to it. */
  async reaches(condition: () => boolean): Promise<boolean> {
    await settleMicrotasks();
    for (let passed = 0; !condition(); passed += STEP) {
      if (this.#isTooLong(passed)) return false;
      await this.#pass(STEP, LOOK);
    }
    return true;
  }

  /** Lets some time pass in which nothing should happen. */
  async quiet(): Promise<void> {
    const { real, passed } = DEFAULT_QUIET;
    let left = this.#options.quietMs ?? (this.has('pass') ? passed : real);
    for (; left > 0; left -= STEP) await this.#pass(Math.min(STEP, left), left);
    await this.task();
  }

  /** One turn of the event loop. */
  async task(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 0));
  }

  /** Lets time pass until the promise settles. */
  async settled<Value>(promise: PromiseLike<Value>, what: string): Promise<Settled<Value>> {
    let settled: Settled<Value> | undefined;
    promise.then(
      (value) => (settled = { status: 'fulfilled', value }),
      (reason: unknown) => (settled = { status: 'rejected', reason }),
    );
    await this.until(
      () => settled !== undefined,
      () => `${what} never settles`,
    );
    return settled as unknown as Settled<Value>;
  }

  /** The promise settles without time passing, because something has ended what it waited for. */
  async settledSoon<Value>(promise: PromiseLike<Value>, what: string): Promise<Settled<Value>> {
    let settled: Settled<Value> | undefined;
    promise.then(
      (value) => (settled = { status: 'fulfilled', value }),
      (reason: unknown) => (settled = { status: 'rejected', reason }),
    );
    for (let turn = 0; turn < SOON && settled === undefined; turn += 1) await this.task();
    ensure(settled !== undefined, `${what} does not settle at once`);
    return settled;
  }

  /** Lets time pass until the promise is fulfilled. */
  async fulfilled<Value>(promise: PromiseLike<Value>, what: string): Promise<Value> {
    const settled = await this.settled(promise, what);
    if (settled.status === 'fulfilled') return settled.value;
    const { reason } = settled;
    throw new ConformanceError(
      `${what} rejects: ${reason instanceof Error ? reason.message : String(reason)}`,
    );
  }

  /** To close the conversation by force, as the supervisor saw it. */
  command({ id, version }: Pick<Conversation, 'id' | 'version'>, fields: Partial<Command> = {}): Command {
    this.#keys += 1;
    return Object.freeze({
      key: `key-${this.#keys}-${Math.random().toString(36).slice(2)}`,
      action: 'force-close',
      conversationId: id,
      ifVersion: version,
      notAfter: this.serverNow + LIFETIME,
      reason: 'spam',
      ...fields,
    });
  }

  /** Performs the command and gives its outcome, which has to be one that the report understands. */
  async perform(command: Command, signal: AbortSignal = never()): Promise<CommandOutcome> {
    return this.outcomeOf(this.source.perform(command, { signal }), 'perform()');
  }

  async outcomeOf(promise: Promise<CommandOutcome>, what: string): Promise<CommandOutcome> {
    const outcome = await this.fulfilled(promise, what);
    const fault = outcomeFault(outcome);
    ensure(fault === null, `${what} gives ${fault ?? ''}`);
    return outcome;
  }

  /** Arrivals of a key at the back end. */
  async arrivals(key: string): Promise<readonly JournalEntry[]> {
    return ((await this.harness.journal?.()) ?? []).filter((entry) => entry.key === key);
  }

  /** How often the command with the key was carried out. */
  async executions(key: string): Promise<number> {
    return (await this.arrivals(key)).filter(({ executed }) => executed).length;
  }

  /** Waits until the command was carried out. */
  async untilExecuted(key: string): Promise<void> {
    for (let passed = 0; (await this.executions(key)) === 0; passed += STEP) {
      ensure(!this.#isTooLong(passed), 'the command never reached the back end');
      await this.#pass(STEP, LOOK);
    }
  }

  /** Leaves everything. */
  async end(): Promise<void> {
    for (const probe of this.#probes) probe.leave();
    await this.harness.release?.();
  }

  #isTooLong(passed: number): boolean {
    return this.harness.pass === undefined ? performance.now() > this.#deadline : passed >= LONGEST;
  }

  async #pass(ms: number, realMs: number): Promise<void> {
    if (this.harness.pass === undefined) await new Promise((resolve) => setTimeout(resolve, realMs));
    else {
      await this.harness.pass(ms);
      await settleMicrotasks();
    }
  }
}

export function never(): AbortSignal {
  return new AbortController().signal;
}

async function settleMicrotasks(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}
