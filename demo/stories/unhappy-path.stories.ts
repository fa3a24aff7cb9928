/** When things go wrong, the report must say so and never guess. */
import { MockDataSource } from '../../src/data-source/mock/index.js';
import type { ActionPermissions } from '../../src/model/actions.js';
import type { Meta, Story } from '../gallery/story.js';
import { remember } from './support/remember.js';
import { reportArgTypes, reportTemplate, type ReportArgs } from './support/report-template.js';
import { hostileRows } from './support/rows.js';
import { LIVE, ScriptedDataSource, snapshotOf } from './support/scripted-data-source.js';
import { FATES, UnreliableDataSource, type Fate } from './support/unreliable-data-source.js';

const SOURCE = 'report.dataSource = myDataSource;';

interface Args extends ReportArgs {
  readonly fate: Fate;
  readonly directoryWorks: boolean;
  readonly latency: number;
}

export default {
  title: 'Unhappy path',
  component: 'ongoing-conversations-report',
  argTypes: {
    ...reportArgTypes,
    fate: { control: 'select', options: FATES, description: 'What becomes of the next commands' },
    directoryWorks: { control: 'boolean', description: 'Are agents and queues found?' },
    latency: { control: { type: 'number', min: 0, max: 20_000 }, description: 'Round trip in ms' },
  },
} satisfies Meta<Args>;

export const __namedExportsOrder = [
  'Commands',
  'SlowAnswers',
  'DirectoryDown',
  'HostileText',
  'RightsShrink',
];

function unreliableStory(about: string, args: Partial<Args> = {}): Story<Args> {
  const source = remember(
    (latency: number) =>
      new UnreliableDataSource(new MockDataSource({ seed: 7, conversations: 80, rate: 2, latency })),
  );
  return {
    args: { fate: 'by turns', directoryWorks: true, latency: 150, policy: { bulkLimit: 50 }, ...args },
    parameters: { docs: { description: { story: about }, source: { code: SOURCE } } },
    render: ({ fate, directoryWorks, latency, ...shared }, context) => {
      const dataSource = source(latency);
      dataSource.fate = fate;
      dataSource.directoryWorks = directoryWorks;
      return reportTemplate(shared, context, { dataSource });
    },
  };
}

export const Commands = unreliableStory(
  'Refused, in conflict, failed, answer lost, request lost: act on some rows and see what each is called.',
);

export const SlowAnswers = unreliableStory('Five seconds until anything is answered.', {
  fate: 'done',
  latency: 5_000,
});

export const DirectoryDown = unreliableStory('Agents and queues cannot be read: open Assign.', {
  directoryWorks: false,
});

const RIGHTS: Readonly<Record<string, ActionPermissions>> = {
  everything: {},
  'no force close': { forceClose: 'Taken away by the administrator' },
  'look only': { assign: false, transfer: false, monitor: false, join: false, forceClose: false },
};
type RightsArgs = ReportArgs & { readonly rights: string };
const governed = remember(() => new MockDataSource({ seed: 7, conversations: 80, rate: 2 }));

export const RightsShrink: Story<RightsArgs> = {
  args: { rights: 'no force close' },
  argTypes: {
    rights: {
      control: 'select',
      options: Object.keys(RIGHTS),
      description: 'What the back end permits from now on',
    },
  },
  parameters: {
    docs: {
      description: { story: 'The back end changes what the supervisor may do while they are at it.' },
      source: { code: SOURCE },
    },
  },
  render: ({ rights, ...shared }, context) => {
    const dataSource = governed();
    dataSource.setPermissions(RIGHTS[rights] ?? {});
    return reportTemplate(shared, context, { dataSource });
  },
};

const hostile = new ScriptedDataSource(() => [LIVE, snapshotOf(hostileRows())]);

export const HostileText: Story<ReportArgs> = {
  parameters: {
    docs: {
      description: { story: 'What customers can write is shown as text, on one line, in its own direction.' },
      source: { code: SOURCE },
    },
  },
  render: (args, context) => reportTemplate(args, context, { dataSource: hostile }),
};
