import type { TokenProvider } from '../data-source.js';

/** A usable token; or nobody is signed in; or the provider failed and may do better later. */
export type TokenAnswer = { readonly token: string } | 'refused' | 'failed';

const MAX_TOKEN = 16_384;

/** Asks the host for a token. Never rejects, but may never settle: the caller has to watch the clock. */
export async function askToken(provider: TokenProvider, audience: string): Promise<TokenAnswer> {
  try {
    const token: unknown = await provider(audience);
    return typeof token === 'string' && token !== '' && token.length <= MAX_TOKEN ? { token } : 'failed';
  } catch (error) {
    return isRefusal(error) ? 'refused' : 'failed';
  }
}

function isRefusal(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, status } = error as { readonly name?: unknown; readonly status?: unknown };
  return name === 'UnauthorizedError' || status === 401 || status === 403;
}
