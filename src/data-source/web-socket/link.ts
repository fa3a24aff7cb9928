/**
 * The connection of one scope, from its first subscriber to its last. It carries out what the state table says:
 * decisions are in `link-table.ts`, rows in `feed.ts`, life signs in `heartbeat.ts`, frames in `inbound.ts`.
 */
import type { ReportScope, SourceMessage } from '../data-source.js';
import { backoffDelay } from '../wire/backoff.js';
import { checkAddress } from './address.js';
import { Audience, type Listener } from '../wire/audience.js';
import { Deadline } from './deadline.js';
import { Feed } from '../wire/feed.js';
import { Heartbeat } from './heartbeat.js';
import { hello } from './hello.js';
import { Inbound } from './inbound.js';
import type { Effect, LinkEvent, LinkState } from './link-events.js';
import type { LinkOptions } from './link-options.js';
import { LinkRegisters } from './link-registers.js';
import { DEADLINES, SNAPSHOT_LIMIT, transition } from './link-table.js';
import type { PageSignal } from './page.js';
import { reportedState } from './report-state.js';
import { Requests } from './requests.js';
import { Rights } from '../wire/rights.js';
import { SocketChannel } from './socket-channel.js';
import { TokenRenewal } from '../wire/token-renewal.js';
import { askToken } from '../wire/token.js';
import { Transcripts } from './transcripts.js';

const PAUSE_AFTER_HIDDEN = 300_000;
const FLOW_OPERATIONS = 500;
/** Snapshots within this many ms, beyond the first three, are asked for more and more slowly. */
const RESYNC_MEMORY = 300_000;
const RESYNCS_AT_ONCE = 3;

/** States without a link and without the wish for one. */
const RESTING: readonly LinkState[] = ['idle', 'paused', 'unauthorized', 'failed'];

/** States in which rows are brought forward. */
const FOLLOWING: readonly LinkState[] = ['live', 'gap', 'probing'];

type ConnectionMessage = Extract<SourceMessage, { readonly type: 'connection' }>;

export class Link {
  readonly requests: Requests;
  readonly transcripts: Transcripts;
  readonly #options: LinkOptions;
  readonly #scope: ReportScope;
  readonly #ended: () => void;
  readonly #audience = new Audience();
  readonly #registers = new LinkRegisters();
  readonly #deadline: Deadline;
  readonly #channel: SocketChannel;
  readonly #feed: Feed;
  readonly #heartbeat: Heartbeat;
  readonly #renewal: TokenRenewal;
  readonly #inbound: Inbound;
  readonly #queue: LinkEvent[] = [];
  #isDispatching = false;
  #token: string | undefined;
  #tokenRequest = 0;
  #address = { url: '', origin: '' };
  #flowed = { seq: -1, operations: 0 };
  #hiddenSince: number | null = null;
  #resyncs: readonly number[] = [];
  /** Client epoch ms. */
  #retryAt: number | undefined;
  #reported: ConnectionMessage | null = null;
  #cancelAsking: (() => void) | null = null;
  /** Number of the frame that is worked off in parts; another one when it is given up. */
  #parts = 0;
  #stopWatching: (() => void) | null = null;

  /** @param ended called when the last subscriber is gone and all is released */
  constructor(options: LinkOptions, scope: ReportScope, ended: () => void) {
    this.#options = options;
    this.#scope = scope;
    this.#ended = ended;
    const { environment } = options;
    const { monotonic } = environment;
    const tell = (message: SourceMessage): void => this.#audience.tell(message);
    const diagnose = (code: string, detail: string, count = 1): void =>
      tell({ type: 'diagnostic', code, detail, count });
    const dispatch = (event: LinkEvent): void => this.#dispatch(event);
    const send = (message: object): boolean => this.#channel.send(message);
    const serverNow = (): number => this.#heartbeat.serverNow();

    this.#deadline = new Deadline(environment, () => dispatch({ type: 'timeout' }));
    this.#channel = new SocketChannel(
      environment,
      {
        opened: (isSupported) => dispatch(isSupported ? { type: 'opened' } : UNSUPPORTED),
        received: (frame, size) => {
          this.#heartbeat.received();
          this.#inbound.receive(frame, size);
          if (this.#feed.operations - this.#flowed.operations >= FLOW_OPERATIONS) this.#sendFlow();
        },
        closed: (code) => dispatch({ type: 'closed', code }),
      },
      options.maxFrame,
    );
    const pullPage = (snap: string, after: string): unknown => send({ type: 'page', snap, after });
    const inParts = (step: () => boolean): void => this.#inParts(step);
    this.#feed = new Feed(
      { tell, diagnose, dispatch, pullPage, serverNow, monotonic, inParts },
      options.maxRows,
    );
    this.#heartbeat = new Heartbeat(environment, {
      sendPing: (n) => send({ type: 'ping', n, t: environment.now() }),
      silent: () => dispatch({ type: 'silent' }),
      woke: () => this.#wake(),
      clock: ({ offset, error }) => tell({ type: 'clock', offsetMs: offset, errorMs: error }),
      ticked: () => this.#ticked(),
    });
    this.#renewal = new TokenRenewal(options.tokenProvider, {
      send: (token) => send({ type: 'auth', token }),
      failed: () => diagnose('token-renewal', 'no new token'),
      serverNow,
      monotonic,
    });
    const canSend = (): boolean => this.#registers.state === 'live' && !this.#channel.isCongested;
    this.requests = new Requests(environment, { canSend, send, serverNow });
    this.transcripts = new Transcripts(send);
    this.#inbound = new Inbound({
      registers: this.#registers,
      feed: this.#feed,
      heartbeat: this.#heartbeat,
      rights: new Rights(tell),
      renewal: this.#renewal,
      requests: this.requests,
      transcripts: this.transcripts,
      audience: () => this.#address.origin,
      now: monotonic,
      dispatch,
      send,
      diagnose,
    });
  }

  /** A hidden page gets few tasks, and nobody waits for it. */
  #inParts(step: () => boolean): void {
    const { page, after } = this.#options.environment;
    this.#parts += 1;
    const own = this.#parts;
    this.#channel.hold();
    const work = (): void => {
      if (own !== this.#parts) return;
      let isDone: boolean;
      do isDone = step();
      while (!isDone && page.hidden);
      // The last step may have begun with the next frame.
      if (own !== this.#parts) return;
      if (isDone) this.#channel.release();
      else after(0, work);
    };
    work();
  }

  get isLive(): boolean {
    return this.#registers.state === 'live';
  }

  /** The first listener opens the connection, the last one closes it. */
  join(listener: Listener): void {
    this.#audience.add(listener, this.#feed.snapshot());
    this.#dispatch({ type: 'connect' });
  }

  leave(listener: Listener): void {
    this.#audience.remove(listener);
    // An element that moves in the document leaves and joins in one task: no reason to connect again.
    queueMicrotask(() => {
      if (this.#audience.isEmpty) this.#dispatch({ type: 'disconnect' });
    });
  }

  refresh(reason: 'user' | 'wake' | 'divergence'): void {
    if (reason === 'wake') {
      this.#wake();
      return;
    }
    // The one means something without a link, the other with one.
    this.#dispatch({ type: 'connect' });
    if (this.#registers.state !== 'snapshot') this.#dispatch({ type: 'resync', reason: 'refresh' });
  }

  #dispatch(event: LinkEvent): void {
    this.#queue.push(event);
    if (this.#isDispatching) return;
    this.#isDispatching = true;
    try {
      for (let next = this.#queue.shift(); next; next = this.#queue.shift()) this.#take(next);
    } finally {
      this.#isDispatching = false;
    }
  }

  #take(event: LinkEvent): void {
    const { environment, tokenProvider } = this.#options;
    const registers = this.#registers;
    const now = environment.monotonic();
    const facts = registers.facts(now, {
      canRenew: tokenProvider !== undefined,
      hasPosition: this.#feed.position !== null,
      prerendering: environment.page.prerendering,
    });
    const from = registers.state;
    const step = transition(from, event, facts);
    if (!step) return;
    this.#deadline.clear();
    this.#cancelAsking?.();
    this.#cancelAsking = null;
    this.#retryAt = undefined;
    registers.take(step, now, event.type === 'progressed');
    if (event.type === 'closed') this.#disconnected();
    this.#enter(from, registers.state);
    for (const effect of step.effects ?? []) this.#run(effect);
    this.#armDeadline(now);
    this.#report();
  }

  #enter(from: LinkState, state: LinkState): void {
    if (!RESTING.includes(state)) {
      this.#heartbeat.start();
      this.#watchPage();
    } else if (state !== from) this.#heartbeat.stop();
    if (state === 'live') {
      this.requests.live();
      this.transcripts.live();
    } else if (state === 'paused') {
      this.#watchPage();
    } else if (RESTING.includes(state)) {
      this.requests.close();
      this.transcripts.close(state);
    }
  }

  #run(effect: Effect): void {
    const { environment } = this.#options;
    switch (effect.do) {
      case 'ask-token':
        this.#askToken();
        break;
      case 'open':
        this.#open();
        break;
      case 'hello':
        this.#inbound.helloAt = environment.monotonic();
        this.#channel.send(
          hello({
            ...this.#options,
            scope: this.#scope,
            maxFrame: this.#channel.maxFrame,
            token: this.#token,
            position: this.#feed.position,
            now: environment.now(),
          }),
        );
        this.#token = undefined;
        break;
      case 'ask-snapshot':
        this.#askSnapshot();
        break;
      case 'await-snapshot':
        this.#feed.awaitSnapshot();
        break;
      case 'ask-resume':
        this.#channel.send({
          type: 'resume',
          epoch: this.#feed.position?.epoch,
          seq: this.#feed.position?.seq,
        });
        break;
      case 'probe':
        this.#inbound.probe = this.#heartbeat.ping();
        break;
      case 'forget':
        this.#feed.forget();
        break;
      case 'wipe':
        this.#feed.wipe(effect.reason);
        break;
      case 'close':
        if (effect.code === 1000) this.#channel.send({ type: 'bye' });
        this.#channel.close(effect.code, effect.reason);
        this.#disconnected();
        if (this.#registers.state === 'idle') this.#release();
        break;
      case 'retry':
        this.#waitToRetry(effect.now);
        break;
    }
  }

  #askToken(): void {
    const { environment, url, allowedOrigins, tokenProvider } = this.#options;
    this.#registers.begunAt = environment.monotonic();
    this.#registers.begunHidden = environment.page.hidden;
    this.#registers.dismissed = false;
    const address = checkAddress(url, allowedOrigins);
    if ('refusal' in address) {
      this.#dispatch({ type: 'unusable', reason: address.refusal });
      return;
    }
    this.#address = address;
    if (!tokenProvider) {
      this.#dispatch({ type: 'token' });
      return;
    }
    this.#tokenRequest += 1;
    const request = this.#tokenRequest;
    void askToken(tokenProvider, address.origin).then((answer) => {
      // The same state may be another try: that one asked for its own.
      if (request !== this.#tokenRequest || this.#registers.state !== 'token') return;
      if (typeof answer !== 'string') this.#token = answer.token;
      this.#dispatch({ type: typeof answer === 'string' ? `token-${answer}` : 'token' });
    });
  }

  #open(): void {
    try {
      this.#channel.open(this.#address.url);
    } catch (error) {
      const words = error instanceof Error ? error.message.slice(0, 200) : '';
      this.#dispatch({ type: 'unusable', reason: `The browser refuses the connection. ${words}`.trim() });
    }
  }

  /** A server that resets again and again is not helped by more snapshots. */
  #askSnapshot(): void {
    const { environment } = this.#options;
    const now = environment.monotonic();
    this.#feed.awaitSnapshot();
    this.#resyncs = [...this.#resyncs.filter((at) => now - at < RESYNC_MEMORY), now].slice(-10);
    const extra = this.#resyncs.length - RESYNCS_AT_ONCE;
    const ask = (): unknown => this.#channel.send({ type: 'snapshot' });
    if (extra <= 0) {
      ask();
      return;
    }
    const delay = backoffDelay(extra, {}, environment.random);
    this.#registers.snapshotSince = now + delay;
    this.#cancelAsking = environment.after(delay, ask);
  }

  #waitToRetry(atOnce: boolean): void {
    const { environment } = this.#options;
    const { attempt, spreadMs, notBefore } = this.#registers;
    const retryAfterMs = Math.max(0, notBefore - environment.monotonic());
    const isFree = atOnce && retryAfterMs === 0;
    const delay = isFree ? 0 : backoffDelay(attempt, { spreadMs, retryAfterMs }, environment.random);
    this.#registers.spreadMs = undefined;
    this.#retryAt = environment.now() + delay;
    this.#deadline.set(delay);
  }

  #armDeadline(now: number): void {
    const { state, snapshotSince } = this.#registers;
    const limit = DEADLINES[state];
    if (limit === undefined || this.#deadline.isSet) return;
    if (state !== 'snapshot') this.#deadline.set(limit);
    else
      this.#deadline.set(
        Math.min(Math.max(now, snapshotSince) + limit, snapshotSince + SNAPSHOT_LIMIT) - now,
      );
  }

  #disconnected(): void {
    this.#parts += 1;
    this.#registers.disconnected();
    this.#flowed = { seq: -1, operations: this.#feed.operations };
    this.#heartbeat.disconnected();
    this.#renewal.disconnected();
    this.requests.lost();
    this.transcripts.lost();
  }

  #release(): void {
    this.#stopWatching?.();
    this.#stopWatching = null;
    this.#ended();
  }

  #watchPage(): void {
    const { page, monotonic } = this.#options.environment;
    if (this.#stopWatching) return;
    this.#hiddenSince = page.hidden ? monotonic() : null;
    this.#stopWatching = page.watch((signal) => this.#noticed(signal));
  }

  #noticed(signal: PageSignal): void {
    if (signal === 'frozen') {
      this.#dispatch({ type: 'pause' });
      return;
    }
    if (signal === 'hidden') this.#hiddenSince = this.#options.environment.monotonic();
    else this.#wake();
  }

  #wake(): void {
    const { environment, keepWhileHidden } = this.#options;
    const { hidden } = environment.page;
    if (!hidden) this.#hiddenSince = null;
    this.#heartbeat.woken();
    if (!hidden || keepWhileHidden) this.#dispatch({ type: 'wake' });
  }

  #ticked(): void {
    const { environment, keepWhileHidden } = this.#options;
    const hiddenFor = this.#hiddenSince === null ? 0 : environment.monotonic() - this.#hiddenSince;
    if (hiddenFor >= PAUSE_AFTER_HIDDEN && !keepWhileHidden) this.#dispatch({ type: 'pause' });
    this.#renewal.tick();
    this.#sendFlow();
    this.#report();
  }

  /** Tells the server how far we are, so that it can hold back. */
  #sendFlow(): void {
    const seq = this.#feed.position?.seq;
    if (seq === undefined || seq === this.#flowed.seq || !FOLLOWING.includes(this.#registers.state)) return;
    this.#flowed = { seq, operations: this.#feed.operations };
    this.#channel.send({ type: 'flow', seq });
  }

  /** Tells the state of the connection when it is another one, also because time passed. */
  #report(): void {
    const { state, notLiveSince, forbidden, reason } = this.#registers;
    if (state === 'idle') return;
    const notLiveFor = notLiveSince === null ? 0 : this.#options.environment.monotonic() - notLiveSince;
    const told = reportedState(state, this.#feed.hasRows, notLiveFor, forbidden);
    const message: ConnectionMessage = {
      type: 'connection',
      state: told,
      ...(this.#retryAt !== undefined && { retryAt: this.#retryAt }),
      // Before the first rows nothing was lost that a reason could explain.
      ...(reason !== undefined && told !== 'live' && told !== 'connecting' && { reason }),
    };
    const last = this.#reported;
    if (last?.state === message.state && last.retryAt === message.retryAt && last.reason === message.reason)
      return;
    this.#reported = message;
    this.#audience.tell(message);
  }
}

const UNSUPPORTED: LinkEvent = {
  type: 'unusable',
  reason: 'The server does not speak the subprotocol of ongoing conversations.',
};
