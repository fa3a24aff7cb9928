/** What a session is given, and what it tells the link. */
import type { ReportScope, SourceMessage, TokenProvider } from '../data-source.js';
import type { Feed } from '../wire/feed.js';
import type { Rights } from '../wire/rights.js';
import type { HubChannel } from './hub-channel.js';
import type { SignalRPlatform } from './platform.js';

export interface Ending {
  readonly kind: 'lost' | 'unauthorized' | 'forbidden' | 'failed';
  /** In words, for people. */
  readonly reason: string;
  readonly retryAfterMs?: number | undefined;
  readonly spreadMs?: number | undefined;
}

export interface SessionOptions {
  readonly url: string;
  readonly origin: string;
  readonly scope: ReportScope;
  readonly maxRows: number;
  readonly tokenProvider: TokenProvider | undefined;
  readonly withCredentials: boolean;
  readonly allowServiceToken: boolean;
  readonly platform: SignalRPlatform;
  readonly feed: Feed;
  readonly rights: Rights;
}

export interface SessionPort {
  tell(message: SourceMessage): void;
  diagnose(code: string, detail: string, count?: number): void;
  live(channel: HubChannel): void;
  /** The rows are not up to date any more. */
  stale(reason: string): void;
  /** Rights shrank: nothing that names a conversation may stay. */
  wipe(reason: string): void;
  ended(ending: Ending): void;
}
