/** What a host may put in the place of the report's own contents and dialogs. */
import { html } from 'lit';
import type { DataSource, SourceMessage } from '../../src/data-source/data-source.js';
import type { Meta, Story } from '../gallery/story.js';
import { mockUrl } from './support/mock-url.js';
import { openAction } from './support/open-action.js';
import { reportArgTypes, reportTemplate, type ReportArgs } from './support/report-template.js';
import { LIVE, ScriptedDataSource, snapshotOf } from './support/scripted-data-source.js';
import type { RowAction } from '../../src/model/actions.js';

export default {
  title: 'Slots',
  component: 'ongoing-conversations-report',
  argTypes: reportArgTypes,
} satisfies Meta<ReportArgs>;

export const __namedExportsOrder = [
  'Empty',
  'Error',
  'Loading',
  'TransferDialog',
  'MonitorDialog',
  'ForceCloseDialog',
];

const says = (...messages: readonly SourceMessage[]): DataSource =>
  new ScriptedDataSource(() => messages, { alive: false });

function stateSlot(slot: string, about: string, dataSource: DataSource, content: unknown): Story<ReportArgs> {
  return {
    name: slot,
    parameters: { shows: [`slot:${slot}`], docs: { description: { story: about } } },
    render: (args, context) => reportTemplate(args, context, { dataSource, content }),
  };
}

export const Empty = stateSlot(
  'empty',
  'What the host says when no conversation is ongoing.',
  new ScriptedDataSource(() => [LIVE, snapshotOf([])]),
  html`<div slot="empty" class="story-slot">
    <h3>All quiet</h3>
    <p>The next shift begins at 14:00.</p>
    <button class="story-button">Open the plan</button>
  </div>`,
);

const askAgain = (event: Event): void =>
  (event.target as Element).closest('ongoing-conversations-report')?.refresh();

export const Error = stateSlot(
  'error',
  'What the host says when the report failed before it had rows; its button calls refresh().',
  says({ type: 'connection', state: 'failed', reason: 'The server is being updated' }),
  html`<div slot="error" class="story-slot">
    <h3>We are updating the server</h3>
    <p>It takes about two minutes. Calls go on meanwhile.</p>
    <button class="story-button" @click=${askAgain}>Try again</button>
  </div>`,
);

export const Loading = stateSlot(
  'loading',
  'What the host shows until the first rows are there.',
  says({ type: 'connection', state: 'connecting' }),
  html`<div slot="loading" class="story-slot">
    <h3>One moment</h3>
    <p>The floor is being counted.</p>
  </div>`,
);

interface DialogSlot {
  readonly action: RowAction;
  readonly about: string;
  readonly title: string;
  readonly fields: unknown;
  readonly confirm: string;
}

/** A `<dialog>` with a form and no script: the fields' names say what they are. */
function dialogSlot({ action, about, title, fields, confirm }: DialogSlot): Story<ReportArgs> {
  const slot = `${action}-dialog`;
  const id = `story-${slot}`;
  return {
    name: slot,
    parameters: { shows: [`slot:${slot}`], docs: { description: { story: about } } },
    render: (args, context) =>
      reportTemplate({ ...args, src: mockUrl({ seed: 7, conversations: 80, rate: 2 }) }, context, {
        content: html`<dialog slot=${slot} class="story-dialog" aria-labelledby=${id}>
          <form method="dialog">
            <h2 id=${id}>${title}</h2>
            ${fields}
            <div>
              <button value="cancel" formnovalidate>Cancel</button>
              <button value="confirm">${confirm}</button>
            </div>
          </form>
        </dialog>`,
      }),
    play: ({ canvasElement }) => openAction(canvasElement, action, 1),
  };
}

export const TransferDialog = dialogSlot({
  action: 'transfer',
  about: 'The host’s own choice of who takes over; the field agentId or queueId says to whom.',
  title: 'Hand over to another desk',
  fields: html`<label
    >Desk
    <select name="queueId">
      <option value="q-orders">Orders</option>
      <option value="q-billing">Billing</option>
    </select></label
  >`,
  confirm: 'Hand over',
});

export const MonitorDialog = dialogSlot({
  action: 'monitor',
  about: 'Instead of the conversation panel: here the host asks why before it opens a view of its own.',
  title: 'Listen in',
  fields: html`<p>The house rules ask for a reason. It is kept for a year.</p>
    <label>Reason <textarea name="reason" rows="2" required></textarea></label>`,
  confirm: 'Listen in',
});

export const ForceCloseDialog = dialogSlot({
  action: 'force-close',
  about: 'The fields reason and note go with the command.',
  title: 'End this conversation?',
  fields: html`<label
      >Reason
      <select name="reason">
        <option>Abuse</option>
        <option>Customer left</option>
      </select></label
    >
    <label>Note <textarea name="note" rows="2"></textarea></label>`,
  confirm: 'End it',
});
