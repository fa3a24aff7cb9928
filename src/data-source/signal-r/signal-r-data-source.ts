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
import { checkAddress } from './address.js';
import { Link, type LinkOptions } from './link.js';
import { browserPlatform, type SignalRPlatform } from './platform.js';

/** Rows beyond this many are left out, and the report says so. */
const MAX_ROWS = 100_000;

export interface SignalROptions {
  /**
   * Asked before each connection and before a token ends. What it gives goes into the argument of `Watch` and into a
   * header of the negotiation, never into an address: this is not SignalR's `accessTokenFactory`.
   */
  readonly tokenProvider?: TokenProvider | undefined;
  /** Send cookies to another origin, too. Default: true, as SignalR has it. */
  readonly withCredentials?: boolean | undefined;
  /**
   * Follow a server that sends on to a service (Azure SignalR Service) with a token of that service. SignalR puts it
   * into the address of the socket. Default: false, and then such a server ends in the state `failed`.
   */
  readonly allowServiceToken?: boolean | undefined;
  /** Most conversations that are kept. Default: 100,000. */
  readonly maxRows?: number | undefined;
  /** For tests: the library, time, chance and page. */
  readonly platform?: Partial<SignalRPlatform> | undefined;
}

/**
 * Conversations from a SignalR hub with the methods that `docs/signal-r.md` describes.
 *
 * All subscribers of one scope share one connection. It opens with the first and closes with the last of them, and in
 * between it is kept, resumed or replaced without the subscribers' doing. `@microsoft/signalr` has to be installed; it
 * is loaded at the first connection.
 */
export class SignalRDataSource implements DataSource {
  readonly capabilities: Capabilities = {
    actions: true,
    transcript: true,
    directory: true,
    outcomeQuery: true,
  };
  readonly #options: LinkOptions;
  readonly #links = new Map<string, Link>();

  /** @param url `https:`, or `http:` on this machine; anything else ends in the state `failed` when connected to */
  constructor(url: string | URL, options: SignalROptions = {}) {
    this.#options = {
      address: () => checkAddress(url),
      tokenProvider: options.tokenProvider,
      withCredentials: options.withCredentials ?? true,
      allowServiceToken: options.allowServiceToken ?? false,
      maxRows: options.maxRows ?? MAX_ROWS,
      platform: { ...browserPlatform, ...options.platform },
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
      ? link.calls.perform(command, signal)
      : { status: 'refused', code: 'not-connected', message: 'Not connected.' };
  }

  /** Never rejects. */
  async outcome(key: string, { signal }: { signal: AbortSignal }): Promise<CommandOutcome> {
    const link = this.#link();
    return link ? link.calls.outcome(key, signal) : { status: 'unknown', message: 'Not connected.' };
  }

  async findAgents(
    query: CandidateQuery,
    { signal }: { signal: AbortSignal },
  ): Promise<CandidatePage<AgentCandidate>> {
    return this.#connected().calls.lookup('FindAgents', query, signal, readAgents);
  }

  async findQueues(
    query: CandidateQuery,
    { signal }: { signal: AbortSignal },
  ): Promise<CandidatePage<QueueCandidate>> {
    return this.#connected().calls.lookup('FindQueues', query, signal, readQueues);
  }

  openTranscript(conversationId: string): Observable<TranscriptMessage> {
    return new Observable((subscriber) =>
      this.#connected().openTranscript(conversationId).subscribe(subscriber),
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

  /** Any link reaches the hub; a live one does it now. */
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
