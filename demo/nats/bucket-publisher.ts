/**
 * Writes the simulated centre into the bucket: each row under its key, and the end of a conversation as a deletion. What
 * the report calls the version of a row is the revision that the bucket gives it, so both are kept side by side.
 */
import type { KV } from '@nats-io/kv';
import type { Conversation } from '../../src/model/conversation.js';
import type { Simulation } from '../../src/data-source/mock/simulation/index.js';
import { conversationKey } from '../../src/data-source/nats/index.js';
import { wireRow } from '../server/wire-row.js';

/** Revisions that are remembered; commands live for 15 s. */
const REMEMBERED = 50_000;

export class BucketPublisher {
  readonly #world: Simulation;
  readonly #bucket: KV;
  /** Rows that have changed since they were written, null for those that ended. */
  readonly #changed = new Map<string, Conversation | null>();
  readonly #versions = new Map<number, number>();
  readonly #revisions = new Map<string, number>();
  readonly #unwatch: () => void;
  #writing: Promise<void> = Promise.resolve();

  constructor(world: Simulation, bucket: KV) {
    this.#world = world;
    this.#bucket = bucket;
    this.#unwatch = world.watch(({ type, conversation }) =>
      this.#changed.set(conversation.id, type === 'remove' ? null : conversation),
    );
  }

  /** Makes the bucket what the centre is; what is left from another run is deleted, so that watchers hear of it. */
  async fill(): Promise<void> {
    const keys = new Set<string>();
    for (const conversation of this.#world.conversations()) {
      keys.add(conversationKey(conversation.id));
      this.#changed.set(conversation.id, conversation);
    }
    for await (const key of await this.#bucket.keys()) if (!keys.has(key)) await this.#bucket.delete(key);
    await this.flush();
  }

  /** Writes what has changed. Resolves when it was tried; what could not be written goes with the next batch. */
  flush(): Promise<void> {
    const changed = [...this.#changed];
    this.#changed.clear();
    // One after the other: an older state must not come after a newer one.
    this.#writing = this.#writing.then(async () => {
      await Promise.all(
        changed.map(async ([id, conversation]) => {
          try {
            await this.#write(id, conversation);
          } catch {
            // Unless it has changed again by now.
            if (!this.#changed.has(id)) this.#changed.set(id, conversation);
          }
        }),
      );
    });
    return this.#writing;
  }

  /** The version of the centre that a revision stands for; one that nothing has when it is not known. */
  versionOf(revision: number): number {
    return this.#versions.get(revision) ?? Number.MAX_SAFE_INTEGER;
  }

  /** The revision under which a version of a conversation was written, if it was. */
  revisionOf(id: string, version: number): number | undefined {
    return this.#revisions.get(nameOf(id, version));
  }

  stop(): void {
    this.#unwatch();
  }

  async #write(id: string, conversation: Conversation | null): Promise<void> {
    const key = conversationKey(id);
    if (conversation === null) {
      await this.#bucket.delete(key);
      return;
    }
    const { version } = conversation;
    const revision = await this.#bucket.put(key, JSON.stringify(wireRow(conversation)));
    remember(this.#versions, revision, version);
    remember(this.#revisions, nameOf(id, version), revision);
  }
}

function nameOf(id: string, version: number): string {
  return `${id}@${version}`;
}

function remember<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > REMEMBERED && oldest !== undefined) map.delete(oldest);
}
