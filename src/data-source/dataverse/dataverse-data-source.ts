import { Observable } from 'rxjs';
import type { AgentCandidate } from '../../model/agent.js';
import type { Conversation } from '../../model/conversation.js';
import type { QueueCandidate } from '../../model/queue.js';
import { afterTimeout } from '../after-timeout.js';
import type {
  CandidatePage,
  CandidateQuery,
  Capabilities,
  Command,
  CommandOutcome,
  DataSource,
  ReportScope,
  SourceMessage,
} from '../data-source.js';
import type { DataverseOptions, Rules } from './dataverse-options.js';
import { Directory, type Surroundings } from './directory.js';
import { Feed } from './feed.js';
import { browserPage } from './page.js';
import { Columns } from './queries.js';
import { WebApi } from './web-api.js';
import { within } from './within.js';

/** All that speaks with the organisation. */
interface Link {
  readonly api: WebApi;
  readonly columns: Columns;
  readonly rules: Rules;
  readonly directory: Directory;
}

const LEAST_EVERY = 1_000;
const DEFAULTS = {
  every: 5_000,
  fullEvery: 600_000,
  overlap: 30_000,
  pageSize: 500,
  maxRows: 10_000,
  timeout: 15_000,
  columns: {},
  queues: 'mine',
} as const;
const MOST_PAGE_SIZE = 5_000;

/**
 * Conversations of Dynamics 365 Omnichannel, read from the Web API (v9.2) of Dataverse: everything at first and now and
 * then, in between what has changed.
 *
 * It only reads: Microsoft documents no public call for the four actions, so the host brings its own, as
 * {@link DataverseOptions.perform} or in the events of the report. Without them an action is refused (`not-supported`).
 * Creating one touches nothing.
 *
 * @example
 * report.dataSource = new DataverseDataSource({ url: Xrm.Utility.getGlobalContext().getClientUrl() });
 */
export class DataverseDataSource implements DataSource {
  readonly capabilities: Capabilities;
  /** There if the host can say it. */
  readonly outcome?: NonNullable<DataSource['outcome']>;
  readonly #options: DataverseOptions;
  readonly #feeds = new Set<Feed>();
  #link: Link | null = null;

  constructor(options: DataverseOptions) {
    this.#options = options;
    const { perform, outcome } = options;
    this.capabilities = {
      actions: perform !== undefined,
      transcript: false,
      directory: true,
      outcomeQuery: outcome !== undefined,
    };
    if (outcome !== undefined) this.outcome = (key, around) => outcome.call(options, key, around);
  }

  /** Never errs and never completes: what goes wrong is a state. */
  connect(scope: ReportScope): Observable<SourceMessage> {
    return new Observable((subscriber) => {
      let link: Link;
      try {
        link = this.#open();
      } catch (error) {
        subscriber.next({ type: 'connection', state: 'failed', reason: messageOf(error) });
        return;
      }
      const feed = new Feed(link, scope, (message) => {
        if (message.type === 'wipe') link.directory.clear();
        subscriber.next(message);
      });
      this.#feeds.add(feed);
      // Before it begins: whoever listens may leave within the first message.
      subscriber.add(() => {
        this.#feeds.delete(feed);
        feed.end();
      });
      feed.begin();
    });
  }

  /** Hands the command to the host, once; what it throws may have happened, so that nobody knows. */
  async perform(command: Command, { signal }: { signal: AbortSignal }): Promise<CommandOutcome> {
    const { perform } = this.#options;
    if (signal.aborted) return { status: 'failed', code: 'aborted', message: 'Nothing was sent' };
    if (perform === undefined)
      return { status: 'refused', code: 'not-supported', message: 'Dataverse can only be read' };
    if (![...this.#feeds].some(({ isLive }) => isLive))
      return { status: 'refused', code: 'not-connected', message: 'Not connected' };
    const { after, timeout } = this.#open().rules;
    const asked = async (inner: AbortSignal): Promise<CommandOutcome> =>
      perform.call(this.#options, command, { signal: inner });
    try {
      return await within(timeout, after, signal, asked);
    } catch {
      return { status: 'unknown', message: 'No answer came' };
    } finally {
      for (const feed of this.#feeds) feed.again('changes');
    }
  }

  /** @throws Error when there is no list; the reason of `signal` when that was why */
  async findAgents(
    query: CandidateQuery,
    { signal }: { signal: AbortSignal },
  ): Promise<CandidatePage<AgentCandidate>> {
    return this.#open().directory.agents(query, this.#surroundings(), signal);
  }

  /** @throws Error when there is no list; the reason of `signal` when that was why */
  async findQueues(
    query: CandidateQuery,
    { signal }: { signal: AbortSignal },
  ): Promise<CandidatePage<QueueCandidate>> {
    return this.#open().directory.queues(query, this.#surroundings(), signal);
  }

  /** Reads everything; after waking also who the user is and what they may do. */
  refresh(reason: 'user' | 'wake' | 'divergence' = 'user'): void {
    for (const feed of this.#feeds) feed.again(reason === 'wake' ? 'all' : 'rows');
  }

  #surroundings(): Surroundings {
    const rows = new Map<string, Conversation>();
    let now = this.#open().rules.now();
    for (const feed of this.#feeds) {
      for (const [id, row] of feed.rows) rows.set(id, row);
      now = feed.serverNow;
    }
    return { rows, now };
  }

  /** Not before it is needed: only then is it known whether there is a page. @throws Error fit for people */
  #open(): Link {
    if (this.#link !== null) return this.#link;
    const rules = rulesOf(this.#options);
    const api = new WebApi(this.#options, rules);
    const directory = new Directory(api, rules.now);
    this.#link = { api, rules, columns: new Columns(rules), directory };
    return this.#link;
  }
}

function rulesOf(options: DataverseOptions): Rules {
  const every = Math.max(LEAST_EVERY, options.every ?? DEFAULTS.every);
  const pageSize = Math.trunc(options.pageSize ?? DEFAULTS.pageSize);
  return {
    every,
    fullEvery: Math.max(every, options.fullEvery ?? DEFAULTS.fullEvery),
    overlap: Math.max(0, options.overlap ?? DEFAULTS.overlap),
    pageSize: Math.min(MOST_PAGE_SIZE, Math.max(1, pageSize)),
    maxRows: options.maxRows ?? DEFAULTS.maxRows,
    timeout: options.timeout ?? DEFAULTS.timeout,
    columns: options.columns ?? DEFAULTS.columns,
    queues: options.queues ?? DEFAULTS.queues,
    after: options.after ?? afterTimeout,
    now: options.now ?? Date.now,
    random: options.random ?? Math.random,
    page: options.page ?? browserPage,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'The organisation cannot be asked';
}
