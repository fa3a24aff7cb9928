/** What proves who connects, asked for anew with each connection. It goes into `CONNECT` and nowhere else. */
import type { Ending } from './failures.js';
import type { NatsConnectOptions } from './library.js';
import type { Setup } from './options.js';

type Proof = Pick<NatsConnectOptions, 'token' | 'authenticator'>;

const MAX_TOKEN = 16_384;

/** Never rejects, but may never settle: the caller has to watch the clock. */
export async function proofOf(
  { tokenProvider, authenticator }: Pick<Setup, 'tokenProvider' | 'authenticator'>,
  audience: string,
): Promise<Proof | Ending> {
  const other: Proof =
    authenticator === undefined
      ? {}
      : { authenticator: typeof authenticator === 'function' ? authenticator : [...authenticator] };
  if (tokenProvider === undefined) return other;
  try {
    const token: unknown = await tokenProvider(audience);
    if (typeof token === 'string' && token !== '' && token.length <= MAX_TOKEN) return { ...other, token };
    return { kind: 'lost', reason: 'There is no token.' };
  } catch (error) {
    return isRefusal(error)
      ? { kind: 'unauthorized', reason: 'Nobody is signed in.' }
      : { kind: 'lost', reason: 'No token could be had.' };
  }
}

function isRefusal(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, status } = error as { readonly name?: unknown; readonly status?: unknown };
  return name === 'UnauthorizedError' || status === 401 || status === 403;
}
