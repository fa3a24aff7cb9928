/** The last quarter of an hour of each figure, from samples taken while the report is watched. */
import { nothing, svg, type TemplateResult } from 'lit';
import { KPIS, type Kpi } from '../../model/metrics.js';

const SPAN_MS = 15 * 60_000;
const EACH_MS = 10_000;
/** Fewer make no trend. */
const FEWEST = 4;
/** The line is at least so long, and rises over its whole height only for so large a share of the figure. */
const LEAST_SPAN_MS = 120_000;
const LEAST_CHANGE = 0.1;

interface Sample {
  readonly at: number;
  readonly values: readonly (number | null)[];
}

export class Trend {
  #samples: readonly Sample[] = [];

  /** Takes a sample, at most one each ten seconds; what is older than the span is forgotten. */
  note(at: number, valueOf: (kpi: Kpi) => number | null): void {
    const last = this.#samples.at(-1);
    if (last && at - last.at < EACH_MS && at >= last.at) return;
    const kept = this.#samples.filter((sample) => sample.at <= at && at - sample.at <= SPAN_MS);
    this.#samples = [...kept, { at, values: KPIS.map(valueOf) }];
  }

  /** Nothing while there are too few samples. */
  line(kpi: Kpi): TemplateResult | typeof nothing {
    const points = this.#points(kpi);
    if (points === '') return nothing;
    return svg`<svg class="trend" viewBox="0 -6 100 112" preserveAspectRatio="none" aria-hidden="true"
    ><polyline points=${points} vector-effect="non-scaling-stroke"></polyline></svg>`;
  }

  /** `x,y` pairs in a box of 100 × 100, the newest sample at its right; empty while there are too few. */
  #points(kpi: Kpi): string {
    const index = KPIS.indexOf(kpi);
    const known = this.#samples.flatMap(({ at, values }) => {
      const value = values[index];
      return value === null || value === undefined ? [] : [{ at, value }];
    });
    const [oldest] = known;
    const newest = known.at(-1);
    if (!oldest || !newest || known.length < FEWEST) return '';
    const low = Math.min(...known.map(({ value }) => value));
    const high = Math.max(...known.map(({ value }) => value));
    const span = Math.max(newest.at - oldest.at, LEAST_SPAN_MS);
    const height = Math.max(high - low, high * LEAST_CHANGE);
    const middle = (low + high) / 2;
    return known
      .map(({ at, value }) => {
        const x = 100 - ((newest.at - at) / span) * 100;
        const y = height === 0 ? 50 : 50 - ((value - middle) / height) * 100;
        return `${x.toFixed(1)},${y.toFixed(1)}`;
      })
      .join(' ');
  }
}
