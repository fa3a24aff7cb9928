/** Finds the rows that look stuck, a part of all rows each second, and remembers which of them were dismissed. */
import type { AllRows } from '../../engine/view-types.js';
import type { Presence } from '../../model/agent.js';
import type { Conversation } from '../../model/conversation.js';
import {
  DEFAULT_STUCK_LIMITS,
  stuckReasons,
  stuckSignature,
  UsualQuiet,
  type StuckFacts,
  type StuckLimits,
  type StuckReason,
} from '../../model/stuck.js';
import { allRows } from '../all-rows.js';
import { Sweep } from '../sweep.js';

/** Rows looked at in a second. What looks stuck has done so for minutes. */
const EACH_SECOND = 2_000;

export class StuckWatch {
  readonly #rows: Pick<AllRows, 'store'>;
  readonly #sweep: Sweep<Conversation>;
  readonly #usual = new UsualQuiet();
  readonly #stuck = new Map<string, readonly StuckReason[]>();
  /** The reasons for which a conversation was dismissed, by id. */
  readonly #dismissed = new Map<string, string>();
  #presences: ReadonlyMap<string, Presence> = new Map();
  #seen = new Map<string, Presence>();

  constructor(rows: Pick<AllRows, 'store'>) {
    this.#rows = rows;
    this.#sweep = new Sweep(() => allRows(rows), EACH_SECOND);
  }

  /** The rows that look stuck and were not dismissed, by id; another list of reasons where a figure changed. */
  get stuck(): ReadonlyMap<string, readonly StuckReason[]> {
    return this.#stuck;
  }

  /**
   * A second has passed.
   * @param current the row with this id, as long as it is ongoing.
   * @returns the ids whose reason changed
   */
  look(
    now: number,
    limits: StuckLimits | null,
    current: (id: string) => Conversation | undefined,
  ): readonly string[] {
    const changed: string[] = [];
    if (!limits) return this.clear();
    const all = { ...DEFAULT_STUCK_LIMITS, ...limits };
    const facts = this.#facts(now);
    const judge = (id: string, row: Conversation | undefined): void => {
      if (this.#judge(id, row ? stuckReasons(row, facts, all) : [])) changed.push(id);
    };
    // What looks stuck is looked at each second, so that it is told at once when it does no more.
    for (const id of new Set([...this.#stuck.keys(), ...this.#dismissed.keys()])) judge(id, current(id));
    const isRound = this.#sweep.next((row) => {
      this.#usual.note(row, now);
      this.#note(row);
      judge(row.id, row);
    });
    if (isRound) this.#closeRound();
    return changed;
  }

  dismiss(id: string): boolean {
    const reasons = this.#stuck.get(id);
    if (!reasons) return false;
    this.#dismissed.set(id, stuckSignature(reasons));
    return this.#judge(id, reasons);
  }

  /** Nothing looks stuck any more. @returns the ids that did */
  clear(): readonly string[] {
    const ids = [...this.#stuck.keys()];
    this.#stuck.clear();
    this.#dismissed.clear();
    this.#rows.store.flags.clear();
    this.#sweep.restart();
    return ids;
  }

  #judge(id: string, reasons: readonly StuckReason[]): boolean {
    const signature = stuckSignature(reasons);
    const dismissed = this.#dismissed.get(id);
    if (dismissed !== undefined && dismissed !== signature) this.#dismissed.delete(id);
    const [first] = dismissed === signature ? [] : reasons;
    const before = this.#stuck.get(id);
    if (!first) {
      this.#stuck.delete(id);
      this.#rows.store.flags.delete(id);
      return before !== undefined;
    }
    this.#rows.store.flags.set(id, first.code);
    if (!before || !isSaidTheSame(before, reasons)) this.#stuck.set(id, reasons);
    return before === undefined || stuckSignature(before) !== signature;
  }

  #facts(now: number): StuckFacts {
    return {
      now,
      usualQuiet: (row) => this.#usual.of(row),
      presenceOf: (agentId) => this.#presences.get(agentId) ?? null,
      // A queue is not among the facts of a row: a back end that knows how many are online says so.
      onlineIn: (_, { ext }) => numberOf(ext, 'queueOnline'),
    };
  }

  /** One row that shows the agent at work outweighs those that are older. */
  #note({ agent }: Conversation): void {
    if (!agent || agent.presence === null) return;
    const known = this.#seen.get(agent.id);
    if (known === undefined || known === 'offline') this.#seen.set(agent.id, agent.presence);
  }

  #closeRound(): void {
    this.#usual.close();
    this.#presences = this.#seen;
    this.#seen = new Map();
  }
}

function numberOf(ext: Conversation['ext'], name: string): number | null {
  const value = Object.hasOwn(ext, name) ? ext[name] : null;
  return typeof value === 'number' ? value : null;
}

/** To the minute, as it is told. */
function isSaidTheSame(a: readonly StuckReason[], b: readonly StuckReason[]): boolean {
  const minute = ({ ms }: StuckReason): number => Math.floor((ms ?? 0) / 60_000);
  return (
    stuckSignature(a) === stuckSignature(b) &&
    a.every((reason, index) => {
      const other = b[index];
      return other && minute(reason) === minute(other) && reason.limit === other.limit;
    })
  );
}
