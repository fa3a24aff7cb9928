/** What has to be known before rows are read: who the user is, which queues are theirs and what they may do. */
import type { ActionPermissions } from '../../model/actions.js';
import type { Named } from '../../model/conversation.js';
import type { ReportScope } from '../data-source.js';
import { isRecord } from '../decode-conversation.js';
import { QUEUE_TYPE } from './codes.js';
import { DataverseError, isLacking } from './dataverse-error.js';
import type { Rules } from './dataverse-options.js';
import { queueIds } from './queries.js';
import { numberIn, textIn } from './read-value.js';
import type { Answer, Raw, WebApi } from './web-api.js';

export interface Orientation {
  readonly user: Named;
  /** Ids of the queues whose conversations are shown; null for all that may be read. */
  readonly queues: ReadonlySet<string> | null;
  readonly permissions: ActionPermissions;
  readonly channels: ReadonlyMap<number, string>;
  readonly queueTypes: ReadonlyMap<string, string>;
  /** The answer that told who the user is, for its time. */
  readonly answer: Answer;
  /** What could not be read and is done without, in words. */
  readonly lacking: readonly string[];
}

const SWITCHES = {
  monitor: 'msdyn_enable_supervisor_monitor',
  assign: 'msdyn_enable_supervisor_assign',
  transfer: 'msdyn_enable_supervisor_transfer',
  forceClose: 'msdyn_enable_supervisor_forceclose',
} as const;

/** Windows language ids of the languages that the report speaks, by their BCP 47 tags. */
const LANGUAGE_IDS: Readonly<Record<string, number>> = {
  ar: 1025,
  de: 1031,
  en: 1033,
  es: 3082,
  fr: 1036,
  ja: 1041,
  pt: 1046,
};

/** @throws DataverseError when the user is not known there, or nothing can be read now */
export async function orient(
  api: WebApi,
  { queues: wanted, locale }: ReportScope,
  rules: Pick<Rules, 'queues'>,
  signal: AbortSignal,
): Promise<Orientation> {
  const answer = await api.get('WhoAmI', signal);
  const id = textIn(answer.body, 'UserId');
  if (id === null) throw new DataverseError('unreachable', 'The server does not say who the user is');
  const lacking: string[] = [];
  const tolerant = async <Value>(what: string, asked: Promise<Value>, instead: Value): Promise<Value> => {
    try {
      return await asked;
    } catch (error) {
      if (!isLacking(error)) throw error;
      lacking.push(what);
      return instead;
    }
  };
  const [name, queues, permissions, channels, queueTypes] = await Promise.all([
    tolerant('the name of the user', nameOf(api, id, signal), id),
    tolerant('the queues of the user', queuesOf(api, id, wanted, rules.queues, signal), null),
    tolerant('the switches of the actions', switches(api, signal), permissionsOf({})),
    tolerant('the labels of channels', channelLabels(api, locale, signal), new Map<number, string>()),
    tolerant('the types of queues', typesOfQueues(api, signal), new Map<string, string>()),
  ]);
  return { user: { id, name }, queues, permissions, channels, queueTypes, answer, lacking };
}

async function nameOf(api: WebApi, id: string, signal: AbortSignal): Promise<string> {
  const { body } = await api.get(`systemusers(${encodeURIComponent(id)})?$select=fullname`, signal);
  return textIn(body, 'fullname') ?? id;
}

async function queuesOf(
  api: WebApi,
  user: string,
  wanted: readonly string[],
  rule: Rules['queues'],
  signal: AbortSignal,
): Promise<ReadonlySet<string> | null> {
  if (wanted.length > 0) return queueIds(wanted);
  if (rule === 'all') return null;
  if (rule !== 'mine') return queueIds(rule);
  const filter = encodeURIComponent(`systemuserid eq ${user}`);
  const rows = await api.all(`queuememberships?$select=queueid&$filter=${filter}`, signal);
  return queueIds(rows.flatMap((row) => textIn(row, 'queueid') ?? []));
}

async function switches(api: WebApi, signal: AbortSignal): Promise<ActionPermissions> {
  const select = Object.values(SWITCHES).join(',');
  const { rows } = await api.page(`msdyn_omnichannelconfigurations?$select=${select}&$top=1`, signal);
  const [row] = rows;
  return permissionsOf(isRecord(row) ? row : {});
}

/** As Microsoft has them: monitoring is on unless it was switched off, the others are off unless switched on. */
function permissionsOf(row: Raw): ActionPermissions {
  const monitor = row[SWITCHES.monitor] !== false;
  return {
    assign: row[SWITCHES.assign] === true,
    transfer: row[SWITCHES.transfer] === true,
    monitor,
    join: monitor,
    forceClose: row[SWITCHES.forceClose] === true,
  };
}

async function channelLabels(
  api: WebApi,
  locale: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, string>> {
  const path =
    "GlobalOptionSetDefinitions(Name='msdyn_streamsource')/Microsoft.Dynamics.CRM.OptionSetMetadata?$select=Options";
  const { body } = await api.get(path, signal);
  const language = LANGUAGE_IDS[locale.slice(0, 2).toLowerCase()];
  const labels = new Map<number, string>();
  for (const option of recordsIn(body['Options'])) {
    const value = numberIn(option, 'Value');
    const label = labelOf(option['Label'], language);
    if (value !== null && label !== null) labels.set(value, label);
  }
  return labels;
}

/** In the language of the report, else in the one that the user has set. */
function labelOf(label: unknown, language: number | undefined): string | null {
  if (!isRecord(label)) return null;
  const localized = recordsIn(label['LocalizedLabels']).find((each) => each['LanguageCode'] === language);
  const ofUser = label['UserLocalizedLabel'];
  return (localized && textIn(localized, 'Label')) ?? (isRecord(ofUser) ? textIn(ofUser, 'Label') : null);
}

function recordsIn(list: unknown): readonly Raw[] {
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

async function typesOfQueues(api: WebApi, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const rows = await api.all(
    'queues?$select=queueid,msdyn_queuetype&$filter=msdyn_isomnichannelqueue%20eq%20true',
    signal,
  );
  const types = new Map<string, string>();
  for (const row of rows) {
    const id = textIn(row, 'queueid');
    const type = QUEUE_TYPE[numberIn(row, 'msdyn_queuetype') ?? NaN];
    if (id !== null && type !== undefined) types.set(id, type);
  }
  return types;
}
