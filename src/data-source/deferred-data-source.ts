/**
 * A source whose code is loaded when it is first connected to, so that a page downloads only the one it names.
 *
 * It passes everything on. Without a network it waits for one. Code that cannot be loaded all the same is a source that
 * failed, with the reason; trying again loads again.
 */
import { from, Observable, type ObservableInput } from 'rxjs';
import type { AgentCandidate } from '../model/agent.js';
import type { QueueCandidate } from '../model/queue.js';
import type {
  CandidatePage,
  CandidateQuery,
  Command,
  CommandOutcome,
  DataSource,
  ReportScope,
  SourceMessage,
  TranscriptMessage,
} from './data-source.js';

const isOffline = (): boolean => (globalThis as { navigator?: Navigator }).navigator?.onLine === false;

const online = (): Promise<unknown> =>
  new Promise((done) => addEventListener('online', done, { once: true }));

type Options = { readonly signal: AbortSignal };

/** What the sources that can be named by a URL all have. */
export type CompleteDataSource = DataSource & Required<Omit<DataSource, 'capabilities'>>;

export class DeferredDataSource implements CompleteDataSource {
  readonly #load: () => Promise<CompleteDataSource>;
  #source: Promise<CompleteDataSource> | null = null;

  constructor(load: () => Promise<CompleteDataSource>) {
    this.#load = load;
  }

  #loaded(): Promise<CompleteDataSource> {
    this.#source ??= (isOffline() ? online() : Promise.resolve()).then(this.#load).catch((error: unknown) => {
      this.#source = null;
      throw error;
    });
    return this.#source;
  }

  connect(scope: ReportScope): Observable<SourceMessage> {
    const state = isOffline() ? 'offline' : 'connecting';
    return this.#stream((source) => source.connect(scope), { type: 'connection', state });
  }

  /** What the source gives once it is loaded, behind what is known before. */
  #stream<Message>(
    open: (source: CompleteDataSource) => ObservableInput<Message>,
    ...first: readonly Message[]
  ): Observable<Message> {
    return new Observable((subscriber) => {
      for (const message of first) subscriber.next(message);
      this.#loaded()
        .then((source) => {
          if (!subscriber.closed) from(open(source)).subscribe(subscriber);
        })
        .catch((error: unknown) => subscriber.error(error));
    });
  }

  async perform(command: Command, options: Options): Promise<CommandOutcome> {
    return (await this.#loaded()).perform(command, options);
  }

  async outcome(key: string, options: Options): Promise<CommandOutcome> {
    return (await this.#loaded()).outcome(key, options);
  }

  async findAgents(query: CandidateQuery, options: Options): Promise<CandidatePage<AgentCandidate>> {
    return (await this.#loaded()).findAgents(query, options);
  }

  async findQueues(query: CandidateQuery, options: Options): Promise<CandidatePage<QueueCandidate>> {
    return (await this.#loaded()).findQueues(query, options);
  }

  openTranscript(conversationId: string): Observable<TranscriptMessage> {
    return this.#stream((source) => source.openTranscript(conversationId));
  }

  refresh(reason: 'user' | 'wake' | 'divergence'): void {
    // Before it is loaded there is nothing that could be old.
    void this.#source?.then((source) => source.refresh(reason));
  }
}
