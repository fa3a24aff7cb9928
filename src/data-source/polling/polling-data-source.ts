import { Observable } from 'rxjs';
import type { AgentCandidate } from '../../model/agent.js';
import type { QueueCandidate } from '../../model/queue.js';
import type {
  CandidatePage,
  CandidateQuery,
  Capabilities,
  Command,
  CommandOutcome,
  DataSource,
  ReportScope,
  SourceMessage,
  TokenProvider,
  TranscriptMessage,
} from '../data-source.js';
import { readAgents, readQueues } from '../wire/wire-candidates.js';
import { BearerToken } from './bearer-token.js';
import { lookUp } from './candidate-lookup.js';
import { Client } from './client.js';
import { CommandChannel } from './command-channel.js';
import { Endpoint } from './endpoint.js';
import { browserPlatform, type PollingPlatform } from './platform.js';
import { PollingFeed } from './polling-feed.js';
import { scopeKey } from './scope.js';
import { ServerClock } from './server-clock.js';
import { TranscriptFeed } from './transcript-feed.js';

export interface PollingOptions {
  /** Gives the token that goes into the header `Authorization`; without it, cookies of the same origin go along. */
  readonly tokenProvider?: TokenProvider | undefined;
  /** Ms between the end of a request and the next one, ± 10 %. Default 5,000; at least 1,000. */
  readonly intervalMs?: number | undefined;
  /** While the page is hidden, stop asking (default) or ask once a minute. */
  readonly hidden?: 'stop' | 'keep' | undefined;
  /** Most rows that are kept; what is beyond is told as partial. Default 5,000. */
  readonly maxRows?: number | undefined;
  /** Time, chance, page and network, where a test or another platform has its own. */
  readonly platform?: PollingPlatform | undefined;
}

/** All that speaks with one address. */
interface Link {
  readonly endpoint: Endpoint;
  readonly client: Client;
  readonly clock: ServerClock;
  readonly commands: CommandChannel;
}

const MIN_INTERVAL = 1_000;
const DEFAULT_INTERVAL = 5_000;
const DEFAULT_MAX_ROWS = 5_000;

/**
 * Conversations over plain HTTP: asks for the changes every few seconds.
 *
 * Subscribers of the same scope share one sequence of requests, of which never two are in flight. Everything ends with
 * the last subscription. Creating one touches nothing, so that it may happen in Node and during server rendering.
 */
export class PollingDataSource implements DataSource {
  readonly capabilities: Capabilities = {
    actions: true,
    transcript: true,
    directory: true,
    outcomeQuery: true,
  };
  readonly #url: string | URL;
  readonly #tokenProvider: TokenProvider | undefined;
  readonly #interval: number;
  readonly #hidden: 'stop' | 'keep';
  readonly #maxRows: number;
  readonly #platform: PollingPlatform;
  readonly #feeds = new Map<string, PollingFeed>();
  #link: Link | null = null;

  /**
   * @param url of the conversations, e.g. `https://example.org/conversations`; a relative one is relative to the page.
   * Plain `http:` is for this machine and for the origin of the page.
   */
  constructor(url: string | URL, options: PollingOptions = {}) {
    this.#url = url;
    this.#tokenProvider = options.tokenProvider;
    this.#interval = Math.max(MIN_INTERVAL, options.intervalMs ?? DEFAULT_INTERVAL);
    this.#hidden = options.hidden ?? 'stop';
    this.#maxRows = options.maxRows ?? DEFAULT_MAX_ROWS;
    this.#platform = options.platform ?? browserPlatform;
  }

  /** Never errs and never completes: what goes wrong is a state. */
  connect(scope: ReportScope): Observable<SourceMessage> {
    return new Observable((subscriber) => {
      let link: Link;
      try {
        link = this.#open();
      } catch (error) {
        subscriber.next({ type: 'connection', state: 'failed', reason: messageOf(error) });
        return undefined;
      }
      return this.#feed(link, scope).join((message) => subscriber.next(message));
    });
  }

  /**
   * Settles with an outcome, whatever happens. Refused while the rows that the supervisor decides by are not live;
   * they are read again right after it.
   */
  async perform(command: Command, { signal }: { signal: AbortSignal }): Promise<CommandOutcome> {
    const feeds = [...this.#feeds.values()];
    if (feeds.length > 0 && !feeds.some(({ isLive }) => isLive)) {
      return { status: 'refused', code: 'not-connected', message: 'Not connected.' };
    }
    try {
      return await this.#open().commands.perform(command, signal);
    } catch (error) {
      return { status: 'failed', code: 'not-connected', message: messageOf(error) };
    } finally {
      for (const feed of this.#feeds.values()) feed.readAfterCommand();
    }
  }

  /**
   * Settles with an outcome; *unknown* also when the question got lost. Asked once rows can be read again: the answer to
   * the command was most likely lost because they could not.
   */
  async outcome(key: string, { signal }: { signal: AbortSignal }): Promise<CommandOutcome> {
    const [feed] = this.#feeds.values();
    await feed?.untilLive(signal);
    try {
      return await this.#open().commands.outcome(key, signal);
    } catch (error) {
      return { status: 'unknown', message: messageOf(error) };
    }
  }

  /** @throws Error when there is no list; `AbortError` when `signal` was the reason */
  async findAgents(
    query: CandidateQuery,
    { signal }: { signal: AbortSignal },
  ): Promise<CandidatePage<AgentCandidate>> {
    return lookUp(this.#open(), 'agents', query, signal, readAgents);
  }

  /** @throws Error when there is no list; `AbortError` when `signal` was the reason */
  async findQueues(
    query: CandidateQuery,
    { signal }: { signal: AbortSignal },
  ): Promise<CandidatePage<QueueCandidate>> {
    return lookUp(this.#open(), 'queues', query, signal, readQueues);
  }

  /** Asks every 2 s while subscribed; completes when the conversation is gone, errs when it may not be read. */
  openTranscript(conversationId: string): Observable<TranscriptMessage> {
    return new Observable((subscriber) => {
      const { endpoint, client } = this.#open();
      const setup = { platform: this.#platform, endpoint, client, hidden: this.#hidden };
      const feed = new TranscriptFeed(setup, conversationId, subscriber);
      return () => {
        feed.close();
      };
    });
  }

  refresh(reason: 'user' | 'wake' | 'divergence' = 'user'): void {
    for (const feed of this.#feeds.values()) feed.refresh(reason);
  }

  #feed(link: Link, scope: ReportScope): PollingFeed {
    const key = scopeKey(scope);
    const open = this.#feeds.get(key);
    if (open !== undefined) return open;
    const feed = new PollingFeed({
      ...link,
      scope,
      platform: this.#platform,
      interval: this.#interval,
      hidden: this.#hidden,
      maxRows: this.#maxRows,
      onUnused: () => this.#feeds.delete(key),
    });
    this.#feeds.set(key, feed);
    return feed;
  }

  /** Not before it is needed: only then is it known whether there is a page. @throws Error fit for people */
  #open(): Link {
    if (this.#link !== null) return this.#link;
    const platform = this.#platform;
    const endpoint = new Endpoint(this.#url, platform.page);
    const token = new BearerToken(this.#tokenProvider, (callback, ms) => platform.startTimer(callback, ms));
    const client = new Client(platform, endpoint, token);
    const clock = new ServerClock(platform);
    this.#link = { endpoint, client, clock, commands: new CommandChannel(platform, endpoint, client, clock) };
    return this.#link;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'The request could not be made.';
}
