/**
 * Reads a conversation that came from outside: validates and copies the known fields in one pass, and freezes the copy.
 * Nothing of the raw object stays, so that keys such as `__proto__` or a later change by its owner cannot reach the
 * store. Used by the wire decoders (which call the version `ver`) and by the engine for rows of other people's sources
 * (which call it `version`). `test/data-source/conversation-schema.ts` says the same as a schema.
 *
 * This is the hot path of a busy report: fields are read by name, each once, and values that did not change are shared.
 */
import type {
  Conversation,
  ConversationAgent,
  ConversationQueue,
  Named,
  Skill,
} from '../model/conversation.js';
import { cutText } from '../model/cut-text.js';
import type { Duration } from '../model/durations.js';
import { isPrototypePolluted, ownCopy } from './own-fields.js';

type Raw = Readonly<Record<string, unknown>>;
/** What may be in a row before it is checked. */
type RawRow = { readonly [Name in keyof Conversation | 'ver']?: unknown };

/** Why a row was left out; shown to developers in diagnostics, never with row text. */
export type DecodeFault = 'not-an-object' | 'no-id' | 'no-version' | 'no-status';

const MAX_ID = 128;
/** Longer text is cut here: the screen shows 512 graphemes at most, search and export a little more. */
const MAX_TEXT = 4_000;
const MAX_ITEMS = 64;
/** 9999-12-31: what lies beyond is a unit mistake, not a time. */
const MAX_TIME = 253_402_300_799_999;
/** Within a patch: the default of `statusSince` is `startedAt`, which may come after it. */
const NO_TIME = -1;

const decodedLists = new WeakSet<object>();

/** Marks a list of rows that were all made here, and closes it: it needs no second reading. */
export function decodedList(rows: Conversation[]): readonly Conversation[] {
  decodedLists.add(Object.freeze(rows));
  return rows;
}

export function isDecodedList(rows: object): boolean {
  return decodedLists.has(rows);
}

/** Reads a row of anybody's making. Returns the frozen copy, or the fault for which the row is left out. */
export function decodeConversation(input: unknown): Conversation | DecodeFault {
  return isRecord(input) ? decodeRow(ownCopy(input)) : 'not-an-object';
}

/**
 * The same for a row as `JSON.parse` made it, all of whose fields are its own.
 * @param isSafe see {@link isSafeToRead}; asked once for all rows of a message.
 */
export function decodeParsed(input: unknown, isSafe = isSafeToRead()): Conversation | DecodeFault {
  if (!isRecord(input)) return 'not-an-object';
  return decodeRow(isSafe ? input : ownCopy(input));
}

/** How each field is read; a patch reads some of them, a row all. */
const READ = {
  subject: (value: unknown) => text(value) ?? '',
  phase: word,
  channel: (value: unknown) => word(value) ?? 'custom',
  direction: (value: unknown) => word(value) ?? 'inbound',
  handledBy: (value: unknown) => word(value) ?? 'agent',
  elevated: (value: unknown) => value === true,
  queue,
  workstream: named,
  agent,
  customer: named,
  startedAt: (value: unknown) => time(value) ?? 0,
  lastCustomerMessageAt: time,
  wait: duration,
  handle: duration,
  sentiment: word,
  skills,
  priority: finite,
  transfers: (value: unknown) => count(value) ?? 0,
  monitoredBy: ids,
  ext: extra,
} satisfies { readonly [Name in keyof Conversation]?: (value: unknown) => Conversation[Name] };

/** All names by which a row and its parts are read. */
const NAMES = 'id ver version status statusSince name type presence level ms since'
  .split(' ')
  .concat(Object.keys(READ));

/** Whether a field that an object does not have reads as undefined, as it should. */
export function isSafeToRead(): boolean {
  return !isPrototypePolluted(NAMES);
}

function decodeRow(raw: RawRow): Conversation | DecodeFault {
  const { id, status } = raw;
  if (!isId(id)) return 'no-id';
  const version = raw.ver ?? raw.version;
  if (!isCount(version)) return 'no-version';
  if (!isStatus(status)) return 'no-status';
  const startedAt = READ.startedAt(raw.startedAt);
  return Object.freeze({
    id,
    version,
    subject: READ.subject(raw.subject),
    status,
    phase: READ.phase(raw.phase),
    channel: READ.channel(raw.channel),
    direction: READ.direction(raw.direction),
    handledBy: READ.handledBy(raw.handledBy),
    elevated: READ.elevated(raw.elevated),
    queue: READ.queue(raw.queue),
    workstream: READ.workstream(raw.workstream),
    agent: READ.agent(raw.agent),
    customer: READ.customer(raw.customer),
    startedAt,
    statusSince: time(raw.statusSince) ?? startedAt,
    lastCustomerMessageAt: READ.lastCustomerMessageAt(raw.lastCustomerMessageAt),
    wait: READ.wait(raw.wait),
    handle: READ.handle(raw.handle),
    sentiment: READ.sentiment(raw.sentiment),
    skills: READ.skills(raw.skills),
    priority: READ.priority(raw.priority),
    transfers: READ.transfers(raw.transfers),
    monitoredBy: READ.monitoredBy(raw.monitoredBy),
    ext: READ.ext(raw.ext),
  });
}

type Writable = { -readonly [Name in keyof Conversation]: Conversation[Name] };

/**
 * Reads a patch of a decoded row: only the named fields are read, the rest is shared with the row before. A patch is
 * the most frequent change of a busy report, and reading the whole row again would cost several times as much.
 */
export function decodePatch(
  base: Conversation,
  version: number,
  set: Raw,
  unset: readonly unknown[],
  isSafe = isSafeToRead(),
): Conversation | DecodeFault {
  const row: Writable = { ...base, version };
  const fields = isSafe ? set : ownCopy(set);
  for (const name of Object.keys(fields)) if (!write(row, name, fields[name])) return 'no-status';
  for (const name of unset) if (typeof name === 'string' && !write(row, name, null)) return 'no-status';
  if (row.statusSince === NO_TIME) row.statusSince = row.startedAt;
  return Object.freeze(row);
}

/** Reads one field into `row`; names that a row does not have are passed over. False for a status that is none. */
function write(row: Writable, name: string, value: unknown): boolean {
  if (name === 'status') {
    if (!isStatus(value)) return false;
    row.status = value;
  } else if (name === 'statusSince') row.statusSince = time(value) ?? NO_TIME;
  else if (Object.hasOwn(READ, name)) {
    // The name is one of the table's and so is the type of what it reads, which the compiler cannot see.
    (row as unknown as Record<string, unknown>)[name] = READ[name as keyof typeof READ](value);
  }
  return true;
}

function isStatus(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

export function isRecord(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads an own property only: a host that polluted `Object.prototype` must not lend fields to a row. */
export function own(record: Raw, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_ID;
}

/** A safe integer that is not negative: sequence numbers, versions, counts. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

export function text(value: unknown): string | null {
  return typeof value === 'string' ? wellFormed(cutText(value, MAX_TEXT)) : null;
}

/** Lone surrogates become U+FFFD. */
function wellFormed(value: string): string {
  // Newer than the library that is compiled against, older than what the styles need.
  return (value as unknown as { toWellFormed(): string }).toWellFormed();
}

function word(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= MAX_ID ? value : null;
}

function finite(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function count(value: unknown): number | null {
  return isCount(value) ? value : null;
}

export function time(value: unknown): number | null {
  return isCount(value) && value <= MAX_TIME ? value : null;
}

// What follows reads fields as they are: callers see to it that all of them are own ones.

function duration(value: unknown): Duration | null {
  if (!isRecord(value)) return null;
  const ms = finite(value['ms']);
  if (ms === null) return null;
  return Object.freeze({ ms: Math.max(0, ms), since: time(value['since']) });
}

export function named(value: unknown): Named | null {
  if (!isRecord(value)) return null;
  const { id } = value;
  return isId(id) ? Object.freeze({ id, name: text(value['name']) ?? id }) : null;
}

function queue(value: unknown): ConversationQueue | null {
  if (!isRecord(value)) return null;
  const { id } = value;
  if (!isId(id)) return null;
  return Object.freeze({ id, name: text(value['name']) ?? id, type: word(value['type']) ?? 'messaging' });
}

function agent(value: unknown): ConversationAgent | null {
  if (!isRecord(value)) return null;
  const { id } = value;
  if (!isId(id)) return null;
  return Object.freeze({ id, name: text(value['name']) ?? id, presence: word(value['presence']) });
}

export function skills(value: unknown): readonly Skill[] {
  if (!Array.isArray(value) || value.length === 0) return NONE;
  const list: Skill[] = [];
  for (const item of value.slice(0, MAX_ITEMS)) {
    const base = named(item);
    if (base) list.push(Object.freeze({ ...base, level: finite((item as Raw)['level']) ?? 0 }));
  }
  return Object.freeze(list);
}

export function ids(value: unknown): readonly string[] {
  return Array.isArray(value) && value.length > 0
    ? Object.freeze(value.slice(0, MAX_ITEMS).filter(isId))
    : NONE;
}

const NONE: readonly never[] = Object.freeze([]);
const NO_EXTRA: Conversation['ext'] = Object.freeze(Object.create(null) as Conversation['ext']);

/** Keeps plain values only, at most {@link MAX_ITEMS}, in an object without a prototype. */
function extra(value: unknown): Conversation['ext'] {
  if (!isRecord(value)) return NO_EXTRA;
  const copy = Object.create(null) as Record<string, string | number | boolean | null>;
  for (const key of Object.keys(value).slice(0, MAX_ITEMS)) {
    const item = value[key];
    if (item === null || typeof item === 'boolean' || typeof item === 'number') copy[key] = item;
    else if (typeof item === 'string') copy[key] = text(item) ?? '';
  }
  return Object.freeze(copy);
}
