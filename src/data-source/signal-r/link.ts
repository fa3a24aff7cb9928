/**
 * The rows of one scope for all who subscribed to it, over one session after another.
 *
 * It decides what follows when a session ends: another one after a while, another one with a new token, or none before
 * the user asks. Rows and the position up to which they are known stay here in between.
 */
import type { Observable } from 'rxjs';
import type { ReportScope, SourceConnectionState, SourceMessage, TranscriptMessage } from '../data-source.js';
import { Audience, type Listener } from '../wire/audience.js';
import { backoffDelay } from '../wire/backoff.js';
import { Feed } from '../wire/feed.js';
import { Rights } from '../wire/rights.js';
import type { Address } from './address.js';
import { Calls } from './calls.js';
import { Session } from './session.js';
import type { Ending, SessionOptions } from './session-port.js';
import { Transcripts } from './transcripts.js';

export type LinkOptions = Omit<SessionOptions, 'url' | 'origin' | 'scope' | 'feed' | 'rights'> & {
  readonly address: () => Address;
};

/** Ms between two attempts that the user or the network asked for. */
const BETWEEN = 1_000;

export class Link {
  readonly calls: Calls;
  readonly #options: LinkOptions;
  readonly #scope: ReportScope;
  readonly #closed: () => void;
  readonly #audience = new Audience();
  readonly #transcripts = new Transcripts();
  readonly #feed: Feed;
  readonly #rights: Rights;
  #session: Session | null = null;
  #state: SourceConnectionState | null = null;
  #attempt = 0;
  #attemptedAt = -Infinity;
  /** Another token was asked for since the last time that one was good. */
  #hasRenewed = false;
  #cancelRetry: (() => void) | null = null;
  #unwatch: (() => void) | null = null;

  constructor(options: LinkOptions, scope: ReportScope, closed: () => void) {
    this.#options = options;
    this.#scope = scope;
    this.#closed = closed;
    const { platform, maxRows } = options;
    const tell = (message: SourceMessage): void => this.#audience.tell(message);
    this.#rights = new Rights(tell);
    this.#feed = new Feed(
      {
        tell,
        diagnose: (code, detail, count) => this.#diagnose(code, detail, count),
        dispatch: (event) => this.#session?.take(event),
        // The hub sends pages as fast as the connection takes them.
        pullPage: () => undefined,
        serverNow: () => this.#serverNow,
        monotonic: () => platform.monotonic(),
        inParts: (step) => {
          while (!step());
        },
      },
      maxRows,
    );
    this.calls = new Calls({
      platform,
      channel: () => this.#session?.channel ?? null,
      serverNow: () => this.#serverNow,
    });
  }

  get isLive(): boolean {
    return this.#state === 'live';
  }

  get #serverNow(): number {
    return this.#session?.serverNow ?? this.#options.platform.now();
  }

  /** The first listener opens the connection, the last one closes it. */
  join(listener: Listener): void {
    this.#audience.add(listener, this.#feed.snapshot());
    if (this.#state !== null) return;
    this.#unwatch = this.#options.platform.watch(() => this.#wake());
    this.#connect();
  }

  leave(listener: Listener): void {
    this.#audience.remove(listener);
    // An element that moves in the document leaves and joins in one task: no reason to connect again.
    queueMicrotask(() => {
      if (this.#audience.isEmpty && this.#state !== null) this.#close();
    });
  }

  refresh(reason: 'user' | 'wake' | 'divergence'): void {
    if (reason === 'wake') this.#wake();
    else if (this.#session) this.#session.readAnew('refresh');
    else {
      this.#hasRenewed = false;
      this.#connectSoon();
    }
  }

  openTranscript(conversationId: string): Observable<TranscriptMessage> {
    return this.#transcripts.open(conversationId);
  }

  #connect(): void {
    const { platform, address } = this.#options;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    const place = address();
    if ('refusal' in place) {
      this.#tellState('failed', { reason: place.refusal });
      return;
    }
    this.#attemptedAt = platform.monotonic();
    if (this.#state !== 'reconnecting') this.#tellState('connecting');
    const session = new Session(
      { ...this.#options, ...place, scope: this.#scope, feed: this.#feed, rights: this.#rights },
      {
        tell: (message) => this.#audience.tell(message),
        diagnose: (code, detail, count) => this.#diagnose(code, detail, count),
        live: (channel) => {
          this.#hasRenewed = false;
          this.#tellState('live');
          this.#transcripts.live(channel);
          this.calls.settle();
        },
        stale: (reason) => this.#state === 'live' && this.#tellState('stale', { reason }),
        wipe: (reason) => this.#wipe(reason),
        ended: (ending) => this.#ended(session, ending),
      },
    );
    this.#session = session;
    session.start();
  }

  #ended(session: Session, { kind, reason, retryAfterMs, spreadMs }: Ending): void {
    if (session !== this.#session) return;
    const { platform, tokenProvider } = this.#options;
    const { isSteady } = session;
    this.#disconnect();
    if (kind === 'lost') {
      this.#attempt = isSteady ? 0 : this.#attempt + 1;
      const delay = backoffDelay(this.#attempt, { retryAfterMs, spreadMs }, () => platform.random());
      this.#cancelRetry = platform.after(delay, () => this.#connect());
      this.#tellState('reconnecting', { retryAt: platform.now() + delay, reason });
    } else if (kind === 'unauthorized' && tokenProvider && !this.#hasRenewed) {
      this.#hasRenewed = true;
      this.#tellState('reconnecting', { reason });
      this.#connect();
    } else {
      if (kind === 'forbidden') this.#wipe(kind);
      this.#tellState(kind, { reason });
      this.#transcripts.close(kind);
      this.calls.settle();
    }
  }

  /** In doubt, or in a wait that may have become pointless. */
  #wake(): void {
    if (this.#session) void this.#session.probe();
    else if (this.#state === 'reconnecting') this.#connectSoon();
  }

  #connectSoon(): void {
    const { platform } = this.#options;
    const wait = this.#attemptedAt + BETWEEN - platform.monotonic();
    this.#cancelRetry?.();
    if (wait <= 0) this.#connect();
    else this.#cancelRetry = platform.after(wait, () => this.#connect());
  }

  #disconnect(): void {
    this.#session?.stop();
    this.#session = null;
    this.#transcripts.lost();
  }

  #close(): void {
    this.#disconnect();
    this.#state = null;
    this.#cancelRetry?.();
    this.#unwatch?.();
    this.#transcripts.close('closed');
    this.#audience.forget();
    this.calls.settle();
    this.#closed();
  }

  #wipe(reason: string): void {
    if (this.#feed.hasRows) this.#feed.wipe(reason);
    this.#transcripts.close(reason);
  }

  #tellState(
    state: SourceConnectionState,
    more: { readonly retryAt?: number; readonly reason?: string } = {},
  ): void {
    this.#state = state;
    this.#audience.tell({ type: 'connection', state, ...more });
  }

  #diagnose(code: string, detail: string, count = 1): void {
    this.#audience.tell({ type: 'diagnostic', code, detail, count });
  }
}
