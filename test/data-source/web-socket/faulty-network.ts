/** A model server behind a network that loses, doubles, swaps and cuts. No real sockets: thousands of runs take seconds. */
import type { SocketLike } from '../../../src/data-source/web-socket/index.js';
import { digestOf } from './fixture.js';

type Raw = Record<string, unknown>;
type Event = { readonly data?: unknown; readonly code?: number };

interface LogEntry {
  readonly seq: number;
  readonly operations: Raw;
}

const PAGE = 3;

export class ModelServer {
  readonly rows = new Map<string, Raw>();
  /** Faults happen only while it is true. */
  isFaulty = true;
  /** Sockets that were opened at the same time, at most. */
  mostOpen = 0;
  readonly #random: () => number;
  readonly #now: () => number;
  /** Loses operations before they are numbered, which only a digest can find. */
  readonly #isForgetful: boolean;
  #connection: ModelSocket | null = null;
  #epoch = 1;
  #seq = 0;
  #ver = 0;
  #log: LogEntry[] = [];
  #snapshots = 0;
  #pages = 0;

  constructor(random: () => number, now: () => number, isForgetful: boolean) {
    this.#isForgetful = isForgetful;
    this.#random = random;
    this.#now = now;
  }

  open(): SocketLike {
    const socket = new ModelSocket(
      this.#random,
      () => this.isFaulty,
      (message) => this.#receive(socket, message),
    );
    this.mostOpen = Math.max(this.mostOpen, this.#connection?.readyState === 1 ? 2 : 1);
    this.#connection = socket;
    return socket;
  }

  /** One moment: the world changes, and what is on its way arrives. */
  step(): void {
    if (this.isFaulty) {
      if (this.#chance(0.6)) this.change();
      if (this.#chance(0.02)) this.#connection?.cut();
      if (this.#chance(0.02)) this.#newEpoch();
      if (this.#chance(0.05)) this.#log = this.#log.slice(-3);
    }
    this.#connection?.deliver();
  }

  mark(): void {
    const rows = [...this.rows.values()];
    this.#send({
      type: 'mark',
      epoch: `e-${this.#epoch}`,
      seq: this.#seq,
      count: rows.length,
      digest: digestOf(rows),
    });
  }

  change(): void {
    const id = `c-${Math.floor(this.#random() * 12)}`;
    const before = this.rows.get(id);
    this.#ver += 1;
    const ver = this.#ver;
    let operations: Raw;
    if (before && this.#chance(0.3)) {
      this.rows.delete(id);
      operations = { rm: [{ id, ver, why: this.#chance(0.5) ? 'closed' : 'scope' }] };
    } else if (before && this.#chance(0.5)) {
      const set = { subject: `subject ${ver}` };
      this.rows.set(id, { ...before, ver, ...set });
      operations = { patch: [{ id, ver, set }] };
    } else {
      const row = { id, ver, status: 'open', subject: `subject ${ver}` };
      this.rows.set(id, row);
      operations = { up: [row] };
    }
    if (this.#isForgetful && this.isFaulty && this.#chance(0.05)) operations = {};
    this.#seq += 1;
    this.#log.push({ seq: this.#seq, operations });
    if (this.#connection?.isFollowing) this.#send(this.#delta({ seq: this.#seq, operations }));
  }

  #newEpoch(): void {
    this.#epoch += 1;
    this.#seq = Math.floor(this.#random() * 20);
    this.#log = [];
    if (this.#connection?.isFollowing) this.#reset('epoch');
  }

  #receive(socket: ModelSocket, message: Raw): void {
    if (socket !== this.#connection) return;
    switch (message['type']) {
      case 'hello':
        this.#welcome(message['resume'] as Raw | undefined);
        break;
      case 'resume':
        if (!this.#resend(message)) this.#reset('gap');
        break;
      case 'snapshot':
        this.#beginSnapshot();
        break;
      case 'page':
        if (message['snap'] === `n-${this.#snapshots}`) this.#sendPage(String(message['after']));
        break;
      case 'ping':
        this.#send({ type: 'pong', n: message['n'], now: this.#now() });
    }
  }

  #welcome(resume: Raw | undefined): void {
    const canResume = resume !== undefined && resume['stream'] === 's-1' && this.#since(resume) !== null;
    this.#send({
      type: 'welcome',
      v: 1,
      stream: 's-1',
      epoch: `e-${this.#epoch}`,
      resumed: canResume,
      now: this.#now(),
      digest: 'fnv2x32',
    });
    if (canResume) this.#resend(resume);
    else this.#beginSnapshot();
  }

  #since({ epoch, seq }: Raw): LogEntry[] | null {
    const first = this.#seq - this.#log.length;
    const from = Number(seq);
    return epoch === `e-${this.#epoch}` && from >= first && from <= this.#seq
      ? this.#log.slice(from - first)
      : null;
  }

  #resend(position: Raw): boolean {
    const missing = this.#since(position);
    if (!missing || !this.#connection) return false;
    this.#connection.isFollowing = true;
    for (const entry of missing) this.#send(this.#delta(entry));
    return true;
  }

  #reset(reason: string): void {
    // Deltas go on: should this frame be lost, their epoch tells it as well.
    this.#send({ type: 'reset', reason, epoch: `e-${this.#epoch}` });
  }

  #beginSnapshot(): void {
    if (!this.#connection) return;
    this.#connection.isFollowing = true;
    this.#snapshots += 1;
    this.#pages = 0;
    const snap = `n-${this.#snapshots}`;
    this.#send({
      type: 'snap.begin',
      snap,
      stream: 's-1',
      epoch: `e-${this.#epoch}`,
      seq: this.#seq,
      total: this.rows.size,
    });
    this.#sendPage('');
  }

  #sendPage(after: string): void {
    const snap = `n-${this.#snapshots}`;
    const rest = [...this.rows.keys()].sort().filter((id) => id > after);
    const ids = rest.slice(0, PAGE);
    const next = rest.length > PAGE ? ids.at(-1) : null;
    this.#pages += 1;
    this.#send({ type: 'snap.page', snap, n: this.#pages, rows: ids.map((id) => this.rows.get(id)), next });
    if (next === null)
      this.#send({ type: 'snap.end', snap, pages: this.#pages, count: this.rows.size, until: this.#seq });
  }

  #delta({ seq, operations }: LogEntry): Raw {
    return { type: 'delta', epoch: `e-${this.#epoch}`, from: seq - 1, seq, at: this.#now(), ...operations };
  }

  #send(message: Raw): void {
    this.#connection?.toClient(JSON.stringify(message));
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }
}

/** Both directions of one connection. */
class ModelSocket implements SocketLike {
  readonly protocol = 'ongoing-conversations.v1.json';
  readonly bufferedAmount = 0;
  readyState = 0;
  /** The server sends deltas. */
  isFollowing = false;
  readonly #random: () => number;
  readonly #isFaulty: () => boolean;
  readonly #receive: (message: Raw) => void;
  readonly #listeners = new Map<string, (event: Event) => void>();
  #inbox: string[] = [];
  #outbox: string[] = [];

  constructor(random: () => number, isFaulty: () => boolean, receive: (message: Raw) => void) {
    this.#random = random;
    this.#isFaulty = isFaulty;
    this.#receive = receive;
  }

  addEventListener(type: string, listener: (event: Event) => void): void {
    this.#listeners.set(type, listener);
  }

  send(data: string): void {
    this.#outbox.push(...this.#mangle(data));
  }

  toClient(data: string): void {
    this.#inbox.push(...this.#mangle(data));
    if (this.#isFaulty() && this.#random() < 0.05) this.#inbox.push(...this.#inbox.splice(-2, 1));
  }

  close(): void {
    this.readyState = 3;
  }

  cut(): void {
    if (this.readyState > 1) return;
    this.readyState = 3;
    this.#listeners.get('close')?.({ code: 1006 });
  }

  deliver(): void {
    if (this.readyState === 0) {
      this.readyState = 1;
      this.#listeners.get('open')?.({});
    }
    for (const data of this.#outbox.splice(0)) this.#receive(JSON.parse(data) as Raw);
    for (const data of this.#inbox.splice(0))
      if (this.readyState === 1) this.#listeners.get('message')?.({ data });
  }

  #mangle(data: string): string[] {
    const dice = this.#isFaulty() ? this.#random() : 1;
    if (dice < 0.05) return [];
    return dice < 0.1 ? [data, data] : [data];
  }
}
