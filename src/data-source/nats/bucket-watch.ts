/**
 * Follows the bucket: first all that it holds, then each change. It is begun anew after each loss of the link, for what
 * was deleted meanwhile shows in a full reading only: its marker may be gone.
 */
import { BucketRows, type Changes, type Faults } from './bucket-rows.js';
import type { NatsBucket, NatsEntry, NatsWatcher } from './library.js';

export interface BucketEvents {
  progress(loaded: number, total: number): void;
  /** All of the bucket. `last` is the number of its newest entry. */
  filled(rows: BucketRows, last: number): void;
  changed(changes: Changes, rows: BucketRows): void;
  /** Records were left out. */
  faults(faults: Faults): void;
  /** Epoch ms by the server, of something that has just arrived. */
  stamped(stamp: number): void;
  failed(error: unknown): void;
}

interface Rules {
  readonly after: (ms: number, callback: () => void) => () => void;
}

/** Entries between two reports of progress. */
const PROGRESS = 250;
/** Ms without an entry after which the first reading counts as failed. */
const PATIENCE = 10_000;

export class BucketWatch {
  readonly #bucket: NatsBucket;
  readonly #rules: Rules;
  readonly #events: BucketEvents;
  readonly #rows = new BucketRows();
  #pending: NatsEntry[] = [];
  #watcher: NatsWatcher | null = null;
  #cancelTimer: () => void = () => undefined;
  #isEnded = false;
  #isFilled = false;
  /** All that was there in the beginning has come. */
  #hasAll = false;
  /** Number of the newest entry; null until the server has said it. */
  #last: number | null = null;

  constructor(bucket: NatsBucket, rules: Rules, events: BucketEvents) {
    this.#bucket = bucket;
    this.#rules = rules;
    this.#events = events;
  }

  async begin(): Promise<void> {
    this.#wait();
    try {
      const watcher = await this.#bucket.watch();
      if (this.#hasEnded()) {
        watcher.stop();
        return;
      }
      this.#watcher = watcher;
      void this.#follow(watcher);
      // After the watch has begun: if the bucket is empty now, nothing will come that says so.
      const { streamInfo, values } = await this.#bucket.status();
      if (this.#hasEnded()) return;
      // Servers from 2.10 on tell the time.
      const stamp = Date.parse(String((streamInfo as { readonly ts?: unknown }).ts));
      if (Number.isFinite(stamp)) this.#events.stamped(stamp);
      this.#last = streamInfo.state.last_seq;
      if (values === 0) this.#hasAll = true;
      this.#settle();
    } catch (error) {
      this.#fail(error);
    }
  }

  end(): void {
    this.#isEnded = true;
    this.#cancelTimer();
    this.#watcher?.stop();
  }

  async #follow(watcher: AsyncIterable<NatsEntry>): Promise<void> {
    try {
      for await (const entry of watcher) {
        if (this.#isEnded) return;
        this.#take(entry);
      }
      this.#fail(new Error('The watch has ended.'));
    } catch (error) {
      this.#fail(error);
    }
  }

  #take(entry: NatsEntry): void {
    this.#pending.push(entry);
    if (this.#isFilled) {
      this.#events.stamped(entry.created.getTime());
      // One delta a task, however many entries came in it.
      if (this.#pending.length === 1) this.#cancelTimer = this.#rules.after(0, () => this.#flush());
      return;
    }
    if (entry.delta === 0) this.#hasAll = true;
    const loaded = this.#pending.length;
    if (loaded % PROGRESS === 0 || entry.delta === 0) {
      this.#wait();
      this.#events.progress(loaded, loaded + (entry.delta ?? 0));
    }
    this.#settle();
  }

  /** The first reading is complete. */
  #settle(): void {
    if (this.#isEnded || this.#isFilled || !this.#hasAll || this.#last === null) return;
    this.#isFilled = true;
    this.#cancelTimer();
    this.#rows.apply(this.#takePending());
    this.#tellFaults();
    if (!this.#hasEnded()) this.#events.filled(this.#rows, this.#last);
  }

  #flush(): void {
    const changes = this.#rows.apply(this.#takePending());
    this.#tellFaults();
    if (!this.#hasEnded()) this.#events.changed(changes, this.#rows);
  }

  #takePending(): readonly NatsEntry[] {
    const entries = this.#pending;
    this.#pending = [];
    return entries;
  }

  #tellFaults(): void {
    const faults = this.#rows.takeFaults();
    if (faults.size > 0) this.#events.faults(faults);
  }

  /** May have become so during a wait or in a listener, which the compiler does not see. */
  #hasEnded(): boolean {
    return this.#isEnded;
  }

  #wait(): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#rules.after(PATIENCE, () => this.#fail(new Error('The rows do not come.')));
  }

  #fail(error: unknown): void {
    if (this.#isEnded) return;
    this.end();
    this.#events.failed(error);
  }
}
