/** A source over server-sent events. Importing it does nothing. */
export { fromEventSource, type EventSourceOptions } from './from-event-source.js';
export type { EventSourceLike } from './event-channel.js';
