/** The built-in dialogs and the panel, opened as a supervisor would open them. */
import type { RowAction } from '../../src/model/actions.js';
import type { Meta, Story } from '../gallery/story.js';
import { mockUrl, simulationArgTypes, type SimulationArgs } from './support/mock-url.js';
import { openAction } from './support/open-action.js';
import { reportArgTypes, reportTemplate, type ReportArgs } from './support/report-template.js';

type Args = ReportArgs & SimulationArgs;

export default {
  title: 'Actions',
  component: 'ongoing-conversations-report',
  args: { seed: 7, conversations: 120, rate: 2, policy: { bulkLimit: 50 }, permissions: {} },
  argTypes: { ...reportArgTypes, ...simulationArgTypes },
  render: (args, context) => reportTemplate({ ...args, src: mockUrl(args) }, context),
} satisfies Meta<Args>;

export const __namedExportsOrder = [
  'Assign',
  'AssignSeveral',
  'Transfer',
  'Monitor',
  'ForceClose',
  'ForceCloseWithReason',
  'PermissionsOff',
];

function actionStory(about: string, action: RowAction, count = 1): Story<Args> {
  return {
    parameters: {
      docs: {
        description: { story: about },
        source: { code: `report.openAction('${action}', report.selection);` },
      },
    },
    play: ({ canvasElement }) => openAction(canvasElement, action, count),
  };
}

export const Assign = actionStory('To an agent or to another queue, best match first.', 'assign');

export const AssignSeveral = actionStory(
  'Several at once: what is refused is counted and listed before the decision.',
  'assign',
  5,
);

export const Transfer = actionStory('To another agent of the same queue.', 'transfer');

export const Monitor = actionStory(
  'The conversation opens beside the grid, unseen by agent and customer. Joining is a step of its own.',
  'monitor',
);

export const ForceClose = actionStory('Ends it for the customer too: the focus is on Cancel.', 'force-close');

export const ForceCloseWithReason: Story<Args> = {
  ...actionStory('The policy asks for a reason and a note.', 'force-close', 2),
  args: {
    policy: {
      forceCloseReasons: ['Duplicate of another conversation', 'Abuse', 'Customer left'],
      requireNote: true,
    },
  },
};

export const PermissionsOff: Story<Args> = {
  args: {
    permissions: {
      assign: true,
      transfer: 'Transfers are frozen until 18:00',
      monitor: false,
      forceClose: 'Ask the floor manager to force-close',
    },
  },
  parameters: {
    docs: {
      description: { story: 'What is not permitted stays visible and says why, in the host’s own words.' },
    },
  },
};
