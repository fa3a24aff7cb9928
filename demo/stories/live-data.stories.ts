/** Rows that move: simulated in the page, or from the reference server. */
import { html } from 'lit';
import { MockDataSource } from '../../src/data-source/mock/index.js';
import type { Meta, Story } from '../gallery/story.js';
import { mockUrl, simulationArgTypes, type SimulationArgs } from './support/mock-url.js';
import { remember } from './support/remember.js';
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
    policy: { bulkLimit: 50 },
    thresholds: { wait: { warning: 300_000, breach: 600_000 } },
  },
  argTypes: { ...reportArgTypes, ...simulationArgTypes },
  render: (args, context) => reportTemplate({ ...args, src: mockUrl(args) }, context),
} satisfies Meta<Args>;

export const __namedExportsOrder = ['Simulation', 'Busy', 'TenThousandRows', 'TwoReports'];

export const Simulation: Story<Args> = {
  parameters: {
    shows: ['event:ready', 'event:connectionchange', 'state:live'],
    docs: {
      description: {
        story: 'A contact centre simulated in the page. Select rows, right-click one, filter, sort, act.',
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

const onlyOpen = {
  view: { filters: { status: ['open'] } },
  // Two landmarks on one page need two names.
  messages: { 'report.title': 'Open conversations', 'filter.bar': 'Filters of open conversations' },
};
const sharedSource = remember(
  (seed: number, conversations: number, rate: number) => new MockDataSource({ seed, conversations, rate }),
);

export const TwoReports: Story<Args> = {
  name: 'Two reports, one source',
  args: { conversations: 80, rate: 5 },
  parameters: {
    docs: {
      description: { story: 'Both read one data source, each with its own filters, selection and order.' },
      source: {
        code: `for (const each of document.querySelectorAll('ongoing-conversations-report')) {
  each.dataSource = shared;
}`,
      },
    },
  },
  render: ({ seed, conversations, rate, ...args }, context) => {
    const dataSource = sharedSource(seed, conversations, rate);
    return html`<div class="story-columns">
      ${reportTemplate(args, context, { dataSource })}
      ${reportTemplate({ ...args, ...onlyOpen }, context, { dataSource })}
    </div>`;
  },
};
