/** Which data source speaks the scheme of a URL. Its code is loaded with the first connection. */
import type { DataSource, TokenProvider } from './data-source/data-source.js';
import { DeferredDataSource } from './data-source/deferred-data-source.js';
import { VERSION } from './version.js';

/** Thrown text goes to people: it names what was given and what would do. */
export function sourceForUrl(
  src: string,
  base: string,
  tokenProvider: TokenProvider | undefined,
): DataSource {
  let url: URL;
  try {
    url = new URL(src, base);
  } catch {
    throw new Error(`src is not a URL: ${src.slice(0, 80)}`);
  }
  switch (url.protocol) {
    case 'ws:':
    case 'wss:':
      return new DeferredDataSource(async () => {
        const { WebSocketDataSource } = await import('./data-source/web-socket/index.js');
        return new WebSocketDataSource(url, { tokenProvider, clientVersion: VERSION });
      });
    case 'http:':
    case 'https:':
      return new DeferredDataSource(async () => {
        const { PollingDataSource } = await import('./data-source/polling/index.js');
        return new PollingDataSource(url, { tokenProvider });
      });
    case 'mock:':
      return new DeferredDataSource(async () => {
        const { MockDataSource } = await import('./data-source/mock/index.js');
        return MockDataSource.fromUrl(url.href);
      });
    default:
      throw new Error(
        `src has the unknown scheme ${url.protocol} Known are ws:, wss:, http:, https: and mock:`,
      );
  }
}
