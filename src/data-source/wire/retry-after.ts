import { MAX_RETRY_AFTER } from './backoff.js';

/**
 * How long a server asks to be left alone, in ms; 0 when it does not say or says nonsense, 10 minutes at most.
 *
 * A date is compared with the response's own `Date`: the client's clock may be hours off, and where the server hides
 * its `Date` from cross-origin scripts the wish cannot be read at all.
 */
export function retryAfterMs(headers: Headers): number {
  const value = headers.get('retry-after')?.trim() ?? '';
  const wait = /^\d+$/.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - Date.parse(headers.get('date') ?? '');
  return wait > 0 ? Math.min(wait, MAX_RETRY_AFTER) : 0;
}
