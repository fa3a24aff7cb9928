/** Requests to the Web API of one organisation: read only, JSON only, and to no other origin. */
import { isRecord } from '../decode-conversation.js';
import { retryAfterMs } from '../wire/retry-after.js';
import { AccessToken } from './access-token.js';
import { DataverseError } from './dataverse-error.js';
import type { DataverseOptions, Rules } from './dataverse-options.js';
import { within } from './within.js';

export type Raw = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly body: Raw;
  /** Server epoch ms by the header `Date`; null where the browser hides it (another origin) or it is none. */
  readonly serverTime: number | null;
  /** Client epoch ms. */
  readonly sentAt: number;
  readonly receivedAt: number;
}

export interface Page extends Answer {
  readonly rows: readonly unknown[];
  /** Where it goes on; null on the last page. */
  readonly next: string | null;
  /** How many rows there are in all, where it was asked for. Dataverse does not count beyond 5,000. */
  readonly count: number | null;
}

const ROOT = '/api/data/v9.2/';
const LOOPBACK = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const UNKNOWN_COLUMN = /property named '(\w+)'/;

export class WebApi {
  readonly #origin: string;
  readonly #token: AccessToken;
  readonly #rules: Rules;
  readonly #fetch: DataverseOptions['fetch'];
  readonly #hasProvider: boolean;

  /** @throws DataverseError when the URL is none, or would send a token in the clear */
  constructor({ url, tokenProvider, fetch }: DataverseOptions, rules: Rules) {
    this.#origin = originOf(url);
    this.#token = new AccessToken(tokenProvider, this.#origin, rules);
    this.#hasProvider = tokenProvider !== undefined;
    this.#fetch = fetch;
    this.#rules = rules;
  }

  /** One page of a table. `path` is relative to the root of the Web API, or what {@link Page.next} said. */
  async page(path: string, signal: AbortSignal): Promise<Page> {
    const answer = await this.get(path, signal);
    const { value, '@odata.nextLink': link, '@odata.count': count } = answer.body;
    if (!Array.isArray(value)) throw new DataverseError('unreachable', 'The server gave no list');
    const next = typeof link === 'string' ? this.#address(link).href : null;
    return { ...answer, rows: value, next, count: typeof count === 'number' && count >= 0 ? count : null };
  }

  /** All rows of a small table. */
  async all(path: string, signal: AbortSignal): Promise<readonly Raw[]> {
    const rows: unknown[] = [];
    for (let next: string | null = path; next !== null && rows.length < this.#rules.maxRows;) {
      const page: Page = await this.page(next, signal);
      rows.push(...page.rows);
      next = page.next === next ? null : page.next;
    }
    return rows.filter(isRecord);
  }

  /** @throws DataverseError; the reason of `signal` when that was it */
  async get(path: string, signal: AbortSignal): Promise<Answer> {
    const { href } = this.#address(path);
    const first = await this.#send(href, signal);
    if (first.response.status !== 401) return this.#read(first);
    discard(first.response);
    // For certain nothing was read: one more try, with a new token.
    if (!(await this.#token.discard(first.token))) throw unauthorized();
    return this.#read(await this.#send(href, signal));
  }

  #address(path: string): URL {
    let url: URL;
    try {
      url = new URL(path, this.#origin + ROOT);
    } catch {
      throw new DataverseError('unreachable', 'The server gave an address that is none');
    }
    // Whoever gets the token may read everything: a link that leads elsewhere is never followed.
    if (url.origin !== this.#origin || !url.pathname.startsWith('/api/data/') || url.username !== '')
      throw new DataverseError('unreachable', 'The server gave an address of another server');
    return url;
  }

  async #send(href: string, signal: AbortSignal): Promise<Sent> {
    const { after, timeout, now, pageSize } = this.#rules;
    const ask = async (inner: AbortSignal): Promise<Sent> => {
      const token = await this.#token.get();
      inner.throwIfAborted();
      const sentAt = now();
      const response = await (this.#fetch ?? globalThis.fetch)(href, {
        method: 'GET',
        headers: {
          Accept: 'application/json',
          'OData-MaxVersion': '4.0',
          'OData-Version': '4.0',
          Prefer: `odata.include-annotations="OData.Community.Display.V1.FormattedValue",odata.maxpagesize=${pageSize}`,
          ...(token !== null && { Authorization: `Bearer ${token}` }),
        },
        cache: 'no-store',
        credentials: this.#hasProvider ? 'omit' : 'same-origin',
        // A redirect leads to a sign-in page; it must not be followed with the token.
        redirect: 'manual',
        referrerPolicy: 'no-referrer',
        signal: inner,
      });
      const receivedAt = now();
      return { response, token, sentAt, receivedAt, text: await textOf(response) };
    };
    try {
      return await within(timeout, after, signal, ask);
    } catch (error) {
      signal.throwIfAborted();
      // What a failed fetch says may hold the address.
      throw error instanceof DataverseError
        ? error
        : new DataverseError('unreachable', 'No answer came from the server');
    }
  }

  #read({ response, text, sentAt, receivedAt }: Sent): Answer {
    const { headers } = response;
    const fault = faultOf(response, text);
    if (fault !== null) throw fault;
    const body = text === null ? null : parsed(text);
    if (!isRecord(body)) throw new DataverseError('unreachable', 'The server gave something else than JSON');
    const date = Date.parse(headers.get('date') ?? '');
    return { body, serverTime: Number.isFinite(date) ? date : null, sentAt, receivedAt };
  }
}

interface Sent {
  readonly response: Response;
  /** The body, when it says that it is JSON. */
  readonly text: string | null;
  readonly token: string | null;
  readonly sentAt: number;
  readonly receivedAt: number;
}

function originOf(url: string | URL): string {
  let parsedUrl: URL;
  try {
    parsedUrl = new URL(url, typeof document === 'undefined' ? undefined : document.baseURI);
  } catch {
    throw new DataverseError('refused', 'The address of the organisation is not a valid URL');
  }
  const { protocol, hostname, origin, username, password } = parsedUrl;
  if (protocol !== 'https:' && !(protocol === 'http:' && LOOPBACK.test(hostname)))
    throw new DataverseError('refused', 'The address of the organisation has to begin with https:');
  if (username !== '' || password !== '')
    throw new DataverseError(
      'refused',
      'The address of the organisation must not hold a user name or a password',
    );
  return origin;
}

async function textOf(response: Response): Promise<string | null> {
  if (/^application\/([\w.-]+\+)?json\b/i.test(response.headers.get('content-type') ?? ''))
    return response.text();
  discard(response);
  return null;
}

function discard(response: Response): void {
  if (!response.bodyUsed) void response.body?.cancel().catch(() => undefined);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function faultOf(response: Response, text: string | null): DataverseError | null {
  const { headers, ok, type } = response;
  // Browsers hide a redirect that is not followed behind the status 0.
  const status = type === 'opaqueredirect' ? 302 : response.status;
  if (ok) return null;
  if (status === 401 || (status >= 300 && status < 400)) return unauthorized();
  if (status === 403) return new DataverseError('forbidden', 'The user may not read this');
  const retryAfter = retryAfterMs(headers);
  if (status === 429 || status === 503)
    return new DataverseError('busy', `The server asks to wait (${status})`, { retryAfter });
  const message = `The server answered ${status}`;
  if (status >= 500 || status === 408) return new DataverseError('unreachable', message, { retryAfter });
  const [, column = null] = UNKNOWN_COLUMN.exec(text ?? '') ?? [];
  return new DataverseError('refused', message, { column });
}

function unauthorized(): DataverseError {
  return new DataverseError('unauthorized', 'The user is not signed in');
}
