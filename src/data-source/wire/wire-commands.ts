/** Commands on their way out and what came back, the same on the socket and over HTTP. */
import type { Command, CommandOutcome } from '../data-source.js';
import { decodeParsed, text } from '../decode-conversation.js';

/** A command without the envelope of its transport. */
export interface WireCommand {
  readonly key: string;
  readonly name: Command['action'];
  readonly target: { readonly id: string; readonly ifVer: number };
  readonly args: Readonly<Record<string, string | boolean>>;
  /** Server epoch ms. */
  readonly notAfter: number;
}

export function encodeCommand(command: Command): WireCommand {
  return {
    key: command.key,
    name: command.action,
    target: { id: command.conversationId, ifVer: command.ifVersion },
    args: encodeArguments(command),
    notAfter: command.notAfter,
  };
}

function encodeArguments({
  action,
  target,
  reason,
  note,
  text: words,
  private: isPrivate,
}: Command): WireCommand['args'] {
  if (action === 'assign' || action === 'transfer') return { ...target };
  if (action === 'force-close')
    return { ...(reason !== undefined && { reason }), ...(note !== undefined && { note }) };
  return action === 'message' ? { text: words ?? '', private: isPrivate === true } : {};
}

/** What a result says, already checked field by field. */
export interface WireResult {
  readonly status: string;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly ver?: number | undefined;
  /** The row as it is now, raw; null when it is gone, undefined when not told. */
  readonly current?: unknown;
}

/** Refusals that say "the row is no longer what you saw": the supervisor decides again. */
const CONFLICTS: readonly string[] = ['stale', 'conflict'];

/** Reads a result or the answer to "what became of it?". `pending` and words of the future are unknown. */
export function readOutcome(result: WireResult): CommandOutcome {
  const { status, ver } = result;
  if (status === 'done') return { status, ...(ver !== undefined && { version: ver }) };
  const code = text(result.code) ?? status;
  const message = text(result.message) ?? code;
  if (status === 'rejected') {
    const current = readCurrent(result.current);
    return {
      status: CONFLICTS.includes(code) ? 'conflict' : 'refused',
      code,
      message,
      ...(current !== undefined && { current }),
    };
  }
  return status === 'not-applied' ? { status: 'failed', code, message } : { status: 'unknown', message };
}

function readCurrent(raw: unknown): ReturnType<typeof readRow> | null {
  return raw === null ? null : readRow(raw);
}

function readRow(raw: unknown): Exclude<ReturnType<typeof decodeParsed>, string> | undefined {
  const row = decodeParsed(raw);
  return typeof row === 'string' ? undefined : row;
}
