/** From where the server may be used: which pages, under which names of this machine. */
import type { IncomingMessage } from 'node:http';

const LOOPBACK_NAME = /^(localhost|[a-z0-9-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/i;
const LOOPBACK_ADDRESS = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/;

export class Origins {
  readonly #listed: ReadonlySet<string>;

  /** @param origins allowed beside those of this machine */
  constructor(origins: readonly string[]) {
    this.#listed = new Set(origins);
  }

  isAllowed(origin: string): boolean {
    if (this.#listed.has(origin)) return true;
    const url = parse(origin);
    return url !== null && /^https?:$/.test(url.protocol) && LOOPBACK_NAME.test(url.hostname);
  }

  /**
   * Whether a request may be answered: from an allowed page, or from no page at all. Browsers always say from which page
   * a socket is opened; the name of the host must be one of ours, or a page elsewhere could have it point here.
   */
  admits(request: IncomingMessage): boolean {
    const { origin, host } = request.headers;
    if (host !== undefined && !this.#isOwnHost(host)) return false;
    return origin === undefined || this.isAllowed(origin);
  }

  /** For requests that change something: none of another site, whatever else it claims. */
  admitsChange(request: IncomingMessage): boolean {
    if (!this.admits(request)) return false;
    if (request.headers.origin !== undefined) return true;
    const site = request.headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin' || site === 'none';
  }

  #isOwnHost(host: string): boolean {
    const url = parse(`http://${host}`);
    if (url === null) return false;
    return (
      LOOPBACK_NAME.test(url.hostname) || [...this.#listed].some((each) => parse(each)?.host === url.host)
    );
  }
}

/** Null when it is no URL. (`URL.parse` is missing in Node 20.) */
function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** True when the other end is on this very machine. */
export function isLocal(request: IncomingMessage): boolean {
  return LOOPBACK_ADDRESS.test(request.socket.remoteAddress ?? '');
}
