/**
 * What must hold at every instant and at the end of every case, whatever was done to the network. The benches feed it
 * with what they see and call {@link StandingChecks.end} when a test is over; a test need not think of it.
 *
 * S1 (the rows are the server's) is asserted where the test knows the rows, with {@link assertSameRows}. S3 and S7 need a
 * page.
 */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { SourceMessage } from '../../src/data-source/data-source.js';
import { decodeParsed } from '../../src/data-source/decode-conversation.js';
import type { Conversation } from '../../src/model/conversation.js';

/** Ms without a sign of life after which nothing may be called live (S2). */
const CONTACT = 25_000;

/** One subscriber: what it was told last. */
interface Subscriber {
  state: string;
  /** The source knows that it misses something, and has not said live since. */
  isIncomplete: boolean;
  /** Highest version told of each row, within the epoch (S5). */
  readonly versions: Map<string, number>;
  isReleased: boolean;
}

/** A command as it left or as a server carried it out; times in server epoch ms. */
export interface CommandRecord {
  readonly key: string;
  readonly at: number;
  readonly notAfter: number;
}

/** What has to be gone once nobody subscribes any more (S8). */
export interface Resources {
  readonly timers: number;
  readonly listeners: number;
  /** Sockets that are not closing or closed, or requests in flight. */
  readonly connections: number;
}

export class StandingChecks {
  readonly #monotonic: () => number;
  readonly #subscribers = new Set<Subscriber>();
  readonly #sent: CommandRecord[] = [];
  readonly #executed: CommandRecord[] = [];
  readonly #faults: string[] = [];
  #heardAt: number;
  #isEpochOver = false;

  /** @param monotonic the clock by which the source judges silence */
  constructor(context: TestContext | null, monotonic: () => number) {
    this.#monotonic = monotonic;
    this.#heardAt = monotonic();
    // S6. What nobody handles is reported by the runner itself.
    for (const level of context ? (['error', 'warn'] as const) : []) {
      context?.mock.method(console, level, (...words: unknown[]) => {
        this.#faults.push(`S6: console.${level}: ${words.join(' ')}`);
      });
    }
  }

  /** Anything came from the server. */
  heard(): void {
    this.#heardAt = this.#monotonic();
  }

  /** Rows of another epoch follow, whose versions need not go on from those before. */
  epochOver(): void {
    this.#isEpochOver = true;
  }

  /** The source asked for what it misses. */
  asked(): void {
    for (const subscriber of this.#subscribers) subscriber.isIncomplete = true;
  }

  /** A command left the source. */
  sent(record: CommandRecord): void {
    this.#sent.push(record);
  }

  /** A command is in the journal of the server. */
  executed(record: CommandRecord): void {
    this.#executed.push(record);
  }

  /** To be called whenever time has passed and what was due has happened. */
  look(): void {
    const silence = this.#monotonic() - this.#heardAt;
    for (const { state, isIncomplete, isReleased } of this.#subscribers) {
      if (state !== 'live' || isReleased) continue;
      if (silence > CONTACT) this.#faults.push(`S2: live after ${silence} ms of silence`);
      if (isIncomplete) this.#faults.push('S2: live although something is known to be missing');
    }
  }

  /** Watches one subscriber: gives what takes its messages, and what is to be called when it leaves. */
  subscriber(): { readonly told: (message: SourceMessage) => void; readonly left: () => void } {
    const subscriber: Subscriber = {
      state: '',
      isIncomplete: false,
      versions: new Map(),
      isReleased: false,
    };
    this.#subscribers.add(subscriber);
    return {
      told: (message) => {
        this.#told(subscriber, message);
      },
      left: () => {
        subscriber.isReleased = true;
      },
    };
  }

  /** The end of a case. `resources`: what is left after all subscribers have gone. */
  end(resources: Resources): void {
    this.#judge(this.#sent, 'sent');
    this.#judge(this.#executed, 'carried out');
    for (const [name, count] of Object.entries(resources)) {
      if (count !== 0) this.#faults.push(`S8: ${count} ${name} left`);
    }
    assert.deepEqual(this.#faults, []);
  }

  #judge(commands: readonly CommandRecord[], what: string): void {
    const keys = commands.map(({ key }) => key);
    if (new Set(keys).size < keys.length) this.#faults.push(`S4: a key was ${what} twice: ${keys.join()}`);
    for (const { key, at, notAfter } of commands) {
      if (at > notAfter) this.#faults.push(`S4: ${key} was ${what} ${at - notAfter} ms too late`);
    }
  }

  #told(subscriber: Subscriber, message: SourceMessage): void {
    if (subscriber.isReleased) {
      this.#faults.push(`S8: told ${message.type} after leaving`);
      return;
    }
    switch (message.type) {
      case 'connection':
        subscriber.state = message.state;
        subscriber.isIncomplete = false;
        break;
      case 'wipe':
        subscriber.versions.clear();
        break;
      case 'snapshot':
        if (this.#isEpochOver) for (const { versions } of this.#subscribers) versions.clear();
        this.#isEpochOver = false;
        for (const row of message.conversations) this.#painted(subscriber, row);
        break;
      case 'delta':
        for (const row of message.upserts) this.#painted(subscriber, row);
        break;
    }
  }

  #painted({ versions }: Subscriber, { id, version }: Conversation): void {
    const before = versions.get(id) ?? -1;
    if (version < before) this.#faults.push(`S5: ${id} went from version ${before} to ${version}`);
    versions.set(id, version);
  }
}

/** S1: ids, versions and fields are the server's. `expected` as they are on the wire. */
export function assertSameRows(
  actual: ReadonlyMap<string, Conversation>,
  expected: Iterable<Readonly<Record<string, unknown>>>,
): void {
  const rows = [...expected].map((raw) => decodeParsed(raw) as Conversation);
  const byId = (a: Conversation, b: Conversation): number => (a.id < b.id ? -1 : 1);
  assert.deepEqual([...actual.values()].sort(byId), rows.sort(byId));
}
