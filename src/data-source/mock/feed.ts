/** What one subscriber of the mock source gets: the rows of its scope and their changes, in batches. */
import type { Removal, ReportScope, SourceMessage } from '../data-source.js';
import type { Conversation } from '../../model/conversation.js';
import type { RunningCentre } from './running-centre.js';
import type { Operation } from './simulation/index.js';

const HOUR = 3_600_000;
/** Ms between two signs of life. */
const CLOCK_GAP = 5_000;

export interface FeedSurroundings {
  readonly centre: RunningCentre;
  readonly scope: ReportScope;
  /** Round trip in ms. */
  readonly latency: number;
  /** Told on connecting, before the rows: who the user is, what is permitted, what was wrong with the options. */
  readonly greeting: () => readonly SourceMessage[];
  readonly send: (message: SourceMessage) => void;
}

export class Feed {
  readonly #surroundings: FeedSurroundings;
  readonly #sent = new Set<string>();
  readonly #changed = new Map<string, Operation>();
  readonly #ends = new Set<() => void>();
  #lastClock = -Infinity;
  #live = false;
  #isReading = false;
  #ended = false;

  constructor(surroundings: FeedSurroundings) {
    this.#surroundings = surroundings;
  }

  start(): void {
    const { latency, send } = this.#surroundings;
    send({ type: 'connection', state: 'connecting' });
    this.#later(latency / 2, () => {
      const total = this.#surroundings.centre.simulation.size;
      send({ type: 'progress', loaded: 0, total });
      this.#later(latency / 2, () => {
        this.#goLive();
      });
    });
  }

  /** Reads all rows again; before the first reading there is nothing to repeat, and one that is under way will do. */
  refresh(): void {
    if (!this.#live || this.#isReading) return;
    this.#isReading = true;
    this.#later(this.#surroundings.latency, () => {
      this.#isReading = false;
      this.#surroundings.centre.catchUp();
      this.#sendSnapshot();
    });
  }

  tell(message: SourceMessage): void {
    if (!this.#ended) this.#surroundings.send(message);
  }

  stop(): void {
    this.#ended = true;
    for (const end of this.#ends) end();
    this.#ends.clear();
  }

  #goLive(): void {
    const { centre, greeting } = this.#surroundings;
    centre.catchUp();
    for (const message of greeting()) this.tell(message);
    this.#sendClock();
    this.#sendSnapshot();
    this.#live = true;
    this.tell({ type: 'connection', state: 'live' });
    if (this.#ended) return;
    this.#ends.add(
      centre.simulation.watch((operation) => {
        this.#note(operation);
      }),
    );
    this.#ends.add(
      centre.follow(() => {
        this.#sendBatch();
      }),
    );
  }

  /** Of several changes to a row in one batch only the last one counts. */
  #note(operation: Operation): void {
    this.#changed.set(operation.conversation.id, operation);
  }

  #sendSnapshot(): void {
    const { simulation } = this.#surroundings.centre;
    this.#changed.clear();
    this.#sent.clear();
    const conversations: Conversation[] = [];
    for (const conversation of simulation.conversations()) {
      if (!this.#isInScope(conversation)) continue;
      conversations.push(conversation);
      this.#sent.add(conversation.id);
    }
    const loaded = conversations.length;
    this.tell({ type: 'progress', loaded, total: loaded });
    this.tell({ type: 'snapshot', conversations, asOf: simulation.now });
  }

  #sendBatch(): void {
    const { clock, simulation } = this.#surroundings.centre;
    if (clock.now() - this.#lastClock >= CLOCK_GAP) this.#sendClock();
    if (this.#changed.size === 0) return;
    const upserts: Conversation[] = [];
    const removes: Removal[] = [];
    for (const operation of this.#changed.values()) this.#sort(operation, upserts, removes);
    this.#changed.clear();
    if (upserts.length + removes.length > 0) {
      this.tell({ type: 'delta', upserts, removes, asOf: simulation.now });
    }
  }

  /** A row that was never sent is not taken away; one that leaves the queues asked for is. */
  #sort(operation: Operation, upserts: Conversation[], removes: Removal[]): void {
    if (operation.type === 'remove') {
      if (this.#sent.delete(operation.removal.id)) removes.push(operation.removal);
      return;
    }
    const { conversation } = operation;
    const { id, version } = conversation;
    if (this.#isInScope(conversation)) {
      this.#sent.add(id);
      upserts.push(conversation);
    } else if (this.#sent.delete(id)) {
      removes.push({ id, version, why: 'scope' });
    }
  }

  /** What was sent once stays while it is open: the report counts what has grown older than its window. */
  #isInScope({ id, queue, startedAt }: Conversation): boolean {
    const { centre, scope } = this.#surroundings;
    if (scope.queues.length > 0 && (queue === null || !scope.queues.includes(queue.id))) return false;
    return this.#sent.has(id) || startedAt >= centre.simulation.now - scope.windowHours * HOUR;
  }

  #sendClock(): void {
    const { centre, latency } = this.#surroundings;
    this.#lastClock = centre.clock.now();
    this.tell({ type: 'clock', offsetMs: centre.offset, errorMs: latency / 2 });
  }

  #later(ms: number, run: () => void): void {
    if (this.#ended) return;
    if (ms === 0) {
      run();
      return;
    }
    const cancel = this.#surroundings.centre.clock.after(ms, () => {
      this.#ends.delete(cancel);
      run();
    });
    this.#ends.add(cancel);
  }
}
