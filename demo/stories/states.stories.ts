/** Every state the report can be in, held still by a scripted data source. */
import type { DataSource, SourceMessage } from '../../src/data-source/data-source.js';
import type { Meta, Parameters, Story } from '../gallery/story.js';
import { reportArgTypes, reportTemplate, type ReportArgs } from './support/report-template.js';
import { quietRows } from './support/rows.js';
import { LIVE, ScriptedDataSource, snapshotOf } from './support/scripted-data-source.js';

export default {
  title: 'States',
  component: 'ongoing-conversations-report',
  args: { density: 'comfortable', mode: 'full' },
  argTypes: reportArgTypes,
  parameters: { docs: { source: { code: 'report.dataSource = myDataSource;' } } },
  render: reportTemplate,
} satisfies Meta<ReportArgs>;

export const __namedExportsOrder = [
  'Loading',
  'Empty',
  'EmptyByFilter',
  'Failed',
  'Unauthorized',
  'Forbidden',
  'Offline',
  'NoDataSource',
  'Reconnecting',
  'Late',
  'Paused',
  'Partial',
];

function stateStory(
  about: string,
  source: DataSource | null,
  { shows = [], ...story }: Pick<Story<ReportArgs>, 'name' | 'args'> & Pick<Parameters, 'shows'> = {},
): Story<ReportArgs> {
  return {
    ...story,
    parameters: {
      shows,
      docs: {
        description: { story: about },
        source: { code: source ? 'report.dataSource = myDataSource;' : '' },
      },
    },
    render: (args, context) => reportTemplate(args, context, source ? { dataSource: source } : {}),
  };
}

const says = (...messages: readonly SourceMessage[]): DataSource => new ScriptedDataSource(() => messages);
/** Rows are made when the report connects: their times count from then. */
const rowsThen = (...messages: readonly SourceMessage[]): DataSource =>
  new ScriptedDataSource(() => [LIVE, snapshotOf(quietRows()), ...messages]);
const inAMinute = (): number => Date.now() + 60_000;

export const Loading = stateStory(
  'The first snapshot is on its way; the source tells how far it has come.',
  new ScriptedDataSource(
    () => [
      { type: 'connection', state: 'connecting' },
      { type: 'progress', loaded: 2_400, total: 10_000 },
    ],
    { alive: false },
  ),
  { shows: ['state:loading'] },
);

export const Empty = stateStory('Nothing is ongoing.', says(LIVE, snapshotOf([])), {
  shows: ['state:empty'],
});

export const EmptyByFilter = stateStory(
  'There are conversations, but none that matches. One button shows them all again.',
  rowsThen(),
  { args: { view: { search: 'zeppelin' } } },
);

export const Failed = stateStory(
  'The source gave up before there were rows.',
  says({ type: 'connection', state: 'failed', reason: 'The server speaks another version of the protocol' }),
  { shows: ['state:error'], name: 'Error' },
);

export const Unauthorized = stateStory(
  'Who the user is, is not known any more: the session ended before the first rows.',
  says({ type: 'connection', state: 'unauthorized' }),
  { shows: ['state:error'] },
);

export const Forbidden = stateStory(
  'The user is known and may not see this report.',
  says({ type: 'connection', state: 'forbidden', reason: 'The role Supervisor is missing' }),
  { shows: ['state:error'] },
);

export const Offline = stateStory(
  'No network since before the first rows.',
  new ScriptedDataSource(() => [{ type: 'connection', state: 'offline', retryAt: inAMinute() }]),
);

export const NoDataSource = stateStory('Neither src nor dataSource is set: a mistake of the page.', null, {
  shows: ['state:error'],
});

export const Reconnecting = stateStory(
  'The connection was lost: the rows are stale, timers say at least, and actions are refused with the reason.',
  new ScriptedDataSource(
    () => [
      LIVE,
      snapshotOf(quietRows()),
      { type: 'connection', state: 'reconnecting', retryAt: inAMinute() },
    ],
    { alive: false },
  ),
  { shows: ['state:stale', 'property:dataSource'], name: 'Stale' },
);

export const Late = stateStory(
  'The source falls silent without saying so. After 20 s the report calls itself late, after 25 s stale.',
  new ScriptedDataSource(() => [LIVE, snapshotOf(quietRows())], { alive: false }),
  { shows: ['state:late'] },
);

export const Paused = stateStory(
  'Held by the supervisor: nothing changes but the clock of what is shown. Resume goes on.',
  rowsThen(),
  { shows: ['state:paused'], args: { paused: true } },
);

export const Partial = stateStory(
  'The source gives the first rows of many and says so.',
  new ScriptedDataSource(() => [LIVE, snapshotOf(quietRows(48), { shown: 48, total: 24_310 })]),
);
