/** What a host may replace, add and decide. */
import { html } from 'lit';
import type { ExtraColumn } from '../../src/context/settings-context.js';
import type { ConversationActionEvent, HostOutcome } from '../../src/events.js';
import type { Meta, Story } from '../gallery/story.js';
import { mockUrl, simulationArgTypes, type SimulationArgs } from './support/mock-url.js';
import { openAction } from './support/open-action.js';
import { reportArgTypes, reportTemplate, type ReportArgs } from './support/report-template.js';
import { defineTeamAssignDialog } from './support/team-assign-dialog.js';

type Args = ReportArgs & SimulationArgs;

export default {
  title: 'In a host',
  component: 'ongoing-conversations-report',
  args: { seed: 7, conversations: 80, rate: 2 },
  argTypes: { ...reportArgTypes, ...simulationArgTypes },
  render: (args, context) => reportTemplate({ ...args, src: mockUrl(args) }, context),
} satisfies Meta<Args>;

export const __namedExportsOrder = [
  'OwnDialog',
  'PlainDialog',
  'HostActs',
  'Thresholds',
  'OwnColumn',
  'ToolbarSlots',
  'OwnWords',
  'OwnColours',
];

export const OwnDialog: Story<Args> = {
  name: 'Own assign dialog',
  parameters: {
    shows: ['slot:assign-dialog'],
    docs: {
      description: {
        story:
          'An element of the host in the slot assign-dialog: it is given an actionRequest and answers it.',
      },
    },
  },
  render: (args, context) => {
    defineTeamAssignDialog();
    return reportTemplate({ ...args, src: mockUrl(args) }, context, {
      content: html`<team-assign-dialog slot="assign-dialog"></team-assign-dialog>`,
    });
  },
  play: ({ canvasElement }) => openAction(canvasElement, 'assign', 1),
};

export const PlainDialog: Story<Args> = {
  name: 'Plain <dialog>',
  parameters: {
    shows: ['slot:assign-dialog'],
    docs: {
      description: { story: 'A dialog with a form and no script: the fields’ names say what they are.' },
    },
  },
  render: (args, context) =>
    reportTemplate({ ...args, src: mockUrl(args) }, context, {
      content: html`<dialog slot="assign-dialog" class="story-dialog" aria-labelledby="plain-title">
        <form method="dialog">
          <h2 id="plain-title">Move to another desk</h2>
          <label
            >Desk
            <select name="queueId">
              <option value="q-orders">Orders</option>
              <option value="q-billing">Billing</option>
              <option value="q-support">Technical support</option>
            </select></label
          >
          <label>Note <textarea name="note" rows="2"></textarea></label>
          <div>
            <button value="cancel" formnovalidate>Cancel</button>
            <button value="move">Move</button>
          </div>
        </form>
      </dialog>`,
    }),
  play: ({ canvasElement }) => openAction(canvasElement, 'assign', 1),
};

const OUTCOMES = ['done', 'refused', 'conflict', 'failed', 'unknown'] as const;
type HostArgs = Args & {
  readonly handling: 'respondWith' | 'preventDefault';
  readonly outcome: (typeof OUTCOMES)[number];
  readonly seconds: number;
};

export const HostActs: Story<HostArgs> = {
  name: 'Host acts itself',
  args: { handling: 'respondWith', outcome: 'done', seconds: 3 },
  argTypes: {
    handling: {
      control: 'select',
      options: ['respondWith', 'preventDefault'],
      description: 'What the host does with the event',
    },
    outcome: { control: 'select', options: OUTCOMES, description: 'How its own call ends' },
    seconds: { control: { type: 'number', min: 0, max: 60 }, description: 'How long its own call takes' },
  },
  parameters: {
    docs: {
      description: {
        story:
          'The host takes each confirmed action over; the report shows it as pending until the host is done.',
      },
      source: {
        code: `report.addEventListener('conversationassign', (event) => {
  event.respondWith(myBackEnd.assign(event.conversations, event.target));
});`,
      },
    },
  },
  render: ({ handling, outcome, seconds, ...args }, context) =>
    reportTemplate({ ...args, src: mockUrl(args) }, context, {
      onAction: (event: ConversationActionEvent) => {
        if (handling === 'preventDefault') event.preventDefault();
        else event.respondWith(hostCall(outcome, seconds));
      },
    }),
};

async function hostCall(status: (typeof OUTCOMES)[number], seconds: number): Promise<HostOutcome> {
  await new Promise((done) => setTimeout(done, seconds * 1000));
  return status === 'done' ? { status } : { status, code: 'host', message: 'The host’s own words about it' };
}

export const Thresholds: Story<Args> = {
  args: {
    thresholds: {
      wait: { warning: 60_000, breach: 180_000 },
      handle: { warning: 600_000, breach: 1_200_000 },
      queues: { 'q-orders': { wait: { warning: 30_000, breach: 60_000 } } },
    },
  },
  parameters: {
    docs: { description: { story: 'Limits on wait and handle time, here stricter for one queue.' } },
  },
};

const ageColumn: ExtraColumn = {
  id: 'age',
  label: 'Age',
  value: ({ startedAt }) => Math.floor((Date.now() - startedAt) / 60_000),
  compare: (a, b) => b.startedAt - a.startedAt,
  render: ({ startedAt }) => html`<em>${Math.floor((Date.now() - startedAt) / 60_000)} min</em>`,
};
const ageColumns = [ageColumn];

export const OwnColumn: Story<Args> = {
  args: {
    view: {
      columns: ['subject', 'age', 'status', 'agent', 'queue', 'wait', 'sentiment'],
      sort: [{ column: 'age', direction: 'descending' }],
    },
  },
  parameters: {
    shows: ['property:columns'],
    docs: {
      description: { story: 'A column of the host, with a value to sort and export and a template to show.' },
      source: {
        code: `report.columns = [{ id: 'age', label: 'Age', value: (conversation) => minutesSince(conversation.startedAt) }];`,
      },
    },
  },
  render: (args, context) =>
    reportTemplate({ ...args, src: mockUrl(args) }, context, { columns: ageColumns }),
};

export const ToolbarSlots: Story<Args> = {
  parameters: {
    shows: ['slot:toolbar-start', 'slot:toolbar-end'],
    docs: { description: { story: 'Controls of the host before and after those of the report.' } },
  },
  render: (args, context) =>
    reportTemplate({ ...args, src: mockUrl(args) }, context, {
      content: html`<button slot="toolbar-start" class="story-button">Staff on duty</button>
        <button slot="toolbar-end" class="story-button">Leave the floor</button>`,
    }),
};

export const OwnWords: Story<Args> = {
  args: { messages: { 'report.title': 'Patients on the line', 'action.assign': 'Hand over' } },
  parameters: {
    docs: { description: { story: 'Any message of the report can be another one, key by key.' } },
  },
};

export const OwnColours: Story<Args> = {
  parameters: {
    docs: {
      description: { story: 'Tokens and parts, set by the style sheet of the page.' },
      source: {
        code: `// In the page's style sheet:
// ongoing-conversations-report { --ongoing-accent: #0b7a75; --ongoing-radius: 2px; }
// ongoing-conversations-report::part(header) { border-block-start: 4px solid #0b7a75; }`,
      },
    },
  },
  render: (args, context) =>
    html`<div class="story-brand">${reportTemplate({ ...args, src: mockUrl(args) }, context)}</div>`,
};
