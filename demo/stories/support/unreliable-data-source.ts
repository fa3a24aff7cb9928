/** A simulated contact centre behind a bad line: commands fare as the story decides. */
import type {
  CandidatePage,
  CandidateQuery,
  Command,
  CommandOutcome,
  DataSource,
  ReportScope,
} from '../../../src/data-source/data-source.js';
import { type MockDataSource } from '../../../src/data-source/mock/index.js';
import type { AgentCandidate } from '../../../src/model/agent.js';
import type { QueueCandidate } from '../../../src/model/queue.js';

export const FATES = [
  'done',
  'refused',
  'conflict',
  'failed',
  'answer lost',
  'request lost',
  'by turns',
] as const;
export type Fate = (typeof FATES)[number];

const TURNS: readonly Fate[] = ['refused', 'conflict', 'failed', 'answer lost', 'request lost', 'done'];

interface Cancellable {
  readonly signal: AbortSignal;
}

export class UnreliableDataSource implements DataSource {
  readonly #centre: MockDataSource;
  #turn = 0;
  /** What becomes of the next commands. */
  fate: Fate = 'by turns';
  /** Are agents and queues found? */
  directoryWorks = true;

  constructor(centre: MockDataSource) {
    this.#centre = centre;
  }

  connect(scope: ReportScope): ReturnType<MockDataSource['connect']> {
    return this.#centre.connect(scope);
  }

  openTranscript(conversationId: string): ReturnType<MockDataSource['openTranscript']> {
    return this.#centre.openTranscript(conversationId);
  }

  outcome(key: string, options: Cancellable): Promise<CommandOutcome> {
    return this.#centre.outcome(key, options);
  }

  findAgents(query: CandidateQuery, options: Cancellable): Promise<CandidatePage<AgentCandidate>> {
    return this.directoryWorks
      ? this.#centre.findAgents(query, options)
      : Promise.reject(new Error('The directory does not answer'));
  }

  findQueues(query: CandidateQuery, options: Cancellable): Promise<CandidatePage<QueueCandidate>> {
    return this.directoryWorks
      ? this.#centre.findQueues(query, options)
      : Promise.reject(new Error('The directory does not answer'));
  }

  async perform(command: Command, options: Cancellable): Promise<CommandOutcome> {
    switch (this.#nextFate()) {
      case 'refused':
        return { status: 'refused', code: 'capacity', message: 'The agent’s capacity changed a moment ago' };
      case 'conflict':
        return {
          status: 'conflict',
          code: 'version',
          message: 'Somebody else acted on it first',
          current: this.#centre.simulation.conversation(command.conversationId) ?? null,
        };
      case 'failed':
        return { status: 'failed', code: 'internal', message: 'The routing service is down' };
      case 'answer lost':
        // It happens, but nobody tells: the report reads the row again.
        await this.#centre.perform(command, options);
        return { status: 'unknown', message: 'The connection broke before the answer came' };
      case 'request lost':
        return { status: 'unknown', message: 'The connection broke before the answer came' };
      default:
        return this.#centre.perform(command, options);
    }
  }

  #nextFate(): Fate {
    if (this.fate !== 'by turns') return this.fate;
    this.#turn += 1;
    return TURNS[(this.#turn - 1) % TURNS.length] ?? 'done';
  }
}
