/** Conversations over a WebSocket. Importing it does nothing. */
export { WebSocketDataSource, type WebSocketOptions } from './web-socket-data-source.js';
export type { Environment, SocketLike } from './environment.js';
export type { Page, PageSignal } from './page.js';
