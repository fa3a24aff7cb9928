/** What a client asks on its socket beside rows: commands, their outcomes, lookups, transcripts. */
import { isId, isRecord, own } from '../../src/data-source/decode-conversation.js';
import { Budget } from './budget.js';
import { readCommand } from './command-reader.js';
import type { ServerContext } from './context.js';
import { lookUp } from './lookup.js';
import type { User } from './users.js';
import { wireEntry } from './wire-row.js';

type Message = Readonly<Record<string, unknown>>;

export interface QuestionsPort {
  readonly context: ServerContext;
  readonly user: User;
  /** Position of the rows, for results. */
  head(): number;
  send(message: object): void;
}

export class Questions {
  readonly #port: QuestionsPort;
  readonly #commands: Budget;
  readonly #transcripts = new Map<string, () => void>();

  constructor(port: QuestionsPort) {
    this.#port = port;
    this.#commands = new Budget(port.context.limits.commandsPerMinute, 60_000);
  }

  close(): void {
    for (const stop of this.#transcripts.values()) stop();
    this.#transcripts.clear();
  }

  /** Takes a message if it is a question. */
  take(type: string, message: Message): boolean {
    const id = own(message, 'id');
    if (!QUESTIONS.includes(type)) return false;
    if (!isId(id)) {
      this.#port.send({ type: 'error', code: 'invalid', message: 'id is missing', fatal: false });
      return true;
    }
    switch (type) {
      case 'cmd':
        this.#command(id, message);
        break;
      case 'outcome':
        this.#outcome(id, message);
        break;
      case 'lookup':
        this.#lookup(id, message);
        break;
      case 'cancel':
        this.#port.context.answers.drop(this, `lookup ${id}`);
        break;
      case 'transcript.open':
        this.#openTranscript(id, own(message, 'conversationId'));
        break;
      case 'transcript.close':
        this.#closeTranscript(id);
    }
    return true;
  }

  #command(id: string, message: Message): void {
    const { context, user } = this.#port;
    if (!this.#commands.take(context.world.now)) {
      const retryAfterMs = this.#commands.wait(context.world.now);
      this.#refuse(id, 'rate-limited', 'Too many commands', { retryAfterMs });
      return;
    }
    const target = own(message, 'target');
    const [key, name] = [own(message, 'key'), own(message, 'name')];
    const command = readCommand({
      key,
      name,
      conversationId: isRecord(target) ? own(target, 'id') : undefined,
      ifVersion: isRecord(target) ? own(target, 'ifVer') : undefined,
      notAfter: own(message, 'notAfter'),
      args: own(message, 'args'),
    });
    if (typeof command === 'string') {
      this.#refuse(id, 'invalid', command);
      return;
    }
    context.answers.pass(this, `ack ${id}`, () => {
      this.#port.send({ type: 'cmd.ack', id, key: command.key });
    });
    const { result } = context.desk.execute(user, command);
    const seq = this.#port.head();
    context.answers.pass(this, `cmd ${id}`, () => {
      this.#port.send({ type: 'cmd.result', id, key: command.key, ...result, seq });
    });
  }

  #outcome(id: string, message: Message): void {
    const { context, user } = this.#port;
    const key = own(message, 'key');
    if (!isId(key)) {
      this.#refuse(id, 'invalid', 'key is missing');
      return;
    }
    const result = context.desk.outcome(user, key);
    context.answers.pass(this, `outcome ${id}`, () => {
      this.#port.send({ type: 'outcome.result', id, key, ...result });
    });
  }

  #lookup(id: string, message: Message): void {
    const { context, user } = this.#port;
    const page = lookUp(context, user, {
      kind: own(message, 'kind'),
      for: own(message, 'for'),
      conversationId: own(message, 'conversationId'),
      text: own(message, 'text'),
      limit: own(message, 'limit'),
      after: own(message, 'after'),
    });
    context.answers.pass(this, `lookup ${id}`, () => {
      if (typeof page === 'string') this.#refuse(id, page, 'There is nothing to choose from');
      else this.#port.send({ type: 'lookup.result', id, ...page });
    });
  }

  /** Only who monitors a conversation may read it, and only as long as that is so. */
  #openTranscript(id: string, conversationId: unknown): void {
    const { context, user } = this.#port;
    const { world, limits } = context;
    const mayRead = (): boolean => {
      const row = isId(conversationId) ? world.conversation(conversationId) : undefined;
      return row !== undefined && user.maySee(row) && row.monitoredBy.includes(user.id);
    };
    if (!isId(conversationId) || !mayRead()) {
      this.#refuse(id, 'not-monitored', 'Monitor the conversation to read it');
      return;
    }
    if (this.#transcripts.has(id) || this.#transcripts.size >= limits.transcriptsPerConnection) {
      this.#refuse(id, 'rate-limited', 'Too many transcripts are open');
      return;
    }
    const stop = world.listen(conversationId, (entries, ended) => {
      if (ended || !mayRead()) {
        this.#closeTranscript(id);
        this.#port.send({ type: 'transcript.close', id });
      } else this.#port.send({ type: 'transcript', id, entries: entries.map(wireEntry) });
    });
    this.#transcripts.set(id, stop);
    const entries = (world.transcript(conversationId) ?? []).map(wireEntry);
    this.#port.send({ type: 'transcript', id, entries });
  }

  #closeTranscript(id: string): void {
    this.#transcripts.get(id)?.();
    this.#transcripts.delete(id);
  }

  #refuse(ref: string, code: string, message: string, more: object = {}): void {
    this.#port.send({ type: 'error', code, message, fatal: false, ref, ...more });
  }
}

const QUESTIONS: readonly string[] = [
  'cmd',
  'outcome',
  'lookup',
  'cancel',
  'transcript.open',
  'transcript.close',
];
