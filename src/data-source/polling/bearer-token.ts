import type { TokenProvider } from '../data-source.js';

/** Ms that a provider may take; one that never settles must not stop the source for ever. */
export const TOKEN_TIMEOUT = 10_000;
/** Longer ones break the header limits of servers. */
const MAX_TOKEN = 16_384;

/** There is no token: nobody is signed in (`refused`), or the provider failed and may do better later. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly refused: boolean;

  constructor(refused: boolean) {
    super(refused ? 'The user is not signed in.' : 'No token could be got.');
    this.refused = refused;
  }
}

/** The token of one source, asked once for all requests that need it at the same time. It is never stored or logged. */
export class BearerToken {
  readonly #provider: TokenProvider | undefined;
  readonly #startTimer: (callback: () => void, ms: number) => () => void;
  #current: Promise<string> | null = null;

  constructor(
    provider: TokenProvider | undefined,
    startTimer: (callback: () => void, ms: number) => () => void,
  ) {
    this.#provider = provider;
    this.#startTimer = startTimer;
  }

  /** The header that proves who asks; none without a provider, when cookies do it. @throws TokenError */
  async header(audience: string): Promise<Readonly<Record<string, string>>> {
    if (this.#provider === undefined) return {};
    this.#current ??= this.#ask(this.#provider, audience);
    const asked = this.#current;
    try {
      return { Authorization: `Bearer ${await asked}` };
    } catch (error) {
      if (this.#current === asked) this.#current = null;
      throw error;
    }
  }

  /** Forgets the token of `header`, which the server refused, so that the next request asks for another. */
  async discard(header: Readonly<Record<string, string>>): Promise<boolean> {
    const current = this.#current;
    if (this.#provider === undefined) return false;
    // Another request may have renewed it in the meantime.
    if (current !== null && header['Authorization'] === `Bearer ${await current.catch(() => '')}`) {
      if (this.#current === current) this.#current = null;
    }
    return true;
  }

  #ask(provider: TokenProvider, audience: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const stopTimer = this.#startTimer(() => reject(new TokenError(false)), TOKEN_TIMEOUT);
      // `async` also catches a provider that throws at once.
      const ask = async (): Promise<string> => usable(await provider(audience));
      ask()
        .then(resolve, (error: unknown) =>
          reject(error instanceof TokenError ? error : new TokenError(isRefusal(error))),
        )
        .finally(stopTimer);
    });
  }
}

function usable(token: unknown): string {
  // Visible ASCII: a line break would make `fetch` throw, with the token in the message.
  if (typeof token === 'string' && token.length <= MAX_TOKEN && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new TokenError(false);
}

function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { status } = error as Error & { readonly status?: unknown };
  return error.name === 'UnauthorizedError' || status === 401 || status === 403;
}
