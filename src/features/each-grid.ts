/** The grid of a report comes and goes with the states of the report. */
import type { LitElement } from 'lit';
import type { FeatureHost } from '../controllers/feature.js';

/** Calls back with the grid that is there, and with each that follows. */
export function eachGrid({ report }: FeatureHost, found: (grid: LitElement) => void): void {
  let last: LitElement | null = null;
  const look = (): void => {
    const grid = report.renderRoot.querySelector<LitElement>('ongoing-conversations-grid');
    if (grid === last) return;
    last = grid;
    if (grid) found(grid);
  };
  report.addController({ hostUpdated: look });
  look();
}
