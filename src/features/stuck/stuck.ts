/** Tells which conversations look stuck and why, on their rows and as a filter. `D` dismisses the one in focus. */
import type { LitElement } from 'lit';
import type { Feature, FeatureHost } from '../../controllers/feature.js';
import { ClockController } from '../../controllers/clock-controller.js';
import { ReportKeys } from '../../controllers/report-keys.js';
import { StreamController } from '../../controllers/stream-controller.js';
import { subjectText } from '../../elements/shared/badges.js';
import { isolated } from '../../elements/shared/customer-text.js';
import type { ToastRegion } from '../../elements/toast-region/toast-region.js';
import type { Localization } from '../../localization/index.js';
import type { StuckReason } from '../../model/stuck.js';
import { chosenValues } from '../../model/view-state.js';
import { addProperties } from '../late-properties.js';
import { rowNotesOf, type NoteSource, type RowNote, type RowNotes } from '../row-notes.js';
import { StuckWatch } from './stuck-watch.js';

export const stuck: Feature = (host) => {
  addProperties(host.report, { stuckLimits: {} });
  new StuckConversations(host);
};

class StuckConversations implements NoteSource {
  readonly #host: FeatureHost;
  readonly #watch: StuckWatch;
  readonly #notes: RowNotes;
  readonly #made = new WeakMap<
    readonly StuckReason[],
    { readonly words: Localization; readonly note: RowNote }
  >();

  constructor(host: FeatureHost) {
    this.#host = host;
    const { report, engine } = host;
    this.#watch = new StuckWatch(engine.all);
    this.#notes = rowNotesOf(host);
    this.#notes.add(this);
    new ClockController(report, () => this.#look());
    new StreamController(
      report,
      () => engine.wiped$,
      () => this.#show(this.#watch.clear()),
    );
    new ReportKeys(report, {
      isEnabled: () => report.policy.shortcuts !== false && report.mode === 'full',
      actions: { d: () => this.#dismiss(this.#notes.focusedRow) },
    });
    this.#look();
  }

  get size(): number {
    return this.#watch.stuck.size;
  }

  noteOf(id: string, words: Localization): RowNote | undefined {
    const reasons = this.#watch.stuck.get(id);
    if (!reasons) return undefined;
    let made = this.#made.get(reasons);
    if (made?.words !== words) {
      made = { words, note: this.#noteFor(id, reasons, words) };
      this.#made.set(reasons, made);
    }
    return made.note;
  }

  #noteFor(id: string, reasons: readonly StuckReason[], words: Localization): RowNote {
    const why = words.list(reasons.map((reason) => reasonText(reason, words)));
    const note = {
      icon: 'warning',
      tone: 'caution',
      text: reasons
        .slice(0, 1)
        .map(({ code }) => words.term(`stuck.${code}`))
        .join(''),
      description: words.term('stuck.looks', { reasons: why }),
    } as const;
    if (this.#host.report.mode !== 'full') return note;
    return { ...note, dismiss: { name: words.term('stuck.dismiss'), act: () => this.#dismiss(id) } };
  }

  /** Of data that are not live nothing can be said that was not true before. */
  #look(): void {
    const { engine, report } = this.#host;
    if (!engine.connection.trusted || report.mode === 'strip') return;
    const ongoing = (id: string): ReturnType<typeof engine.conversation> =>
      engine.isOngoing(id) ? engine.conversation(id) : undefined;
    this.#show(this.#watch.look(engine.serverNow(), report.stuckLimits, ongoing));
  }

  #dismiss(id: string | null): void {
    const row = id === null ? undefined : this.#host.engine.conversation(id);
    if (!row || !this.#watch.dismiss(row.id)) return;
    this.#show([row.id]);
    const words = this.#host.words();
    const conversation = isolated(subjectText(row, words), 80);
    const toasts = this.#host.report.renderRoot.querySelector<ToastRegion>(
      'ongoing-conversations-toast-region',
    );
    toasts?.announce(words.term('stuck.dismissed', { conversation }));
  }

  #show(changed: readonly string[]): void {
    const { engine, report } = this.#host;
    // Figures may have changed, too.
    this.#notes.paint();
    if (changed.length === 0) return;
    // The filter is offered while there are flags. This one is of no row: once offered it stays, and the bar does not jump.
    if (this.size > 0) engine.all.store.flags.set('', '');
    if (chosenValues(engine.viewState.filters, 'stuck').length > 0) engine.all.again(changed);
    report.renderRoot.querySelector<LitElement>('ongoing-conversations-filter-bar')?.requestUpdate();
  }
}

function reasonText({ code, ms, limit }: StuckReason, words: Localization): string {
  return words.term(`stuck.why-${code}`, {
    duration: words.spokenDuration(ms ?? 0),
    limit: words.spokenDuration(limit ?? 0),
  });
}
