/** What tests and the demo can do to the server while it runs. */
import type { Acceptance, Answer } from '../../src/data-source/mock/simulation/index.js';
import type { ServerContext } from './context.js';
import type { Follower } from './follower.js';
import type { Can } from './options.js';
import type { User } from './users.js';

export class ServerControl {
  readonly #context: ServerContext;
  readonly #connections: ReadonlySet<Follower>;

  constructor(context: ServerContext, connections: ReadonlySet<Follower>) {
    this.#context = context;
    this.#connections = connections;
  }

  /** Connections that are open now, those before their hello included. */
  get connections(): number {
    return this.#connections.size;
  }

  /** Cuts all sockets without a close frame, as a broken network would. */
  dropSockets(): void {
    for (const connection of this.#connections) connection.terminate();
  }

  /** Closes all sockets with a code. */
  closeSockets(code: number, reason = ''): void {
    for (const connection of this.#connections) connection.close(code, reason);
  }

  /** From now on commands are done and questions looked up, but no answer to them leaves. */
  holdAnswers(): void {
    this.#context.answers.hold();
  }

  /** Lets the answers go that were held. */
  releaseAnswers(): void {
    this.#context.answers.release();
  }

  /** Changes rights, of one user or of all. `view: false` ends their connections. */
  setPermissions(can: Can, userId: string | null = null): void {
    for (const user of this.#users(userId)) {
      user.change(can);
      for (const connection of this.#of(user)) {
        if (user.mayView) connection.tellPermissions();
        connection.flush();
      }
    }
  }

  /** Changes which queues' conversations may be seen (null: all), of one user or of all. */
  setQueues(queues: readonly string[] | null, userId: string | null = null): void {
    for (const user of this.#users(userId)) {
      user.queues = queues;
      user.change({});
      this.#context.streams.rebuild('permissions', user.id);
      for (const connection of this.#of(user)) connection.flush();
    }
  }

  /** Ends a conversation as if the customer had left. */
  closeConversation(id: string): boolean {
    const closed = this.#context.world.close(id);
    this.flush();
    return closed;
  }

  /** Lets the agent answer the offer of a conversation now. */
  answerOffer(id: string, answer: Answer): boolean {
    const answered = this.#context.world.answerOffer(id, answer);
    this.flush();
    return answered;
  }

  /** Changes how agents answer offers from now on. */
  setAcceptance(acceptance: Partial<Acceptance>): void {
    this.#context.world.setAcceptance(acceptance);
  }

  /** History cannot be trusted any more: everybody starts anew. */
  newEpoch(): void {
    this.#context.streams.rebuild('epoch');
    this.flush();
  }

  /** Loses the log of operations: nobody who is behind can resume. */
  forgetLog(): void {
    this.#context.streams.forget();
  }

  /** Loses the keys of commands, as a restart without storage would. */
  forgetCommands(): void {
    this.#context.desk.forget();
  }

  /** Lets time pass in the centre and for the server, ms. */
  advance(ms: number): void {
    this.#context.catchUp();
    this.#context.world.advance(ms);
    this.flush();
  }

  /** Sends what is due now. */
  flush(): void {
    for (const connection of this.#connections) connection.flush();
  }

  #users(userId: string | null): readonly User[] {
    return this.#context.users.all.filter(({ id }) => userId === null || id === userId);
  }

  #of(user: User): readonly Follower[] {
    return [...this.#connections].filter((connection) => connection.user === user);
  }
}
