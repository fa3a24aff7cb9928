/** What a strict consumer writes. Compiled against the packed package by scripts/package-check.mjs, never run. */
import 'ongoing-conversations-report/define';
import {
  ConversationActionEvent,
  OngoingConversationsReport,
  type ActionRequest,
  type Conversation,
  type DataSource,
  type ExtraColumn,
  type ReportEventMap,
} from 'ongoing-conversations-report';
import { DataverseDataSource } from 'ongoing-conversations-report/data-source/dataverse';
import { fromEventSource } from 'ongoing-conversations-report/data-source/event-source';
import { FallbackDataSource } from 'ongoing-conversations-report/data-source/fallback';
import { ManualClock, MockDataSource } from 'ongoing-conversations-report/data-source/mock';
import { NatsDataSource } from 'ongoing-conversations-report/data-source/nats';
import { PollingDataSource } from 'ongoing-conversations-report/data-source/polling';
import { fromSnapshots, type Snapshot } from 'ongoing-conversations-report/data-source/snapshots';
import { SignalRDataSource } from 'ongoing-conversations-report/data-source/signal-r';
import { WebSocketDataSource } from 'ongoing-conversations-report/data-source/web-socket';
import type { OngoingConversationsReportProperties } from 'ongoing-conversations-report/jsx';
import 'ongoing-conversations-report/localization/fr';
import { describeDataSource, ScriptedDataSource } from 'ongoing-conversations-report/testing';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <Claim extends true>(): Claim | undefined => undefined;

// The tag is known to the document.
const report = document.createElement('ongoing-conversations-report');
holds<Same<typeof report, OngoingConversationsReport>>();
const found = document.querySelector('ongoing-conversations-report');
holds<Same<typeof found, OngoingConversationsReport | null>>();

// Events have their types, also in a listener of one's own.
report.addEventListener('conversationtransfer', (event) => {
  holds<Same<typeof event, ConversationActionEvent>>();
  event.respondWith(Promise.resolve({ status: 'done' }));
});
report.addEventListener('actionsettled', ({ requestId }) => requestId.slice());
const opened = (event: ReportEventMap['conversationopen']): unknown => event.conversation.id;
report.addEventListener('conversationopen', opened, { once: true });
report.removeEventListener('conversationopen', opened);
report.addEventListener('keydown', ({ key }) => key.length);
const listen = <Name extends keyof ReportEventMap>(
  name: Name,
  act: (event: ReportEventMap[Name]) => void,
): void => report.addEventListener(name, act);
listen('conversationselect', ({ ids }) => ids.map((id) => id.length));
// @ts-expect-error no such event of the report
listen('conversationarchive', () => undefined);

// Properties are what they are documented to be.
report.permissions = { transfer: false, forceClose: 'Only team leads', monitor: true };
report.policy = { undoSeconds: 5, forceCloseReasons: ['spam'], requireNote: true };
report.thresholds = { wait: { warning: 60_000, breach: 300_000 } };
report.density = 'compact';
report.mode = 'wallboard';
// @ts-expect-error only the three modes
report.mode = 'fullscreen';
// @ts-expect-error the selection is read
report.selection = [];
report.columns = [
  { id: 'case', label: 'Case', value: ({ ext }: Conversation) => String(ext['case'] ?? '') },
] satisfies readonly ExtraColumn[];

// Sources of every kind fit the same port.
const rows = (): Snapshot => [];
const sources: readonly DataSource[] = [
  new WebSocketDataSource('wss://example.org/feed', { tokenProvider: () => Promise.resolve('token') }),
  new PollingDataSource('https://example.org/conversations'),
  new FallbackDataSource(
    new WebSocketDataSource('wss://example.org'),
    new PollingDataSource('/conversations'),
  ),
  MockDataSource.fromUrl('mock:?seed=7'),
  fromSnapshots(() => Promise.resolve(rows()), { every: 2_000 }),
  fromEventSource('/events', { perform: () => Promise.resolve({ status: 'done' }) }),
  new DataverseDataSource({ url: 'https://org.example.org' }),
  new NatsDataSource({ servers: 'wss://nats.example.org' }),
  new SignalRDataSource('https://example.org/hub'),
  new ScriptedDataSource(),
  {
    connect: async function* () {
      yield { type: 'snapshot', conversations: [], asOf: new ManualClock().now() };
    },
    perform: () => Promise.resolve({ status: 'unknown', message: 'No answer' }),
  },
];
for (const source of sources) report.dataSource = source;

// A dialog of one's own.
class OwnDialog extends HTMLElement {
  actionRequest: ActionRequest | null = null;
  async close(): Promise<void> {
    await this.actionRequest?.submit({ target: { agentId: 'a1' } });
  }
}
customElements.define('own-dialog', OwnDialog);

// JSX of any kind.
const properties: OngoingConversationsReportProperties = {
  src: 'mock:',
  queues: ['q1'],
  onready: (event) => event.type,
};
Object.assign(report, properties);

OngoingConversationsReport.define('my-report', customElements);
describeDataSource('mine', () => ({ source: sources[0] as DataSource }), {
  describe: (_name, body) => body(),
  it: () => undefined,
});
