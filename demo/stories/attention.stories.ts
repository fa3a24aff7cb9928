/** What needs a supervisor: conversations that look stuck. */
import type { Conversation } from '../../src/model/conversation.js';
import type { Meta, Story } from '../gallery/story.js';
import { reportArgTypes, reportTemplate, type ReportArgs } from './support/report-template.js';
import { quietRows } from './support/rows.js';
import { LIVE, ScriptedDataSource, snapshotOf } from './support/scripted-data-source.js';

const MINUTE = 60_000;

export default {
  title: 'Attention',
  component: 'ongoing-conversations-report',
  argTypes: reportArgTypes,
} satisfies Meta<ReportArgs>;

export const __namedExportsOrder = ['LooksStuck'];

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
