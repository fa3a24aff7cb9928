/** The built-in dialogs and the panel, opened as a supervisor would open them. */
import type { RowAction } from '../../src/model/actions.js';
import type { Meta, Story } from '../gallery/story.js';
import { confirmForceClose } from './support/confirm.js';
import { mockUrl, simulationArgTypes, type SimulationArgs } from './support/mock-url.js';
import { openAction } from './support/open-action.js';
import { reportArgTypes, reportTemplate, type ReportArgs } from './support/report-template.js';
import { quietRows } from './support/rows.js';
import { LIVE, ScriptedDataSource, snapshotOf } from './support/scripted-data-source.js';

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
  'ForceCloseEvidence',
  'Undo',
  'Keys',
  'OwnViews',
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

/** The customer wrote, the agent types, a colleague watches. */
const busyRows = new ScriptedDataSource(() => [
  LIVE,
  snapshotOf(
    quietRows().map((row) =>
      row.status === 'active'
        ? {
            ...row,
            lastCustomerMessageAt: Date.now() - 40_000,
            monitoredBy: ['another-supervisor'],
            ext: { agentTyping: true },
          }
        : row,
    ),
  ),
]);

export const ForceCloseEvidence: Story<Args> = {
  ...actionStory('What speaks against it is told before it is confirmed.', 'force-close'),
  render: (args, context) => reportTemplate(args, context, { dataSource: busyRows }),
};

export const Undo: Story<Args> = {
  args: { policy: { undoSeconds: 60 } },
  parameters: {
    docs: {
      description: {
        story: 'Nothing is sent until the time is over: undo it in the toast, on the row, or by U.',
      },
      source: { code: 'report.policy = { undoSeconds: 60 };' },
    },
  },
  play: async ({ canvasElement }) => {
    await openAction(canvasElement, 'force-close', 1);
    await confirmForceClose(canvasElement);
  },
};

export const Keys: Story<Args> = {
  parameters: { docs: { description: { story: 'Which keys do what, by ?.' } } },
  play: async ({ canvasElement }) => {
    const report = canvasElement.querySelector('ongoing-conversations-report');
    const isOpen = (): boolean =>
      report?.shadowRoot
        ?.querySelector('ongoing-conversations-keys-help')
        ?.shadowRoot?.querySelector('dialog[open]') != null;
    // Its code comes after the first rows.
    for (let frames = 0; frames < 600 && !isOpen(); frames += 1) {
      report?.dispatchEvent(new KeyboardEvent('keydown', { key: '?', bubbles: true, composed: true }));
      await new Promise(requestAnimationFrame);
    }
  },
};

export const OwnViews: Story<Args> = {
  parameters: {
    docs: {
      description: { story: 'What is shown is kept under a name, by default in the browser.' },
      source: { code: `report.viewStorage = { load: () => myText, save: (text) => keep(text) };` },
    },
  },
  play: async ({ canvasElement }) => {
    const report = canvasElement.querySelector('ongoing-conversations-report');
    const root = (tag: string): ShadowRoot | null | undefined =>
      report?.shadowRoot?.querySelector(`ongoing-conversations-${tag}`)?.shadowRoot;
    const isOpen = (): boolean => root('view-manager')?.querySelector('dialog[open]') != null;
    // Its code comes after the first rows.
    for (let frames = 0; frames < 600 && !isOpen(); frames += 1) {
      const entry = root('filter-bar')?.querySelector<HTMLElement>('[role=menuitem]');
      if (entry) entry.click();
      else if (!root('filter-bar')?.querySelector('.views:popover-open'))
        root('filter-bar')?.querySelector<HTMLElement>('button.view')?.click();
      await new Promise(requestAnimationFrame);
    }
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
