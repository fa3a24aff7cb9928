/** What is done over and over again to reports on the page. Each function leaves the page as empty as it was. */
import { tap, type Observable } from 'rxjs';
import type { DataSource, ReportScope, SourceMessage } from '../../../src/data-source/data-source.js';
import { PollingDataSource } from '../../../src/data-source/polling/index.js';
import { WebSocketDataSource } from '../../../src/data-source/web-socket/index.js';
import type { OngoingConversationsReport } from '../../../src/ongoing-conversations-report.js';
import { ScriptedDataSource } from '../../../testing/scripted-data-source.js';
import { uncounted } from './counters.js';
import { row, rows } from './rows.js';

const FED_ROWS = 30;
const PATIENCE_MS = 20_000;

type Properties = Partial<Pick<OngoingConversationsReport, 'dataSource' | 'src' | 'stuckLimits'>>;

export const frame = (): Promise<number> => new Promise(uncounted.requestAnimationFrame);

/** Waits until it is so; looks with each frame. */
export async function until(isSo: () => boolean, what: string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`never came to: ${what}`);
    await frame();
  }
}

export function newReport(properties: Properties): OngoingConversationsReport {
  return Object.assign(document.createElement('ongoing-conversations-report'), properties);
}

export const attach = (report: OngoingConversationsReport): unknown => document.body.appendChild(report);

/** Takes a report from the page, and lets it let go. */
async function remove(report: OngoingConversationsReport): Promise<void> {
  report.remove();
  await Promise.resolve();
}

export const isLive = (report: OngoingConversationsReport): boolean =>
  report.connection.state === 'live' && report.conversations.length > 0;

/** Elements in all the shadow trees of a report. */
export function* within(root: ParentNode): Generator<Element> {
  for (const element of root.querySelectorAll('*')) {
    yield element;
    if (element.shadowRoot) yield* within(element.shadowRoot);
  }
}

function find(report: OngoingConversationsReport, selector: string): HTMLElement | undefined {
  for (const element of within(report.renderRoot)) {
    if (element.matches(selector) && element.checkVisibility()) return element as HTMLElement;
  }
  return undefined;
}

/** Rows, a change of them, an end and a beginning: what a source tells in its first seconds. */
async function feed(report: OngoingConversationsReport, source: ScriptedDataSource): Promise<void> {
  await until(() => source.subscribers === 1, 'the source is subscribed to');
  source.snapshot(rows(FED_ROWS));
  await until(() => find(report, '[data-conversation-id]') !== undefined, 'rows are on the screen');
  source.delta([...rows(FED_ROWS / 2, 2), row(FED_ROWS)], [row(FED_ROWS - 1)]);
  await until(() => report.conversations.some(({ version }) => version === 2), 'rows have changed');
  await frame();
}

/** New elements, one after the other. */
export async function newElements(rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const source = new ScriptedDataSource();
    const report = newReport({ dataSource: source });
    attach(report);
    await feed(report, source);
    await remove(report);
    if (source.subscribers > 0) throw new Error('the source is still subscribed to');
  }
}

/** What is open when a report is taken from the page, one thing a round. */
const OPENED: readonly ((report: OngoingConversationsReport) => Promise<void>)[] = [
  ...(['assign', 'transfer', 'force-close', 'monitor'] as const).map(
    (action) => async (report: OngoingConversationsReport) => {
      const rightly = report.conversations.find(({ status, phase }) =>
        action === 'assign' ? status === 'open' : status === 'active' && phase !== 'awaiting-acceptance',
      );
      if (!rightly) throw new Error(`no conversation to ${action}`);
      report.openAction(action, [rightly.id]);
      const inside = action === 'monitor' ? '[role=log]' : 'dialog[open]';
      await until(() => find(report, inside) !== undefined, `${action} shows ${inside}`);
    },
  ),
  async (report) => {
    find(report, '[data-conversation-id] button[aria-haspopup=menu]')?.click();
    await until(() => find(report, '[role=menuitem]') !== undefined, 'the menu of a row is open');
  },
  async (report) => {
    const facet = find(report, 'ongoing-conversations-filter-bar')?.shadowRoot?.querySelector<HTMLElement>(
      'button[aria-expanded]',
    );
    facet?.click();
    await until(() => facet?.getAttribute('aria-expanded') === 'true', 'a filter is open');
  },
  async (report) => {
    report.focusConversation(report.conversations[0]?.id ?? '');
    find(report, '[data-conversation-id] input[type=checkbox]')?.click();
    await until(() => report.selection.length > 0, 'a row is selected');
  },
];

/** New elements over the simulation, whose timers run, each removed with something open in it. */
export async function usedElements(rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const report = newReport({ src: `mock:?seed=${String(round % 7)}&conversations=40&rate=2&latency=0` });
    attach(report);
    await until(() => isLive(report) && find(report, '[data-conversation-id]') !== undefined, 'it is live');
    await OPENED[round % OPENED.length]?.(report);
    await remove(report);
  }
}

/** One element that is taken away and put back. */
export async function reattachments(rounds: number): Promise<void> {
  const source = new ScriptedDataSource();
  const report = newReport({ dataSource: source });
  for (let round = 0; round < rounds; round += 1) {
    attach(report);
    await feed(report, source);
    await remove(report);
    if (source.subscribers > 0) throw new Error('the source is still subscribed to');
  }
}

/** One element that stays, and is given one source after the other: scripted, by socket, by polling. */
export async function swaps(rounds: number, url: string): Promise<void> {
  const report = newReport({});
  attach(report);
  for (let round = 0; round < rounds; round += 1) {
    const scripted = new ScriptedDataSource();
    const kinds: readonly DataSource[] = [
      scripted,
      new WebSocketDataSource(url.replace('http', 'ws')),
      new PollingDataSource(url),
    ];
    const source = kinds[round % kinds.length] ?? scripted;
    report.dataSource = source;
    if (source === scripted) await feed(report, scripted);
    else {
      await report.updateComplete;
      await until(() => isLive(report) && find(report, '[data-conversation-id]') !== undefined, 'it is live');
    }
    report.dataSource = null;
    await report.updateComplete;
    if (scripted.subscribers > 0) throw new Error('the source is still subscribed to');
  }
  await remove(report);
}

/** A source by socket that is cut from outside and tries again at once. */
class CuttableSource extends WebSocketDataSource {
  /** How often the rows came in full. */
  snapshots = 0;

  constructor(url: string) {
    super(url, {
      environment: {
        random: () => 0,
        // The pauses between attempts grow, and a thousand of them would take hours.
        after: (ms, callback) => {
          const timer = setTimeout(callback, ms <= 250 ? 0 : ms);
          return () => clearTimeout(timer);
        },
      },
    });
  }

  override connect(scope: ReportScope): Observable<SourceMessage> {
    const count = ({ type }: SourceMessage): void => {
      if (type === 'snapshot') this.snapshots += 1;
    };
    return super.connect(scope).pipe(tap(count));
  }
}

/** Cuts the links of the page, at the server. */
type Cut = () => Promise<void>;

async function cutAndComeBack(reports: readonly OngoingConversationsReport[], cut: Cut): Promise<void> {
  const lost = reports.map(
    (report) =>
      new Promise<void>((done) => {
        const note = (): void => {
          if (report.connection.state === 'live') return;
          report.removeEventListener('connectionchange', note);
          done();
        };
        report.addEventListener('connectionchange', note);
      }),
  );
  await Promise.all([...lost, cut()]);
  await until(() => reports.every(isLive), 'all are live again');
}

/** One element whose link is cut. */
export async function drops(rounds: number, url: string, cut: Cut): Promise<void> {
  const source = new CuttableSource(url);
  const report = newReport({ dataSource: source });
  attach(report);
  await until(() => isLive(report), 'it is live');
  for (let round = 0; round < rounds; round += 1) await cutAndComeBack([report], cut);
  await remove(report);
  if (source.snapshots !== 1) throw new Error(`${String(source.snapshots)} snapshots: it did not resume`);
}

/** A page with many reports. */
export class Crowd {
  readonly #reports: OngoingConversationsReport[] = [];
  readonly #shared: DataSource;

  constructor(url: string) {
    this.#shared = new CuttableSource(url);
  }

  /** Adds reports, each with a source of its own unless they share one. */
  async add(count: number, url: string | null): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      const dataSource = url === null ? this.#shared : new CuttableSource(url);
      const report = newReport({ dataSource });
      this.#reports.push(report);
      attach(report);
    }
    await until(() => this.#reports.every(isLive), 'all are live');
  }

  async live(rounds: number, cut: Cut): Promise<void> {
    for (let round = 0; round < rounds; round += 1) await cutAndComeBack(this.#reports, cut);
  }

  async empty(): Promise<void> {
    await Promise.all(this.#reports.splice(0).map(remove));
  }
}

/** One signal for the life of a host, and many lookups with it. */
export async function lookups(count: number, url: string, signal: AbortSignal): Promise<void> {
  const isSocket = url.startsWith('ws');
  const source = isSocket ? new WebSocketDataSource(url) : new PollingDataSource(url);
  const report = newReport({ dataSource: source });
  attach(report);
  await until(() => isLive(report), 'it is live');
  const [{ id: conversationId } = { id: '' }] = report.conversations;
  for (let done = 0; done < count;) {
    // Some at a time, as from a person who types; every fifth is given up.
    const batch = Array.from({ length: 5 }, (_, index) => {
      const query = { action: 'transfer', text: '', limit: 5, after: null, conversationId } as const;
      if (index === 4) {
        const own = new AbortController();
        const given = source.findQueues(query, own);
        own.abort();
        return given.catch(() => undefined);
      }
      return index % 2 === 0 ? source.findAgents(query, { signal }) : source.findQueues(query, { signal });
    });
    await Promise.all(batch);
    done += batch.length;
  }
  await remove(report);
}
