/**
 * Rows from the store to the screen: a message changes the store at once, what is shown follows at the next frame,
 * unless it is paused or its order is held. Also the selection, which holds the order and ends with its rows.
 *
 * Work on many rows is done in slices; what was published stays until the next is complete.
 */
import { BehaviorSubject, Observable, Subject } from 'rxjs';
import type { Removal } from '../data-source/data-source.js';
import type { Conversation } from '../model/conversation.js';
import { DEFAULT_VIEW, type Facet, type ViewState } from '../model/view-state.js';
import type { RowRecord } from './row-record.js';
import { RowStore } from './row-store.js';
import { RowView, type CompareOf, type RowScope } from './row-view.js';
import { Slices, type SliceOptions } from './slices.js';
import type { FrameScheduler } from './time-source.js';
import type { AllRows, FacetValue, HoldReason, KpiTotals, ReportView } from './view-types.js';

const NO_IDS: ReadonlySet<string> = new Set();
const NONE_ENDED: ReadonlyMap<string, number> = new Map();
/** What another choice of gives other rows or another order. */
const REARRANGING = ['filters', 'search', 'card', 'sort', 'grouping'] as const;
/** Rows between two looks at the clock. */
const STEP = 64;
/** Rows brought into the order at a time: sorting them must fit into a slice. */
const BATCH = 4_096;

export interface LiveRowsOptions extends SliceOptions {
  readonly frame: FrameScheduler;
  readonly serverNow: () => number;
  /** True while a message is applied in part. */
  readonly isMidMessage: () => boolean;
  readonly onLeftOut: (code: 'unreadable-row' | 'record-channel', detail: string) => void;
  /** Rows changed, came or went; at most once a frame. */
  readonly onChange: () => void;
}

export class LiveRows implements AllRows {
  readonly store: RowStore;
  readonly view$: BehaviorSubject<ReportView>;
  readonly totals$: BehaviorSubject<KpiTotals>;
  readonly viewState$ = new BehaviorSubject<ViewState>(DEFAULT_VIEW);
  readonly selection$ = new BehaviorSubject<ReadonlySet<string>>(NO_IDS);
  readonly #options: LiveRowsOptions;
  readonly #rowView: RowView;
  readonly #slices: Slices;
  readonly #holds = new Set<HoldReason>();
  /** Hot: everything was taken away because it may not be seen any more. */
  readonly wiped$ = new Subject<undefined>();
  /** Newest rows changed; at most once a frame. */
  readonly #touched$ = new Subject<undefined>();
  #cancelFrame: (() => void) | null = null;
  /** Rows that are still to be put into a new view, null when it is complete. */
  #rebuilding: Iterator<RowRecord> | null = null;
  #paused = false;
  /** Since the last wipe. */
  #hasShownRows = false;
  /** Of the work that is being done, or was last: changes are brought into the order by it. */
  #isTaking = false;
  #revision = 0;
  #scope: RowScope = { windowHours: 24, queues: [] };
  #compareOf: CompareOf = () => undefined;

  constructor(options: LiveRowsOptions) {
    this.#options = options;
    this.#slices = new Slices(options);
    this.store = new RowStore(options.onLeftOut);
    this.#rowView = new RowView(this.store);
    this.#rowView.setView(DEFAULT_VIEW, this.#scope, this.#compareOf);
    this.view$ = new BehaviorSubject(this.#snapshot());
    this.totals$ = new BehaviorSubject(this.#rowView.totals());
  }

  /** Takes another scope or another order of the host's columns. */
  configure(scope: RowScope, compareOf: CompareOf): void {
    this.#scope = scope;
    this.#compareOf = compareOf;
    this.#rebuild();
  }

  /** Whom the filters take for the user. */
  setMe(me: string | null): void {
    if (this.store.me === me) return;
    this.store.me = me;
    if (this.viewState$.value.filters['monitored-by']) this.#rebuild();
  }

  /** Changes what the supervisor looks at. It was asked for, so it applies at once, held or not. */
  setViewState(change: Partial<ViewState>): void {
    this.viewState$.next({ ...this.viewState$.value, ...change });
    if (REARRANGING.some((name) => change[name] !== undefined)) this.#rebuild();
  }

  #rebuild(): void {
    this.#rowView.setView(this.viewState$.value, this.#scope, this.#compareOf);
    this.#rebuilding = this.store.records.values();
    // What was being taken when this came in between is not left behind, nor shown before its message is through.
    const wasTaking = this.#slices.isBusy && this.#isTaking;
    const isPaused = this.#paused && this.#hasShownRows;
    const takesChanges = wasTaking && !isPaused && !this.#options.isMidMessage();
    this.#slices.run(this.#work(takesChanges));
    if (wasTaking && !takesChanges) this.requestFrame();
  }

  // ── Arrival ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** Makes the rows those of a snapshot, step by step; rows that it does not name are gone. */
  *takeSnapshot(rows: readonly unknown[]): Generator {
    this.store.beginSnapshot();
    yield* this.#upsert(rows);
    this.store.endSnapshot();
  }

  /** Applies changes, step by step. */
  *takeChanges(upserts: readonly unknown[], removes: readonly Removal[]): Generator {
    yield* this.#upsert(upserts);
    for (let index = 0; index < removes.length; index += 1) {
      this.store.remove(removes[index] as Removal);
      if (index % STEP === 0) yield undefined;
    }
  }

  *#upsert(rows: readonly unknown[]): Generator {
    for (let start = 0; start < rows.length; start += STEP) {
      this.store.upsertFrom(rows, start, Math.min(start + STEP, rows.length));
      yield undefined;
    }
  }

  // ── Publication ─────────────────────────────────────────────────────────────────────────────────────────────

  requestFrame(): void {
    this.#cancelFrame ??= this.#options.frame(() => {
      this.#cancelFrame = null;
      // What is applied in part is shown when it is whole; that asks for a frame again.
      if (!this.#options.isMidMessage()) this.#flush();
    });
  }

  cancelFrame(): void {
    this.#cancelFrame?.();
    this.#cancelFrame = null;
    this.#slices.stop();
  }

  #flush(): void {
    // Followers of single rows are told also while the view is paused: a dialog must know.
    this.#touched$.next(undefined);
    this.#options.onChange();
    // A pause holds what is shown. Before the first rows there is nothing to hold, and an empty grid would be a lie.
    if (this.#paused && this.#hasShownRows) {
      if (this.store.waiting !== this.view$.value.changesWaiting) this.#publish();
      return;
    }
    this.#slices.run(this.#work(true));
  }

  /** Puts rows where they belong, step by step, and publishes when all are there. */
  *#work(takesChanges: boolean): Generator {
    this.#isTaking = takesChanges;
    const now = this.#options.serverNow();
    const wasRebuilding = this.#rebuilding !== null;
    let placed = 0;
    for (let some = this.#placeSome(takesChanges, now); some > 0; some = this.#placeSome(takesChanges, now)) {
      placed += some;
      if (placed >= BATCH) {
        this.#rowView.merge();
        placed = 0;
      }
      yield undefined;
    }
    const wasHeld = this.#rowView.held !== null;
    if (wasRebuilding) this.#rowView.release();
    this.#rowView.publish(now);
    if (wasRebuilding && wasHeld) this.#rowView.hold();
    // Rows may have come to an empty grid that the pointer was over all the time.
    if (takesChanges && this.#holds.size > 0) this.#rowView.hold();
    this.#hasShownRows ||= takesChanges && this.#rowView.total > 0;
    this.#emit();
  }

  /** Places a few rows and returns how many; 0 when all have their place. */
  #placeSome(takesChanges: boolean, now: number): number {
    let placed = 0;
    while (this.#rebuilding && placed < STEP) {
      const next = this.#rebuilding.next();
      if (next.done === true) this.#rebuilding = null;
      else this.#rowView.replace(next.value, now);
      placed += 1;
    }
    while (takesChanges && placed < STEP) {
      const record = this.store.takeChanged();
      if (!record) break;
      this.#rowView.update(record, now);
      placed += 1;
    }
    return placed;
  }

  /** Time alone: rows that run overtake rows that have stopped, and grow out of the window. */
  tick(withAge: boolean): void {
    if (this.#paused || this.#slices.isBusy) return;
    if (withAge) this.#rowView.age(this.#options.serverNow());
    if (this.#rowView.held === null) this.#publish();
    else if (withAge) this.requestFrame();
  }

  #publish(): void {
    this.#rowView.publish(this.#options.serverNow());
    this.#emit();
  }

  #emit(): void {
    this.#revision += 1;
    this.view$.next(this.#snapshot());
    this.totals$.next(this.#rowView.totals());
    this.#dropEndedSelection();
  }

  #snapshot(): ReportView {
    const { held, total, outsideWindow } = this.#rowView;
    return {
      rows: this.#rowView.list(),
      groups: this.#rowView.groups(),
      total,
      held: held !== null,
      changesWaiting: this.#paused ? this.store.waiting : (held?.waiting ?? 0),
      ended: held?.ended ?? NONE_ENDED,
      outsideWindow,
      revision: this.#revision,
    };
  }

  /** Nothing old may stay visible: gone before the next paint. */
  wipe(): void {
    this.#slices.stop();
    this.store.clear();
    this.#rowView.release();
    this.#rowView.setView(this.viewState$.value, this.#scope, this.#compareOf);
    this.#rebuilding = null;
    this.#hasShownRows = false;
    this.#touched$.next(undefined);
    this.#setSelection(NO_IDS);
    this.#publish();
    this.wiped$.next(undefined);
  }

  // ── Pause and hold ──────────────────────────────────────────────────────────────────────────────────────────

  /** Nothing that is shown changes but its clock; what changes meanwhile is counted. */
  set paused(paused: boolean) {
    if (paused === this.#paused) return;
    if (paused) this.#flush();
    this.#paused = paused;
    if (!paused) this.#flush();
  }

  hold(reason: HoldReason): void {
    if (this.#holds.has(reason)) return;
    this.#holds.add(reason);
    if (this.#rowView.held) return;
    this.#rowView.hold();
    this.#publish();
  }

  letGo(reason: HoldReason): void {
    if (this.#holds.delete(reason) && this.#holds.size === 0) this.#release();
  }

  releaseHold(): void {
    this.#release();
    if (this.#holds.size === 0) return;
    this.#rowView.hold();
    this.#publish();
  }

  #release(): void {
    if (!this.#rowView.held) return;
    this.#rowView.release();
    this.#publish();
  }

  // ── Selection ───────────────────────────────────────────────────────────────────────────────────────────────

  /** Replaces the selection; only rows on screen can be selected. */
  select(ids: Iterable<string>): void {
    this.#setSelection(new Set([...ids].filter((id) => this.#rowView.shown(id) !== undefined)));
  }

  #setSelection(ids: ReadonlySet<string>): void {
    const before = this.selection$.value;
    if (ids.size === before.size && [...ids].every((id) => before.has(id))) return;
    this.selection$.next(ids);
    if (ids.size > 0) this.hold('selection');
    else this.letGo('selection');
  }

  /** A row that is no longer on screen is no longer selected: nobody can see what an action would hit. */
  #dropEndedSelection(): void {
    const selection = this.selection$.value;
    if (selection.size === 0) return;
    // While the order is held, what ended stays on screen.
    if (this.#rowView.held && this.#selectionCheckedFor === this.#rowView.held) return;
    this.#selectionCheckedFor = this.#rowView.held;
    this.#setSelection(new Set([...selection].filter((id) => this.#rowView.shown(id) !== undefined)));
  }

  #selectionCheckedFor: unknown = null;

  // ── All rows ────────────────────────────────────────────────────────────────────────────────────────────────

  /** After a change of flags, or of what else a place depends on. */
  again(ids: Iterable<string>): void {
    if (this.#paused) return;
    for (const id of ids) this.#rowView.again(this.store.records.get(id), this.#options.serverNow());
  }

  // ── Single rows ─────────────────────────────────────────────────────────────────────────────────────────────

  /** The newest row with this id, also one that ended and is still shown. */
  find(id: string): Conversation | undefined {
    return this.store.get(id) ?? this.#rowView.shown(id);
  }

  follow(id: string): Observable<Conversation | null> {
    return new Observable((subscriber) => {
      let last = this.store.get(id) ?? null;
      subscriber.next(last);
      return this.#touched$.subscribe(() => {
        const row = this.store.get(id) ?? null;
        if (row === last) return;
        last = row;
        subscriber.next(row);
      });
    });
  }

  facetValues(facet: Facet): readonly FacetValue[] {
    return this.#rowView.facetValues(facet);
  }
}
