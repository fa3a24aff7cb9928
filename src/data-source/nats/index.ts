/** Conversations out of NATS. Importing it loads neither a NATS client nor anything else of size. */
export { conversationKey } from './conversation-key.js';
export type {
  NatsAuthenticator,
  NatsBucket,
  NatsConnection,
  NatsConnectOptions,
  NatsEntry,
  NatsLibrary,
  NatsMessage,
  NatsSubscription,
  NatsWatcher,
} from './library.js';
export { NatsDataSource } from './nats-data-source.js';
export type { NatsOptions } from './options.js';
