/** Reads commands off the wire, the same from a socket and over HTTP. */
import type { ActionTarget, Command } from '../../src/data-source/data-source.js';
import { isCount, isId, isRecord, own } from '../../src/data-source/decode-conversation.js';

type Raw = Readonly<Record<string, unknown>>;

const NAMES: readonly string[] = [
  'assign',
  'transfer',
  'monitor',
  'join',
  'leave',
  'stop-monitor',
  'message',
  'force-close',
] satisfies Command['action'][];
/** Most UTF-16 units of a reason, a note or a message. */
const MAX_TEXT = 4_000;

export interface RawCommand {
  readonly key: unknown;
  readonly name: unknown;
  readonly conversationId: unknown;
  readonly ifVersion: unknown;
  readonly notAfter: unknown;
  readonly args: unknown;
}

/** The command, or what is wrong with it, in words. */
export function readCommand(raw: RawCommand): Command | string {
  const { key, name, conversationId, ifVersion, notAfter } = raw;
  if (!isId(key)) return 'key is not a text of 1 to 128 characters';
  if (!isName(name)) return 'name is not one of the commands';
  if (!isId(conversationId)) return 'the id of the conversation is missing';
  if (!isCount(ifVersion)) return 'ifVer is not a count';
  if (!isCount(notAfter)) return 'notAfter is not a time';
  const args = raw.args ?? {};
  if (!isRecord(args)) return 'args is not an object';
  const details = readArguments(name, args);
  if (typeof details === 'string') return details;
  return { key, action: name, conversationId, ifVersion, notAfter, ...details };
}

type Details = Pick<Command, 'target' | 'reason' | 'note' | 'text' | 'private'>;

function readArguments(name: Command['action'], args: Raw): Details | string {
  switch (name) {
    case 'assign':
    case 'transfer': {
      const target = readTarget(args);
      return target === null ? 'args need agentId or queueId' : { target };
    }
    case 'force-close': {
      const reason = readText(args, 'reason');
      const note = readText(args, 'note');
      if (reason === null || note === null) return 'reason or note is not a text, or too long';
      return { ...(reason !== undefined && { reason }), ...(note !== undefined && { note }) };
    }
    case 'message': {
      const text = readText(args, 'text');
      if (text === undefined || text === null) return 'text is missing, or too long';
      return { text, private: own(args, 'private') === true };
    }
    default:
      return {};
  }
}

function readTarget(args: Raw): ActionTarget | null {
  const agentId = own(args, 'agentId');
  const queueId = own(args, 'queueId');
  if (isId(agentId)) return queueId === undefined ? { agentId } : null;
  return isId(queueId) ? { queueId } : null;
}

/** Undefined when it is not there, null when it cannot be used. */
function readText(args: Raw, name: string): string | undefined | null {
  const value = own(args, name);
  if (value === undefined) return undefined;
  return typeof value === 'string' && value.length <= MAX_TEXT ? value : null;
}

function isName(value: unknown): value is Command['action'] {
  return typeof value === 'string' && NAMES.includes(value);
}
