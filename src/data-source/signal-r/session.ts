/**
 * One connection from its token to its end: connects, watches, and reads what comes.
 *
 * Whatever is missing is asked for in one way only: `Watch` again, from the position up to which the rows are known, or
 * from none. When that does not help either the session ends, and the link makes another.
 */
import { isCount, own } from '../decode-conversation.js';
import type { FeedEvent } from '../wire/feed.js';
import { maySee } from '../wire/rights.js';
import { TokenRenewal } from '../wire/token-renewal.js';
import { readMessage, type Frame, type ServerMessageOf } from '../wire/wire-messages.js';
import type { HubChannel } from './hub-channel.js';
import type { HubFault } from './hub-fault.js';
import { open, unusableBy } from './opening.js';
import { Pulse } from './pulse.js';
import { FED, LIMITS, MAX_AGAIN, STEADY, type Phase } from './session-phase.js';
import type { Ending, SessionOptions, SessionPort } from './session-port.js';
import { watchRequest } from './watch-request.js';

export class Session {
  readonly #options: SessionOptions;
  readonly #port: SessionPort;
  readonly #pulse: Pulse;
  readonly #renewal: TokenRenewal;
  #channel: HubChannel | null = null;
  #phase: Phase = 'opening';
  #token: string | undefined;
  #stream = '';
  #watchedAt = 0;
  #again = 0;
  #liveSince = 0;
  #cancelWatch: (() => void) | null = null;
  #cancelDeadline: (() => void) | null = null;
  /** What the feed said while it was reading; taken up when it is done. */
  #events: FeedEvent[] = [];

  constructor(options: SessionOptions, port: SessionPort) {
    this.#options = options;
    this.#port = port;
    const { platform } = options;
    this.#pulse = new Pulse({
      platform,
      clock: ({ offset, error }) => port.tell({ type: 'clock', offsetMs: offset, errorMs: error }),
      beat: () => this.#renewal.tick(),
      silent: () => this.#lost('The hub does not answer.'),
    });
    this.#renewal = new TokenRenewal(options.tokenProvider, {
      send: (token) => void this.#renew(token),
      failed: () => port.diagnose('token-renewal', 'no new token'),
      serverNow: () => this.serverNow,
      monotonic: () => platform.monotonic(),
    });
  }

  get serverNow(): number {
    return this.#pulse.serverNow;
  }

  /** Null unless the rows are live. */
  get channel(): HubChannel | null {
    return this.#phase === 'live' ? this.#channel : null;
  }

  /** Live for so long that what happens next is no failed attempt. */
  get isSteady(): boolean {
    return this.#phase === 'live' && this.#options.platform.monotonic() - this.#liveSince >= STEADY;
  }

  start(): void {
    this.#enter('opening');
    void this.#open();
  }

  /** Releases everything. Nothing is told any more. */
  stop(): void {
    this.#phase = 'over';
    this.#cancelDeadline?.();
    this.#renewal.disconnected();
    this.#pulse.stop();
    this.#channel?.stop();
  }

  /** All rows anew. */
  readAnew(reason: string): void {
    if (this.#phase === 'live') this.#watchAgain(false, reason);
  }

  /** The machine may have slept: the line is in doubt until the hub answers. */
  async probe(): Promise<void> {
    if (this.#phase !== 'live') return;
    this.#phase = 'probing';
    this.#port.stale('Checking the connection.');
    const isAlive = await this.#pulse.probe(2_000);
    if (!isAlive) this.#lost('The hub does not answer.');
    else if ((this.#phase as Phase) === 'probing') this.#goLive();
  }

  /** What the feed says about the message that it reads. */
  take(event: FeedEvent): void {
    this.#events.push(event);
  }

  async #open(): Promise<void> {
    const opened = await open(this.#options, {
      isOver: this.#isOver,
      made: (channel) => (this.#channel = channel),
      broke: () => this.#lost('The connection broke.'),
    }).catch((): Ending => ({ kind: 'failed', reason: 'The client library of SignalR cannot be used.' }));
    if (this.#isOver()) return;
    if ('kind' in opened) {
      this.#end(opened);
      return;
    }
    this.#token = opened.token;
    this.#watch(true);
  }

  #watch(fromPosition: boolean): void {
    const { scope, maxRows, feed, platform } = this.#options;
    this.#cancelWatch?.();
    if (!fromPosition) feed.forget();
    this.#events = [];
    this.#enter('greeting');
    this.#watchedAt = platform.now();
    const request = watchRequest(scope, maxRows, this.#token, feed.position);
    this.#cancelWatch =
      this.#channel?.stream('Watch', request, {
        item: (value) => this.#receive(readMessage(value)),
        failed: (fault) => (fault ? this.#refused(fault) : this.#lost('The connection broke.')),
        completed: () => this.#lost('The hub ended the stream.'),
      }) ?? null;
  }

  #watchAgain(fromPosition: boolean, reason: string): void {
    if (this.isSteady) this.#again = 0;
    this.#again += 1;
    this.#port.stale(reason);
    if (this.#again <= MAX_AGAIN) this.#watch(fromPosition);
    else {
      if (!fromPosition) this.#options.feed.forget();
      this.#lost(reason);
    }
  }

  #receive(frame: Frame): void {
    if (this.#phase === 'catching-up') this.#enter('catching-up');
    const { feed, rights } = this.#options;
    const isFed = FED.includes(this.#phase);
    switch (frame.type) {
      case 'welcome':
        if (this.#phase === 'greeting') this.#welcome(frame);
        break;
      case 'snap.begin':
        if (isFed) feed.begin(frame);
        break;
      case 'snap.page':
        if (isFed) feed.page(frame, this.#stream);
        break;
      case 'snap.end':
        if (isFed) feed.end(frame, this.#stream);
        break;
      case 'delta':
        // The size in text is not known here; the number of operations is what bounds the buffer.
        if (isFed) feed.delta(frame, 0, this.#stream);
        break;
      case 'mark':
        if (isFed) feed.mark(frame);
        break;
      case 'reset':
        if (frame.reason === 'permissions') this.#port.wipe(frame.reason);
        this.#watchAgain(false, frame.reason ?? 'reset');
        break;
      case 'permissions':
        if (maySee(frame.can)) rights.update(frame.rev, frame.can);
        else this.#end({ kind: 'forbidden', reason: 'Not allowed.' });
        break;
      case 'auth.expiring':
        this.#renewal.renew();
        break;
      case 'error':
        this.#refused({ code: frame.code, message: frame.code, isCertain: true }, frame.retryAfterMs);
        break;
      case 'bye': {
        const { retryAfterMs, spreadMs } = frame;
        const kind = frame.reconnect === false ? 'failed' : 'lost';
        this.#end({ kind, reason: 'The server says goodbye.', retryAfterMs, spreadMs });
        break;
      }
      case 'malformed':
        this.#port.diagnose('malformed-frame', frame.fault);
        this.#watchAgain(false, 'A message could not be read.');
        break;
      case 'unknown':
        this.#port.diagnose('unknown-message', frame.must ? 'must be understood' : 'ignored');
        if (frame.must) this.#watchAgain(false, 'A message was not understood.');
        break;
      default:
        // Of the protocol, but not for this stream.
        this.#port.diagnose('unknown-message', 'ignored');
    }
    this.#takeEvents();
  }

  #welcome(message: ServerMessageOf<'welcome'>): void {
    const { feed, rights, origin } = this.#options;
    const { stream, epoch, resumed, head, now, auth, digest } = message;
    const unusable = unusableBy(message);
    if (unusable) {
      this.#end(unusable);
      return;
    }
    const { position } = feed;
    const isResumed = resumed === true && position?.stream === stream && position.epoch === epoch;
    const objection = rights.objection(message, isResumed);
    if (objection !== null) this.#port.wipe(objection);
    const goesOn = isResumed && objection === null;
    this.#stream = stream;
    rights.welcome(message);
    const isBehind = feed.connected(digest, goesOn ? head : undefined);
    this.#pulse.sample(this.#watchedAt, now);
    if (this.#channel) this.#pulse.start(this.#channel);
    const expiresAt = auth && own(auth, 'expiresAt');
    this.#renewal.connected(origin, isCount(expiresAt) ? expiresAt : undefined);
    if (!goesOn && resumed === true) {
      // It believes that it resumed and will not begin a snapshot by itself.
      this.#watchAgain(false, 'not resumed');
      return;
    }
    this.#enter('catching-up');
    if (!goesOn) feed.awaitSnapshot();
    else if (!isBehind) this.#goLive();
  }

  #takeEvents(): void {
    const events = this.#events;
    this.#events = [];
    for (const event of events) {
      // Once it watches again, what the feed said of the messages before counts no more.
      if (!FED.includes(this.#phase)) return;
      if (event.type === 'chained' || (event.type === 'synced' && !event.isBehind)) this.#goLive();
      else if (event.type === 'gap' || event.type === 'synced')
        this.#watchAgain(true, 'Changes are missing.');
      else if (event.type === 'unchained' || event.type === 'overflowed') this.#lost('Too much at once.');
      else if (event.type === 'resync' && event.unasked !== true) this.#watchAgain(false, event.reason);
      else if (event.type === 'resync') {
        this.#enter('catching-up');
        this.#port.stale(event.reason);
      }
    }
  }

  #goLive(): void {
    if (this.#phase === 'live' || !this.#channel) return;
    this.#phase = 'live';
    this.#liveSince = this.#options.platform.monotonic();
    this.#cancelDeadline?.();
    this.#port.live(this.#channel);
  }

  /** A new token for the connection that there is. */
  async #renew(token: string): Promise<void> {
    this.#token = token;
    const answer = await this.#channel?.ask('Renew', token, 10_000);
    if (this.#isOver()) return;
    if (answer?.type === 'answer') this.#renewal.extended(isCount(answer.value) ? answer.value : undefined);
    else if (answer?.type === 'fault') this.#refused(answer.fault);
  }

  #refused({ code, message }: HubFault, retryAfterMs?: number): void {
    if (code === 'unauthorized' || code === 'forbidden') {
      this.#end({
        kind: code,
        reason: code === 'forbidden' ? 'Not allowed.' : 'The server asks who you are.',
      });
    } else {
      this.#port.diagnose('server-error', code.slice(0, 64));
      this.#end({ kind: 'lost', reason: message.slice(0, 200), retryAfterMs });
    }
  }

  #enter(phase: keyof typeof LIMITS): void {
    this.#phase = phase;
    this.#cancelDeadline?.();
    this.#cancelDeadline = this.#options.platform.after(LIMITS[phase], () =>
      this.#lost('The hub took too long.'),
    );
  }

  #lost(reason: string): void {
    this.#end({ kind: 'lost', reason });
  }

  #end(ending: Ending): void {
    if (this.#phase === 'over') return;
    this.#port.ended(ending);
  }

  readonly #isOver = (): boolean => this.#phase === 'over';
}
