/**
 * Rows glide to their places when an order that was held is let go, so that eyes find again what they were on. Nothing
 * waits for it: the rows are where they belong from the first frame on, and only drawn on their way there. A hand that
 * comes back finds them there: nothing moves under it.
 */
import type { LitElement, ReactiveController } from 'lit';
import type { Feature, FeatureHost } from '../controllers/feature.js';
import type { ReportEngine } from '../engine/report-engine.js';
import { eachGrid } from './each-grid.js';

const TIMING: KeyframeAnimationOptions = { duration: 160, easing: 'ease-out' };
/** Signs of a hand. */
const HAND = ['pointermove', 'pointerdown', 'keydown'] as const;
const CALM = '(prefers-reduced-motion: reduce)';

class Glide implements ReactiveController {
  readonly #grid: LitElement;
  readonly #engine: ReportEngine;
  #view;
  #viewState;
  /** Where the rows were, by id, when they are about to be laid out anew. */
  #before: ReadonlyMap<string, number> | undefined;
  #running: readonly Animation[] = [];

  constructor(grid: LitElement, { engine }: FeatureHost) {
    this.#grid = grid;
    this.#engine = engine;
    this.#view = engine.view;
    this.#viewState = engine.viewState;
  }

  hostConnected(): void {
    for (const type of HAND) this.#grid.addEventListener(type, this.#arrive, { capture: true });
  }

  hostDisconnected(): void {
    for (const type of HAND) this.#grid.removeEventListener(type, this.#arrive, { capture: true });
  }

  readonly #arrive = (): void => {
    for (const animation of this.#running) animation.finish();
    this.#running = [];
  };

  hostUpdate(): void {
    const { view, viewState } = this.#engine;
    // A new order is asked for some frames before it is there.
    if (view === this.#view) return;
    // Who asks for another order wants to see it, and not what became of the old one.
    const isLetGo =
      this.#view.changesWaiting > 0 && view.changesWaiting === 0 && this.#viewState === viewState;
    this.#view = view;
    this.#viewState = viewState;
    this.#before =
      isLetGo && !matchMedia(CALM).matches
        ? new Map(this.#rows().map((row) => [idOf(row), topOf(row)]))
        : undefined;
  }

  hostUpdated(): void {
    const before = this.#before;
    this.#before = undefined;
    // The grid lays out its rows when controllers have been told, and still before the browser draws.
    if (before) void this.#grid.updateComplete.then(() => this.#glide(before));
  }

  #glide(before: ReadonlyMap<string, number>): void {
    const rows = this.#rows();
    // All are measured before the first is drawn elsewhere.
    const tops = rows.map(topOf);
    this.#running = rows.flatMap((row, index) => {
      const from = before.get(idOf(row));
      if (from === undefined) return [row.animate({ opacity: [0, 1] }, TIMING)];
      const way = from - (tops[index] ?? 0);
      if (way === 0) return [];
      return [row.animate({ transform: [`translateY(${String(way)}px)`, 'none'] }, TIMING)];
    });
  }

  #rows(): HTMLElement[] {
    return [...this.#grid.renderRoot.querySelectorAll<HTMLElement>('.rows .row')];
  }
}

const idOf = ({ dataset }: HTMLElement): string => dataset['conversationId'] ?? dataset['group'] ?? '';
const topOf = (row: HTMLElement): number => row.getBoundingClientRect().top;

export const glide: Feature = (host) => eachGrid(host, (grid) => grid.addController(new Glide(grid, host)));
