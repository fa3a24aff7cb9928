/** The streams there are, one for each user and view, kept right with every change of the centre. */
import { randomUUID } from 'node:crypto';
import type { Simulation } from '../../src/data-source/mock/simulation/index.js';
import type { Conversation } from '../../src/model/conversation.js';
import type { Limits } from './options.js';
import { Stream } from './stream.js';
import type { View } from './stream.js';
import type { User } from './users.js';

/** More streams than that are not kept, however recently used. */
const MOST_STREAMS = 500;

export class StreamRegistry {
  readonly #world: Simulation;
  readonly #limits: Limits;
  readonly #streams = new Map<string, { readonly stream: Stream; readonly user: User }>();
  readonly #unwatch: () => void;
  /** A restarted server knows nothing of the steps before: its epochs must not look like theirs. */
  readonly #start = randomUUID().slice(0, 8);
  #epochs = 0;
  #created = 0;

  constructor(world: Simulation, limits: Limits) {
    this.#world = world;
    this.#limits = limits;
    this.#unwatch = world.watch((operation) => {
      for (const { stream, user } of this.#streams.values()) {
        stream.apply(operation, world.now, (row) => user.maySee(row));
      }
    });
  }

  /** The stream of a user with a view; a new one if there is none. */
  open(user: User, view: View): Stream {
    const { windowHours, maxRows } = view;
    const queues = [...new Set(view.queues)].sort();
    const key = JSON.stringify([user.id, queues, windowHours, maxRows]);
    let entry = this.#streams.get(key);
    if (entry === undefined) {
      this.#created += 1;
      const { now } = this.#world;
      const own = { queues, windowHours, maxRows };
      const stream = new Stream(
        `s-${this.#start}-${String(this.#created)}`,
        user.id,
        own,
        this.#limits.log,
        now,
      );
      entry = { stream, user };
      this.#streams.set(key, entry);
      this.#rebuild(stream, user, 'epoch');
      this.#dropSurplus();
    }
    entry.stream.usedAt = this.#world.now;
    return entry.stream;
  }

  /** Of one user or of all: no position from before counts any more. */
  rebuild(reason: 'epoch' | 'permissions', userId: string | null = null): void {
    for (const { stream, user } of this.#streams.values()) {
      if (userId === null || user.id === userId) this.#rebuild(stream, user, reason);
    }
  }

  /** Forgets all steps so far; the rows stay as they are. */
  forget(): void {
    for (const { stream } of this.#streams.values()) stream.forget();
  }

  /** Lets streams go that nobody uses. To be called now and then. */
  sweep(): void {
    const oldest = this.#world.now - this.#limits.streamIdle;
    for (const [key, { stream }] of this.#streams) {
      if (stream.followers > 0) stream.usedAt = this.#world.now;
      else if (stream.usedAt < oldest) this.#streams.delete(key);
    }
  }

  close(): void {
    this.#unwatch();
    this.#streams.clear();
  }

  #rebuild(stream: Stream, user: User, reason: string): void {
    this.#epochs += 1;
    const epoch = `e-${this.#start}-${String(this.#epochs)}`;
    const isVisible = (row: Conversation): boolean => user.maySee(row);
    stream.rebuild({ epoch, reason }, this.#world.conversations(), this.#world.now, isVisible);
  }

  #dropSurplus(): void {
    for (const [key, { stream }] of this.#streams) {
      if (this.#streams.size <= MOST_STREAMS) return;
      if (stream.followers === 0) this.#streams.delete(key);
    }
  }
}
