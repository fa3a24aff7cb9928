import type { Applied, Replica, RowFault } from '../wire/replica.js';
import { chain, FullReading, positionOf, type Position } from './full-reading.js';
import type { PollPage, Question } from './poll-answer.js';

/** What an answer did to the rows and what has to come next. */
export interface Intake {
  /**
   * `more`: the server has more, ask on at once. `current`: the rows are those of the server. `mismatch`: they ought to
   * be, and are not. `lost`: changes are missing, all rows have to be read. `failed`: the answer is of no use.
   */
  readonly step: 'more' | 'current' | 'mismatch' | 'lost' | 'failed';
  /** Why they are lost, or why it failed; for diagnostics. */
  readonly code: string;
  /** What the rows that are shown became: `all` when others took their place. */
  readonly changes: Applied | 'all' | 'none';
  /** Rows that could not be read, by fault. */
  readonly quarantined: ReadonlyMap<RowFault, number>;
}

const NONE: ReadonlyMap<RowFault, number> = new Map();

/** The rows, up to where they are known, and the way from there to the rows of the server. */
export class RowSync {
  readonly #maxRows: number;
  #rows: Replica | null = null;
  /** Of the rows. */
  #epoch: string | null = null;
  #partialOf: number | null = null;
  #position: Position | null = null;
  /** All rows, while they are read off to the side. */
  #reading: FullReading | null = null;

  constructor(maxRows: number) {
    this.#maxRows = maxRows;
  }

  /** Null before the first full reading. */
  get rows(): Replica | null {
    return this.#rows;
  }

  /** How many conversations there are, when the rows are not all of them; else null. */
  get partialOf(): number | null {
    return this.#partialOf;
  }

  /** How far a full reading is, while there is one. */
  get progress(): { readonly loaded: number; readonly total?: number } | null {
    if (this.#reading === null) return null;
    const { replica, expected } = this.#reading;
    return { loaded: replica.count, ...(expected !== undefined && { total: expected }) };
  }

  /** What to ask for next. */
  get next(): {
    readonly question: Question;
    readonly parameters: readonly (readonly [string, string])[];
    readonly etag: string | null;
  } {
    const cursor = this.#cursor;
    if (cursor !== null) return { question: 'page', parameters: [['after', cursor]], etag: null };
    const position = this.#reading?.position ?? this.#position;
    if (position === null) return { question: 'rows', parameters: [], etag: null };
    return { question: 'changes', parameters: [['since', position.token]], etag: position.etag };
  }

  take(page: PollPage): Intake {
    if (page.mode === 'full' && this.#cursor === null) this.#reading = new FullReading(this.#maxRows);
    return this.#reading === null ? this.#follow(page) : this.#read(this.#reading, page);
  }

  /** The server says that nothing has changed. */
  confirm(): Intake {
    return this.#reading === null ? intake('current') : this.#swap(this.#reading, null, NONE);
  }

  /** Gives up a reading that did not come to its end; it begins anew, its pages might be too old by then. */
  giveUpReading(): void {
    this.#reading = null;
  }

  /** The next question will be for all rows. Those that are known stay until then. */
  forgetPosition(): void {
    this.#position = null;
    this.#reading = null;
  }

  forget(): void {
    this.forgetPosition();
    this.#rows = null;
    this.#epoch = null;
  }

  get #cursor(): string | null {
    return this.#reading?.cursor ?? null;
  }

  #read(reading: FullReading, page: PollPage): Intake {
    // What is closed must be known before changes are applied, and cannot hold against the pages.
    if (reading.position !== null && reading.cursor === null) this.#handDownClosed(reading);
    const { step, quarantined } = reading.take(page);
    if (step === 'complete') return this.#swap(reading, page, quarantined);
    return step === 'broken'
      ? intake('failed', { code: 'broken-reading', quarantined })
      : intake('more', { quarantined });
  }

  /** Takes over what was read off to the side, all at once. */
  #swap(reading: FullReading, page: PollPage | null, quarantined: Intake['quarantined']): Intake {
    const { replica, position } = reading;
    const [before, wasLost] = [this.#rows, this.#position === null];
    const isContinued = position?.epoch === this.#epoch;
    this.#handDownClosed(reading);
    this.#rows = replica;
    this.#position = position;
    this.#epoch = position?.epoch ?? null;
    this.#partialOf = reading.partialOf;
    this.#reading = null;
    // Some servers give all rows each time; those that are on screen need no painting. In another epoch the same versions
    // may stand for other rows.
    const isKnown = isContinued && !wasLost;
    const isSame = isKnown && before?.count === replica.count && before.digest === replica.digest;
    return intake(this.#compare(page), { changes: isSame ? 'none' : 'all', quarantined });
  }

  #handDownClosed({ replica, position }: FullReading): void {
    if (this.#rows !== null && position?.epoch === this.#epoch) replica.rememberClosed(this.#rows);
  }

  /** Applies changes to the rows that are shown. */
  #follow(page: PollPage): Intake {
    const [rows, position] = [this.#rows, this.#position];
    if (rows === null || position === null) return intake('failed', { code: 'malformed' });
    const link = chain(position, page);
    if (link === 'broken') return intake('lost', { code: page.epoch === position.epoch ? 'gap' : 'epoch' });
    this.#position = positionOf(page);
    const step = page.more === true ? 'more' : 'current';
    if (link === 'nothing') return intake(step === 'more' ? step : this.#compare(page));
    const changes = rows.apply(page, 'live');
    const { quarantined } = changes;
    if (changes.diverged) return intake('lost', { code: 'patch-without-row', changes, quarantined });
    return intake(step === 'more' ? step : this.#compare(page), { changes, quarantined });
  }

  #compare(page: PollPage | null): 'current' | 'mismatch' {
    if (page?.count === undefined || this.#rows === null) return 'current';
    return this.#rows.agrees(page.count, page.digest) ? 'current' : 'mismatch';
  }
}

function intake(step: Intake['step'], rest: Partial<Intake> = {}): Intake {
  return { code: '', changes: 'none', quarantined: NONE, ...rest, step };
}
