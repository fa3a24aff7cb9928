/** Conversations from a SignalR hub. Importing it does nothing; `@microsoft/signalr` is loaded at the first connection. */
export { SignalRDataSource, type SignalROptions } from './signal-r-data-source.js';
export type { SignalRPlatform } from './platform.js';
