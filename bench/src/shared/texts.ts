/** The texts of the ten columns, the same for the yardstick and all peers. */
import type { Duration, WireRow } from '../workload/wire-row.js';

export interface Column {
  readonly id: string;
  readonly label: string;
  readonly width: number;
  readonly text: (row: WireRow, now: number) => string;
}

const STATUSES: Readonly<Record<string, string>> = {
  open: 'Open',
  active: 'Active',
  waiting: 'Waiting',
  'wrap-up': 'Wrap-up',
};
const SENTIMENTS: Readonly<Record<string, string>> = {
  'very-negative': 'Very negative',
  negative: 'Negative',
  'slightly-negative': 'Slightly negative',
  neutral: 'Neutral',
  'slightly-positive': 'Slightly positive',
  positive: 'Positive',
  'very-positive': 'Very positive',
};

export function secondsOf(duration: Duration | null, now: number): number {
  if (duration === null) return -1;
  const ms = duration.since === null ? duration.ms : duration.ms + now - duration.since;
  return ms > 0 ? Math.floor(ms / 1000) : 0;
}

export function clockText(seconds: number): string {
  if (seconds < 0) return '–';
  const s = seconds % 60;
  const m = Math.floor(seconds / 60) % 60;
  const h = Math.floor(seconds / 3600);
  const end = s < 10 ? `:0${String(s)}` : `:${String(s)}`;
  return h > 0 ? `${String(h)}${m < 10 ? ':0' : ':'}${String(m)}${end}` : String(m) + end;
}

export const statusText = (row: WireRow): string =>
  row.phase === 'awaiting-acceptance' ? 'Awaiting acceptance' : (STATUSES[row.status] ?? row.status);
export const agentText = (row: WireRow): string => (row.agent === null ? 'Unassigned' : row.agent.name);
export const sentimentText = (sentiment: string | null): string =>
  sentiment === null ? '–' : (SENTIMENTS[sentiment] ?? sentiment);
export const sentimentClass = (sentiment: string | null): string => `badge ${sentiment ?? 'none'}`;
export const waitText = (row: WireRow, now: number): string => clockText(secondsOf(row.wait, now));
export const handleText = (row: WireRow, now: number): string => clockText(secondsOf(row.handle, now));

export const COLUMNS: readonly Column[] = [
  { id: 'subject', label: 'Subject', width: 230, text: (row) => row.subject },
  { id: 'status', label: 'Status', width: 130, text: statusText },
  { id: 'agent', label: 'Agent', width: 130, text: agentText },
  { id: 'queue', label: 'Queue', width: 120, text: (row) => row.queue.name },
  { id: 'channel', label: 'Channel', width: 110, text: (row) => row.channel },
  { id: 'wait', label: 'Wait', width: 80, text: waitText },
  { id: 'handle', label: 'Handle', width: 80, text: handleText },
  { id: 'sentiment', label: 'Sentiment', width: 130, text: (row) => sentimentText(row.sentiment) },
  { id: 'customer', label: 'Customer', width: 120, text: (row) => row.customer.name },
  { id: 'priority', label: 'Priority', width: 60, text: (row) => String(row.priority) },
];
