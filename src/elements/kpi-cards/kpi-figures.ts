/** What each card says: a value and one true thing beside it. */
import type { Connection, KpiTotals } from '../../engine/view-types.js';
import type { Localization } from '../../localization/index.js';
import type { Kpi } from '../../model/metrics.js';
import { severityOf, type Severity, type Thresholds } from '../../model/thresholds.js';

export interface Figure {
  /** Null while it is not known, or when there is nothing to measure. */
  readonly value: string | null;
  /** The value in words for a value that ticks, so that a reader is not told each second. */
  readonly spoken?: string;
  readonly detail: string;
  readonly severity: Severity;
}

export interface FigureFacts {
  readonly totals: KpiTotals;
  readonly connection: Connection;
  readonly thresholds: Thresholds;
  readonly windowHours: number;
  /** Server time. */
  readonly now: number;
}

/** The number behind a card, also for its trend. */
export function kpiValue(kpi: Kpi, totals: KpiTotals, now: number): number | null {
  switch (kpi) {
    case 'ongoing':
      return totals.ongoing;
    case 'open':
      return totals.open;
    case 'active':
      return totals.active;
    case 'waiting':
      return totals.waiting;
    case 'wrap-up':
      return totals.wrapUp;
    case 'in-queue':
      return totals.inQueue;
    case 'longest-wait':
      return totals.longestWaitAt(now);
    case 'average-wait':
      return totals.averageWaitAt(now);
    case 'average-handle':
      return totals.averageHandleAt(now);
    case 'negative-sentiment':
      return totals.ongoing === 0 ? null : totals.negative / totals.ongoing;
  }
}

export function figureOf(kpi: Kpi, facts: FigureFacts, words: Localization): Figure {
  const value = kpiValue(kpi, facts.totals, facts.now);
  const { detail, severity = 'none' } = { ...detailOf(kpi, value, facts, words), ...doubtOf(facts, words) };
  if (value === null) return { value: null, detail, severity };
  if (kpi === 'longest-wait' || kpi === 'average-wait' || kpi === 'average-handle') {
    return { value: words.duration(value), spoken: words.spokenDuration(value), detail, severity };
  }
  const text = kpi === 'negative-sentiment' ? words.percent(value) : words.number(value);
  return { value: text, detail, severity };
}

type Detail = Pick<Figure, 'detail'> & Partial<Pick<Figure, 'severity'>>;

/** A number over a part of the rows, or of a moment that is past, says so instead of anything else. */
function doubtOf({ connection }: FigureFacts, words: Localization): Detail | undefined {
  if (connection.partial) return { detail: words.term('kpi.partial'), severity: 'warning' };
  if (connection.trusted || connection.state === 'paused' || !connection.loaded) return undefined;
  return { detail: words.term('kpi.outdated'), severity: 'warning' };
}

function detailOf(kpi: Kpi, value: number | null, facts: FigureFacts, words: Localization): Detail {
  const { totals, thresholds, now } = facts;
  switch (kpi) {
    case 'ongoing':
      return { detail: words.term('kpi.window', { count: facts.windowHours }) };
    case 'open':
      return { detail: words.term('kpi.no-agent') };
    case 'active':
      return totals.awaitingAcceptance > 0
        ? { detail: words.term('kpi.awaiting', { count: totals.awaitingAcceptance }) }
        : { detail: totals.active > 0 ? words.term('kpi.accepted') : '' };
    case 'waiting':
      return { detail: words.term('kpi.on-customer') };
    case 'wrap-up':
      return { detail: words.term('kpi.being-written-up') };
    case 'in-queue': {
      const longest = totals.longestWaitAt(now);
      return longest === null
        ? { detail: words.term('kpi.nobody-waits') }
        : {
            detail: words.term('kpi.longest', { duration: words.duration(longest) }),
            severity: severityOf(thresholds, 'wait', null, longest),
          };
    }
    case 'longest-wait':
      return value === null
        ? { detail: words.term('kpi.nobody-waits') }
        : limitOf('wait', value, thresholds, words);
    case 'average-wait':
      return limitOf('wait', value, thresholds, words);
    case 'average-handle':
      return limitOf('handle', value, thresholds, words);
    case 'negative-sentiment':
      return { detail: words.term('kpi.conversations', { count: totals.negative }) };
  }
}

/** How a time stands against the report's limits: over which one it is, else the one that comes next. */
function limitOf(
  kind: 'wait' | 'handle',
  value: number | null,
  thresholds: Thresholds,
  words: Localization,
): Detail {
  const { warning, breach } = thresholds[kind] ?? {};
  const severity = severityOf(thresholds, kind, null, value);
  const passed = severity === 'breach' ? breach : severity === 'warning' ? warning : undefined;
  if (passed !== undefined)
    return { detail: words.term('kpi.over-limit', { duration: words.duration(passed) }), severity };
  const next = warning ?? breach;
  return next === undefined
    ? { detail: words.term('kpi.in-view') }
    : { detail: words.term('kpi.limit', { duration: words.duration(next) }) };
}
