/** Brings the rows of a stream and their changes to one client (protocol.md, sections 2 and 3). */
import { SnapshotReading } from './snapshot-reading.js';
import type { Limits } from './options.js';
import type { Step, Stream } from './stream.js';
import { latestSteps, stepText, withOperations } from './wire-row.js';

export interface DeliveryPort {
  readonly limits: Limits;
  /** UTF-16 units that the client takes in one frame. */
  readonly maxFrame: number;
  /** Server epoch ms. */
  now(): number;
  /** Bytes that wait to be sent. */
  unsent(): number;
  /** @param written called when it has left this process */
  send(text: string, written?: () => void): void;
  close(code: number, reason: string): void;
}

/** What a page is asked for with. */
export interface NextPage {
  readonly snap: string;
  readonly after: string;
}

/** Operations after which a pause is worth a mark. */
const BURST = 500;
/** How long a client may be too far behind before it counts as slow, ms. */
const SLOW_FOR = 1_000;
/** Room for what stands around rows in a frame. */
const ENVELOPE = 2_048;

export class Delivery {
  readonly #port: DeliveryPort;
  readonly #stream: Stream;
  #epoch = '';
  /** Position up to which the client was told everything; null while it has to ask for a snapshot. */
  #sent: number | null = null;
  #reading: SnapshotReading | null = null;
  #snapshots = 0;
  /** Position that the client says it has applied; null when it never says. */
  #applied: number | null = null;
  #behindSince: number | null = null;
  #markedAt: number;
  #sinceMark = 0;
  #slowTimer: NodeJS.Timeout | null = null;

  constructor(stream: Stream, port: DeliveryPort) {
    this.#stream = stream;
    this.#port = port;
    this.#markedAt = port.now();
    stream.followers += 1;
  }

  get stream(): Stream {
    return this.#stream;
  }

  close(): void {
    this.#stream.followers -= 1;
    if (this.#slowTimer !== null) clearTimeout(this.#slowTimer);
  }

  /** Goes on after a position of the client. False when what came since is not known. */
  resume(epoch: unknown, seq: unknown): boolean {
    if (epoch !== this.#stream.epoch || typeof seq !== 'number' || this.#stream.since(seq) === null)
      return false;
    this.#epoch = this.#stream.epoch;
    this.#sent = seq;
    this.#applied = null;
    return true;
  }

  /** The client lost something on this very connection. */
  resumeOrReset(epoch: unknown, seq: unknown): void {
    if (this.resume(epoch, seq)) this.flush();
    else this.#reset(epoch === this.#stream.epoch ? 'gap' : 'epoch');
  }

  /** The client has to ask for a snapshot before it is told anything more. */
  get needsSnapshot(): boolean {
    return this.#sent === null;
  }

  /** What the client has been told everything up to, as `epoch:seq`. */
  get position(): string | null {
    return this.#sent === null ? null : `${this.#epoch}:${String(this.#sent)}`;
  }

  /** The first page goes out at once. Returns how to have the next one. */
  beginSnapshot(): NextPage | null {
    const { limits, maxFrame } = this.#port;
    this.#snapshots += 1;
    const frame = Math.min(limits.frame, maxFrame) - ENVELOPE;
    this.#reading = new SnapshotReading(`n-${String(this.#snapshots)}`, this.#stream, limits.page, frame);
    const { snap, epoch, seq, total } = this.#reading;
    this.#epoch = epoch;
    this.#sent = seq;
    this.#applied = null;
    this.#behindSince = null;
    this.#send({ type: 'snap.begin', snap, stream: this.#stream.id, epoch, seq, total });
    return this.page(snap, null);
  }

  /** The client pulls a page. One of a snapshot that was given up is not sent. Returns how to have the next one. */
  page(snap: unknown, after: string | null): NextPage | null {
    const reading = this.#reading;
    if (reading === null || snap !== reading.snap) return null;
    const { n, rows, next } = reading.read(after);
    const head = JSON.stringify({ type: 'snap.page', snap, n, next });
    this.#port.send(`${head.slice(0, -1)},"rows":[${rows.join(',')}]}`);
    if (next !== null) return { snap: reading.snap, after: next };
    this.#reading = null;
    const { pages, count } = reading;
    this.#send({ type: 'snap.end', snap, pages, count, until: this.#stream.head });
    return null;
  }

  /** The client has applied everything up to `seq`. */
  flow(seq: number): void {
    this.#applied = Math.max(this.#applied ?? 0, seq);
  }

  /** Sends what has changed since the last time. To be called several times a second. */
  flush(): void {
    if (this.#sent === null || this.#resetIfEpochChanged()) return;
    if (this.#isSlow()) {
      this.#reset('slow-consumer');
      return;
    }
    const steps = this.#stream.since(this.#sent);
    if (steps === null) {
      this.#reset('retention');
      return;
    }
    if (steps.length > 0) this.#sendSteps(steps, this.#sent);
    this.#markIfDue(steps.length);
  }

  /** What was told is right at each frame's `seq`, also when the next one does not arrive. */
  #sendSteps(steps: readonly Step[], from: number): void {
    const frame = Math.min(this.#port.limits.frame, this.#port.maxFrame) - ENVELOPE;
    let up: string[] = [];
    let rm: string[] = [];
    let size = 0;
    let begin = from;
    let end = from;
    for (const step of latestSteps(steps)) {
      const text = stepText(step);
      if (size > 0 && size + text.length > frame) {
        this.#sendDelta(begin, end, up, rm);
        [begin, up, rm, size] = [end, [], [], 0];
      }
      (step.why === null ? up : rm).push(text);
      size += text.length + 1;
      end = step.seq;
    }
    this.#sendDelta(begin, end, up, rm);
    this.#sent = this.#stream.head;
  }

  #sendDelta(from: number, seq: number, up: readonly string[], rm: readonly string[]): void {
    const head = JSON.stringify({ type: 'delta', epoch: this.#epoch, from, seq, at: this.#port.now() });
    this.#port.send(withOperations(head, up, rm));
  }

  /** Now and then, and when a burst is over, the client may compare its rows with ours. */
  #markIfDue(steps: number): void {
    this.#sinceMark += steps;
    const now = this.#port.now();
    const isDue = now - this.#markedAt >= this.#port.limits.markEvery;
    const isBurstOver = steps === 0 && this.#sinceMark >= BURST;
    if (this.#reading !== null || (!isDue && !isBurstOver)) return;
    this.#markedAt = now;
    this.#sinceMark = 0;
    const { head, count, digest } = this.#stream;
    this.#send({ type: 'mark', epoch: this.#epoch, seq: head, count, digest });
  }

  #isSlow(): boolean {
    const { limits } = this.#port;
    if (this.#port.unsent() > limits.unsent) return true;
    const isBehind = this.#applied !== null && (this.#sent ?? 0) - this.#applied > limits.flowLag;
    if (!isBehind) {
      this.#behindSince = null;
      return false;
    }
    const now = this.#port.now();
    this.#behindSince ??= now;
    return now - this.#behindSince >= SLOW_FOR;
  }

  #resetIfEpochChanged(): boolean {
    if (this.#epoch === this.#stream.epoch || this.#epoch === '') return false;
    this.#reset(this.#stream.resetReason);
    return true;
  }

  /** Nothing more is told before the client asks for a snapshot. */
  #reset(reason: string): void {
    this.#sent = null;
    this.#reading = null;
    this.#epoch = '';
    const text = JSON.stringify({ type: 'reset', reason, epoch: this.#stream.epoch });
    if (reason !== 'slow-consumer') {
      this.#port.send(text);
      return;
    }
    this.#slowTimer ??= setTimeout(() => {
      this.#port.close(4429, 'slow consumer');
    }, this.#port.limits.slowGrace);
    this.#port.send(text, () => {
      if (this.#slowTimer !== null) clearTimeout(this.#slowTimer);
      this.#slowTimer = null;
    });
  }

  #send(message: object): void {
    this.#port.send(JSON.stringify(message));
  }
}
