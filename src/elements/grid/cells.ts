/** What the cells of a row show. Clocks are left empty here: they are written by {@link DurationCells}. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Localization } from '../../localization/index.js';
import type { Conversation, Named } from '../../model/conversation.js';
import { agentChip, channelLabel, sentimentBadge, statusPill, subjectText } from '../shared/badges.js';
import { customerText } from '../shared/customer-text.js';
import type { GridColumn } from './columns.js';
import { rowMarks, type RowState } from './row-state.js';

/** Stands where there is nothing; the word beside it is for those who do not see the dash. */
export function noValue(words: Localization): TemplateResult {
  return html`<span class="muted" aria-hidden="true">–</span
    ><span class="visually-hidden">${words.term('value.none')}</span>`;
}

export function cellTemplate(column: GridColumn, row: RowState, words: Localization): TemplateResult {
  const { id, label, isBuiltIn } = column;
  if (id === 'subject') return subjectCell(row, words);
  if (column.duration) return durationCell(column);
  const part = isBuiltIn ? `cell cell-${id}` : 'cell';
  const name = isBuiltIn ? `cell cell-${id}` : 'cell cell-extra';
  const labelled = LABELLED.has(id) || !isBuiltIn;
  return html`<div
    role="gridcell"
    class="${name} ${column.isNumeric ? 'number' : ''}"
    part=${part}
    tabindex="-1"
  >
    ${labelled ? html`<span class="label" aria-hidden="true">${label}</span>` : nothing}<span class="clip"
      >${cellContent(column, row.conversation, words)}</span
    >
  </div>`;
}

/** Columns whose values do not say by themselves what they are; on a card there is no header to tell. */
const LABELLED: ReadonlySet<string> = new Set([
  'customer',
  'workstream',
  'priority',
  'skills',
  'started-on',
  'direction',
  'transfers',
  'monitored-by',
]);

function subjectCell(row: RowState, words: Localization): TemplateResult {
  const { conversation, slot } = row;
  const { customer } = conversation;
  const describedBy = `customer-${String(slot)} state-${String(slot)}`;
  const marks = rowMarks(row, words);
  return html`<div
    role="rowheader"
    class="cell cell-subject"
    part="cell cell-subject"
    tabindex="-1"
    aria-labelledby="subject-${slot}"
    aria-describedby=${describedBy}
  >
    <span class="two"
      ><span class="title clip" id="subject-${slot}"><bdi>${subjectText(conversation, words)}</bdi></span
      ><span class="second ${marks === nothing ? '' : 'marked'}"
        >${marks}<span class="muted clip" id="customer-${slot}"
          >${customer === null ? nothing : customerText(customer.name)}</span
        ></span
      ></span
    >
  </div>`;
}

function durationCell({ id, label }: GridColumn): TemplateResult {
  const isMain = id === 'wait' || id === 'handle';
  return html`<div role="gridcell" class="cell number cell-${id}" part="cell cell-${id}" tabindex="-1">
    <span class="label" aria-hidden="true">${label}</span
    ><span class="clock" part=${isMain ? id : nothing} aria-hidden="true"></span
    ><span class="visually-hidden"></span>
  </div>`;
}

/** What a cell of the column shows, for columns that are neither the subject nor a clock. */
export function cellContent(
  { id, extra }: GridColumn,
  conversation: Conversation,
  words: Localization,
): unknown {
  if (extra) {
    return extraContent(() => extra.render?.(conversation) ?? extra.value(conversation), words);
  }
  switch (id) {
    case 'status':
      return statusPill(conversation, words);
    case 'agent':
      return agentChip(conversation.agent, words);
    case 'queue':
      return named(conversation.queue, words);
    case 'channel':
      return channelLabel(conversation, words);
    case 'sentiment':
      return sentimentBadge(conversation.sentiment, words);
    case 'customer':
      return named(conversation.customer, words);
    case 'workstream':
      return named(conversation.workstream, words);
    case 'priority':
      return conversation.priority === null ? noValue(words) : words.number(conversation.priority);
    case 'skills':
      return texts(
        conversation.skills.map(({ name }) => name),
        words,
      );
    case 'started-on':
      return conversation.startedAt > 0 ? words.dateTime(conversation.startedAt) : noValue(words);
    case 'direction':
      return customerText(words.value('direction', conversation.direction));
    case 'transfers':
      return words.number(conversation.transfers);
    case 'monitored-by':
      return texts(conversation.monitoredBy, words);
    default:
      return nothing;
  }
}

function named(value: Named | null, words: Localization): TemplateResult {
  return value === null ? noValue(words) : customerText(value.name);
}

function texts(values: readonly string[], words: Localization): TemplateResult {
  return values.length === 0 ? noValue(words) : customerText(values.join(', '));
}

/** A host's function that throws must cost its cell, not the grid. */
function extraContent(read: () => unknown, words: Localization): unknown {
  let value: unknown;
  try {
    value = read();
  } catch {
    value = null;
  }
  if (value === null || value === undefined || value === '') return noValue(words);
  if (typeof value === 'string') return customerText(value);
  return typeof value === 'number' ? words.number(value) : value;
}
