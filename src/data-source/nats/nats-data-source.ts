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
  TranscriptMessage,
} from '../data-source.js';
import { readAgents, readQueues } from '../wire/wire-candidates.js';
import { Desk } from './desk.js';
import { Link } from './link.js';
import { complete, type NatsOptions, type Setup } from './options.js';
import { ScopedReader } from './scoped-reader.js';
import { TranscriptFeed } from './transcript-feed.js';

/**
 * Conversations out of a key-value bucket of NATS JetStream, watched over the servers' own WebSocket listeners. Needs the
 * packages `@nats-io/nats-core` and `@nats-io/kv`, loaded with the first connection; creating one touches nothing.
 *
 * The key of a record is {@link conversationKey} of the id, its value the row of the wire protocol as JSON; the revision is
 * the conversation's version. All subscribers share one connection and one watch. Commands and questions go to whoever
 * answers the subjects; `docs/nats.md` has the contract.
 *
 * @example
 * report.dataSource = new NatsDataSource({
 *   servers: 'wss://nats.example.org',
 *   subjects: 'conversations.u7',
 *   tokenProvider: () => session.token(),
 * });
 */
export class NatsDataSource implements DataSource {
  readonly capabilities: Capabilities = {
    actions: true,
    transcript: true,
    directory: true,
    outcomeQuery: true,
  };
  readonly #setup: Setup;
  readonly #link: Link;
  readonly #desk: Desk;

  constructor(options: NatsOptions) {
    this.#setup = complete(options);
    this.#link = new Link(this.#setup);
    this.#desk = new Desk(this.#setup, this.#link);
  }

  /** Never errs and never completes: what goes wrong is a state. */
  connect(scope: ReportScope): Observable<SourceMessage> {
    return new Observable((subscriber) =>
      this.#link.join(new ScopedReader(scope, (message) => subscriber.next(message))),
    );
  }

  /** Settles with an outcome, whatever happens; `failed` with the code `no-responders` when nobody listens. */
  perform(command: Command, { signal }: { signal: AbortSignal }): Promise<CommandOutcome> {
    return this.#desk.perform(command, signal);
  }

  /** Settles with an outcome, once there is a link again; *unknown* also when nobody can be asked. */
  outcome(key: string, { signal }: { signal: AbortSignal }): Promise<CommandOutcome> {
    return this.#desk.outcome(key, signal);
  }

  /** @throws Error when there is no list; `AbortError` when `signal` was the reason */
  findAgents(
    query: CandidateQuery,
    { signal }: { signal: AbortSignal },
  ): Promise<CandidatePage<AgentCandidate>> {
    return this.#desk.lookUp('agents', query, signal, readAgents);
  }

  /** @throws Error when there is no list; `AbortError` when `signal` was the reason */
  findQueues(
    query: CandidateQuery,
    { signal }: { signal: AbortSignal },
  ): Promise<CandidatePage<QueueCandidate>> {
    return this.#desk.lookUp('queues', query, signal, readQueues);
  }

  /**
   * Uses the connection of the rows and outlasts its loss. Completes when the conversation has ended, errs when the
   * transcript may not be read.
   */
  openTranscript(conversationId: string): Observable<TranscriptMessage> {
    return new Observable((subscriber) => {
      const feed = new TranscriptFeed(this.#setup, this.#link, conversationId, subscriber);
      return () => feed.close();
    });
  }

  refresh(reason: 'user' | 'wake' | 'divergence' = 'user'): void {
    this.#link.refresh(reason);
  }
}
