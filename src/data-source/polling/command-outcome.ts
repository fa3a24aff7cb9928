/** What an answer to a command says about it: the HTTP mapping of the protocol. */
import type { CommandOutcome } from '../data-source.js';
import { isRecord, own } from '../decode-conversation.js';
import { readOutcome, type WireResult } from '../wire/wire-commands.js';
import { isOptionalCount, isOptionalText, readFields } from '../wire/wire-messages.js';
import type { Reply } from './client.js';
import type { HttpAnswer } from './http-exchange.js';
import { retryAfterMs } from '../wire/retry-after.js';

/** The server works on it; what becomes of it has to be asked. */
export type Pending = { readonly status: 'pending' };

const PENDING: Pending = { status: 'pending' };

const RESULT = {
  status: isOptionalText,
  code: isOptionalText,
  message: isOptionalText,
  ver: isOptionalCount,
};

/** Codes of refusals, for servers that answer with the status alone. */
const CODES: Readonly<Record<number, string>> = {
  400: 'invalid',
  401: 'unauthorized',
  403: 'not-permitted',
  404: 'closed',
  409: 'conflict',
  410: 'closed',
  412: 'stale',
  422: 'invalid',
  423: 'locked',
  429: 'rate-limited',
};

/** The answer to sending a command. Whatever leaves a doubt is *unknown*: it may have happened. */
export function readCommandReply(reply: Reply): CommandOutcome | Pending {
  if (reply.kind === 'unsent') {
    const code = reply.cause === 'signed-out' ? 'unauthorized' : reply.cause;
    return { status: 'failed', code, message: 'Nothing was sent.' };
  }
  if (reply.kind === 'silence') return unknown(`No answer (${reply.cause}).`);
  const { status } = reply;
  if (status === 202) return PENDING;
  if (status >= 200 && status < 300) return readSuccess(reply);
  if (Object.hasOwn(CODES, status)) return readRefusal(reply, CODES[status] ?? '');
  // A proxy may give up on a request (408) that the server carries out; a redirect may stand for anything.
  if (status < 400 || status === 408 || status >= 500) return unknown(`The server answered ${status}.`);
  return { status: 'failed', code: `http-${status}`, message: `The server answered ${status}.` };
}

/** The answer to "what became of it?". */
export function readOutcomeReply(reply: Reply): CommandOutcome {
  const result = reply.kind === 'answer' && reply.status === 200 ? readResult(reply) : null;
  if (result?.status === undefined) return unknown('The outcome could not be asked.');
  return readOutcome({ ...result, status: result.status });
}

function readSuccess(answer: HttpAnswer): CommandOutcome | Pending {
  // A page that some proxy or sign-in puts in the way has the status 200, too.
  if (answer.fault !== null && answer.fault !== 'empty') return unknown('The answer cannot be read.');
  const result = readResult(answer);
  if (result?.status === 'pending') return PENDING;
  return readOutcome({ ...result, status: result?.status ?? 'done' });
}

function readRefusal(answer: HttpAnswer, code: string): CommandOutcome | Pending {
  const { status } = answer;
  const result = readResult(answer);
  if (status === 409 && isInFlight(result)) return PENDING;
  const isGone = status === 404 || status === 410;
  const outcome = readOutcome({
    ...result,
    status: 'rejected',
    code: status === 412 ? code : (result?.code ?? code),
    message: result?.message ?? messageOf(answer),
    current: isGone ? null : result?.current,
  });
  return status === 409 && outcome.status === 'refused' ? { ...outcome, status: 'conflict' } : outcome;
}

/** 409 stands for two things: the conversation is in another state, or this very command is being carried out. */
function isInFlight(result: Result | null): boolean {
  return result?.status === 'pending' || result?.code === 'pending' || result?.code === 'in-flight';
}

function messageOf({ status, headers }: HttpAnswer): string | undefined {
  const wait = status === 429 ? retryAfterMs(headers) : 0;
  return wait > 0 ? `Try again in ${Math.ceil(wait / 1000)} s.` : undefined;
}

type Result = Omit<WireResult, 'status'> & { readonly status?: string | undefined };

function readResult({ body }: HttpAnswer): Result | null {
  return isRecord(body) ? { ...readFields(body, RESULT), current: own(body, 'current') } : null;
}

function unknown(message: string): CommandOutcome {
  return { status: 'unknown', message };
}
