/**
 * One connection, from asking for a token to its end, which is told once. Another one follows: the client of NATS does
 * not reconnect by itself here, because each connection needs a token of its own and a full reading of the bucket.
 */
import { BucketWatch, type BucketEvents } from './bucket-watch.js';
import type { Addresses } from './addresses.js';
import { endingOf, isViolation, type Ending } from './failures.js';
import { Heartbeat } from './heartbeat.js';
import {
  openBucket,
  type NatsBucket,
  type NatsConnection,
  type NatsConnectOptions,
  type NatsLibrary,
} from './library.js';
import type { Setup } from './options.js';
import { Rights, type RightsEvents } from './rights.js';
import { proofOf } from './proof.js';

export interface SessionEvents extends Omit<BucketEvents, 'failed'>, RightsEvents {
  beat(roundTripMs: number): void;
  ended(ending: Ending): void;
}

/** Ms in which a connection has to stand. */
const CONNECT_TIMEOUT = 10_000;
/** The client's own ping, ms: never before ours. */
const CLIENT_PING = 120_000;

export class Session {
  readonly #setup: Setup;
  readonly #events: SessionEvents;
  readonly #sockets = new Set<WebSocket>();
  #connection: NatsConnection | null = null;
  #bucket: NatsBucket | null = null;
  #heartbeat: Heartbeat | null = null;
  #watch: BucketWatch | null = null;
  #rights: Rights | null = null;
  #cancelTimer: () => void = () => undefined;
  #isEnded = false;

  constructor(setup: Setup, events: SessionEvents) {
    this.#setup = setup;
    this.#events = events;
  }

  /** Null before it stands and after its end. */
  get connection(): NatsConnection | null {
    return this.#isEnded ? null : this.#connection;
  }

  async begin(addresses: Extract<Addresses, { servers: unknown }>): Promise<void> {
    try {
      // A socket that opens may hang for longer than anybody waits, a token as well.
      this.#cancelTimer = this.#setup.after(CONNECT_TIMEOUT, () =>
        this.#end({ kind: 'lost', reason: 'NATS does not answer.' }),
      );
      const [library, proof] = await Promise.all([
        this.#loadLibrary(),
        proofOf(this.#setup, addresses.audience),
      ]);
      if (this.#hasEnded()) return;
      if ('kind' in proof) {
        this.#end(proof);
        return;
      }
      const connection = await library.wsconnect(this.#connectOptions(addresses.servers, proof));
      if (this.#hasEnded()) {
        void connection.close();
        return;
      }
      this.#connection = connection;
      void connection.closed().then((error) => this.#end(endingOf(error)));
      void this.#followStatus(connection);
      this.#heartbeat = new Heartbeat(connection, this.#setup, {
        beat: (roundTrip) => this.#events.beat(roundTrip),
        dead: () => this.#end({ kind: 'lost', reason: 'NATS does not answer any more.' }),
      });
      this.#cancelTimer();
      await this.#heartbeat.ask();
      await this.#askRights(connection);
      if (this.#hasEnded()) return;
      this.#bucket = await openBucket(library, connection, this.#setup.bucket);
      this.read();
    } catch (error) {
      this.#end(endingOf(error));
    }
  }

  async #loadLibrary(): Promise<NatsLibrary> {
    try {
      return await this.#setup.library();
    } catch (cause) {
      throw new Error('The client of NATS cannot be loaded.', { cause });
    }
  }

  /** Reads the whole bucket, again if need be; the rows of before count until it is done. */
  read(): void {
    if (this.#isEnded || this.#bucket === null) return;
    this.#watch?.end();
    const failed = (error: unknown): void => this.#end(endingOf(error));
    this.#watch = new BucketWatch(this.#bucket, this.#setup, { ...this.#events, failed });
    void this.#watch.begin();
  }

  /** Most likely the link is gone: find out soon. */
  wake(): void {
    this.#heartbeat?.wake();
  }

  /** Releases all, at once, and tells nothing. */
  close(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#cancelTimer();
    this.#rights?.end();
    this.#watch?.end();
    this.#heartbeat?.end();
    for (const socket of this.#sockets) {
      // The client still says goodbye in every detail, of which browsers complain on the console once it is closed.
      socket.send = () => undefined;
      // Without a code the server answers with one that browsers call broken.
      socket.close(1000);
    }
    void this.#connection?.close();
  }

  /** May have become so during a wait, which the compiler does not see. */
  #hasEnded(): boolean {
    return this.#isEnded;
  }

  #end(ending: Ending): void {
    if (this.#isEnded) return;
    this.close();
    this.#events.ended(ending);
  }

  #connectOptions(servers: readonly string[], proof: object): NatsConnectOptions {
    const { inboxPrefix, openSocket } = this.#setup;
    return {
      servers: [...servers],
      name: 'ongoing-conversations-report',
      reconnect: false,
      ignoreClusterUpdates: true,
      timeout: CONNECT_TIMEOUT,
      pingInterval: CLIENT_PING,
      ...(inboxPrefix !== undefined && { inboxPrefix }),
      ...proof,
      wsFactory: (url) => {
        if (this.#isEnded) throw new Error('Nobody waits for it any more.');
        const socket = openSocket(url);
        this.#sockets.add(socket);
        return Promise.resolve({ socket, encrypted: url.startsWith('wss:') });
      },
    };
  }

  async #askRights(connection: NatsConnection): Promise<void> {
    if (this.#isEnded) return;
    this.#rights = new Rights(connection, this.#setup, {
      supervisor: (supervisor) => this.#events.supervisor(supervisor),
      permissions: (permissions) => this.#events.permissions(permissions),
      stamped: (stamp) => this.#events.stamped(stamp),
      revoked: () => this.#end({ kind: 'forbidden', reason: 'The conversations may not be seen any more.' }),
    });
    await this.#rights.ask();
  }

  async #followStatus(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      // A server that goes down in peace says so, and clients go to another.
      if (status.type === 'ldm') this.#end({ kind: 'lost', reason: 'The server goes down.' });
      // A question that may not be asked is answered so by itself; rows that may not be read stay away in silence.
      if (status.type === 'error' && isViolation(status.error) && this.#concernsRows(status.error))
        this.#end(endingOf(status.error));
    }
  }

  #concernsRows(error: Error | undefined): boolean {
    const { subject = '', operation } = (error ?? {}) as {
      readonly subject?: string;
      readonly operation?: string;
    };
    if (operation === 'subscription') return subject.startsWith(this.#setup.inboxPrefix ?? '_INBOX');
    // Who may not clear up after themselves can read all the same.
    return subject.startsWith('$JS.') && !subject.includes('.CONSUMER.DELETE.');
  }
}
