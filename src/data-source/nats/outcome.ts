/** Reads what a desk says became of a command. */
import type { CommandOutcome } from '../data-source.js';
import { decodeParsed, isCount, isRecord, own, text } from '../decode-conversation.js';
import { ownCopy } from '../own-fields.js';

/** What is none of the words of the contract is unknown: it may have happened. */
export function readOutcome(body: unknown): CommandOutcome {
  if (!isRecord(body)) return { status: 'unknown', message: 'The answer cannot be read.' };
  const answer = ownCopy(body);
  const status = own(answer, 'status');
  const code = text(own(answer, 'code')) ?? String(status);
  const message = text(own(answer, 'message')) ?? code;
  switch (status) {
    case 'done': {
      const version = own(answer, 'version');
      return { status, ...(isCount(version) && { version }) };
    }
    case 'refused':
    case 'conflict': {
      const current = own(answer, 'current');
      const row = current === null ? null : decodeParsed(current);
      return { status, code, message, ...(typeof row !== 'string' && { current: row }) };
    }
    case 'failed':
      return { status, code, message };
    default:
      return { status: 'unknown', message };
  }
}
