/**
 * `GET /conversations/events`: the messages that a socket would bring, as server-sent events. Nothing comes back over this
 * line, so pages are sent without being asked for, as fast as the client takes them, and after a `reset` follows a snapshot.
 */
import type { ServerResponse } from 'node:http';
import type { ServerContext } from './context.js';
import { Delivery, type NextPage } from './delivery.js';
import type { Follower } from './follower.js';
import type { Stream } from './stream.js';
import type { User } from './users.js';
import { welcomeOf } from './welcome.js';

/** Bytes that may wait before the next page is read. */
const READY_FOR_MORE = 262_144;
const MAX_FRAME = 1_048_576;
/** What a client has to be told that is not to come back; sockets say it with a close code. */
const FAREWELLS: Readonly<Record<number, string>> = { 4401: 'unauthorized', 4403: 'forbidden' };

export class EventConnection implements Follower {
  readonly user: User;
  readonly #response: ServerResponse;
  readonly #context: ServerContext;
  readonly #delivery: Delivery;
  #next: NextPage | null = null;
  #toldId = '';
  #pingedAt: number;

  /** @param lastEventId the position up to which the client has everything, as it was told it; null: none */
  constructor(
    response: ServerResponse,
    context: ServerContext,
    { user, stream, lastEventId }: { user: User; stream: Stream; lastEventId: string | null },
  ) {
    this.user = user;
    this.#response = response;
    this.#context = context;
    this.#pingedAt = context.world.now;
    this.#delivery = new Delivery(stream, {
      limits: context.limits,
      maxFrame: MAX_FRAME,
      now: () => context.world.now,
      unsent: () => response.writableLength,
      send: (text, written) => this.#write(`data: ${text}\n\n`, written),
      close: () => this.terminate(),
    });
    response.on('drain', () => this.#sendPages());
    response.on('close', () => this.#delivery.close());
    const [, epoch, seq] = /^(.+):(\d{1,15})$/.exec(lastEventId ?? '') ?? [];
    const resumed = this.#delivery.resume(epoch, Number(seq));
    this.send(welcomeOf(context, user, stream, resumed));
    this.flush();
  }

  flush(): void {
    if (!this.user.mayView) {
      this.close(4403);
      return;
    }
    if (this.#delivery.needsSnapshot) this.#next = this.#delivery.beginSnapshot();
    this.#sendPages();
    this.#delivery.flush();
    this.#tellId();
    this.#ping();
  }

  send(message: object): void {
    this.#write(`data: ${JSON.stringify(message)}\n\n`);
  }

  tellPermissions(): void {
    this.send({ type: 'permissions', rev: this.user.canRevision, can: this.user.can });
  }

  close(code: number): void {
    const farewell = FAREWELLS[code];
    if (farewell !== undefined) this.send({ type: 'bye', code: farewell, reconnect: false });
    this.#response.end();
  }

  terminate(): void {
    this.#response.destroy();
  }

  #sendPages(): void {
    while (this.#next !== null && this.#response.writableLength < READY_FOR_MORE) {
      this.#next = this.#delivery.page(this.#next.snap, this.#next.after);
    }
  }

  /** An event without data moves the position of the client, and nothing else. */
  #tellId(): void {
    const id = this.#delivery.position;
    if (this.#next !== null || id === null || id === this.#toldId) return;
    this.#toldId = id;
    this.#write(`id: ${id}\n\n`);
  }

  #ping(): void {
    const { limits, world } = this.#context;
    if (world.now - this.#pingedAt < limits.heartbeatEvery) return;
    this.#pingedAt = world.now;
    this.send({ type: 'ping', n: 0, now: world.now });
  }

  #write(text: string, written?: () => void): void {
    if (this.#response.writableEnded || this.#response.destroyed) return;
    this.#response.write(text, () => written?.());
  }
}
