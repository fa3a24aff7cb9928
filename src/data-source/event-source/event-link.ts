/**
 * One subscription: keeps a stream of events open, and what it says of itself true.
 *
 * A stream of events is read, never asked. So there is one answer to whatever cannot be mended by reading on (a gap, another
 * epoch, a message that cannot be read, silence): the stream is closed and opened again, after a growing delay, from the
 * position up to which all is known or, where that is in doubt, from a snapshot.
 */
import type { ReportScope, SourceConnectionState, SourceMessage } from '../data-source.js';
import { backoffDelay, type RetryHints } from '../wire/backoff.js';
import { Feed, type FeedEvent } from '../wire/feed.js';
import { maySee, Rights } from '../wire/rights.js';
import { PROTOCOL_VERSION, readFrame, type Frame, type ServerMessageOf } from '../wire/wire-messages.js';
import { addressFor } from './address.js';
import { EventChannel, type EventSourceLike } from './event-channel.js';

export interface LinkRules {
  readonly withCredentials: boolean;
  readonly maxRows: number;
  readonly open: (url: string, init: { readonly withCredentials: boolean }) => EventSourceLike;
  readonly status: (
    url: string,
    options: { readonly withCredentials: boolean; readonly signal: AbortSignal },
  ) => Promise<number | null>;
  readonly after: (ms: number, callback: () => void) => () => void;
  readonly now: () => number;
}

/** Ms without any event after which the stream counts as lost; servers say something every 15 s. */
const SILENCE = 25_000;
/** Ms that a message is on its way, as nobody can measure on a line that goes one way. */
const LATENCY = 1_000;
/** However often one asks: no sooner than so many ms after the last time. */
const LEAST = 1_000;
/** Ms after which a link has proven itself, and the next loss is the first one again. */
const STEADY = 10_000;
/** Rights seldom come back within seconds. */
const REFUSED_DELAY = 30_000;

export class EventLink {
  readonly #base: URL;
  readonly #scope: ReportScope;
  readonly #rules: LinkRules;
  readonly #tell: (message: SourceMessage) => void;
  readonly #channel: EventChannel;
  readonly #feed: Feed;
  readonly #rights: Rights;
  #state: SourceConnectionState | null = null;
  #stream = '';
  #heardAt = 0;
  #openedAt = -Infinity;
  #liveSince = Infinity;
  /** Lost in a row. */
  #attempt = 0;
  #hints: RetryHints = {};
  #cancelRetry: () => void = () => undefined;
  #cancelWatch: () => void = () => undefined;
  #probe = new AbortController();
  #waiting: unknown[] = [];
  #isBusy = false;
  #cancelPart: () => void = () => undefined;
  /** Server time − client time, ms, give or take the way of a message. */
  #offset = 0;
  #isEnded = false;

  constructor(base: URL, scope: ReportScope, rules: LinkRules, tell: (message: SourceMessage) => void) {
    this.#base = base;
    this.#scope = scope;
    this.#rules = rules;
    this.#tell = tell;
    this.#channel = new EventChannel({
      received: (data) => this.#receive(data),
      lost: (isRefused) => (isRefused ? void this.#askWhy() : this.#lost('The link is lost')),
    });
    this.#rights = new Rights(tell);
    this.#feed = new Feed(
      {
        tell,
        diagnose: (code, detail, count) => this.#diagnose(code, detail, count),
        dispatch: (event) => this.#follow(event),
        pullPage: () => undefined,
        serverNow: () => rules.now() + this.#offset,
        monotonic: rules.now,
        inParts: (step) => this.#inParts(step),
      },
      rules.maxRows,
    );
  }

  get isLive(): boolean {
    return this.#state === 'live';
  }

  begin(): void {
    this.#say('connecting');
    this.#open();
  }

  end(): void {
    this.#isEnded = true;
    this.#state = null;
    this.#close();
  }

  /** All rows anew, or, after a sleep, whatever has come since. */
  again(reason: 'user' | 'wake' | 'divergence'): void {
    const wait = this.#openedAt + LEAST - this.#rules.now();
    if (wait > 0 && wait <= LEAST) return;
    if (reason !== 'wake') this.#feed.forget();
    if (this.isLive) this.#say('stale', { reason: 'Reading again' });
    this.#open();
  }

  #open(): void {
    this.#close();
    const { now, open, withCredentials } = this.#rules;
    this.#openedAt = this.#heardAt = now();
    this.#watch(SILENCE);
    try {
      this.#channel.open(() => open(this.#address(), { withCredentials }));
    } catch (error) {
      this.#lost(error instanceof Error ? error.message : String(error));
    }
  }

  #close(): void {
    this.#cancelRetry();
    this.#cancelWatch();
    this.#probe.abort();
    this.#channel.close();
    this.#cancelPart();
    this.#waiting = [];
    this.#isBusy = false;
    this.#liveSince = Infinity;
  }

  #address(): string {
    const { position } = this.#feed;
    return addressFor(this.#base, this.#scope, position && `${position.epoch}:${String(position.seq)}`);
  }

  /** Silence is told by the clock, however late the timer comes. */
  #watch(ms: number): void {
    this.#cancelWatch = this.#rules.after(ms, () => {
      const left = this.#heardAt + SILENCE - this.#rules.now();
      if (left > 0 && left <= SILENCE) this.#watch(left);
      else this.#lost('Nothing was heard');
    });
  }

  #receive(data: unknown): void {
    this.#heardAt = this.#rules.now();
    this.#waiting.push(data);
    this.#takeWaiting();
  }

  /** In their order, and none while a large one is worked off in parts. */
  #takeWaiting(): void {
    while (!this.#isBusy && this.#waiting.length > 0) {
      const data = this.#waiting.shift();
      this.#take(readFrame(data), typeof data === 'string' ? data.length : 0);
    }
  }

  #take(frame: Frame, size: number): void {
    switch (frame.type) {
      case 'malformed':
        this.#diagnose('malformed-frame', frame.fault);
        // Read again at the same place it would be the same.
        if (this.#attempt > 0) this.#feed.forget();
        this.#lost('A message could not be read');
        break;
      case 'unknown':
        this.#diagnose('unknown-message', frame.must ? 'must be understood' : 'ignored');
        if (frame.must) this.#startOver('A message was not understood');
        break;
      case 'welcome':
        this.#welcome(frame);
        break;
      case 'snap.begin':
        this.#feed.begin(frame);
        break;
      case 'snap.page':
        this.#feed.page(frame, this.#stream);
        break;
      case 'snap.end':
        this.#feed.end(frame, this.#stream);
        break;
      case 'delta':
        this.#feed.delta(frame, size, this.#stream);
        break;
      case 'mark':
        this.#feed.mark(frame);
        break;
      case 'reset':
        this.#reset(frame);
        break;
      case 'permissions':
        if (maySee(frame.can)) this.#rights.update(frame.rev, frame.can);
        else this.#refused('forbidden');
        break;
      case 'ping':
        if (frame.now !== undefined) this.#clock(frame.now);
        break;
      case 'bye':
        this.#hints = { retryAfterMs: frame.retryAfterMs, spreadMs: frame.spreadMs };
        if (frame.code === 'unauthorized' || frame.code === 'forbidden') this.#refused(frame.code);
        break;
      default:
        // The rest is said on sockets only.
        this.#diagnose('unknown-message', 'ignored');
    }
  }

  #welcome(message: ServerMessageOf<'welcome'>): void {
    const { v, stream, epoch, resumed, head, now, can, digest } = message;
    if (v !== PROTOCOL_VERSION) {
      this.#lost(`The server speaks version ${v} of the protocol, this report version ${PROTOCOL_VERSION}.`);
      return;
    }
    if (!maySee(can)) {
      this.#refused('forbidden');
      return;
    }
    const { position } = this.#feed;
    const isResumed = resumed === true && position?.epoch === epoch;
    const objection = this.#rights.objection(message, isResumed);
    if (objection !== null) this.#feed.wipe(objection);
    const goesOn = isResumed && objection === null;
    this.#stream = stream;
    this.#rights.welcome(message);
    this.#clock(now);
    const isBehind = this.#feed.connected(digest, goesOn ? head : undefined);
    if (goesOn && !isBehind) this.#live();
    // It will not begin a snapshot by itself.
    else if (resumed === true && !goesOn) this.#startOver('The server goes on from elsewhere');
    else if (!goesOn) this.#feed.awaitSnapshot();
  }

  #follow(event: FeedEvent): void {
    switch (event.type) {
      case 'synced':
        // What the pages could not be caught up with will not come any more.
        if (event.isBehind) this.#startOver('Changes are missing');
        else this.#live();
        break;
      case 'chained':
        this.#live();
        break;
      case 'progressed':
        break;
      case 'resync':
        if (event.unasked) this.#stale(event.reason);
        else this.#startOver(event.reason);
        break;
      default:
        this.#diagnose('gap', 'changes are missing');
        this.#startOver('Changes are missing');
    }
  }

  /** The server begins a snapshot by itself. */
  #reset({ reason = 'reset' }: ServerMessageOf<'reset'>): void {
    if (reason === 'permissions') this.#feed.wipe(reason);
    this.#feed.awaitSnapshot();
    this.#stale(reason);
  }

  #startOver(reason: string): void {
    this.#feed.forget();
    this.#lost(reason);
  }

  #live(): void {
    if (this.isLive) return;
    this.#liveSince = this.#rules.now();
    this.#say('live');
  }

  #stale(reason: string): void {
    if (this.isLive) this.#say('stale', { reason });
  }

  #lost(reason: string): void {
    const { now } = this.#rules;
    this.#attempt = now() - this.#liveSince >= STEADY ? 0 : this.#attempt + 1;
    this.#retry(backoffDelay(this.#attempt, this.#hints, Math.random), 'reconnecting', reason);
  }

  #refused(state: 'unauthorized' | 'forbidden'): void {
    if (state === 'forbidden') this.#feed.wipe(state);
    this.#attempt += 1;
    const delay = Math.max(REFUSED_DELAY, backoffDelay(this.#attempt, this.#hints, Math.random));
    this.#retry(delay, state, undefined);
  }

  #retry(delay: number, state: SourceConnectionState, reason: string | undefined): void {
    this.#close();
    if (this.#isEnded) return;
    this.#hints = {};
    // In place before it is told: whoever listens may well leave.
    this.#cancelRetry = this.#rules.after(delay, () => this.#open());
    this.#say(state, { retryAt: this.#rules.now() + delay, ...(reason !== undefined && { reason }) });
  }

  /** `EventSource` does not tell why it was refused, and whoever has to sign in again should know. */
  async #askWhy(): Promise<void> {
    const { status, withCredentials } = this.#rules;
    const probe = (this.#probe = new AbortController());
    const answer = await status(this.#address(), { withCredentials, signal: probe.signal });
    if (probe.signal.aborted) return;
    if (answer === 401) this.#refused('unauthorized');
    else if (answer === 403) this.#refused('forbidden');
    else
      this.#lost(answer === null ? 'The server cannot be reached' : `The server answered ${String(answer)}.`);
  }

  #clock(serverNow: number): void {
    this.#offset = serverNow - this.#rules.now();
    this.#tell({ type: 'clock', offsetMs: this.#offset, errorMs: LATENCY });
  }

  #inParts(step: () => boolean): void {
    this.#isBusy = true;
    const work = (): void => {
      if (step()) {
        this.#isBusy = false;
        this.#takeWaiting();
      } else {
        this.#cancelPart = this.#rules.after(0, work);
      }
    };
    work();
  }

  #diagnose(code: string, detail: string, count = 1): void {
    this.#tell({ type: 'diagnostic', code, detail, count });
  }

  #say(
    state: SourceConnectionState,
    more: { readonly retryAt?: number; readonly reason?: string } = {},
  ): void {
    this.#state = state;
    this.#tell({ type: 'connection', state, ...more });
  }
}
