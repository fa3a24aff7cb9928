/**
 * What is in view as CSV (RFC 4180): every field quoted, CRLF, and cells that a spreadsheet would take for a formula
 * begin with an apostrophe.
 */
import type { ExtraColumn } from '../../context/settings-context.js';
import type { Localization } from '../../localization/index.js';
import type { Conversation } from '../../model/conversation.js';
import { handleTime, waitTime } from '../../model/metrics.js';
import type { ColumnId } from '../../model/view-state.js';
import { channelText, sentimentText, statusText } from './badges.js';

export interface CsvSubject {
  readonly rows: Iterable<Conversation>;
  readonly columns: readonly ColumnId[];
  readonly extra: readonly ExtraColumn[];
  readonly words: Localization;
  /** Server epoch ms that the durations are of. */
  readonly asOf: number;
}

/** Times are ISO 8601 in UTC, durations whole seconds: numbers stay numbers. */
export function csvOf({ rows, columns, extra, words, asOf }: CsvSubject): string {
  const stamp = `${words.term('report.title')} · ${new Date(asOf).toISOString()} · ${words.timeZone}`;
  const heads = columns.map((id) => columnLabel(id, extra, words));
  const lines = [[stamp], [words.term('csv.id'), ...heads]];
  for (const row of rows) lines.push([row.id, ...columns.map((id) => cellText(id, row, extra, words, asOf))]);
  return `${lines.map((fields) => fields.map(quoted).join(',')).join('\r\n')}\r\n`;
}

export function columnLabel(id: ColumnId, extra: readonly ExtraColumn[], words: Localization): string {
  return extra.find((column) => column.id === id)?.label ?? words.value('column', id);
}

const seconds = (ms: number | null): string => (ms === null ? '' : String(Math.round(ms / 1000)));
const instant = (at: number | null): string => (at === null || at === 0 ? '' : new Date(at).toISOString());

/** A value as text: numbers stay numbers. */
export function cellText(
  id: ColumnId,
  row: Conversation,
  extra: readonly ExtraColumn[],
  words: Localization,
  asOf: number,
): string {
  switch (id) {
    case 'subject':
      return row.subject;
    case 'status':
      return statusText(row, words);
    case 'agent':
      return row.agent?.name ?? '';
    case 'queue':
      return row.queue?.name ?? '';
    case 'channel':
      return channelText(row, words);
    case 'wait':
      return seconds(waitTime(row, asOf));
    case 'handle':
      return seconds(handleTime(row, asOf));
    case 'sentiment':
      return row.sentiment === null ? '' : sentimentText(row.sentiment, words);
    case 'customer':
      return row.customer?.name ?? '';
    case 'workstream':
      return row.workstream?.name ?? '';
    case 'priority':
      return row.priority === null ? '' : String(row.priority);
    case 'skills':
      return row.skills.map(({ name }) => name).join('; ');
    case 'started-on':
      return instant(row.startedAt);
    case 'time-in-status':
      return seconds(asOf - row.statusSince);
    case 'last-customer-message':
      return instant(row.lastCustomerMessageAt);
    case 'direction':
      return words.value('direction', row.direction);
    case 'transfers':
      return String(row.transfers);
    case 'monitored-by':
      return row.monitoredBy.join('; ');
    default:
      return String(extra.find((column) => column.id === id)?.value(row) ?? '');
  }
}

/** Beginnings that make a spreadsheet compute, full-width ones included, also behind spaces or a byte order mark. */
const FORMULA = /^[\s\uFEFF]*[=+\-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n\0]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** Marked as text where a spreadsheet would compute. */
export function withoutFormula(field: string): string {
  return FORMULA.test(field) && !NUMBER.test(field) ? `'${field}` : field;
}

function quoted(field: string): string {
  return `"${withoutFormula(field).replaceAll('"', '""')}"`;
}
