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
import { browserEnvironment, type Environment } from './environment.js';
import type { LinkOptions } from './link-options.js';
import { Link } from './link.js';

/** Rows beyond this many are left out, and the report says so. */
const MAX_ROWS = 100_000;

export interface WebSocketOptions {
  /** Asked before each connection; what it gives goes into the first message, never into the address. */
  readonly tokenProvider?: TokenProvider | undefined;
  /** The only origins that may be connected to, e.g. `wss://example.org`; without it the page's CSP decides. */
  readonly allowedOrigins?: readonly string[] | undefined;
  readonly limits?: {
    /** Longest frame that is read, in UTF-16 units; at most 1 MiB. */
    readonly frame?: number | undefined;
  };
  /** Most conversations that are kept. */
  readonly maxRows?: number | undefined;
  /** Stay connected while the page is hidden for more than five minutes. */
  readonly keepWhileHidden?: boolean | undefined;
  /** Told to the server, for its operators. */
  readonly clientVersion?: string | undefined;
  /** For tests: sockets, time, chance and page. */
  readonly environment?: Partial<Environment> | undefined;
}

/**
 * Conversations from a server that speaks `ongoing-conversations.v1.json` over a WebSocket.
 *
 * All subscribers of one scope share one connection. It opens with the first and closes with the last of them, and in
 * between it is kept, resumed or replaced without the subscribers' doing.
 */
export class WebSocketDataSource implements DataSource {
  readonly capabilities: Capabilities = {
    actions: true,
    transcript: true,
    directory: true,
    outcomeQuery: true,
  };
  readonly #options: LinkOptions;
  readonly #links = new Map<string, Link>();

  /** @param url `wss:`, or `ws:` on this machine; anything else ends in the state `failed` when connected to */
  constructor(url: string | URL, options: WebSocketOptions = {}) {
    this.#options = {
      url,
      tokenProvider: options.tokenProvider,
      allowedOrigins: options.allowedOrigins,
      clientVersion: options.clientVersion,
      maxFrame: options.limits?.frame,
      maxRows: options.maxRows ?? MAX_ROWS,
      keepWhileHidden: options.keepWhileHidden ?? false,
      environment: { ...browserEnvironment, ...options.environment },
    };
  }

  connect(scope: ReportScope): Observable<SourceMessage> {
    return new Observable((subscriber) => {
      const link = this.#linkOf(scope);
      const listener = (message: SourceMessage): void => subscriber.next(message);
      link.join(listener);
      return () => link.leave(listener);
    });
  }

  /** Never rejects: what may have left and was not answered is `unknown`. */
  async perform(command: Command, { signal }: { signal: AbortSignal }): Promise<CommandOutcome> {
    const link = this.#link();
    return link
      ? link.requests.perform(command, signal)
      : { status: 'refused', code: 'not-connected', message: 'Not connected.' };
  }

  /** Never rejects. */
  async outcome(key: string, { signal }: { signal: AbortSignal }): Promise<CommandOutcome> {
    const link = this.#link();
    return link ? link.requests.outcome(key, signal) : { status: 'unknown', message: 'Not connected.' };
  }

  async findAgents(
    query: CandidateQuery,
    options: { signal: AbortSignal },
  ): Promise<CandidatePage<AgentCandidate>> {
    return this.#connected().requests.lookup('agents', query, options.signal, readAgents);
  }

  async findQueues(
    query: CandidateQuery,
    options: { signal: AbortSignal },
  ): Promise<CandidatePage<QueueCandidate>> {
    return this.#connected().requests.lookup('queues', query, options.signal, readQueues);
  }

  openTranscript(conversationId: string): Observable<TranscriptMessage> {
    return new Observable((subscriber) =>
      this.#connected().transcripts.open(conversationId).subscribe(subscriber),
    );
  }

  refresh(reason: 'user' | 'wake' | 'divergence'): void {
    for (const link of this.#links.values()) link.refresh(reason);
  }

  #linkOf(scope: ReportScope): Link {
    const key = JSON.stringify([scope.windowHours, [...scope.queues].sort(), scope.locale]);
    const known = this.#links.get(key);
    if (known) return known;
    const link = new Link(this.#options, scope, () => this.#links.delete(key));
    this.#links.set(key, link);
    return link;
  }

  /** Any link reaches the server; a live one does it now. */
  #link(): Link | undefined {
    const links = [...this.#links.values()];
    return links.find((link) => link.isLive) ?? links[0];
  }

  #connected(): Link {
    const link = this.#link();
    if (!link) throw new Error('not-connected');
    return link;
  }
}
