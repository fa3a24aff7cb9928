/** Transcripts of monitored conversations: what was said so far as an answer, what is said then on the reader's subject. */
import type { NatsConnection } from '@nats-io/nats-core';
import type { TranscriptEntry } from '../../src/data-source/data-source.js';
import { own } from '../../src/data-source/decode-conversation.js';
import type { Simulation } from '../../src/data-source/mock/simulation/index.js';
import { conversationKey } from '../../src/data-source/nats/index.js';
import { Endings } from '../server/endings.js';
import type { User } from '../server/users.js';
import { wireEntry } from '../server/wire-row.js';

export class TranscriptPublisher {
  readonly #world: Simulation;
  readonly #connection: NatsConnection;
  readonly #endings: Endings;
  /** How to stop publishing, by subject. */
  readonly #open = new Map<string, () => void>();

  constructor(world: Simulation, connection: NatsConnection) {
    this.#world = world;
    this.#connection = connection;
    this.#endings = new Endings(world);
  }

  /** Only who monitors a conversation may read it. The reader listens already, so that nothing is missed between. */
  open(user: User, prefix: string, body: Readonly<Record<string, unknown>>): object {
    const id = own(body, 'conversationId');
    const after = own(body, 'after');
    if (typeof id !== 'string') return { error: 'invalid' };
    const entries = this.#world.transcript(id);
    const isOpen = this.#world.conversation(id) !== undefined;
    const mayRead = isOpen ? this.#mayRead(user, id) : this.#endings.wasMonitoredBy(id, user.id);
    if (entries === null || !mayRead) return { error: 'not-monitored' };
    if (isOpen) this.#follow(user, `${prefix}.transcript.${conversationKey(id)}`, id);
    const last = typeof after === 'number' ? after : -1;
    return { entries: entries.filter(({ number }) => number > last).map(wireEntry), closed: !isOpen };
  }

  stop(): void {
    this.#endings.close();
    for (const stop of [...this.#open.values()]) stop();
  }

  #follow(user: User, subject: string, id: string): void {
    if (this.#open.has(subject)) return;
    const stopListening = this.#world.listen(id, (entries, ended) => {
      const closed = ended || !this.#mayRead(user, id);
      this.#publish(subject, closed && !ended ? [] : entries, closed);
      if (closed) stop();
    });
    const stop = (): void => {
      stopListening();
      this.#open.delete(subject);
    };
    this.#open.set(subject, stop);
  }

  #publish(subject: string, entries: readonly TranscriptEntry[], closed: boolean): void {
    this.#connection.publish(subject, JSON.stringify({ entries: entries.map(wireEntry), closed }));
  }

  #mayRead(user: User, id: string): boolean {
    return this.#world.conversation(id)?.monitoredBy.includes(user.id) === true;
  }
}
