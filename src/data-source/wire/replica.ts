/**
 * The rows of one stream as the server has them: what is shown, what had to be left out, what was closed.
 *
 * Order on the wire is not trusted. Each operation carries the version of its conversation, and rules A1 to A4 of the
 * protocol decide by it: an older upsert, a patch of a closed row or a late removal changes nothing.
 *
 * A snapshot is filled into a new replica off to the side, and taking that one in place of the old is the atomic swap.
 */
import type { Conversation } from '../../model/conversation.js';
import type { Removal } from '../data-source.js';
import {
  decodedList,
  decodeParsed,
  decodePatch,
  isCount,
  isId,
  isRecord,
  isSafeToRead,
  own,
  type DecodeFault,
} from '../decode-conversation.js';
import { Digest } from './digest.js';

/** What a frame does to the rows, not yet validated. */
export interface Operations {
  readonly up?: readonly unknown[] | undefined;
  readonly patch?: readonly unknown[] | undefined;
  readonly rm?: readonly unknown[] | undefined;
}

/** Why a row is not shown: unreadable, not a conversation (`record`), or beyond the most rows that are kept. */
export type RowFault = DecodeFault | 'record-channel' | 'too-many-rows';

/** What changed: each id at most once, either as upsert or as removal. */
export interface Applied {
  readonly upserts: readonly Conversation[];
  readonly removes: readonly Removal[];
  /** Occurrences by fault. */
  readonly quarantined: ReadonlyMap<RowFault, number>;
  /** A patch met a row that is missing here: rows were lost, only a new snapshot helps. */
  readonly diverged: boolean;
}

/** A row that cannot be read. Its version still counts, so that count and digest agree with the server's. */
interface Unreadable {
  readonly version: number;
}

/** Closed conversations remembered, so that a late upsert does not bring one back. */
const MAX_TOMBSTONES = 10_000;

export class Replica {
  /** The decoded row is also the base of later patches: a second, raw copy would double the memory. */
  readonly #rows = new Map<string, Conversation | Unreadable>();
  readonly #tombstones = new Map<string, number>();
  readonly #digest = new Digest();
  readonly #maxRows: number;
  /** False once a row came that could not be identified or kept: count and digest then differ for good. */
  #complete = true;
  #shown = 0;
  #isSafe = true;

  constructor(maxRows = Infinity) {
    this.#maxRows = maxRows;
  }

  /** Rows that the server counts too, left out ones included. */
  get count(): number {
    return this.#rows.size;
  }

  /** Rows that are shown. */
  get shown(): number {
    return this.#shown;
  }

  /** 16 hex digits, see `digest.ts`. */
  get digest(): string {
    return this.#digest.toString();
  }

  /** Compares with a mark of the server. Without a digest only the count is compared; what cannot be told agrees. */
  agrees(count: number, digest?: string): boolean {
    return !this.#complete || (count === this.count && (digest === undefined || digest === this.digest));
  }

  /** The rows that are shown, in the order of their arrival. */
  conversations(): readonly Conversation[] {
    const rows: Conversation[] = [];
    for (const row of this.#rows.values()) if (isShown(row)) rows.push(row);
    return decodedList(rows);
  }

  /**
   * Applies the operations of one frame: all upserts, then all patches, then all removals.
   *
   * @param phase `replay` while a snapshot is caught up: a patch may then meet a row that a page no longer had.
   */
  apply(operations: Operations, phase: 'replay' | 'live'): Applied {
    const changes = new Changes();
    this.#isSafe = isSafeToRead();
    for (const row of operations.up ?? []) this.#upsert(row, changes);
    for (const patch of operations.patch ?? []) this.#patch(patch, phase, changes);
    for (const removal of operations.rm ?? []) this.#remove(removal, changes);
    return changes.applied();
  }

  /**
   * Takes over which conversations are closed from the rows of before, of the same epoch: a late upsert must not bring
   * them back after a snapshot either. Those that the snapshot itself has, in a version that was closed, are open.
   */
  rememberClosed(before: Replica): void {
    for (const [id, version] of before.#tombstones) {
      if ((this.#rows.get(id)?.version ?? Infinity) > version) this.#bury(id, version);
    }
  }

  #upsert(raw: unknown, changes: Changes): void {
    const identity = this.#identify(raw, changes);
    if (!identity || this.#isOutdated(identity)) return;
    if (!this.#rows.has(identity.id) && this.#rows.size >= this.#maxRows) {
      this.#complete = false;
      changes.leaveOut('too-many-rows');
      return;
    }
    this.#store(identity, decodeParsed(raw, this.#isSafe), changes);
  }

  #patch(raw: unknown, phase: 'replay' | 'live', changes: Changes): void {
    const identity = this.#identify(raw, changes);
    if (!identity || this.#isOutdated(identity)) return;
    const base = this.#rows.get(identity.id);
    if (!base) {
      if (phase === 'live' && this.#complete) changes.diverged = true;
    } else if ('id' in base) {
      const set = own(raw as Raw, 'set');
      const unset = own(raw as Raw, 'unset');
      const fields = isRecord(set) ? set : {};
      const names = Array.isArray(unset) ? unset : [];
      this.#store(identity, decodePatch(base, identity.version, fields, names, this.#isSafe), changes);
    } else {
      // Without the fields of the base nothing can be shown before the next full row.
      this.#store(identity, 'no-status', changes);
    }
  }

  #remove(raw: unknown, changes: Changes): void {
    const identity = this.#identify(raw, changes);
    if (!identity) return;
    const { id, version } = identity;
    const row = this.#rows.get(id);
    if (row && row.version > version) return;
    const why = own(raw as Raw, 'why') === 'closed' ? 'closed' : 'scope';
    if (why === 'closed') this.#bury(id, version);
    if (!row) return;
    this.#rows.delete(id);
    this.#digest.toggle(id, row.version);
    if (isShown(row)) {
      this.#shown -= 1;
      changes.removed({ id, version, why });
    }
  }

  #store(identity: Identity, row: Conversation | DecodeFault, changes: Changes): void {
    const { id, version } = identity;
    const before = this.#rows.get(id);
    const wasShown = before !== undefined && isShown(before);
    if (before) this.#digest.toggle(id, before.version);
    const after = typeof row === 'string' ? { version } : row;
    this.#rows.set(id, after);
    this.#digest.toggle(id, version);
    if (isShown(after)) {
      if (!wasShown) this.#shown += 1;
      changes.upserted(after);
      return;
    }
    changes.leaveOut(typeof row === 'string' ? row : 'record-channel');
    if (wasShown) {
      this.#shown -= 1;
      // The old row would be a lie from now on; it comes back with the next one that can be read.
      changes.removed({ id, version, why: 'scope' });
    }
  }

  #identify(raw: unknown, changes: Changes): Identity | null {
    const identity = identify(raw);
    if (typeof identity !== 'string') return identity;
    this.#complete = false;
    changes.leaveOut(identity);
    return null;
  }

  #isOutdated({ id, version }: Identity): boolean {
    return (this.#rows.get(id)?.version ?? -1) > version || (this.#tombstones.get(id) ?? -1) >= version;
  }

  #bury(id: string, version: number): void {
    const before = this.#tombstones.get(id) ?? 0;
    this.#tombstones.delete(id);
    this.#tombstones.set(id, Math.max(before, version));
    if (this.#tombstones.size > MAX_TOMBSTONES) {
      for (const oldest of this.#tombstones.keys()) {
        this.#tombstones.delete(oldest);
        break;
      }
    }
  }
}

type Raw = Readonly<Record<string, unknown>>;

interface Identity {
  readonly id: string;
  readonly version: number;
}

function identify(raw: unknown): Identity | DecodeFault {
  if (!isRecord(raw)) return 'not-an-object';
  const id = own(raw, 'id');
  if (!isId(id)) return 'no-id';
  const version = own(raw, 'ver');
  return isCount(version) ? { id, version } : 'no-version';
}

function isShown(row: Conversation | Unreadable): row is Conversation {
  return 'id' in row && row.channel !== 'record';
}

/** Collects what one frame changed. */
class Changes {
  diverged = false;
  readonly #upserts = new Map<string, Conversation>();
  readonly #removes = new Map<string, Removal>();
  readonly #quarantined = new Map<RowFault, number>();

  upserted(row: Conversation): void {
    this.#removes.delete(row.id);
    this.#upserts.set(row.id, row);
  }

  removed(removal: Removal): void {
    this.#upserts.delete(removal.id);
    this.#removes.set(removal.id, removal);
  }

  leaveOut(fault: RowFault): void {
    this.#quarantined.set(fault, (this.#quarantined.get(fault) ?? 0) + 1);
  }

  applied(): Applied {
    return {
      upserts: decodedList([...this.#upserts.values()]),
      removes: [...this.#removes.values()],
      quarantined: this.#quarantined,
      diverged: this.diverged,
    };
  }
}
