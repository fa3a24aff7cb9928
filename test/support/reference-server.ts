/** A reference server of the test's own, as the page sees it: addresses to connect to and what can be done to it. */
import { executeServerCommand } from '@web/test-runner-commands';
import type { JournalEntry } from '../../demo/server/command-desk.js';
import type { ServerOptions } from '../../demo/server/reference-server.js';
import type { TranscriptEntry } from '../../src/data-source/data-source.js';
import type { Conversation } from '../../src/model/conversation.js';
import type { AgentAnswer } from '../report/centre-control.js';
import type { ServerCommand } from './reference-servers-plugin.js';

interface Address {
  readonly port: number;
  readonly url: string;
  readonly webSocketUrl: string;
}

const run = <Answer>(command: ServerCommand): Promise<Answer> =>
  executeServerCommand<Answer, ServerCommand>('reference-server', command);

export class TestServer {
  /** Over HTTP, for polling. */
  readonly url: string;
  readonly webSocketUrl: string;
  readonly #port: number;

  private constructor({ port, url, webSocketUrl }: Address) {
    this.#port = port;
    this.url = url;
    this.webSocketUrl = webSocketUrl;
  }

  /** By default a calm centre: only what the supervisor does has its course. */
  static async start(options: ServerOptions = {}): Promise<TestServer> {
    const defaults: ServerOptions = {
      seed: 7,
      conversations: 60,
      rate: 0,
      origins: [location.origin],
      batchEvery: 20,
    };
    return new TestServer(await run<Address>({ do: 'start', options: { ...defaults, ...options } }));
  }

  answer(answer: AgentAnswer): Promise<void> {
    return run({ do: 'answer', port: this.#port, answer });
  }

  transcript(id: string): Promise<readonly TranscriptEntry[]> {
    return run({ do: 'transcript', port: this.#port, id });
  }

  /** Ends a conversation as if the customer had left. */
  endConversation(id: string): Promise<void> {
    return run({ do: 'end-conversation', port: this.#port, id });
  }

  /** Cuts all sockets, as a broken network would. */
  dropSockets(): Promise<void> {
    return run({ do: 'drop-sockets', port: this.#port });
  }

  /** Commands are carried out from now on, but their answers get lost. */
  holdAnswers(): Promise<void> {
    return run({ do: 'hold-answers', port: this.#port });
  }

  releaseAnswers(): Promise<void> {
    return run({ do: 'release-answers', port: this.#port });
  }

  /** The only queues whose conversations may be seen from now on; null: all. */
  showQueues(queues: readonly string[] | null): Promise<void> {
    return run({ do: 'queues', port: this.#port, queues });
  }

  /** Sockets that are open now. */
  async connections(): Promise<number> {
    return (await run<{ count: number }>({ do: 'connections', port: this.#port })).count;
  }

  permit(can: Record<string, boolean>): Promise<void> {
    return run({ do: 'permit', port: this.#port, can });
  }

  /** Commands in the order in which they were carried out. */
  journal(): Promise<readonly JournalEntry[]> {
    return run({ do: 'journal', port: this.#port });
  }

  rows(): Promise<readonly Conversation[]> {
    return run({ do: 'rows', port: this.#port });
  }

  stop(): Promise<void> {
    return run({ do: 'stop', port: this.#port });
  }
}
