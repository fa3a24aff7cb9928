/** Which data source speaks the scheme of a URL. */
import type { DataSource, TokenProvider } from './data-source/data-source.js';
import { MockDataSource } from './data-source/mock/index.js';
import { PollingDataSource } from './data-source/polling/index.js';
import { WebSocketDataSource } from './data-source/web-socket/index.js';

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
  const options = tokenProvider ? { tokenProvider } : {};
  switch (url.protocol) {
    case 'ws:':
    case 'wss:':
      return new WebSocketDataSource(url, options);
    case 'http:':
    case 'https:':
      return new PollingDataSource(url, options);
    case 'mock:':
      return MockDataSource.fromUrl(url.href);
    default:
      throw new Error(
        `src has the unknown scheme ${url.protocol} Known are ws:, wss:, http:, https: and mock:`,
      );
  }
}
