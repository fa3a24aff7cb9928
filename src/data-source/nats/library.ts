/**
 * The client of NATS, which is an optional peer: loaded with the first connection and never before, so that a host
 * without NATS needs none. Both packages are CommonJS; a bundler turns them into what browsers read. What is used of them
 * is described here, so that the types of this package are complete without them.
 */

/** Answers the challenge of a server; those of `@nats-io/nats-core` are such functions. */
export type NatsAuthenticator = (nonce?: string) => unknown;

export interface NatsMessage {
  json(): unknown;
}

export interface NatsSubscription {
  unsubscribe(): void;
  isClosed(): boolean;
}

export interface NatsConnection {
  request(subject: string, payload: string, options: { timeout: number }): Promise<NatsMessage>;
  subscribe(
    subject: string,
    options: { callback: (error: Error | null, message: NatsMessage) => void },
  ): NatsSubscription;
  flush(): Promise<void>;
  status(): AsyncIterable<{ readonly type: string; readonly error?: Error }>;
  close(): Promise<void>;
  closed(): Promise<unknown>;
  isClosed(): boolean;
}

export interface NatsConnectOptions {
  servers?: string | string[];
  name?: string;
  token?: string;
  authenticator?: unknown;
  inboxPrefix?: string;
  reconnect?: boolean;
  ignoreClusterUpdates?: boolean;
  timeout?: number;
  pingInterval?: number;
  wsFactory?: (url: string, options: never) => Promise<{ socket: WebSocket; encrypted: boolean }>;
}

/** A record of the bucket, or the marker of one that was deleted. */
export interface NatsEntry {
  readonly key: string;
  readonly value: Uint8Array;
  readonly revision: number;
  readonly created: Date;
  readonly operation: string;
  /** Entries that are still to come. */
  readonly delta?: number;
}

export interface NatsWatcher extends AsyncIterable<NatsEntry> {
  stop(error?: Error): void;
}

export interface NatsBucket {
  watch(): Promise<NatsWatcher>;
  status(): Promise<{
    readonly values: number;
    readonly streamInfo: { readonly state: { readonly last_seq: number } };
  }>;
}

/** What is used of `@nats-io/nats-core` and `@nats-io/kv`. */
export interface NatsLibrary {
  wsconnect(options?: NatsConnectOptions): Promise<NatsConnection>;
  readonly Kvm: new (connection: never) => { open(bucket: string): Promise<NatsBucket> };
}

export async function loadLibrary(): Promise<NatsLibrary> {
  const [core, kv] = await Promise.all([import('@nats-io/nats-core'), import('@nats-io/kv')]);
  return { wsconnect: contentOf(core, 'wsconnect').wsconnect, Kvm: contentOf(kv, 'Kvm').Kvm };
}

/** Of a CommonJS module some bundlers give the names themselves, and some give only `default` that has them. */
export function contentOf<Module extends object>(module: Module, name: keyof Module): Module {
  return name in module ? module : (module as unknown as { readonly default: Module }).default;
}

export function openBucket(
  { Kvm }: NatsLibrary,
  connection: NatsConnection,
  name: string,
): Promise<NatsBucket> {
  // It came from the same library, whose type is wider than what is described here.
  return new Kvm(connection as never).open(name);
}
