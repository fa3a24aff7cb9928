/** The model world behind the socket protocol: what a server has to do, section 3 of the protocol, and no more. */
import { combine, type Entry, type Raw, type World } from './world.js';

export interface ServerOptions {
  /** Rows of a page. */
  readonly page: number;
  /** Sends the pages by itself instead of waiting until they are pulled. */
  readonly pushes: boolean;
  /** A server that answers a resume from one entry too early. */
  readonly overlaps: boolean;
  /** Breaks a duty of servers, to see that the model notices. */
  readonly breach?: 'offset paging' | 'late position' | undefined;
}

/** How the entries that are due leave: one delta each, as one delta, or not yet. */
export type Flush = 'each' | 'batch' | 'hold';

const STREAM = 's-1';

export class SocketServer {
  readonly #world: World;
  readonly #options: ServerOptions;
  readonly #now: () => number;
  readonly #sessions = new Set<Session>();
  #snapshots = 0;
  #pages = 0;

  constructor(world: World, options: ServerOptions, now: () => number) {
    this.#world = world;
    this.#options = options;
    this.#now = now;
  }

  /** @param send how to reach the client of this connection */
  accept(send: (message: Raw) => void): Session {
    const port = {
      send,
      now: this.#now,
      snapshotName: () => `n-${(this.#snapshots += 1)}`,
      pageRead: () => (this.#pages += 1),
      ended: () => this.#sessions.delete(session),
    };
    const session = new Session(this.#world, this.#options, port);
    this.#sessions.add(session);
    return session;
  }

  /** Pages read so far. */
  get pages(): number {
    return this.#pages;
  }

  flush(how: Flush): void {
    for (const session of this.#sessions) session.flush(how);
  }

  mark(): void {
    this.#world.catchUp();
    for (const session of this.#sessions) session.mark();
  }

  reset(reason: string): void {
    for (const session of this.#sessions) session.reset(reason);
  }

  /** Time for what is done without being asked. */
  tick(): void {
    for (const session of this.#sessions) session.tick();
  }

  say(message: Raw): void {
    for (const session of this.#sessions) session.say(message);
  }
}

interface SessionPort {
  readonly send: (message: Raw) => void;
  readonly now: () => number;
  readonly snapshotName: () => string;
  readonly pageRead: () => void;
  readonly ended: () => void;
}

interface Reading {
  readonly snap: string;
  readonly pages: Raw[];
  count: number;
  after: string;
}

/** One connection, from the server's side. */
export class Session {
  readonly #world: World;
  readonly #options: ServerOptions;
  readonly #port: SessionPort;
  #hasGreeted = false;
  #epoch = '';
  /** Position up to which the client was told; null while it has to ask for a snapshot. */
  #sent: number | null = null;
  #reading: Reading | null = null;

  constructor(world: World, options: ServerOptions, port: SessionPort) {
    this.#world = world;
    this.#options = options;
    this.#port = port;
  }

  receive(message: Raw): void {
    switch (message['type']) {
      case 'hello':
        if (!this.#hasGreeted) this.#welcome(message['resume'] as Raw | undefined);
        break;
      case 'resume':
        if (!this.#resume(message)) this.reset(message['epoch'] === this.#world.epoch ? 'gap' : 'epoch');
        break;
      case 'snapshot':
        this.#begin();
        break;
      case 'page':
        this.#pull(message);
        break;
      case 'ping':
        this.say({ type: 'pong', n: message['n'], now: this.#port.now() });
    }
  }

  #pull({ snap, after }: Raw): void {
    const reading = this.#reading;
    if (this.#options.pushes || !reading || snap !== reading.snap) return;
    reading.after = String(after);
    this.#page();
  }

  end(): void {
    this.#port.ended();
  }

  flush(how: Flush): void {
    if (this.#sent === null || how === 'hold') return;
    if (this.#epoch !== this.#world.epoch) {
      this.reset('epoch');
      return;
    }
    if (this.#options.breach === 'late position' && this.#reading) return;
    const entries = this.#world.since(this.#epoch, this.#sent);
    if (!entries) this.reset('retention');
    else if (how === 'each') for (const entry of entries) this.#delta([entry]);
    else if (entries.length > 0) this.#delta(entries);
  }

  mark(): void {
    this.flush('batch');
    const { epoch, seq, rows, digest } = this.#world;
    if (this.#sent !== null && !this.#reading)
      this.say({ type: 'mark', epoch, seq, count: rows.size, digest });
  }

  /** Deltas go on from here: should this frame be lost, their epoch or their numbers tell it as well. */
  reset(reason: string): void {
    if (this.#sent === null) return;
    this.#reading = null;
    this.#epoch = this.#world.epoch;
    this.#sent = this.#world.seq;
    this.say({ type: 'reset', reason, epoch: this.#epoch });
  }

  tick(): void {
    const { pushes, breach } = this.#options;
    if (pushes || breach === 'late position') this.#page();
  }

  say(message: Raw): void {
    this.#port.send(message);
  }

  #welcome(resume: Raw | undefined): void {
    this.#hasGreeted = true;
    const { epoch, seq } = this.#world;
    const canResume =
      resume !== undefined && this.#world.since(resume['epoch'], Number(resume['seq'])) !== null;
    this.say({
      type: 'welcome',
      v: 1,
      stream: STREAM,
      epoch,
      resumed: canResume,
      head: seq,
      now: this.#port.now(),
      hb: { every: 15_000, grace: 10_000 },
      digest: 'fnv2x32',
    });
    if (resume && canResume) this.#resume(resume);
    else this.#begin();
  }

  #resume({ epoch, seq }: Raw): boolean {
    const position = Number(seq);
    if (!this.#world.since(epoch, position)) return false;
    const isEarlierKnown = this.#options.overlaps && this.#world.since(epoch, position - 1) !== null;
    this.#epoch = this.#world.epoch;
    this.#sent = isEarlierKnown ? position - 1 : position;
    this.#reading = null;
    this.flush('batch');
    return true;
  }

  #begin(): void {
    this.#reading = { snap: this.#port.snapshotName(), pages: [], count: 0, after: '' };
    if (this.#options.breach === 'late position') return;
    this.#open(this.#reading);
    this.#page();
  }

  /** From this position on the client is told what changes. */
  #open({ snap }: Reading): void {
    const { epoch, seq, rows } = this.#world;
    this.#epoch = epoch;
    this.#sent = seq;
    this.say({ type: 'snap.begin', snap, stream: STREAM, epoch, seq, total: rows.size });
  }

  #page(): void {
    const reading = this.#reading;
    if (!reading) return;
    const { page, breach } = this.#options;
    const isLate = breach === 'late position';
    if (!isLate && this.#epoch !== this.#world.epoch) {
      this.reset('epoch');
      return;
    }
    const keys = [...this.#world.rows.keys()].sort();
    const start =
      breach === 'offset paging' ? reading.count : keys.filter((key) => key <= reading.after).length;
    const ids = keys.slice(start, start + page);
    const next = start + page < keys.length ? (ids.at(-1) ?? null) : null;
    const { snap, pages } = reading;
    this.#port.pageRead();
    const rows = ids.map((id) => this.#world.rows.get(id));
    pages.push({ type: 'snap.page', snap, n: pages.length + 1, rows, next });
    reading.count += ids.length;
    reading.after = ids.at(-1) ?? reading.after;
    if (!isLate) this.say(pages.at(-1) as Raw);
    if (next !== null) return;
    this.#reading = null;
    if (isLate) {
      this.#open(reading);
      for (const message of pages) this.say(message);
    }
    const { count } = reading;
    this.say({ type: 'snap.end', snap, pages: pages.length, count, until: this.#world.seq });
  }

  #delta(entries: readonly Entry[]): void {
    const from = this.#sent;
    const seq = entries.at(-1)?.seq;
    if (seq === undefined) return;
    this.#sent = seq;
    this.say({ type: 'delta', epoch: this.#epoch, from, seq, at: this.#port.now(), ...combine(entries) });
  }
}
