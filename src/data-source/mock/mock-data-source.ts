/**
 * A data source without a back end: a simulated contact centre that runs in the page, for demos, stories and tests. It
 * obeys commands as the real thing would.
 */
import { Observable } from 'rxjs';
import type {
  CandidatePage,
  CandidateQuery,
  Capabilities,
  Command,
  CommandOutcome,
  DataSource,
  ReportScope,
  SourceMessage,
  TranscriptMessage,
} from '../data-source.js';
import type { ActionPermissions } from '../../model/actions.js';
import type { AgentCandidate } from '../../model/agent.js';
import type { Named } from '../../model/conversation.js';
import type { QueueCandidate } from '../../model/queue.js';
import { CommandLedger } from './command-ledger.js';
import { Feed } from './feed.js';
import { SYSTEM_CLOCK } from './mock-clock.js';
import { DEFAULT_LATENCY, DEFAULT_SUPERVISOR, parseMockUrl } from './mock-options.js';
import type { MockOptions } from './mock-options.js';
import { RunningCentre } from './running-centre.js';
import type { Simulation } from './simulation/index.js';

interface Cancellable {
  readonly signal: AbortSignal;
}

export class MockDataSource implements DataSource {
  readonly capabilities: Partial<Capabilities> = {
    actions: true,
    transcript: true,
    directory: true,
    outcomeQuery: true,
  };

  readonly #centre: RunningCentre;
  readonly #latency: number;
  readonly #supervisor: Named;
  readonly #assignWaiting: boolean;
  readonly #ledger: CommandLedger;
  readonly #feeds = new Set<Feed>();
  readonly #mistakes: readonly string[];
  #permissions: ActionPermissions;

  constructor(options: MockOptions = {}, mistakes: readonly string[] = []) {
    const clock = options.clock ?? SYSTEM_CLOCK;
    this.#centre = new RunningCentre(options, clock);
    this.#latency = Math.max(0, options.latency ?? DEFAULT_LATENCY);
    this.#supervisor = options.supervisor ?? DEFAULT_SUPERVISOR;
    this.#permissions = options.permissions ?? {};
    this.#assignWaiting = options.assignWaiting ?? false;
    this.#ledger = new CommandLedger(() => clock.now());
    this.#mistakes = mistakes;
  }

  /** Makes a source of its own from `mock:?seed=7&conversations=200&rate=20`; see {@link parseMockUrl}. */
  static fromUrl(url: string): MockDataSource {
    const { options, mistakes } = parseMockUrl(url);
    return new MockDataSource(options, mistakes);
  }

  /** The contact centre behind it, shared by all subscribers: tests and stories may intervene. */
  get simulation(): Simulation {
    return this.#centre.simulation;
  }

  connect(scope: ReportScope): Observable<SourceMessage> {
    return new Observable((subscriber) => {
      const feed = new Feed({
        centre: this.#centre,
        scope,
        latency: this.#latency,
        greeting: () => this.#greeting(),
        send: (message) => {
          subscriber.next(message);
        },
      });
      this.#feeds.add(feed);
      subscriber.add(() => {
        this.#feeds.delete(feed);
        feed.stop();
      });
      feed.start();
    });
  }

  async perform(command: Command, { signal }: Cancellable): Promise<CommandOutcome> {
    if (signal.aborted) return { status: 'failed', code: 'aborted', message: 'Given up before it was sent' };
    // From here on the command is on its way: giving up no longer takes it back.
    await this.#wait(this.#latency / 2);
    const outcome = this.#execute(command);
    const answered = await this.#wait(this.#latency / 2, signal);
    return answered ? outcome : { status: 'unknown', message: 'Given up before the answer came' };
  }

  async outcome(key: string, { signal }: Cancellable): Promise<CommandOutcome> {
    await this.#trip(signal);
    const recorded = this.#ledger.ask(this.#supervisor.id, key);
    if (recorded.state === 'settled') return recorded.outcome;
    if (recorded.state === 'pending') return { status: 'unknown', message: 'It is still being worked on' };
    return NOT_APPLIED;
  }

  async findAgents(query: CandidateQuery, { signal }: Cancellable): Promise<CandidatePage<AgentCandidate>> {
    await this.#trip(signal);
    return this.simulation.findAgents(query);
  }

  async findQueues(query: CandidateQuery, { signal }: Cancellable): Promise<CandidatePage<QueueCandidate>> {
    await this.#trip(signal);
    return this.simulation.findQueues(query);
  }

  /** Errors unless the supervisor monitors the conversation; completes when that ends or the conversation does. */
  openTranscript(conversationId: string): Observable<TranscriptMessage> {
    return new Observable((subscriber) => {
      const { simulation } = this;
      const monitors = (): boolean =>
        simulation.conversation(conversationId)?.monitoredBy.includes(this.#supervisor.id) === true;
      this.#centre.catchUp();
      if (!monitors()) {
        subscriber.error(new Error('Only who monitors a conversation may read it'));
        return;
      }
      subscriber.add(
        this.#centre.follow(() => {
          if (!monitors()) subscriber.complete();
        }),
      );
      subscriber.add(
        simulation.listen(conversationId, (entries, ended) => {
          if (ended) subscriber.complete();
          else subscriber.next({ conversationId, entries });
        }),
      );
      subscriber.next({ conversationId, entries: simulation.transcript(conversationId) ?? [] });
    });
  }

  refresh(): void {
    for (const feed of this.#feeds) feed.refresh();
  }

  /** Changes what the back end permits, and tells it to all subscribers. */
  setPermissions(permissions: ActionPermissions): void {
    this.#permissions = permissions;
    for (const feed of this.#feeds) feed.tell({ type: 'permissions', permissions });
  }

  #greeting(): readonly SourceMessage[] {
    return [
      ...this.#mistakes.map(
        (detail) => ({ type: 'diagnostic', code: 'mock-option', detail, count: 1 }) as const,
      ),
      { type: 'supervisor', supervisor: this.#supervisor },
      { type: 'permissions', permissions: this.#permissions },
    ];
  }

  #execute(command: Command): CommandOutcome {
    const known = this.#ledger.enter(this.#supervisor.id, command);
    switch (known.state) {
      case 'settled':
        return known.outcome;
      case 'pending':
        return { status: 'unknown', message: 'It is still being worked on' };
      case 'barred':
        return NOT_APPLIED;
      case 'other-body':
        return { status: 'refused', code: 'conflict', message: 'The key was used for another command' };
      case 'new': {
        this.#centre.catchUp();
        const outcome = this.simulation.perform(command, {
          supervisor: this.#supervisor,
          permissions: this.#permissions,
          assignWaiting: this.#assignWaiting,
        });
        this.#ledger.settle(this.#supervisor.id, command.key, outcome);
        return outcome;
      }
    }
  }

  /** A question to the back end and its answer; rejects with the signal's reason when given up. */
  async #trip(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await this.#wait(this.#latency, signal);
    signal.throwIfAborted();
    this.#centre.catchUp();
  }

  /** Waits `ms`. False when the signal came first. */
  #wait(ms: number, signal?: AbortSignal): Promise<boolean> {
    if (ms === 0 || signal?.aborted === true) return Promise.resolve(signal?.aborted !== true);
    return new Promise((resolve) => {
      const settle = (waited: boolean): void => {
        cancel();
        signal?.removeEventListener('abort', giveUp);
        resolve(waited);
      };
      const giveUp = (): void => {
        settle(false);
      };
      const cancel = this.#centre.clock.after(ms, () => {
        settle(true);
      });
      signal?.addEventListener('abort', giveUp);
    });
  }
}

const NOT_APPLIED: CommandOutcome = {
  status: 'failed',
  code: 'not-applied',
  message: 'The command never arrived; nothing happened',
};
