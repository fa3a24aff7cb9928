/** A subscriber that has the rows as a report would have them, and that nobody may deceive. */
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { Observable, Subscription } from 'rxjs';
import type { SourceMessage } from '../../../src/data-source/data-source.js';
import { decodeConversation } from '../../../src/data-source/decode-conversation.js';
import type { Conversation } from '../../../src/model/conversation.js';
import { fingerprint, type World } from './world.js';

export interface WitnessOptions {
  /** Names the epoch of rows that are taken over now: versions may only go back from one epoch to the next. */
  readonly epoch: () => string;
  /** Publishing out of order: of a row that left without being closed nobody remembers the version. */
  readonly forgetsLeavers: boolean;
  /** Called after each message about rows or how far they can be trusted. */
  readonly told: () => void;
}

const CHECKED: readonly SourceMessage['type'][] = ['snapshot', 'delta', 'connection'];

export class Witness {
  readonly rows = new Map<string, Conversation>();
  state = '';
  readonly diagnostics: string[] = [];
  snapshots = 0;
  deltas = 0;
  /** What was wrong first. Kept here: an error thrown within a subscriber reaches nobody. */
  failure: Error | null = null;
  readonly #options: WitnessOptions;
  readonly #subscription: Subscription;
  #epoch = '';
  /** Versions that were painted, also of rows that are gone. */
  readonly #painted = new Map<string, number>();
  /** Versions in which conversations were closed. */
  readonly #closed = new Map<string, number>();

  constructor(messages$: Observable<SourceMessage>, options: WitnessOptions) {
    this.#options = options;
    this.#subscription = messages$.subscribe((message) => {
      try {
        this.#take(message);
        if (CHECKED.includes(message.type)) options.told();
      } catch (error) {
        this.failure ??= error as Error;
      }
    });
  }

  stop(): void {
    this.#subscription.unsubscribe();
  }

  /** As {@link fingerprint} writes rows. */
  get fingerprint(): string {
    return fingerprint(Array.from(this.rows.values(), ({ id, version }) => ({ id, ver: version })));
  }

  /** Whether the rows are those of the server, and called live. */
  agreesWith(world: World): boolean {
    if (this.state !== 'live' || this.fingerprint !== fingerprint(world.rows.values())) return false;
    return isDeepStrictEqual(sorted(this.rows.values()), rowsOf(world));
  }

  /** Ids, versions and fields: what a patch leaves must be what reading the whole row gives. */
  assertAgreesWith(world: World): void {
    assert.deepEqual(sorted(this.rows.values()), rowsOf(world));
    assert.equal(this.state, 'live');
  }

  #take(message: SourceMessage): void {
    switch (message.type) {
      case 'snapshot':
        this.#takeAll(message.conversations);
        break;
      case 'delta':
        this.deltas += 1;
        for (const row of message.upserts) this.#paint(row);
        for (const { id, version, why } of message.removes) {
          this.rows.delete(id);
          if (why === 'closed') this.#closed.set(id, version);
          else if (this.#options.forgetsLeavers) this.#painted.delete(id);
        }
        break;
      case 'wipe':
        // What was said of the rows is of no rows any more, and what was known of them is forgotten with them.
        this.rows.clear();
        this.#closed.clear();
        this.state = '';
        break;
      case 'connection':
        this.state = message.state;
        break;
      case 'diagnostic':
        this.diagnostics.push(message.code);
    }
  }

  #takeAll(conversations: readonly Conversation[]): void {
    this.snapshots += 1;
    const epoch = this.#options.epoch();
    if (epoch !== this.#epoch) this.#closed.clear();
    if (epoch !== this.#epoch || this.#options.forgetsLeavers) this.#painted.clear();
    this.#epoch = epoch;
    this.rows.clear();
    for (const row of conversations) this.#paint(row);
  }

  #paint(row: Conversation): void {
    const { id, version } = row;
    const painted = this.#painted.get(id) ?? 0;
    assert.ok(version >= painted, `S5: ${id} went back from version ${painted} to ${version}`);
    const closed = this.#closed.get(id) ?? 0;
    assert.ok(version > closed, `B12: ${id}, closed in version ${closed}, came back in ${version}`);
    this.#painted.set(id, version);
    this.rows.set(id, row);
  }
}

function sorted(rows: Iterable<Conversation>): readonly Conversation[] {
  return [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function rowsOf(world: World): readonly Conversation[] {
  return sorted(Array.from(world.rows.values(), (row) => decodeConversation(row) as Conversation));
}
