/**
 * Rows from the store to the screen: a message changes the store at once, what is shown follows at the next frame,
 * unless it is paused or its order is held. Also the selection, which holds the order and ends with its rows.
 */
import { BehaviorSubject, Observable, Subject } from 'rxjs';
import type { Conversation } from '../model/conversation.js';
import { DEFAULT_VIEW, type ViewState } from '../model/view-state.js';
import { RowStore } from './row-store.js';
import { RowView, type CompareOf, type RowScope } from './row-view.js';
import type { FrameScheduler } from './time-source.js';
import type { HoldReason, KpiTotals, ReportView } from './view-types.js';

const NO_IDS: ReadonlySet<string> = new Set();

export interface LiveRowsOptions {
  readonly frame: FrameScheduler;
  readonly serverNow: () => number;
  readonly onLeftOut: (code: 'unreadable-row' | 'record-channel', detail: string) => void;
  /** A row changed, came or went; once a frame for each. */
  readonly onChange: (id: string) => void;
}

export class LiveRows {
  readonly store: RowStore;
  readonly view$: BehaviorSubject<ReportView>;
  readonly totals$: BehaviorSubject<KpiTotals>;
  readonly viewState$ = new BehaviorSubject<ViewState>(DEFAULT_VIEW);
  readonly selection$ = new BehaviorSubject<ReadonlySet<string>>(NO_IDS);
  readonly #options: LiveRowsOptions;
  readonly #rowView = new RowView();
  readonly #holds = new Set<HoldReason>();
  /** Hot: everything was taken away because it may not be seen any more. */
  readonly wiped$ = new Subject<undefined>();
  /** Ids whose newest row changed, at most once a frame; null for all of them. */
  readonly #touched$ = new Subject<ReadonlySet<string> | null>();
  #cancelFrame: (() => void) | null = null;
  #paused = false;
  /** Since the last wipe. */
  #hasShownRows = false;
  #revision = 0;
  #scope: RowScope = { windowHours: 24, queues: [] };
  #compareOf: CompareOf = () => undefined;

  constructor(options: LiveRowsOptions) {
    this.#options = options;
    this.store = new RowStore(options.onLeftOut);
    this.view$ = new BehaviorSubject(this.#snapshot());
    this.totals$ = new BehaviorSubject(this.#rowView.totals());
  }

  /** Takes another scope or another order of the host's columns. */
  configure(scope: RowScope, compareOf: CompareOf): void {
    this.#scope = scope;
    this.#compareOf = compareOf;
    this.#rebuild();
  }

  /** Changes what the supervisor looks at. It was asked for, so it applies at once, held or not. */
  setViewState(change: Partial<ViewState>): void {
    this.viewState$.next({ ...this.viewState$.value, ...change });
    if (change.filters || change.search !== undefined || change.card !== undefined || change.sort)
      this.#rebuild();
  }

  #rebuild(): void {
    this.#rowView.setView(this.viewState$.value, this.#scope, this.#compareOf, this.#options.serverNow());
    this.#publish();
  }

  // ── Publication ─────────────────────────────────────────────────────────────────────────────────────────────

  requestFrame(): void {
    this.#cancelFrame ??= this.#options.frame(() => {
      this.#cancelFrame = null;
      this.#flush();
    });
  }

  cancelFrame(): void {
    this.#cancelFrame?.();
    this.#cancelFrame = null;
  }

  #flush(): void {
    // Followers of single rows are told also while the view is paused: a dialog must know.
    this.#touched$.next(this.store.changed);
    for (const id of this.store.changed) this.#options.onChange(id);
    // A pause holds what is shown. Before the first rows there is nothing to hold, and an empty grid would be a lie.
    if (this.#paused && this.#hasShownRows) {
      if (this.store.changed.size !== this.view$.value.changesWaiting) this.#publish();
      return;
    }
    const now = this.#options.serverNow();
    for (const id of this.store.changed) this.#rowView.update(id, this.store.get(id), now);
    this.store.changed.clear();
    this.#rowView.merge(now);
    // Rows may have come to an empty grid that the pointer was over all the time.
    if (this.#holds.size > 0) this.#rowView.hold();
    this.#hasShownRows ||= this.#rowView.total > 0;
    this.#publish();
  }

  /** Time alone: rows that run overtake rows that have stopped, and grow out of the window. */
  tick(withAge: boolean): void {
    if (this.#paused) return;
    const now = this.#options.serverNow();
    if (withAge) this.#rowView.age(now);
    if (this.#rowView.held === null && this.#rowView.merge(now)) this.#publish();
    else if (withAge) this.requestFrame();
  }

  #publish(): void {
    this.#revision += 1;
    this.view$.next(this.#snapshot());
    this.totals$.next(this.#rowView.totals());
    this.#dropEndedSelection();
  }

  #snapshot(): ReportView {
    const { held, total, outsideWindow } = this.#rowView;
    return {
      rows: this.#rowView.list(),
      total,
      held: held !== null,
      changesWaiting: this.#paused ? this.store.changed.size : (held?.waiting ?? 0),
      ended: held ? new Set(held.ended.keys()) : NO_IDS,
      outsideWindow,
      revision: this.#revision,
    };
  }

  /** Nothing old may stay visible: gone before the next paint. */
  wipe(): void {
    this.store.clear();
    this.store.changed.clear();
    this.#rowView.clear();
    this.#hasShownRows = false;
    this.#touched$.next(null);
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
    this.#rowView.merge(this.#options.serverNow());
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
    const staying = [...this.selection$.value].filter((id) => this.#rowView.shown(id) !== undefined);
    this.#setSelection(new Set(staying));
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
      return this.#touched$.subscribe((touched) => {
        const row = this.store.get(id) ?? null;
        if (row === last || (touched !== null && !touched.has(id))) return;
        last = row;
        subscriber.next(row);
      });
    });
  }

  readonly facetValues = this.#rowView.facetValues.bind(this.#rowView);
}
