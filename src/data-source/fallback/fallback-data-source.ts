import { defer, from, Observable } from 'rxjs';
import type { AgentCandidate } from '../../model/agent.js';
import type { QueueCandidate } from '../../model/queue.js';
import { afterTimeout } from '../after-timeout.js';
import type {
  CandidatePage,
  CandidateQuery,
  Capabilities,
  Command,
  CommandOutcome,
  ReportScope,
  SourceMessage,
  TranscriptMessage,
} from '../data-source.js';
import type { CompleteDataSource } from '../deferred-data-source.js';
import { Course, type CoursePort, type CourseRules } from './course.js';

type Options = { readonly signal: AbortSignal };

export interface FallbackOptions {
  /** Failed attempts in a row after which the fallback takes over. Default 5. */
  readonly attempts?: number | undefined;
  /** Ms between two tries of the first source meanwhile. Default 5 minutes. */
  readonly retryEvery?: number | undefined;
  /** For tests: runs `callback` once after `ms`; the returned function cancels it. */
  readonly after?: ((ms: number, callback: () => void) => () => void) | undefined;
}

/**
 * Two ways to the same conversations: sockets, and polling for networks that block sockets.
 *
 * The first source is used as long as it gets through. After five failed attempts in a row the fallback takes over, and
 * every five minutes the first one is tried beside it. Either takes over with all its rows, so that a change loses and
 * doubles nothing; the rows of the other are shown until then.
 */
export class FallbackDataSource implements CompleteDataSource {
  readonly #first: CompleteDataSource;
  readonly #fallback: CompleteDataSource;
  readonly #rules: CourseRules;
  #current: CompleteDataSource;

  /** @param first used whenever it gets through, e.g. a `WebSocketDataSource`; `fallback` e.g. a `PollingDataSource` */
  constructor(first: CompleteDataSource, fallback: CompleteDataSource, options: FallbackOptions = {}) {
    this.#first = first;
    this.#fallback = fallback;
    this.#current = first;
    this.#rules = {
      attempts: options.attempts ?? 5,
      retryEvery: options.retryEvery ?? 300_000,
      after: options.after ?? afterTimeout,
    };
  }

  /** Those of the source in use. */
  get capabilities(): Partial<Capabilities> {
    return this.#current.capabilities ?? {};
  }

  connect(scope: ReportScope): Observable<SourceMessage> {
    const sources = { first: this.#first, fallback: this.#fallback };
    return new Observable((subscriber) => {
      const port: CoursePort = {
        connect: (way) => from(sources[way].connect(scope)),
        changed: (way) => (this.#current = sources[way]),
      };
      const course = new Course(port, this.#rules, subscriber);
      course.begin();
      return () => course.end();
    });
  }

  perform(command: Command, options: Options): Promise<CommandOutcome> {
    return this.#current.perform(command, options);
  }

  /** A command that left by one way is known by the other: it is the same back end. */
  outcome(key: string, options: Options): Promise<CommandOutcome> {
    return this.#current.outcome(key, options);
  }

  findAgents(query: CandidateQuery, options: Options): Promise<CandidatePage<AgentCandidate>> {
    return this.#current.findAgents(query, options);
  }

  findQueues(query: CandidateQuery, options: Options): Promise<CandidatePage<QueueCandidate>> {
    return this.#current.findQueues(query, options);
  }

  openTranscript(conversationId: string): Observable<TranscriptMessage> {
    return defer(() => from(this.#current.openTranscript(conversationId)));
  }

  refresh(reason: 'user' | 'wake' | 'divergence'): void {
    this.#current.refresh(reason);
  }
}
