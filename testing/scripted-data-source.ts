/** For tests of a page with the report: a source that says what the test says, and rows with all that they need. */
import { Observable, Subject } from 'rxjs';
import { decodeConversation } from '../src/data-source/decode-conversation.js';
import type {
  Command,
  CommandOutcome,
  DataSource,
  ReportScope,
  SourceMessage,
} from '../src/data-source/data-source.js';
import type { Conversation } from '../src/model/conversation.js';

/** Server time of the rows below, epoch ms: 2026-01-01T00:00:00Z. */
export const START = 1_767_225_600_000;

/** A row with everything it needs; `fields` are those of the wire and win. Throws when it cannot be read. */
export function conversation(id: string, fields: Record<string, unknown> = {}): Conversation {
  const row = decodeConversation({
    id,
    version: 1,
    subject: `Subject ${id}`,
    status: 'open',
    channel: 'chat',
    direction: 'inbound',
    startedAt: START - 60_000,
    statusSince: START - 60_000,
    wait: { ms: 0, since: START - 60_000 },
    queue: { id: 'q1', name: 'Billing', type: 'messaging' },
    customer: { id: `p-${id}`, name: `Customer ${id}` },
    ...fields,
  });
  if (typeof row === 'string') throw new Error(`not a conversation: ${row}`);
  return row;
}

/** Says only what it is told to, writes down what is asked of it, and counts who listens. */
export class ScriptedDataSource implements DataSource {
  readonly messages$ = new Subject<SourceMessage>();
  readonly commands: Command[] = [];
  readonly scopes: ReportScope[] = [];
  subscribers = 0;
  /** What each new subscriber is told first; replace it to let late ones find rows. By default nothing. */
  greeting: (scope: ReportScope) => readonly SourceMessage[] = () => [];
  /** Answers a command; replace it to script outcomes. */
  answer: (command: Command, options: { signal: AbortSignal }) => Promise<CommandOutcome> = ({ ifVersion }) =>
    Promise.resolve({ status: 'done', version: ifVersion + 1 });

  connect(scope: ReportScope): Observable<SourceMessage> {
    this.scopes.push(scope);
    return new Observable((subscriber) => {
      this.subscribers += 1;
      for (const message of this.greeting(scope)) subscriber.next(message);
      const subscription = this.messages$.subscribe(subscriber);
      return () => {
        this.subscribers -= 1;
        subscription.unsubscribe();
      };
    });
  }

  perform(command: Command, options: { signal: AbortSignal }): Promise<CommandOutcome> {
    this.commands.push(command);
    return this.answer(command, options);
  }

  /** Sends messages as they are. */
  send(...messages: SourceMessage[]): void {
    for (const message of messages) this.messages$.next(message);
  }

  /** Sends all rows, and that they are live. */
  snapshot(conversations: readonly Conversation[], asOf = START): void {
    this.send({ type: 'snapshot', conversations, asOf }, { type: 'connection', state: 'live' });
  }

  /** Sends changed rows, and the ends of rows that were known in the given version. */
  delta(
    upserts: readonly Conversation[],
    removes: Conversation[] = [],
    why: 'closed' | 'scope' = 'closed',
  ): void {
    this.send({
      type: 'delta',
      upserts,
      removes: removes.map(({ id, version }) => ({ id, version: version + 1, why })),
      asOf: START,
    });
  }
}
