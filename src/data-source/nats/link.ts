/**
 * The link to NATS that all subscribers of a source share: one connection after the other, and the rows that it gives.
 * It begins with the first subscriber and ends with the last one.
 */
import type { Conversation } from '../../model/conversation.js';
import type { SourceConnectionState, SourceMessage } from '../data-source.js';
import { backoffDelay } from '../wire/backoff.js';
import { checkAddresses } from './addresses.js';
import type { Changes } from './bucket-rows.js';
import type { Ending } from './failures.js';
import type { NatsConnection } from './library.js';
import type { Setup } from './options.js';
import type { ScopedReader } from './scoped-reader.js';
import { ServerTime } from './server-time.js';
import { Session, type SessionEvents } from './session.js';

/** Ms of being live after which the next attempt counts as the first. */
const SETTLED = 10_000;
/** Ms until it is tried again where the server said no: somebody may have changed that. */
const AFTER_REFUSAL = 60_000;
/** However often one asks: the bucket is read no sooner than so many ms after the last time; the same for attempts. */
const LEAST_READING = 5_000;
const LEAST_ATTEMPT = 1_000;

export class Link {
  readonly #setup: Setup;
  readonly #readers = new Set<ScopedReader>();
  readonly #time: ServerTime;
  readonly #waiting = new Set<() => void>();
  /** What a later subscriber is told beside rows and state. */
  readonly #remembered = new Map<SourceMessage['type'], SourceMessage>();
  #connection: SourceMessage = connection('connecting');
  #session: Session | null = null;
  #rows: ReadonlyMap<string, Conversation> | null = null;
  /** Number of the newest entry ever seen. */
  #last = 0;
  #isLive = false;
  #attempt = 0;
  #liveSince = 0;
  #begunAt = 0;
  #readAt = 0;
  /** A refused proof was replaced by a new one, which is refused, too, if that happens again. */
  #hasRenewed = false;
  #cancelRetry: () => void = () => undefined;

  constructor(setup: Setup) {
    this.#setup = setup;
    this.#time = new ServerTime(setup.now);
  }

  /** What is asked goes over this; null while the rows are not live. */
  get liveConnection(): NatsConnection | null {
    const open = this.#isLive ? this.#session?.connection : null;
    return open === null || open === undefined || open.isClosed() ? null : open;
  }

  /** Server epoch ms. */
  get serverNow(): number {
    return this.#time.now;
  }

  /** Returns how to leave. */
  join(reader: ScopedReader): () => void {
    this.#readers.add(reader);
    if (this.#readers.size === 1) this.#start();
    else {
      for (const message of this.#remembered.values()) reader.tell(message);
      if (this.#rows !== null) reader.tellAll(this.#rows, this.#time.now);
      reader.tell(this.#connection);
    }
    return () => {
      reader.leave();
      this.#readers.delete(reader);
      if (this.#readers.size === 0) this.#stop();
    };
  }

  /** Resolves when the rows are live, when nobody waits for them any more, or when `signal` aborts. */
  untilLive(signal: AbortSignal): Promise<void> {
    if (this.liveConnection !== null || this.#readers.size === 0 || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        this.#waiting.delete(end);
        signal.removeEventListener('abort', end);
        resolve();
      };
      this.#waiting.add(end);
      signal.addEventListener('abort', end);
    });
  }

  /** Calls `again` whenever the rows are live again, until what it returns is called. */
  whenLive(again: () => void): () => void {
    const wait = (): void => {
      this.#waiting.add(wait);
      if (this.liveConnection !== null) again();
    };
    this.#waiting.add(wait);
    return () => this.#waiting.delete(wait);
  }

  refresh(reason: 'user' | 'wake' | 'divergence'): void {
    if (this.#readers.size === 0) return;
    const now = this.#setup.now();
    if (this.#session === null) {
      if (isOver(this.#begunAt, LEAST_ATTEMPT, now)) this.#begin();
    } else if (reason === 'wake') this.#session.wake();
    else if (this.#isLive && isOver(this.#readAt, LEAST_READING, now)) {
      this.#readAt = now;
      this.#session.read();
    }
  }

  #start(): void {
    this.#attempt = 0;
    this.#hasRenewed = false;
    this.#tellState('connecting');
    if (this.#readers.size > 0) this.#begin();
  }

  #stop(): void {
    this.#cancelRetry();
    this.#session?.close();
    this.#session = null;
    this.#isLive = false;
    this.#rows = null;
    this.#last = 0;
    this.#remembered.clear();
    this.#connection = connection('connecting');
    this.#wakeWaiting();
  }

  #begin(): void {
    this.#cancelRetry();
    const addresses = checkAddresses(this.#setup.servers);
    if ('refusal' in addresses) {
      this.#tellState('failed', addresses.refusal);
      return;
    }
    this.#begunAt = this.#setup.now();
    this.#time.clear();
    const session: Session = new Session(
      this.#setup,
      this.#eventsOf(() => this.#session === session),
    );
    this.#session = session;
    void session.begin(addresses);
  }

  /** What a session tells counts as long as it is the one. */
  #eventsOf(isCurrent: () => boolean): SessionEvents {
    const guard =
      <Parameters extends readonly unknown[]>(act: (...parameters: Parameters) => void) =>
      (...parameters: Parameters): void => {
        if (isCurrent()) act(...parameters);
      };
    return {
      stamped: guard((stamp: number) => this.#time.note(stamp)),
      beat: guard((roundTrip: number) => this.#noteBeat(roundTrip)),
      supervisor: guard((supervisor) => this.#tell({ type: 'supervisor', supervisor })),
      permissions: guard((permissions) => this.#tell({ type: 'permissions', permissions })),
      progress: guard((loaded: number, total: number) => this.#tell({ type: 'progress', loaded, total })),
      faults: guard((faults: ReadonlyMap<string, number>) => {
        for (const [code, count] of faults)
          this.#tell({ type: 'diagnostic', code, detail: 'records of the bucket left out', count });
      }),
      filled: guard((rows, last: number) => this.#fill(rows.all, last)),
      changed: guard((changes: Changes, rows) => {
        this.#rows = rows.all;
        for (const { version } of [...changes.upserts, ...changes.removes])
          this.#last = Math.max(this.#last, version);
        for (const reader of [...this.#readers]) reader.tellChanges(changes, this.#time.now);
      }),
      ended: guard((ending: Ending) => this.#noteEnd(ending)),
    };
  }

  #noteBeat(roundTrip: number): void {
    this.#time.noteRoundTrip(roundTrip);
    this.#tell(this.#time.message);
  }

  #fill(rows: ReadonlyMap<string, Conversation>, last: number): void {
    const session = this.#session;
    // Numbers begin anew with a new bucket: what is older by number is newer in truth.
    if (last < this.#last) this.#wipe('The bucket was made anew.');
    this.#last = last;
    this.#rows = rows;
    for (const reader of [...this.#readers]) reader.tellAll(rows, this.#time.now);
    // Whoever listens may well have left.
    if (this.#session !== session || this.#isLive) return;
    this.#isLive = true;
    this.#liveSince = this.#readAt = this.#setup.now();
    this.#hasRenewed = false;
    this.#tellState('live');
    this.#wakeWaiting();
  }

  #noteEnd({ kind, reason }: Ending): void {
    const now = this.#setup.now();
    const wasSettled = this.#isLive && isOver(this.#liveSince, SETTLED, now);
    this.#session = null;
    this.#isLive = false;
    this.#attempt = wasSettled ? 0 : this.#attempt + 1;
    if (kind === 'forbidden') this.#wipe(reason);
    const isRenewable = this.#setup.tokenProvider !== undefined && !this.#hasRenewed;
    if (kind === 'unauthorized' && isRenewable) this.#hasRenewed = true;
    else if (kind === 'unauthorized' || kind === 'forbidden') {
      this.#retry(AFTER_REFUSAL, kind, reason);
      return;
    }
    this.#retry(backoffDelay(this.#attempt, {}, this.#setup.random), 'reconnecting', reason);
  }

  #retry(delay: number, state: SourceConnectionState, reason: string): void {
    if (this.#readers.size === 0) return;
    this.#cancelRetry = this.#setup.after(delay, () => this.#begin());
    this.#tellState(state, reason, this.#setup.now() + delay);
  }

  #wipe(reason: string): void {
    this.#rows = null;
    this.#tell({ type: 'wipe', reason });
  }

  #wakeWaiting(): void {
    for (const resolve of [...this.#waiting]) resolve();
  }

  #tellState(state: SourceConnectionState, reason?: string, retryAt?: number): void {
    this.#connection = connection(state, reason, retryAt);
    this.#tell(this.#connection);
  }

  #tell(message: SourceMessage): void {
    if (message.type === 'clock' || message.type === 'supervisor' || message.type === 'permissions')
      this.#remembered.set(message.type, message);
    // A copy: who comes in the middle of it has been told already.
    for (const reader of [...this.#readers]) reader.tell(message);
  }
}

function connection(state: SourceConnectionState, reason?: string, retryAt?: number): SourceMessage {
  return {
    type: 'connection',
    state,
    ...(reason !== undefined && { reason }),
    ...(retryAt !== undefined && { retryAt }),
  };
}

/** Also true when the clock was set back. */
function isOver(since: number, ms: number, now: number): boolean {
  return now < since || now - since >= ms;
}
