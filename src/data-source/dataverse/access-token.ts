import type { TokenProvider } from '../data-source.js';
import { DataverseError } from './dataverse-error.js';
import type { Rules } from './dataverse-options.js';

/** Longer ones break the header limits of servers. */
const MAX_TOKEN = 16_384;

/** The token of one source, asked once for all requests that need it at the same time. It is never stored or logged. */
export class AccessToken {
  readonly #provider: TokenProvider | undefined;
  readonly #audience: string;
  readonly #rules: Pick<Rules, 'now' | 'timeout'>;
  #current: Promise<string> | null = null;
  /** Client epoch ms since when the provider thinks; null while it does not. */
  #askedAt: number | null = null;

  constructor(provider: TokenProvider | undefined, audience: string, rules: Pick<Rules, 'now' | 'timeout'>) {
    this.#provider = provider;
    this.#audience = audience;
    this.#rules = rules;
  }

  /** Null without a provider: then cookies of the same origin do it. @throws DataverseError */
  get(): Promise<string> | null {
    const provider = this.#provider;
    if (provider === undefined) return null;
    const { now, timeout } = this.#rules;
    // One that never answers must not stop the source for ever.
    const isStuck = this.#askedAt !== null && Math.abs(now() - this.#askedAt) >= timeout;
    if (this.#current === null || isStuck) this.#current = this.#begin(provider);
    return this.#current;
  }

  /** Forgets the token that the server refused. False when there is no way to get another one. */
  async discard(refused: string | null): Promise<boolean> {
    const current = this.#current;
    if (this.#provider === undefined) return false;
    // Another request may have renewed it in the meantime.
    if (current !== null && (await current.catch(() => '')) === refused && this.#current === current)
      this.#current = null;
    return true;
  }

  #begin(provider: TokenProvider): Promise<string> {
    this.#askedAt = this.#rules.now();
    const asked = this.#ask(provider);
    const settle = (isUsable: boolean): void => {
      // Another one may have been asked for, because this one took too long.
      if (this.#current !== asked) return;
      this.#askedAt = null;
      if (!isUsable) this.#current = null;
    };
    asked.then(
      () => settle(true),
      () => settle(false),
    );
    return asked;
  }

  async #ask(provider: TokenProvider): Promise<string> {
    try {
      return usable(await provider(this.#audience));
    } catch (error) {
      throw error instanceof DataverseError ? error : faultOf(error);
    }
  }
}

function usable(token: unknown): string {
  // Visible ASCII: a line break would make `fetch` throw, with the token in the message.
  if (typeof token === 'string' && token.length <= MAX_TOKEN && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new DataverseError('unreachable', 'No token could be got');
}

/** What the provider says may hold secrets: only its kind is told. */
function faultOf(error: unknown): DataverseError {
  const { name, status } = (error ?? {}) as { readonly name?: unknown; readonly status?: unknown };
  return name === 'UnauthorizedError' || status === 401 || status === 403
    ? new DataverseError('unauthorized', 'The user is not signed in')
    : new DataverseError('unreachable', 'No token could be got');
}
