/**
 * The client of NATS, which is an optional peer: loaded with the first connection and never before, so that a host
 * without NATS needs none. Both packages are CommonJS; a bundler turns them into what browsers read.
 */
import type { NatsConnection, WsConnectionOptions } from '@nats-io/nats-core';
import type { KV } from '@nats-io/kv';

/** What is used of `@nats-io/nats-core` and `@nats-io/kv`. */
export interface NatsLibrary {
  readonly wsconnect: (options: WsConnectionOptions) => Promise<NatsConnection>;
  readonly Kvm: new (connection: NatsConnection) => { open(bucket: string): Promise<KV> };
}

export async function loadLibrary(): Promise<NatsLibrary> {
  const [core, kv] = await Promise.all([import('@nats-io/nats-core'), import('@nats-io/kv')]);
  return { wsconnect: core.wsconnect, Kvm: kv.Kvm };
}
