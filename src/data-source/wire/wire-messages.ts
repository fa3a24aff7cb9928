/**
 * The messages of the protocol and the one way in which text from the network becomes one of them.
 *
 * Length is checked before parsing, depth after it, then each known field: what passes is copied field by field into an
 * object without a prototype, and nothing else of the parsed text lives on. The types below follow from the checks.
 */
import { isCount, isId, isRecord, own } from '../decode-conversation.js';

/** The subprotocol that a server has to select. */
export const SUBPROTOCOL = 'ongoing-conversations.v1.json';
export const PROTOCOL_VERSION = 1;
/** Most UTF-16 units of a frame; as many bytes at least. */
export const MAX_FRAME = 1_048_576;
const MAX_DEPTH = 16;

type Check<Value> = (value: unknown) => value is Value;
type Shape = Readonly<Record<string, Check<unknown>>>;
/** What {@link readFields} returns for a shape. */
export type Fields<S extends Shape> = {
  readonly [Name in keyof S]: S[Name] extends Check<infer Value> ? Value : never;
};

const isText = (value: unknown): value is string => typeof value === 'string';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
/** May be missing or null, which reads as undefined. */
const maybe =
  <Value>(check: Check<Value>) =>
  (value: unknown): value is Value | undefined =>
    value === undefined || check(value);

export const isOptionalCount = maybe(isCount);
export const isOptionalId = maybe(isId);
export const isOptionalList = maybe(isList);
export const isOptionalRecord = maybe(isRecord);
export const isOptionalText = maybe(isText);
export const isOptionalFlag = maybe(isFlag);
/** Null says that the row is gone, undefined that nothing is said. */
const isCurrent = (value: unknown): value is object | null | undefined =>
  value === null || isOptionalRecord(value);

/** Operations on rows, the same in a delta and in an answer to polling. */
export const OPERATIONS = { up: isOptionalList, patch: isOptionalList, rm: isOptionalList } satisfies Shape;

/** What became of a command, the same on the socket and over HTTP. */
export const RESULT = {
  status: isText,
  code: isOptionalText,
  message: isOptionalText,
  ver: isOptionalCount,
  current: isCurrent,
} satisfies Shape;

const SHAPES = {
  welcome: {
    v: isCount,
    stream: isId,
    epoch: isId,
    resumed: isOptionalFlag,
    head: isOptionalCount,
    now: isCount,
    hb: isOptionalRecord,
    auth: isOptionalRecord,
    can: isOptionalRecord,
    canRev: isOptionalCount,
    digest: isOptionalText,
    user: isOptionalRecord,
  },
  'snap.begin': { snap: isId, epoch: isId, seq: isCount, total: isOptionalCount },
  'snap.page': { snap: isId, n: isCount, rows: isList, next: isOptionalText },
  'snap.end': { snap: isId, pages: isCount, until: isCount },
  delta: { epoch: isId, from: isCount, seq: isCount, at: isOptionalCount, ...OPERATIONS },
  mark: { epoch: isId, seq: isCount, count: isCount, digest: isOptionalText },
  reset: { reason: isOptionalText },
  permissions: { rev: isCount, can: isRecord },
  ping: { n: isCount, now: isOptionalCount },
  pong: { n: isCount, now: isCount },
  'cmd.ack': { id: isId },
  'cmd.result': { id: isId, ...RESULT },
  'outcome.result': { id: isId, ...RESULT },
  'lookup.result': { id: isId, entries: isList, next: isOptionalText, asOf: isOptionalCount },
  transcript: { id: isId, entries: isList },
  'transcript.close': { id: isId },
  'auth.expiring': {},
  'auth.ok': { expiresAt: isOptionalCount },
  error: { code: isText, message: isOptionalText, retryAfterMs: isOptionalCount, ref: isOptionalId },
  bye: {
    code: isOptionalText,
    reconnect: isOptionalFlag,
    retryAfterMs: isOptionalCount,
    spreadMs: isOptionalCount,
  },
} satisfies Record<string, Shape>;

type Shapes = typeof SHAPES;
export type ServerMessageType = keyof Shapes;
export type ServerMessage = {
  [Type in ServerMessageType]: { readonly type: Type } & Fields<Shapes[Type]>;
}[ServerMessageType];
/** The message of one type. */
export type ServerMessageOf<Type extends ServerMessageType> = Extract<ServerMessage, { readonly type: Type }>;

/** Why a frame cannot be read; for diagnostics. */
export type FrameFault = 'binary' | 'too-large' | 'not-json' | 'too-deep' | 'no-type' | 'bad-field';

/** A message, or what stands for one: of a type from the future, or of no form at all. */
export type Frame =
  | ServerMessage
  /** `must`: the client cannot know its state without understanding it. */
  | { readonly type: 'unknown'; readonly must: boolean }
  | { readonly type: 'malformed'; readonly fault: FrameFault };

const malformed = (fault: FrameFault): Frame => ({ type: 'malformed', fault });

/** Reads the data of one socket message. Never throws. */
export function readFrame(data: unknown, limit: number = MAX_FRAME): Frame {
  if (typeof data !== 'string') return malformed('binary');
  if (data.length > limit) return malformed('too-large');
  let parsed: unknown;
  try {
    parsed = JSON.parse(data);
  } catch {
    return malformed('not-json');
  }
  return readMessage(parsed);
}

/** Reads a message that the transport has parsed already. Never throws. */
export function readMessage(parsed: unknown): Frame {
  if (!isRecord(parsed)) return malformed('no-type');
  const type = own(parsed, 'type');
  if (typeof type !== 'string') return malformed('no-type');
  if (isDeeperThan(parsed, MAX_DEPTH)) return malformed('too-deep');
  if (!Object.hasOwn(SHAPES, type)) return { type: 'unknown', must: own(parsed, 'must') === true };
  const fields = readFields(parsed, SHAPES[type as ServerMessageType]);
  return fields ? (Object.assign(fields, { type }) as Frame) : malformed('bad-field');
}

/** Copies the fields of a shape out of a parsed object; null if one of them is not what it has to be. */
export function readFields<S extends Shape>(
  record: Readonly<Record<string, unknown>>,
  shape: S,
): Fields<S> | null {
  const fields = Object.create(null) as Record<string, unknown>;
  for (const [name, check] of Object.entries(shape)) {
    // On the wire null and missing mean the same, except for the row in `current`, where null says that it is gone.
    const value = own(record, name) ?? (name === 'current' ? own(record, name) : undefined);
    if (!check(value)) return null;
    fields[name] = value;
  }
  return fields as Fields<S>;
}

/** True if a value nests deeper than `depth`. The recursion ends at that depth, so it cannot exhaust the stack. */
export function isDeeperThan(value: object, depth: number): boolean {
  if (depth === 0) return true;
  const items: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    if (typeof item === 'object' && item !== null && isDeeperThan(item, depth - 1)) return true;
  }
  return false;
}
