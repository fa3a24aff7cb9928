import { isId, isRecord, own } from '../decode-conversation.js';
import { Replica, type RowFault } from '../wire/replica.js';
import type { PollPage } from './poll-answer.js';

/** Up to where the rows are known. `etag` is that of the answer that gave the token. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
  readonly token: string;
  readonly etag: string | null;
}

export function positionOf({ epoch, seq, token, etag }: PollPage): Position {
  return { epoch, seq, token, etag };
}

/**
 * How an answer with changes continues a position: it brings news, it brings nothing that is not known, or changes are
 * missing between the two (or the server's history is another one) and only a full reading helps.
 */
export function chain(position: Position, page: PollPage): 'news' | 'nothing' | 'broken' {
  if (page.mode !== 'delta' || page.epoch !== position.epoch || page.seq < position.seq) return 'broken';
  if (page.seq === position.seq) return 'nothing';
  return (page.from ?? Infinity) <= position.seq ? 'news' : 'broken';
}

/** What comes after a page: the next one, the changes since the first one, taking the rows over, or a new beginning. */
export type ReadingStep = 'page' | 'changes' | 'complete' | 'broken';

/**
 * All rows, read page by page off to the side.
 *
 * Rows change while pages are read. The position of the *first* page counts, and the changes since then are applied
 * before the rows are shown: otherwise a conversation that slipped past the cursor would be missing.
 */
export class FullReading {
  readonly replica: Replica;
  #position: Position | null = null;
  #cursor: string | null = null;
  #expected: number | undefined;
  #partialOf: number | null = null;

  constructor(maxRows: number) {
    this.replica = new Replica(maxRows);
  }

  /** Null before the first page. */
  get position(): Position | null {
    return this.#position;
  }

  /** Key after which the next page begins; null when all pages are there. */
  get cursor(): string | null {
    return this.#cursor;
  }

  /** Rows that will have been read at the end, as far as the server said. */
  get expected(): number | undefined {
    return this.#expected;
  }

  /** How many conversations there are, when these are not all of them; else null. */
  get partialOf(): number | null {
    return this.#partialOf;
  }

  /** Adds an answer. `quarantined` are the rows that could not be read. */
  take(page: PollPage): { readonly step: ReadingStep; readonly quarantined: ReadonlyMap<RowFault, number> } {
    const before = this.replica.count;
    const { quarantined } = this.replica.apply(page, 'replay');
    const first = this.#position;
    if (first !== null && this.#cursor === null) return { step: this.#catchUp(first, page), quarantined };
    if (page.mode !== 'full' || (first !== null && page.epoch !== first.epoch)) {
      return { step: 'broken', quarantined };
    }
    if (first === null) this.#begin(page);
    const isMoving = this.replica.count > before;
    const step = this.#turn(page, first === null, isMoving, quarantined.has('too-many-rows'));
    return { step, quarantined };
  }

  #begin(page: PollPage): void {
    this.#position = positionOf(page);
    this.#expected = page.count ?? page.total;
    // A server may itself hold back rows, and then counts only those that it gives.
    if ((page.total ?? 0) > (page.count ?? Infinity)) this.#partialOf = page.total ?? null;
  }

  #turn(page: PollPage, isFirst: boolean, isMoving: boolean, isFull: boolean): ReadingStep {
    this.#cursor = null;
    if (isFull) {
      this.#partialOf = Math.max(this.#expected ?? 0, page.total ?? 0, this.replica.count + 1);
    } else if (page.more === true) {
      // A page that adds nothing would be asked for again, for ever.
      this.#cursor = isMoving ? (page.next ?? lastId(page)) : null;
      return this.#cursor === null ? 'broken' : 'page';
    }
    return isFirst ? 'complete' : 'changes';
  }

  #catchUp(position: Position, page: PollPage): ReadingStep {
    if (chain(position, page) === 'broken') return 'broken';
    this.#position = positionOf(page);
    return page.more === true ? 'changes' : 'complete';
  }
}

/** Pages are in the order of the ids, so the last one is where the next page begins. */
function lastId(page: PollPage): string | null {
  const last = page.up?.at(-1);
  const id = isRecord(last) ? own(last, 'id') : null;
  return isId(id) ? id : null;
}
