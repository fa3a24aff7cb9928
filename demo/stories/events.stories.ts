/** Each event of the report, brought about as a supervisor would; the panel Events shows what it carries. */
import { html } from 'lit';
import type { ConversationOpenEvent } from '../../src/events.js';
import type { OngoingConversationsReport } from '../../src/ongoing-conversations-report.js';
import type { Meta, Story } from '../gallery/story.js';
import { chooseAndConfirm, press, pressAway, pressKey } from './support/as-supervisor.js';
import { mockUrl, simulationArgTypes, type SimulationArgs } from './support/mock-url.js';
import { openAction, whenReady } from './support/open-action.js';
import { reportArgTypes, reportTemplate, type ReportArgs } from './support/report-template.js';
import { quietRows } from './support/rows.js';
import { LIVE, ScriptedDataSource, snapshotOf } from './support/scripted-data-source.js';

type Args = ReportArgs & SimulationArgs;

export default {
  title: 'Events',
  component: 'ongoing-conversations-report',
  args: { seed: 7, conversations: 60, rate: 2 },
  argTypes: { ...reportArgTypes, ...simulationArgTypes },
  render: (args, context) => reportTemplate({ ...args, src: mockUrl(args) }, context),
} satisfies Meta<Args>;

export const __namedExportsOrder = [
  'Assigned',
  'Transferred',
  'Monitored',
  'Joined',
  'ForceClosed',
  'Opened',
  'Selected',
  'ViewChanged',
  'SomethingLeftOut',
];

interface About {
  readonly name: string;
  readonly about: string;
  readonly shows: readonly `event:${string}`[];
  readonly code: string;
}

function eventStory({ name, about, shows, code }: About, play: Story<Args>['play']): Story<Args> {
  return {
    name,
    parameters: { shows, docs: { description: { story: about }, source: { code } } },
    ...(play && { play }),
  };
}

const listen = (type: string, body: string): string =>
  `report.addEventListener('${type}', (event) => {\n  ${body}\n});`;

export const Assigned = eventStory(
  {
    name: 'conversationassign',
    about: 'An assignment was confirmed; actionsettled tells what became of it.',
    shows: ['event:conversationassign', 'event:actionsettled'],
    code: listen('conversationassign', 'log(event.conversations, event.target);'),
  },
  async ({ canvasElement }) => {
    await openAction(canvasElement, 'assign', 1);
    await chooseAndConfirm(canvasElement);
  },
);

export const Transferred = eventStory(
  {
    name: 'conversationtransfer',
    about: 'A transfer was confirmed: whose conversation it was and who takes it over.',
    shows: ['event:conversationtransfer'],
    code: listen('conversationtransfer', 'log(event.conversations, event.target);'),
  },
  async ({ canvasElement }) => {
    await openAction(canvasElement, 'transfer', 1);
    await chooseAndConfirm(canvasElement);
  },
);

export const Monitored = eventStory(
  {
    name: 'conversationmonitor',
    about: 'Somebody wants to watch. A host that forbids it prevents it.',
    shows: ['event:conversationmonitor'],
    code: listen('conversationmonitor', 'if (isPrivate(event.conversations[0])) event.preventDefault();'),
  },
  ({ canvasElement }) => openAction(canvasElement, 'monitor', 1),
);

export const Joined = eventStory(
  {
    name: 'conversationjoin',
    about: 'From watching to taking part: agent and customer see it.',
    shows: ['event:conversationjoin'],
    code: listen('conversationjoin', 'log(event.conversations);'),
  },
  async ({ canvasElement }) => {
    await openAction(canvasElement, 'monitor', 1);
    // The one step that a watched conversation offers first.
    await press(canvasElement, 'button.primary[type=button]');
  },
);

export const ForceClosed = eventStory(
  {
    name: 'conversationforceclose',
    about: 'A force close was confirmed, with the reason and the note that the policy asks for.',
    shows: ['event:conversationforceclose'],
    code: listen('conversationforceclose', 'log(event.conversations, event.reason, event.note);'),
  },
  async ({ canvasElement }) => {
    await openAction(canvasElement, 'force-close', 1);
    await pressAway(canvasElement, '#confirm');
  },
);

/** The first row that is shown. */
async function firstRow(
  canvas: HTMLElement,
): Promise<{ readonly report: OngoingConversationsReport; readonly id: string } | null> {
  const report = canvas.querySelector('ongoing-conversations-report');
  if (!report) return null;
  await whenReady(report);
  return { report, id: report.conversations[0]?.id ?? '' };
}

/** The host shows the conversation its own way. */
function showInHost(event: ConversationOpenEvent): void {
  event.preventDefault();
  const output = (event.currentTarget as Element).querySelector('output');
  if (output) output.textContent = `The host opens its own page: ${event.conversation.subject}`;
}

export const Opened: Story<Args> = {
  ...eventStory(
    {
      name: 'conversationopen',
      about:
        'A row was activated, by Enter or a double click. A host that has a page for it prevents the rest.',
      shows: ['event:conversationopen'],
      code: listen('conversationopen', 'event.preventDefault();\n  location.hash = event.conversation.id;'),
    },
    async ({ canvasElement }) => {
      const first = await firstRow(canvasElement);
      first?.report.focusConversation(first.id);
      pressKey('Enter');
    },
  ),
  render: (args, context) =>
    html`<div class="story-host" @conversationopen=${showInHost}>
      <output></output>
      ${reportTemplate({ ...args, src: mockUrl(args) }, context)}
    </div>`,
};

export const Selected = eventStory(
  {
    name: 'conversationselect',
    about: 'The selection changed: the ids, and the rows as far as they are in view.',
    shows: ['event:conversationselect'],
    code: listen('conversationselect', 'log(event.ids);'),
  },
  async ({ canvasElement }) => {
    const first = await firstRow(canvasElement);
    first?.report.focusConversation(first.id);
    pressKey(' ');
  },
);

export const ViewChanged = eventStory(
  {
    name: 'viewchange',
    about: 'Filters, order, columns or density are others: a host keeps them where it likes.',
    shows: ['event:viewchange'],
    code: listen('viewchange', 'localStorage.setItem("view", JSON.stringify(event.view));'),
  },
  async ({ canvasElement }) => {
    await firstRow(canvasElement);
    await press(canvasElement, '[role=columnheader] button');
  },
);

const incomplete = new ScriptedDataSource(() => [
  LIVE,
  snapshotOf(quietRows()),
  { type: 'diagnostic', code: 'malformed-record', detail: 'The record 4711 has no status', count: 1 },
]);

export const SomethingLeftOut: Story<ReportArgs> = {
  name: 'reporterror',
  parameters: {
    shows: ['event:reporterror'],
    docs: {
      description: {
        story: 'The source left a record out that it could not read; the report goes on and says so.',
      },
      source: { code: listen('reporterror', 'log(event.code, event.detail, event.count);') },
    },
  },
  render: (args, context) => reportTemplate(args, context, { dataSource: incomplete }),
};
