/**
 * What a hub says when a method did not go through.
 *
 * The client library rejects with plain errors: those of the hub and those of a broken line differ by their words alone.
 * The words are fixed in ASP.NET Core; what is not recognised counts as a broken line, which is the careful reading.
 */
import { text } from '../decode-conversation.js';

export interface HubFault {
  readonly code: string;
  readonly message: string;
  /** The hub says that nothing was done; otherwise it failed in the middle of it. */
  readonly isCertain: boolean;
}

/** Only what the author of the hub threw on purpose is passed on by ASP.NET Core. */
const ON_PURPOSE = /HubException: ([\s\S]*)$/;
const NOT_ALLOWED = /^Failed to invoke .* because user is unauthorized/;
const NOT_BEGUN = /^Failed to invoke |Unknown hub method|Method does not exist/;
const IN_THE_MIDDLE = /^An unexpected error occurred invoking /;
const CODE = /^[a-z][a-z-]{0,40}$/;

/** Null when it was not the hub that spoke. */
export function hubFault(error: unknown): HubFault | null {
  const said = error instanceof Error ? error.message : '';
  const purpose = ON_PURPOSE.exec(said)?.[1];
  if (purpose !== undefined) {
    const message = text(purpose.trim()) ?? '';
    return { code: CODE.test(message) ? message : 'refused', message, isCertain: true };
  }
  if (NOT_ALLOWED.test(said)) return { code: 'forbidden', message: 'Not allowed.', isCertain: true };
  if (NOT_BEGUN.test(said))
    return { code: 'not-supported', message: 'The hub did not take the call.', isCertain: true };
  if (IN_THE_MIDDLE.test(said)) return { code: 'server-error', message: 'The hub failed.', isCertain: false };
  return null;
}
