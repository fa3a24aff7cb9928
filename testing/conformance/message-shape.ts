/** Whether a message is one that the report understands. Rows have rules of their own and are not looked at. */
import {
  CONNECTION_STATES,
  type CommandOutcome,
  type SourceMessage,
} from '../../src/data-source/data-source.js';

type Raw = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isList: Check = (value) => Array.isArray(value);
const isObject: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const isRemoval: Check = (value) => {
  const removal = value as Raw | null;
  const why = removal?.['why'];
  return isText(removal?.['id']) && isCount(removal?.['version']) && (why === 'closed' || why === 'scope');
};

const FIELDS: Readonly<Record<SourceMessage['type'], Readonly<Record<string, Check>>>> = {
  connection: {
    state: (value) => (CONNECTION_STATES as readonly unknown[]).includes(value),
    retryAt: optional(isNumber),
    reason: optional(isText),
  },
  progress: { loaded: isCount, total: optional(isCount) },
  snapshot: { conversations: isList, asOf: isCount, partial: optional(isObject) },
  delta: {
    upserts: isList,
    removes: (value) => Array.isArray(value) && value.every(isRemoval),
    asOf: isCount,
  },
  clock: { offsetMs: isNumber, errorMs: isNumber },
  permissions: { permissions: isObject },
  supervisor: { supervisor: (value) => isObject(value) && isText((value as Raw)['id']) },
  wipe: { reason: isText },
  diagnostic: { code: isText, detail: isText, count: isCount },
};

/** What is wrong with a message, in words; null when it can be understood. */
export function messageFault(message: unknown): string | null {
  if (!isObject(message)) return 'a message that is not an object';
  const { type, ...fields } = message as Raw;
  if (typeof type !== 'string' || !Object.hasOwn(FIELDS, type))
    return `a message of the type ${String(type)}`;
  const checks = FIELDS[type as SourceMessage['type']];
  const wrong = Object.keys(checks).find((name) => checks[name]?.(fields[name]) === false);
  return wrong === undefined ? null : `a message of the type ${type} whose ${wrong} cannot be read`;
}

const STATUSES: readonly unknown[] = [
  'done',
  'refused',
  'conflict',
  'failed',
  'unknown',
] satisfies CommandOutcome['status'][];

/** What is wrong with an outcome, in words; null when the report can tell it to the supervisor. */
export function outcomeFault(outcome: unknown): string | null {
  if (!isObject(outcome))
    return `an outcome that is ${outcome === null ? 'null' : `of the type ${typeof outcome}`}`;
  const { status, code, message, version } = outcome as Raw;
  if (!STATUSES.includes(status)) return `an outcome with the status ${String(status)}`;
  if (status === 'done') return optional(isCount)(version) ? null : 'an outcome whose version is not a count';
  if (!isText(message)) return `the outcome ${String(status)} without a message`;
  return status === 'unknown' || isText(code) ? null : `the outcome ${String(status)} without a code`;
}
