/** The contact centre: its conversations, and the changes of one batch after another. */
import { longestWaiting, waitAt } from './oracle.js';
import { Random } from './random.js';
import { makeAgent, makeSentiment, newRow, runningRow, type WireRow } from './wire-row.js';

/** Rows that wait on for ever and longest, so that the first row of the view is always the same. */
const PROBES = 3;
const PROBE_WAIT = 9 * 3_600_000;
/** The rows among which the hot updates fall, and how many of a batch at most (60 a second). */
const HOT_ROWS = 25;
const HOT_A_BATCH = 3;

interface Patch {
  readonly id: string;
  readonly ver: number;
  readonly set: Partial<WireRow>;
  readonly unset?: readonly string[];
}

export interface Batch {
  readonly up: WireRow[];
  readonly patch: Patch[];
  readonly rm: { readonly id: string; readonly ver: number; readonly why: string }[];
}

export class World {
  readonly rows: WireRow[] = [];
  readonly #random: Random;
  #made = 0;
  #batch = 0;

  constructor(count: number, now: number, seed: number) {
    this.#random = new Random(seed);
    while (this.#made < count) {
      const n = this.#made++;
      const row = runningRow(n, now, this.#random);
      if (n < PROBES) {
        const since = now - PROBE_WAIT + n * 60_000;
        Object.assign(row, { status: 'open', phase: null, agent: null, handle: null });
        Object.assign(row, { startedAt: since, statusSince: since, wait: { ms: 0, since } });
        row.subject = probeSubject(n, 0);
      }
      this.rows.push(row);
    }
  }

  /** Changes the rows and says how. `size` changes and the probe. */
  change(size: number, now: number): Batch {
    const random = this.#random;
    const batch: Batch = { up: [], patch: [], rm: [] };
    const hot = longestWaiting(this.rows, HOT_ROWS, now).filter((row) => !isProbe(row));
    const touched = new Set<WireRow>();
    let hotLeft = HOT_A_BATCH;
    for (let n = 0; n < size; n += 1) {
      const share = random.next();
      if (share < 0.08) {
        batch.up.push(this.#add(now));
      } else if (share < 0.15) {
        const removed = this.#remove(touched);
        if (removed) batch.rm.push({ id: removed.id, ver: removed.ver + 1, why: 'closed' });
      } else {
        const isHot = random.isBelow(0.1) && hotLeft-- > 0;
        batch.patch.push(this.#update(isHot ? hot : this.rows, touched, now));
      }
    }
    const probe = this.rows[0]!;
    this.#batch += 1;
    probe.ver += 1;
    probe.subject = probeSubject(0, this.#batch);
    batch.patch.push({ id: probe.id, ver: probe.ver, set: { subject: probe.subject } });
    return batch;
  }

  #add(now: number): WireRow {
    const row = newRow(this.#made++, now, this.#random);
    this.rows.push(row);
    // The text is made later than further changes of this batch could change the row.
    return structuredClone(row);
  }

  #remove(touched: Set<WireRow>): WireRow | null {
    const place = PROBES + this.#random.below(this.rows.length - PROBES);
    const row = this.rows[place]!;
    if (touched.has(row)) return null;
    touched.add(row);
    this.rows[place] = this.rows.at(-1)!;
    this.rows.pop();
    return row;
  }

  #update(from: readonly WireRow[], touched: Set<WireRow>, now: number): Patch {
    const random = this.#random;
    const share = random.next();
    const needsAgent = share >= 0.85;
    let row = random.pick(from);
    // A row changes once a batch, and only who holds a conversation can be replaced.
    for (let tries = 0; tries < 50; tries += 1) {
      if (!isProbe(row) && !touched.has(row) && (!needsAgent || row.agent !== null)) break;
      row = random.pick(tries < 10 ? from : this.rows);
    }
    touched.add(row);
    row.ver += 1;
    if (share < 0.45) return this.#changeStatus(row, now);
    const set = share < 0.85 ? { sentiment: makeSentiment(random) } : { agent: makeAgent(random) };
    Object.assign(row, set);
    return { id: row.id, ver: row.ver, set };
  }

  #changeStatus(row: WireRow, now: number): Patch {
    const random = this.#random;
    const total = (duration: WireRow['handle']): number => (duration === null ? 0 : waitAt(duration, now));
    const stopped = { ms: total(row.wait), since: null };
    const idle = row.handle && { ms: total(row.handle), since: null };
    const busy = { ms: total(row.handle), since: now };
    let next: Partial<WireRow>;
    if (row.status === 'open') {
      next = random.isBelow(0.4)
        ? { status: 'active', phase: 'awaiting-acceptance', agent: makeAgent(random) }
        : {
            status: 'active',
            phase: 'in-conversation',
            agent: makeAgent(random),
            wait: stopped,
            handle: busy,
          };
    } else if (row.phase === 'awaiting-acceptance') {
      next = random.isBelow(0.8)
        ? { phase: 'in-conversation', wait: stopped, handle: busy }
        : { status: 'open', phase: null, agent: null };
    } else if (row.status === 'active') {
      next = { status: random.isBelow(0.6) ? 'waiting' : 'wrap-up', phase: null, handle: idle };
    } else if (row.status === 'waiting') {
      next = random.isBelow(0.8)
        ? { status: 'active', phase: 'in-conversation', handle: busy }
        : { status: 'wrap-up', handle: idle };
    } else {
      next = { status: 'open', phase: null, agent: null, wait: { ms: 0, since: now } };
    }
    next.statusSince = now;
    Object.assign(row, next);
    const set = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== null));
    const unset = Object.keys(next).filter((name) => next[name as keyof WireRow] === null);
    return { id: row.id, ver: row.ver, set, ...(unset.length > 0 && { unset }) };
  }
}

function isProbe({ id }: WireRow): boolean {
  return id < `c-${String(PROBES).padStart(7, '0')}`;
}

function probeSubject(n: number, batch: number): string {
  return `Outage in data centre ${String(n)} / ${String(batch)}`;
}

/** The number of the batch that a probe's subject carries; -1 for other texts. */
export function batchOf(subject: string): number {
  return subject.startsWith('Outage') ? Number(subject.slice(subject.lastIndexOf('/') + 1)) : -1;
}
