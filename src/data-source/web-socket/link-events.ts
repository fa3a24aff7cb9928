/** The vocabulary of the link's state machine: states, what can happen, and what is to be done. */

import type { FeedEvent } from '../wire/feed.js';

export const LINK_STATES = [
  'idle',
  'token',
  'opening',
  'greeting',
  'snapshot',
  'live',
  'gap',
  'probing',
  'backoff',
  'paused',
  'unauthorized',
  'failed',
] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** `reason` is in words, for people; `code` a close code. */
export type LinkEvent =
  | FeedEvent
  /** The first subscriber came, or the user asks again after an end. */
  | { readonly type: 'connect' }
  /** The last subscriber went. */
  | { readonly type: 'disconnect' }
  | { readonly type: 'token' }
  | { readonly type: 'token-refused' }
  | { readonly type: 'token-failed' }
  | { readonly type: 'opened' }
  /** This will not work, however often it is tried. */
  | { readonly type: 'unusable'; readonly reason: string }
  /** The server goes on from our position. `isBehind`: it is further, and what is missing is on its way. */
  | { readonly type: 'resumed'; readonly isBehind: boolean }
  | { readonly type: 'malformed'; readonly code: 4400 | 4413 }
  /** The user may see nothing (any more). */
  | { readonly type: 'forbidden' }
  | { readonly type: 'closed'; readonly code: number }
  /** The state lasted as long as it may; in `backoff`: the wait is over. */
  | { readonly type: 'timeout' }
  /** No frame, or no answer to a ping, for too long. */
  | { readonly type: 'silent' }
  /** The machine or the page woke, or the network changed: is the link still there? */
  | { readonly type: 'wake' }
  /** The probe was answered. */
  | { readonly type: 'alive' }
  /** Nobody looks, or nothing will run. */
  | { readonly type: 'pause' };

export type LinkEventType = LinkEvent['type'];

/** What a handler may know. It decides from this and the event alone. */
export interface LinkFacts {
  /** Failed attempts in a row. */
  readonly attempt: number;
  /** The connection has been live for 10 s: what happens now is not a failed attempt. */
  readonly steady: boolean;
  /** A retry without delay was already spent since the last steady link. */
  readonly hurried: boolean;
  /** Tokens refused (4401) in a row. */
  readonly refusals: number;
  /** There is somebody to ask for another token. */
  readonly canRenew: boolean;
  /** Malformed frames in a row at the same position. */
  readonly poisoned: number;
  /** There is a position to resume from. */
  readonly hasPosition: boolean;
  /** The attempt began while the page was hidden: browsers may let it hang. */
  readonly begunHidden: boolean;
  /** The server, or the rule of one attempt a second, forbids to try earlier. */
  readonly mustWait: boolean;
  /** `bye` said not to come back. */
  readonly dismissed: boolean;
  /** The page is only rendered ahead. */
  readonly prerendering: boolean;
}

export type Effect =
  | {
      readonly do:
        'ask-token' | 'open' | 'hello' | 'ask-snapshot' | 'await-snapshot' | 'ask-resume' | 'probe';
    }
  /** Drops the position, so that the next connection starts with a snapshot. */
  | { readonly do: 'forget' }
  /** Nothing that was shown may stay. */
  | { readonly do: 'wipe'; readonly reason: string }
  | { readonly do: 'close'; readonly code: number; readonly reason: string }
  /** Waits before the next attempt: by the backoff, or not at all. */
  | { readonly do: 'retry'; readonly now: boolean };

/** What follows from an event. Registers that are not named stay. */
export interface Step {
  readonly to: LinkState;
  readonly effects?: readonly Effect[];
  readonly attempt?: number;
  readonly hurried?: boolean;
  readonly refusals?: number;
  /** Why the link is not live, in words. */
  readonly reason?: string;
  /** `failed` because of missing rights. */
  readonly forbidden?: boolean;
}
