/** What needs a supervisor: scores, conversations that look stuck, alerts. */
import type { AlertRule } from '../../src/model/alerts.js';
import type { Conversation } from '../../src/model/conversation.js';
import type { Meta, Story } from '../gallery/story.js';
import { mockUrl, simulationArgTypes, type SimulationArgs } from './support/mock-url.js';
import { reportArgTypes, reportTemplate, type ReportArgs } from './support/report-template.js';
import { quietRows } from './support/rows.js';
import { LIVE, ScriptedDataSource, snapshotOf } from './support/scripted-data-source.js';

const MINUTE = 60_000;

export default {
  title: 'Attention',
  component: 'ongoing-conversations-report',
  argTypes: reportArgTypes,
} satisfies Meta<ReportArgs>;

export const __namedExportsOrder = ['NeedsYou', 'LooksStuck', 'Alerts'];

/** Rows of a quiet centre, some of which nobody moves. */
function stuckRows(): readonly Conversation[] {
  const now = Date.now();
  return quietRows().map((row, index) => {
    const { agent } = row;
    if (index === 0) return { ...row, ext: { ...row.ext, queueOnline: 0 } };
    if (index === 4 && agent) return { ...row, agent: { ...agent, presence: 'offline' } };
    if (row.status === 'wrap-up') return { ...row, statusSince: now - 40 * MINUTE };
    return row;
  });
}

const stuckSource = new ScriptedDataSource(() => [LIVE, snapshotOf(stuckRows())]);

export const LooksStuck: Story<ReportArgs> = {
  name: 'Looks stuck',
  parameters: {
    docs: {
      description: {
        story:
          'Nobody online in the queue, an agent who is offline, a long wrap-up: the row says why, the filter finds them, D dismisses one.',
      },
    },
  },
  render: (args, context) => reportTemplate(args, context, { dataSource: stuckSource }),
};

const alertRules: readonly AlertRule[] = [
  { id: 'wait', label: 'Waits too long', on: 'row', metric: 'wait', enter: 5 * MINUTE, exit: 4 * MINUTE },
  { id: 'full', label: 'Queue is full', on: 'group', metric: 'in-queue', enter: 8, exit: 5 },
  {
    id: 'mood',
    label: 'Unhappy customers',
    on: 'total',
    metric: 'negative-sentiment',
    enter: 0.2,
    exit: 0.1,
    severity: 'warning',
  },
];
export const Alerts: Story<ReportArgs & SimulationArgs> = {
  args: { seed: 7, conversations: 60, rate: 2, alertRules },
  argTypes: simulationArgTypes,
  parameters: {
    shows: ['event:alertchange'],
    docs: {
      description: {
        story:
          'Rules on conversations, queues and all: fired once, announced, listed until acknowledged or snoozed.',
      },
    },
  },
  render: (args, context) => reportTemplate({ ...args, src: mockUrl(args) }, context),
};

export const NeedsYou: Story<ReportArgs & SimulationArgs> = {
  name: 'Needs you',
  args: {
    seed: 7,
    conversations: 60,
    rate: 2,
    attention: {},
    view: {
      columns: ['subject', 'attention', 'status', 'agent', 'queue', 'wait', 'sentiment'],
      widths: { attention: 260 },
      sort: [{ column: 'attention', direction: 'descending' }],
    },
  },
  argTypes: simulationArgTypes,
  parameters: {
    docs: {
      description: {
        story:
          'A score of each conversation, its two strongest reasons in words, and every term by a press on it.',
      },
    },
  },
  render: (args, context) => reportTemplate({ ...args, src: mockUrl(args) }, context),
};
