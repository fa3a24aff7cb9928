/**
 * The conversations of a model server: rows that change, leave, return, close and reopen, and a bounded log of it. Both
 * transports serve the same world, so that both clients have to end with the same rows.
 */
export type Raw = Record<string, unknown>;

/** What a frame or an answer does to rows. */
export interface Operations {
  readonly up?: readonly Raw[];
  readonly patch?: readonly Raw[];
  readonly rm?: readonly Raw[];
}

/**
 * How well the server publishes what it commits. `ordered`: in the order of the commits. `unordered`: a flawed change is
 * published some changes later than it was committed, which is why it sends whole rows only. `forgetful`: a flawed change
 * gets its number and is not published at all, which nothing but a digest can find.
 */
export type Publishing = 'ordered' | 'unordered' | 'forgetful';

export const CHANGES = ['touch', 'patch', 'hand over', 'leave', 'return', 'close'] as const;

export interface Change {
  readonly kind: (typeof CHANGES)[number];
  /** Which conversation, by its place in {@link IDS}. */
  readonly id: number;
  /** Not published as it ought to be; means nothing where publishing is ordered. */
  readonly isFlawed: boolean;
}

/** In the order of the pages. */
export const IDS = ['__proto__', 'c-0', 'c-1', 'c-2', 'c-3', 'c-4', 'c-5', 'c-6', 'c-7', 'é'] as const;

/** One numbered step of the log. */
export interface Entry {
  readonly seq: number;
  /** Null where the server forgot what it was. */
  readonly operation: Operation | null;
}

interface Operation {
  readonly id: string;
  readonly type: 'up' | 'patch' | 'rm';
  readonly wire: Raw;
  /** The whole row after it; null when it left. */
  readonly after: Raw | null;
  /** It comes back as it was: its version alone does not tell that it came after it left. */
  readonly isUnchangedReturn: boolean;
}

export class World {
  readonly publishing: Publishing;
  /** Most entries of the log. */
  retention: number;
  readonly rows = new Map<string, Raw>();
  /** Out of sight, with the version at which they left it. */
  readonly #away = new Map<string, { readonly row: Raw; readonly leftAt: unknown }>();
  readonly #closed = new Map<string, number>();
  #late: { readonly operation: Operation; left: number }[] = [];
  #log: Entry[] = [];
  #epoch = 1;
  #seq = 0;
  #count = 0;
  /** What the rows were at each position, to tell whether a view ever was true. */
  readonly #states = new Map<string, string>();

  constructor(publishing: Publishing, retention: number) {
    this.publishing = publishing;
    this.retention = retention;
    this.#remember();
  }

  get epoch(): string {
    return `e-${this.#epoch}`;
  }

  get seq(): number {
    return this.#seq;
  }

  get digest(): string {
    return digestOf([...this.rows.values()]);
  }

  /** The rows as they were at a position, as {@link fingerprint} writes them. */
  stateAt(epoch: string, seq: number): string | undefined {
    return this.#states.get(`${epoch}/${seq}`);
  }

  apply({ kind, id: index, isFlawed }: Change): void {
    const id = IDS[index % IDS.length] as string;
    const operation = this.#commit(kind, id);
    if (!operation) return;
    if (isFlawed && this.publishing === 'unordered') this.#late.push({ operation, left: 2 + 3 * index });
    else this.#publish(isFlawed && this.publishing === 'forgetful' ? null : operation);
    for (const late of this.#late) late.left -= 1;
    this.#publishLate(({ left }) => left <= 0);
  }

  /** Whether all that was committed is published. */
  get isCaughtUp(): boolean {
    return this.#late.length === 0;
  }

  /** Publishes what is late, so that the rows are those of the log. */
  catchUp(): void {
    this.#publishLate(() => true);
  }

  /** The entries after `seq`; null when they are not known any more, or not yet. */
  since(epoch: unknown, seq: number): readonly Entry[] | null {
    const first = this.#seq - this.#log.length;
    if (epoch !== this.epoch || !(seq >= first && seq <= this.#seq)) return null;
    return this.#log.slice(seq - first);
  }

  /** The last entry that is still known. */
  get newest(): readonly Entry[] {
    return this.#log.slice(-1);
  }

  /** The server lost its log. */
  trim(kept: number): void {
    this.#log = kept > 0 ? this.#log.slice(-kept) : [];
  }

  /**
   * History cannot be trusted any more: numbers begin anew, and may well fit.
   *
   * @param isRestored from a backup: some rows are older than they were, and their versions will come again with another
   *   content
   */
  newEpoch(seq: number, isRestored: boolean): void {
    this.#epoch += 1;
    this.#seq = seq;
    this.#log = [];
    this.#late = [];
    if (isRestored) {
      for (const [id, row] of [...this.rows].slice(0, 3)) {
        this.#count += 1;
        this.rows.set(id, {
          ...row,
          ver: Math.max(1, Number(row['ver']) - 1),
          subject: `restored ${this.#count}`,
        });
      }
      const [closed] = this.#closed;
      if (closed) {
        this.#closed.delete(closed[0]);
        this.rows.set(closed[0], this.#row(closed[0], Math.max(1, closed[1] - 1)));
      }
    }
    this.#remember();
  }

  /** What becomes of the rows; null when nobody who watches them sees anything of it. */
  #commit(kind: Change['kind'], id: string): Operation | null {
    const row = this.rows.get(id);
    const away = this.#away.get(id);
    if (!row) {
      if (away && kind !== 'return') {
        const ver = Number(away.row['ver']) + 1;
        if (kind === 'close') {
          this.#away.delete(id);
          this.#closed.set(id, ver);
        } else this.#away.set(id, { ...away, row: this.#row(id, ver) });
        return null;
      }
      const after = away?.row ?? this.#row(id, (this.#closed.get(id) ?? 0) + 1);
      this.#away.delete(id);
      this.#closed.delete(id);
      this.rows.set(id, after);
      const isUnchangedReturn = away !== undefined && away.leftAt === after['ver'];
      return { id, type: 'up', wire: after, after, isUnchangedReturn };
    }
    const base = { id, after: null, isUnchangedReturn: false };
    const ver = Number(row['ver']) + 1;
    if (kind === 'leave') {
      this.rows.delete(id);
      this.#away.set(id, { row, leftAt: row['ver'] });
      return { ...base, type: 'rm', wire: { id, ver: ver - 1, why: 'scope' } };
    }
    if (kind === 'close') {
      this.rows.delete(id);
      this.#closed.set(id, ver);
      return { ...base, type: 'rm', wire: { id, ver, why: 'closed' } };
    }
    return this.#edit(kind, row, ver);
  }

  #edit(kind: Change['kind'], row: Raw, ver: number): Operation {
    const id = row['id'] as string;
    const isHandedOver = kind === 'hand over';
    const hasAgent = 'agent' in row;
    this.#count += 1;
    const set: Raw = isHandedOver
      ? { status: hasAgent ? 'open' : 'active', ...(!hasAgent && { agent: { id: 'a1', name: 'Ann' } }) }
      : { subject: `change ${this.#count}`, priority: this.#count };
    const unset = isHandedOver && hasAgent ? ['agent'] : [];
    const after: Raw =
      kind === 'patch' || isHandedOver ? { ...row, ver, ...set } : { ...this.#row(id, ver), ...set };
    if (unset.length > 0) delete after['agent'];
    this.rows.set(id, after);
    const isPatch = this.publishing === 'ordered' && (kind === 'patch' || isHandedOver);
    const wire = isPatch ? { id, ver, set, ...(unset.length > 0 && { unset }) } : after;
    return { id, type: isPatch ? 'patch' : 'up', wire, after, isUnchangedReturn: false };
  }

  #row(id: string, ver: number): Raw {
    this.#count += 1;
    return { id, ver, status: 'open', channel: 'chat', subject: `row ${this.#count}`, startedAt: 1_000 };
  }

  #publish(operation: Operation | null): void {
    this.#seq += 1;
    this.#log.push({ seq: this.#seq, operation });
    this.#log = this.#log.slice(-this.retention);
    this.#remember();
  }

  #publishLate(isDue: (late: { readonly left: number }) => boolean): void {
    const due = this.#late.filter(isDue);
    this.#late = this.#late.filter((late) => !due.includes(late));
    for (const { operation } of due) this.#publish(operation);
  }

  #remember(): void {
    if (this.publishing === 'ordered')
      this.#states.set(`${this.epoch}/${this.#seq}`, fingerprint(this.rows.values()));
  }
}

/**
 * Several entries as one. Where the version alone decides, all of them in a heap (up, patch, rm: one id may be there
 * several times); otherwise what is left of them for each row.
 */
export function combine(entries: readonly Entry[]): Operations {
  const operations = entries.flatMap(({ operation }) => operation ?? []);
  const isHeap = !operations.some(({ isUnchangedReturn }) => isUnchangedReturn);
  const kept = isHeap ? operations : [...new Map(operations.map((last) => [last.id, last])).values()];
  const pick = (type: Operation['type']): Raw[] =>
    kept.filter((operation) => operation.type === type).map(({ wire }) => wire);
  if (isHeap) return { up: pick('up'), patch: pick('patch'), rm: pick('rm') };
  // A patch alone would miss what the operations before it did.
  const rows = kept.flatMap(({ after }): Raw[] => (after ? [after] : []));
  return { up: rows, rm: pick('rm') };
}

/** Rows by what decides which of two is newer. */
export function fingerprint(rows: Iterable<{ readonly [name: string]: unknown }>): string {
  return Array.from(rows, ({ id, ver }) => `${String(id)}@${String(ver)}`)
    .sort()
    .join(' ');
}

/** As the protocol words it, apart from the code under test. */
function digestOf(rows: readonly Raw[]): string {
  const lanes = [0x811c9dc5, 0x7ee3623a].map((basis) => {
    let all = 0;
    for (const { id, ver } of rows) {
      let lane = basis;
      for (const byte of Buffer.from(`${String(id)}\0${String(ver)}`, 'utf8'))
        lane = Math.imul(lane ^ byte, 0x01000193);
      all ^= lane;
    }
    return (all >>> 0).toString(16).padStart(8, '0');
  });
  return lanes.join('');
}
