/** How the source is set up, and what stands in where nothing is said. */
import { afterTimeout } from '../after-timeout.js';
import type { TokenProvider } from '../data-source.js';
import { loadLibrary, type NatsAuthenticator, type NatsLibrary } from './library.js';

export interface NatsOptions {
  /**
   * WebSocket listeners of the NATS servers, e.g. `wss://nats.example.org:443`; of a cluster name all. `ws:` is for this
   * machine only. No credentials here: see `tokenProvider` and `authenticator`.
   */
  readonly servers: string | readonly string[];
  /** The key-value bucket with the conversations. Default `conversations`. */
  readonly bucket?: string | undefined;
  /**
   * What the subjects of commands and questions begin with. Default `conversations`. Give each supervisor one of their own
   * (`conversations.u7`) and the right to publish there only: this is how the back end knows who asks.
   */
  readonly subjects?: string | undefined;
  /** What the subjects of answers begin with. Default `_INBOX`, which everybody may read who may read any of it. */
  readonly inboxPrefix?: string | undefined;
  /** Gives a token before each connection; it is sent in `CONNECT` as `auth_token`. The audience is the first server. */
  readonly tokenProvider?: TokenProvider | undefined;
  /** Proves who connects in another way, e.g. `credsAuthenticator(…)` or `jwtAuthenticator(…)` of `@nats-io/nats-core`. */
  readonly authenticator?: NatsAuthenticator | readonly NatsAuthenticator[] | undefined;
  /** Where the client of NATS comes from. Default: the packages `@nats-io/nats-core` and `@nats-io/kv`. */
  readonly library?: (() => Promise<NatsLibrary>) | undefined;
  /** Opens a socket. Default: the platform's `WebSocket`, which Node has from 22 on. */
  readonly openSocket?: ((url: string) => WebSocket) | undefined;
  /** For tests: runs `callback` once after `ms`; the returned function cancels it. */
  readonly after?: ((ms: number, callback: () => void) => () => void) | undefined;
  /** For tests: client epoch ms. */
  readonly now?: (() => number) | undefined;
  /** For tests: 0 … 1, spreads attempts to connect. */
  readonly random?: (() => number) | undefined;
}

type Optional = 'tokenProvider' | 'authenticator';
/** The options with all that has a default. */
export type Setup = {
  readonly [Name in Exclude<keyof NatsOptions, Optional | 'inboxPrefix'>]-?: NonNullable<NatsOptions[Name]>;
} & Pick<NatsOptions, Optional | 'inboxPrefix'>;

export function complete(options: NatsOptions): Setup {
  return {
    servers: options.servers,
    bucket: options.bucket ?? 'conversations',
    subjects: options.subjects ?? 'conversations',
    inboxPrefix: options.inboxPrefix,
    tokenProvider: options.tokenProvider,
    authenticator: options.authenticator,
    library: options.library ?? loadLibrary,
    openSocket: options.openSocket ?? ((url) => new WebSocket(url)),
    after: options.after ?? afterTimeout,
    now: options.now ?? Date.now,
    random: options.random ?? Math.random,
  };
}
