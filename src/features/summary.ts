/**
 * Changes in one sentence now and then, for those who do not see the figures: rows are never read out one by one.
 * Nothing is said while the user writes or is in a dialog; it is said afterwards, with what happened meanwhile.
 */
import type { Feature, FeatureHost } from '../controllers/feature.js';
import { ClockController } from '../controllers/clock-controller.js';
import type { ToastRegion } from '../elements/toast-region/toast-region.js';
import type { KpiTotals } from '../engine/view-types.js';
import type { Localization } from '../localization/index.js';
import { severityOf } from '../model/thresholds.js';

/** Nobody can listen to more than four sentences a minute. */
const LEAST_SECONDS = 15;
const COUNTS = {
  ongoing: ({ ongoing }: KpiTotals) => ongoing,
  'in-queue': ({ inQueue }: KpiTotals) => inQueue,
  waiting: ({ waiting }: KpiTotals) => waiting,
  'negative-sentiment': ({ negative }: KpiTotals) => negative,
} as const;
const COUNTED = Object.keys(COUNTS) as (keyof typeof COUNTS)[];

/** What was so when it was last said. */
interface Facts {
  readonly counts: readonly number[];
  readonly longestWait: number | null;
  readonly isTooLong: boolean;
}

class Summary {
  readonly #host: FeatureHost;
  #said: Facts | null = null;
  #seconds = 0;

  constructor(host: FeatureHost) {
    this.#host = host;
    new ClockController(host.report, () => this.#onTick());
  }

  #onTick(): void {
    const { report, engine } = this.#host;
    const { summarySeconds } = report;
    // What was so before an interruption, or to somebody else, is nothing to compare with.
    if (!(summarySeconds > 0) || !engine.connection.trusted) return void (this.#said = null);
    this.#seconds += 1;
    this.#said ??= this.#facts();
    if (
      this.#seconds < Math.max(LEAST_SECONDS, summarySeconds) ||
      isOccupied(report.renderRoot as ShadowRoot)
    )
      return;
    this.#seconds = 0;
    const facts = this.#facts();
    const text = sentence(this.#said, facts, this.#host.words());
    this.#said = facts;
    if (text !== '') this.#toasts?.announce(text);
  }

  #facts(): Facts {
    const { report, engine } = this.#host;
    let totals: KpiTotals | undefined;
    engine.totals$.subscribe((newest) => (totals = newest)).unsubscribe();
    const longestWait = totals?.longestWaitAt(engine.serverNow()) ?? null;
    return {
      counts: COUNTED.map((kpi) => (totals ? COUNTS[kpi](totals) : 0)),
      longestWait,
      isTooLong: severityOf(report.thresholds, 'wait', null, longestWait) === 'breach',
    };
  }

  get #toasts(): Pick<ToastRegion, 'announce'> | null {
    return this.#host.report.renderRoot.querySelector<ToastRegion>('ongoing-conversations-toast-region');
  }
}

/** *In queue: 12, +3; Negative sentiment: 5, −1*, of what has changed. */
function sentence(before: Facts, now: Facts, words: Localization): string {
  const signed = new Intl.NumberFormat(words.locale, { signDisplay: 'always' });
  const parts = COUNTED.flatMap((kpi, index) => {
    const count = now.counts[index] ?? 0;
    const change = count - (before.counts[index] ?? 0);
    if (change === 0) return [];
    return [`${words.term(`kpi.${kpi}`)}: ${words.number(count)}, ${signed.format(change)}`];
  });
  if (now.isTooLong && !before.isTooLong && now.longestWait !== null)
    parts.push(`${words.term('kpi.longest-wait')}: ${words.spokenDuration(now.longestWait)}`);
  return parts.join('; ');
}

/** In a dialog or a field; its own shadow root, and those within, are asked. */
function isOccupied(root: DocumentOrShadowRoot): boolean {
  const { activeElement } = root;
  if (!activeElement) return false;
  if (
    activeElement.closest('dialog') ||
    activeElement.matches('input:not([type=checkbox]), textarea, select')
  )
    return true;
  return activeElement.shadowRoot !== null && isOccupied(activeElement.shadowRoot);
}

export const summary: Feature = (host) => {
  new Summary(host);
};
