/**
 * Reads a conversation that came from outside: parses, validates and copies the known fields in one pass, and freezes
 * the copy. Nothing of the raw object stays, so that keys such as `__proto__` or a later change by its owner cannot
 * reach the store. Used by the wire decoders (which call the version `ver`) and by the engine for rows of other
 * people's sources (which call it `version`).
 */
import type {
  Conversation,
  ConversationAgent,
  ConversationQueue,
  Named,
  Skill,
} from '../model/conversation.js';
import type { Duration } from '../model/durations.js';

type Raw = Readonly<Record<string, unknown>>;

/** Why a row was left out; shown to developers in diagnostics, never with row text. */
export type DecodeFault = 'not-an-object' | 'no-id' | 'no-version' | 'no-status';

const MAX_ID = 128;
/** Longer text is cut here: the screen shows 512 graphemes at most, search and export a little more. */
const MAX_TEXT = 4_000;
const MAX_ITEMS = 64;
/** 9999-12-31: what lies beyond is a unit mistake, not a time. */
const MAX_TIME = 253_402_300_799_999;

const decoded = new WeakSet<object>();

/** True for rows made by {@link decodeConversation}: they need no second reading. */
export function isDecoded(conversation: object): boolean {
  return decoded.has(conversation);
}

/** Returns the frozen copy, or the fault for which the row is left out. */
export function decodeConversation(input: unknown): Conversation | DecodeFault {
  if (!isRecord(input)) return 'not-an-object';
  const id = own(input, 'id');
  if (!isId(id)) return 'no-id';
  const version = own(input, 'ver') ?? own(input, 'version');
  if (!isCount(version)) return 'no-version';
  const status = own(input, 'status');
  if (typeof status !== 'string' || status === '') return 'no-status';
  const startedAt = time(own(input, 'startedAt')) ?? 0;
  const conversation: Conversation = Object.freeze({
    id,
    version,
    subject: text(own(input, 'subject')) ?? '',
    status,
    phase: word(own(input, 'phase')),
    channel: word(own(input, 'channel')) ?? 'custom',
    direction: word(own(input, 'direction')) ?? 'inbound',
    handledBy: word(own(input, 'handledBy')) ?? 'agent',
    elevated: own(input, 'elevated') === true,
    queue: queue(own(input, 'queue')),
    workstream: named(own(input, 'workstream')),
    agent: agent(own(input, 'agent')),
    customer: named(own(input, 'customer')),
    startedAt,
    statusSince: time(own(input, 'statusSince')) ?? startedAt,
    lastCustomerMessageAt: time(own(input, 'lastCustomerMessageAt')),
    wait: duration(own(input, 'wait')),
    handle: duration(own(input, 'handle')),
    sentiment: word(own(input, 'sentiment')),
    skills: skills(own(input, 'skills')),
    priority: finite(own(input, 'priority')),
    transfers: count(own(input, 'transfers')) ?? 0,
    monitoredBy: ids(own(input, 'monitoredBy')),
    ext: extra(own(input, 'ext')),
  });
  decoded.add(conversation);
  return conversation;
}

/**
 * Reads a patch of a decoded row: only the named fields are read, the rest is shared with the row before. A patch is
 * the most frequent change of a busy report, and reading the whole row again would cost several times as much.
 */
export function decodePatch(
  base: Conversation,
  version: number,
  set: Raw,
  unset: readonly unknown[],
): Conversation | DecodeFault {
  const changed: Record<string, unknown> = { status: base.status, startedAt: base.startedAt, ...set };
  const names = Object.keys(set);
  for (const name of unset) {
    if (typeof name === 'string' && Object.hasOwn(base, name)) {
      changed[name] = null;
      names.push(name);
    }
  }
  const read = decodeConversation(Object.assign(changed, { id: base.id, ver: version }));
  if (typeof read === 'string') return read;
  const row = { ...base, version };
  for (const name of names) {
    // Only names that a row has are ever written, so no key of the patch can reach a prototype.
    if (Object.hasOwn(base, name)) Object.assign(row, { [name]: read[name as keyof Conversation] });
  }
  decoded.add(Object.freeze(row));
  return row;
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
  if (typeof value !== 'string') return null;
  const cut = value.length > MAX_TEXT ? value.slice(0, MAX_TEXT) : value;
  return wellFormed(cut);
}

/** Lone surrogates (also those that cutting left) become U+FFFD; `toWellFormed` is missing in Node 18 and old browsers. */
function wellFormed(value: string): string {
  return value.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
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

export function duration(value: unknown): Duration | null {
  if (!isRecord(value)) return null;
  const ms = finite(own(value, 'ms'));
  if (ms === null) return null;
  return Object.freeze({ ms: Math.max(0, ms), since: time(own(value, 'since')) });
}

export function named(value: unknown): Named | null {
  if (!isRecord(value)) return null;
  const id = own(value, 'id');
  return isId(id) ? Object.freeze({ id, name: text(own(value, 'name')) ?? id }) : null;
}

function queue(value: unknown): ConversationQueue | null {
  const base = named(value);
  return base && Object.freeze({ ...base, type: word(own(value as Raw, 'type')) ?? 'messaging' });
}

function agent(value: unknown): ConversationAgent | null {
  const base = named(value);
  return base && Object.freeze({ ...base, presence: word(own(value as Raw, 'presence')) });
}

export function skills(value: unknown): readonly Skill[] {
  if (!Array.isArray(value) || value.length === 0) return NONE;
  const list: Skill[] = [];
  for (const item of value.slice(0, MAX_ITEMS)) {
    const base = named(item);
    if (base) list.push(Object.freeze({ ...base, level: finite(own(item as Raw, 'level')) ?? 0 }));
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
