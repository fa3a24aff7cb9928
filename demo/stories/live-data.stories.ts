/** Rows that move: simulated in the page, or from the reference server. */
import type { Meta, Story } from '../gallery/story.js';
import { mockUrl, simulationArgTypes, type SimulationArgs } from './support/mock-url.js';
import { reportArgTypes, reportTemplate, type ReportArgs } from './support/report-template.js';

type Args = ReportArgs & SimulationArgs;

export default {
  title: 'Live data',
  component: 'ongoing-conversations-report',
  args: {
    seed: 7,
    conversations: 200,
    rate: 5,
    density: 'comfortable',
    mode: 'full',
    paused: false,
    windowHours: 24,
    timeZone: '',
    permissions: {},
    policy: { undoSeconds: 0, bulkLimit: 50 },
    thresholds: { wait: { warning: 300_000, breach: 600_000 } },
  },
  argTypes: { ...reportArgTypes, ...simulationArgTypes },
  render: (args, context) => reportTemplate({ ...args, src: mockUrl(args) }, context),
} satisfies Meta<Args>;

export const __namedExportsOrder = ['Simulation', 'Busy', 'TenThousandRows'];

export const Simulation: Story<Args> = {
  parameters: {
    docs: {
      description: {
        story: 'A contact centre simulated in the page. Select rows, right-click one, press ?.',
      },
    },
  },
};

export const TenThousandRows: Story<Args> = {
  name: '10,000 rows',
  args: { conversations: 10_000, rate: 200 },
  parameters: {
    docs: { description: { story: 'The same with 10,000 conversations and 200 changes a second.' } },
  },
};

export const Busy: Story<Args> = {
  args: { conversations: 300, rate: 100 },
  parameters: {
    docs: {
      description: {
        story:
          '100 changes a second. Put the pointer on the rows: they stay where they are and changes wait.',
      },
    },
  },
};
