/** What the harness asks of a contestant. Everything it tells is read from its DOM. */
import type { Counters } from './workload/oracle.js';
import type { WorkloadLink } from './workload/link.js';

export interface ShownRow {
  readonly subject: string;
  readonly status: string;
  /** As it is shown, `m:ss` or `h:mm:ss`. */
  readonly wait: string;
}

export interface Contestant {
  /** True for the one without DOM: it has nothing to look at. */
  readonly isBlind?: boolean;
  /** Puts itself into the stage, opens a socket and goes on by itself. What has to be loaded is loaded before it resolves. */
  mount(stage: HTMLElement, link: WorkloadLink): Promise<() => void> | (() => void);
  /** The first rows in their order on screen. Called with the rows scrolled to the top. */
  top(count: number): readonly ShownRow[];
  /** Subject of the first row; called after each frame, so it has to be cheap. */
  probe(): string;
  counters(): Counters | null;
  scroller(): Element | null;
  /** Elements of the rows that are in the DOM, for the check that the viewport is covered; null where there is no such thing. */
  rowElements?(): Iterable<Element>;
  /** Called before the page is looked at, outside of what is measured: what was put off can be done now. */
  settle?(): Promise<void>;
}

export const ROW_HEIGHT = 35;
export const STAGE_WIDTH = 1200;
export const STAGE_HEIGHT = 700;
