/**
 * Answers what supervisors send over NATS: `<subjects>.<user>.<question>`. Who asks stands in the subject, and NATS lets
 * each supervisor publish under their own name only; nothing in the message is believed.
 */
import type { Msg, NatsConnection } from '@nats-io/nats-core';
import type { CommandOutcome } from '../../src/data-source/data-source.js';
import { isRecord, own } from '../../src/data-source/decode-conversation.js';
import type { Simulation } from '../../src/data-source/mock/simulation/index.js';
import { conversationKey } from '../../src/data-source/nats/index.js';
import { readOutcome } from '../../src/data-source/wire/wire-commands.js';
import { Answers } from '../server/answers.js';
import { CommandDesk, type WireResult } from '../server/command-desk.js';
import { readCommand } from '../server/command-reader.js';
import { lookUp } from '../server/lookup.js';
import type { Can } from '../server/options.js';
import { User } from '../server/users.js';
import type { BucketPublisher } from './bucket-publisher.js';
import { TranscriptPublisher } from './transcript-publisher.js';

type Raw = Readonly<Record<string, unknown>>;

export class NatsDesk {
  /** Commands in the order in which they arrived. */
  readonly journal: { readonly key: string; readonly executed: boolean }[] = [];
  readonly answers = new Answers();
  readonly #world: Simulation;
  readonly #connection: NatsConnection;
  readonly #subjects: string;
  readonly #publisher: BucketPublisher;
  readonly #desk: CommandDesk;
  readonly #transcripts: TranscriptPublisher;
  readonly #users = new Map<string, User>();

  constructor(world: Simulation, connection: NatsConnection, subjects: string, publisher: BucketPublisher) {
    this.#world = world;
    this.#connection = connection;
    this.#subjects = subjects;
    this.#publisher = publisher;
    this.#desk = new CommandDesk(world);
    this.#transcripts = new TranscriptPublisher(world, connection);
    connection.subscribe(`${subjects}.*.>`, {
      callback: (error, message) => {
        if (error === null && message.reply !== undefined && message.reply !== '') void this.#answer(message);
      },
    });
  }

  /** Changes what a user may do, and tells them. */
  setPermissions(userId: string, can: Can): void {
    const user = this.#user(userId);
    user.change(can);
    const subject = `${this.#prefix(userId)}.permissions.${conversationKey(userId)}`;
    this.#connection.publish(subject, JSON.stringify({ can: user.can }));
  }

  stop(): void {
    this.#transcripts.stop();
  }

  async #answer(message: Msg): Promise<void> {
    const [userId = '', ...question] = message.subject.slice(this.#subjects.length + 1).split('.');
    const answer = await this.#reply(this.#user(userId), question.join('.'), bodyOf(message));
    this.answers.pass(this, message.reply ?? '', () => message.respond(JSON.stringify(answer)));
  }

  async #reply(user: User, question: string, body: Raw): Promise<object> {
    switch (question) {
      case 'me': {
        const { id, name, can } = user;
        return { user: { id, name }, can, now: this.#world.now };
      }
      case 'command':
        return this.#perform(user, body);
      case 'outcome': {
        const key = own(body, 'key');
        return this.#outcomeOf(this.#desk.outcome(user, typeof key === 'string' ? key : ''));
      }
      case 'agents':
      case 'queues': {
        const { action, conversationId, text, limit, after } = body;
        const page = lookUp({ world: this.#world }, user, {
          kind: question,
          for: action,
          conversationId,
          text,
          limit,
          after,
        });
        return typeof page === 'string' ? { error: page } : page;
      }
      case 'transcript.open':
        return this.#transcripts.open(user, this.#prefix(user.id), body);
      default:
        return { error: 'unknown-question' };
    }
  }

  async #perform(user: User, body: Raw): Promise<CommandOutcome> {
    const { key, action, conversationId, ifVersion, notAfter, target, ...args } = body;
    const command = readCommand({
      ...{ key, name: action, conversationId, notAfter },
      // Revisions are of the bucket, versions of the centre.
      ifVersion: typeof ifVersion === 'number' ? this.#publisher.versionOf(ifVersion) : ifVersion,
      args: isRecord(target) ? { ...args, ...target } : args,
    });
    if (typeof command === 'string') return { status: 'refused', code: 'invalid', message: command };
    const { result } = this.#desk.execute(user, command);
    this.journal.push({ key: command.key, executed: result.status === 'done' && !result.replayed });
    // Who is told that it is done finds it in the bucket.
    await this.#publisher.flush();
    return this.#outcomeOf(result, command.conversationId);
  }

  /** In the versions that the report knows. */
  #outcomeOf(result: WireResult, id = ''): CommandOutcome {
    const outcome = readOutcome(result);
    if (outcome.status === 'done') {
      const version = this.#publisher.revisionOf(id, outcome.version ?? -1);
      return { status: 'done', ...(version !== undefined && { version }) };
    }
    if ((outcome.status !== 'refused' && outcome.status !== 'conflict') || !outcome.current) return outcome;
    const { current, ...rest } = outcome;
    const version = this.#publisher.revisionOf(current.id, current.version);
    return version === undefined ? rest : { ...rest, current: { ...current, version } };
  }

  #prefix(userId: string): string {
    return `${this.#subjects}.${conversationKey(userId)}`;
  }

  #user(id: string): User {
    let user = this.#users.get(id);
    if (user === undefined) this.#users.set(id, (user = new User({ id, name: id })));
    return user;
  }
}

function bodyOf(message: Msg): Raw {
  try {
    const body = message.json<unknown>();
    return isRecord(body) ? body : {};
  } catch {
    return {};
  }
}
