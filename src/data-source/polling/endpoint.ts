/** Where the back end is, and the addresses that are derived from it. */
import type { Page } from './platform.js';

const LOOPBACK = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * The collection of conversations, e.g. `https://example.org/conversations`. A query that it carries stays on every
 * address derived from it; a token never gets into one.
 */
export class Endpoint {
  readonly #collection: URL;

  /**
   * @param url absolute, or relative to the page
   * @throws Error whose message is fit for people, when the URL is unusable or would send tokens in the clear
   */
  constructor(url: string | URL, page: Pick<Page, 'baseUrl' | 'origin'>) {
    let collection: URL;
    try {
      collection = new URL(url, page.baseUrl);
    } catch {
      throw new Error('The address of the conversations is not a valid URL.');
    }
    const { protocol, hostname, origin } = collection;
    if (protocol !== 'https:' && protocol !== 'http:') throw new Error(`${protocol} cannot be polled.`);
    // fetch() refuses such URLs, and the password would stand in every log.
    if (collection.username !== '' || collection.password !== '') {
      throw new Error('The address of the conversations must not contain a user name or a password.');
    }
    if (protocol === 'http:' && !LOOPBACK.test(hostname) && origin !== page.origin) {
      throw new Error('Plain http is allowed only on this machine or for the origin of the page; use https.');
    }
    collection.hash = '';
    collection.pathname = collection.pathname.replace(/\/+$/, '');
    this.#collection = collection;
  }

  /** For whom a token is asked. */
  get origin(): string {
    return this.#collection.origin;
  }

  conversations(parameters: Iterable<readonly [string, string]>): string {
    return address(this.#collection, parameters);
  }

  /** @throws Error when the id cannot stand in a path */
  conversation(id: string, what: string, parameters: Iterable<readonly [string, string]> = []): string {
    const url = new URL(this.#collection);
    url.pathname += `/${segment(id)}/${what}`;
    return address(url, parameters);
  }

  /** Outcomes live beside the collection: `/conversations` → `/commands/{key}`. */
  command(key: string): string {
    const url = new URL(this.#collection);
    url.pathname = url.pathname.replace(/[^/]*$/, `commands/${segment(key)}`);
    return url.href;
  }
}

function address(base: URL, parameters: Iterable<readonly [string, string]>): string {
  const url = new URL(base);
  for (const [name, value] of parameters) url.searchParams.append(name, value);
  return url.href;
}

function segment(id: string): string {
  // The URL parser takes these, also encoded, as steps in the tree: the request would go to another resource.
  if (id === '.' || id === '..') throw new Error('This id cannot be part of an address.');
  return encodeURIComponent(id);
}
