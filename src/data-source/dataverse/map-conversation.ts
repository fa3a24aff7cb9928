/** A row of `msdyn_ocliveworkitems` as a conversation of the report. */
import type { Conversation } from '../../model/conversation.js';
import type { Duration } from '../../model/durations.js';
import { decodeParsed, type DecodeFault } from '../decode-conversation.js';
import { ownCopy } from '../own-fields.js';
import { CHANNEL, ELEVATIONS, LIVE_CHAT, PHASE, sentimentOf, STATUS } from './codes.js';
import { choicesIn, labelIn, numberIn, referenceIn, textIn, timeIn } from './read-value.js';
import type { Raw } from './web-api.js';

/** What a row means beside what stands in it. */
export interface Meaning {
  /** Labels of channels by number, in the language of the report. */
  readonly channels: ReadonlyMap<number, string>;
  /** Types of queues by id. */
  readonly queueTypes: ReadonlyMap<string, string>;
  /** Columns of the host that go into `ext`. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Returns the frozen conversation, or the fault for which the row is left out. */
export function mapConversation(input: Raw, meaning: Meaning): Conversation | DecodeFault {
  const raw = ownCopy(input);
  const status = statusOf(raw);
  const phase = status === 'active' ? phaseOf(raw) : null;
  const direction = raw['msdyn_isoutbound'] === true ? 'outbound' : 'inbound';
  const { channel, elevated } = channelOf(raw, meaning.channels);
  const startedAt = timeIn(raw, 'msdyn_createdon') ?? 0;
  return decodeParsed({
    id: raw['activityid'],
    version: versionOf(raw),
    subject: textIn(raw, 'subject') ?? textIn(raw, 'msdyn_title') ?? '',
    status,
    phase,
    channel,
    direction,
    handledBy: 'agent',
    elevated,
    queue: queueOf(raw, channel, meaning.queueTypes),
    workstream: referenceIn(raw, '_msdyn_liveworkstreamid_value'),
    agent: referenceIn(raw, '_msdyn_activeagentid_value'),
    customer: referenceIn(raw, '_msdyn_customer_value'),
    startedAt,
    statusSince: statusSince(raw, status) ?? startedAt,
    wait: direction === 'outbound' ? null : waitOf(raw, status, phase),
    handle: handleOf(raw, status, phase),
    sentiment: sentimentIn(raw),
    transfers: numberIn(raw, 'msdyn_transfercount') ?? 0,
    ext: extraOf(raw, meaning.columns),
  });
}

/**
 * `versionnumber` rises with each write to the row. Where it is not given, the time of the last change in ms stands in;
 * it counts whole seconds only, so that of two changes within one the second is seen when everything is read again, at
 * the earliest after the next change.
 */
function versionOf(raw: Raw): number | null {
  const version = raw['versionnumber'] ?? null;
  if (version === null) return timeIn(raw, 'msdyn_modifiedon');
  return Number.isSafeInteger(Number(version)) ? Number(version) : null;
}

function statusOf(raw: Raw): string | null {
  const code = numberIn(raw, 'statuscode');
  return code === null ? null : (STATUS[code] ?? labelIn(raw, 'statuscode') ?? String(code));
}

function phaseOf(raw: Raw): string | null {
  const reason = numberIn(raw, 'msdyn_statuschangereason');
  const known = reason === null ? undefined : PHASE[reason];
  if (known !== undefined) return known;
  const accepted = raw['msdyn_isagentaccepted'];
  return typeof accepted === 'boolean' ? (accepted ? 'in-conversation' : 'awaiting-acceptance') : null;
}

function channelOf(
  raw: Raw,
  labels: ReadonlyMap<number, string>,
): { readonly channel: string; readonly elevated: boolean } {
  const codes = choicesIn(raw, 'msdyn_channel');
  const [known] = [...CHANNEL].filter(([code]) => codes.includes(code));
  const elevated = codes.includes(LIVE_CHAT) && codes.some((code) => ELEVATIONS.includes(code));
  if (known !== undefined) return { channel: known[1], elevated };
  const [code] = codes;
  const label = code === undefined ? undefined : labels.get(code);
  return { channel: label ?? labelIn(raw, 'msdyn_channel') ?? String(code ?? 'custom'), elevated };
}

function queueOf(raw: Raw, channel: string, types: Meaning['queueTypes']): Conversation['queue'] {
  const queue = referenceIn(raw, '_msdyn_cdsqueueid_value');
  const guess = channel === 'voice' ? 'voice' : 'messaging';
  return queue && { ...queue, type: types.get(queue.id) ?? guess };
}

function statusSince(raw: Raw, status: string | null): number | null {
  const updated = timeIn(raw, 'msdyn_statusupdatedon');
  return status === 'wrap-up' ? (timeIn(raw, 'msdyn_wrapupinitiatedon') ?? updated) : updated;
}

/** From the first wait's start to acceptance; it runs while nobody has accepted. */
function waitOf(raw: Raw, status: string | null, phase: string | null): Duration | null {
  const seconds = numberIn(raw, 'msdyn_conversationfirstwaittimeinseconds') ?? 0;
  const began = timeIn(raw, 'msdyn_firstwaitstartedon') ?? timeIn(raw, 'msdyn_createdon');
  const isWaiting = status === 'open' || phase === 'awaiting-acceptance';
  // One that comes back to the queue has had its first wait.
  const isOver = seconds > 0 && raw['msdyn_isagentaccepted'] === true;
  if (isWaiting && !isOver) return began === null ? null : { ms: 0, since: began };
  if (seconds > 0) return { ms: seconds * 1_000, since: null };
  const accepted = timeIn(raw, 'msdyn_activeagentassignedon');
  return began === null || accepted === null ? null : { ms: Math.max(0, accepted - began), since: null };
}

/**
 * What agents have spent on it. The column is written when the status changes, so that it runs on from there; before
 * the first time it runs from when the agent got it.
 */
function handleOf(raw: Raw, status: string | null, phase: string | null): Duration | null {
  const seconds = numberIn(raw, 'msdyn_conversationhandletimeinseconds') ?? 0;
  const ms = seconds * 1_000;
  const isRunning = status === 'wrap-up' || (status === 'active' && phase !== 'awaiting-acceptance');
  if (!isRunning) return seconds > 0 ? { ms, since: null } : null;
  const assigned = timeIn(raw, 'msdyn_activeagentassignedon');
  const changed = statusSince(raw, status);
  const since = seconds > 0 ? changed : (assigned ?? changed);
  return since === null && seconds <= 0 ? null : { ms, since };
}

function sentimentIn(raw: Raw): string | null {
  const code = numberIn(raw, 'msdyn_customersentimentlabel');
  if (code === null) return null;
  const known = sentimentOf(code);
  return known === undefined ? (labelIn(raw, 'msdyn_customersentimentlabel') ?? String(code)) : known;
}

/** `lastSessionId` is what opens the conversation in the agent's desktop; `case` is the number or title of the case. */
function extraOf(raw: Raw, columns: Meaning['columns']): object {
  const extra = Object.create(null) as Record<string, unknown>;
  const session = textIn(raw, '_msdyn_lastsessionid_value');
  const issue = referenceIn(raw, '_msdyn_issueid_value');
  if (session !== null) extra['lastSessionId'] = session;
  if (issue !== null) extra['case'] = issue.name;
  for (const [name, column] of Object.entries(columns)) {
    const value = labelIn(raw, column) ?? raw[column];
    if (value !== undefined) extra[name] = value;
  }
  return extra;
}
