/** What the tests of the source have in common: a bucket that can be written to, and a subscriber that believes nothing. */
import assert from 'node:assert/strict';
import { Kvm, type KV } from '@nats-io/kv';
import type { ConnectionOptions, NatsConnection } from '@nats-io/nats-core';
import type { ReportScope } from '../../../src/data-source/data-source.js';
import { conversationKey, NatsDataSource, type NatsOptions } from '../../../src/data-source/nats/index.js';
import type { Conversation } from '../../../src/model/conversation.js';
import { Probe } from '../../../testing/conformance/probe.js';
import { conversation } from '../../../testing/scripted-data-source.js';
import { openSocket, type NatsServer } from './nats-server.js';

export const SCOPE: ReportScope = { windowHours: 24, queues: [], locale: 'en' };

/** Waits for what the server or the network does; nothing here needs time to pass. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > deadline) assert.fail(`never: ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A conversation of now; `fields` win. */
export function row(id: string, fields: Record<string, unknown> = {}): Conversation {
  const began = Date.now() - 60_000;
  return conversation(id, { startedAt: began, statusSince: began, ...fields });
}

/** The bucket, as a back end sees it. */
export class Bucket {
  readonly connection: NatsConnection;
  readonly kv: KV;

  readonly #name: string;

  private constructor(connection: NatsConnection, kv: KV, name: string) {
    this.#name = name;
    this.connection = connection;
    this.kv = kv;
  }

  static async of(
    server: NatsServer,
    name = 'conversations',
    options: ConnectionOptions = {},
  ): Promise<Bucket> {
    const connection = await server.connect(options);
    return new Bucket(connection, await new Kvm(connection).create(name), name);
  }

  /** Gives the revision. */
  put({ id, version, ...rest }: Conversation): Promise<number> {
    return this.kv.put(conversationKey(id), JSON.stringify({ id, ver: version, ...rest }));
  }

  /** Takes out all that the bucket has of it, and leaves no marker: as if that had grown too old. */
  async forget(id: string): Promise<void> {
    const filter = `$KV.${this.#name}.${conversationKey(id)}`;
    await this.connection.request(`$JS.API.STREAM.PURGE.KV_${this.#name}`, JSON.stringify({ filter }));
  }

  delete(id: string): Promise<void> {
    return this.kv.delete(conversationKey(id));
  }
}

/** A source that connects with sockets of Node, tries again at once, and whoever watches it. */
export function watch(
  server: NatsServer,
  options: Partial<NatsOptions> = {},
  scope = SCOPE,
): { readonly source: NatsDataSource; readonly probe: Probe } {
  const source = new NatsDataSource({ servers: server.url, openSocket, random: () => 0, ...options });
  return { source, probe: new Probe(source.connect(scope)) };
}

export const live = (probe: Probe): Promise<void> => until(() => probe.isLive, `live (${probe.state})`);

export function subjectsOf(probe: Probe): Record<string, string> {
  return Object.fromEntries([...probe.rows.values()].map(({ id, subject }) => [id, subject]));
}
