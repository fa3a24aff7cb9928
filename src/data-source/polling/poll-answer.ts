/** What an answer to a poll means: the status table of the protocol, and the shape of its body. */
import { isCount, isId, isRecord, own } from '../decode-conversation.js';
import {
  isDeeperThan,
  isOptionalCount,
  isOptionalFlag,
  isOptionalRecord,
  isOptionalText,
  OPERATIONS,
  readFields,
  type Fields,
} from '../wire/wire-messages.js';
import type { Reply } from './client.js';
import type { HttpAnswer } from './http-exchange.js';
import { retryAfterMs } from '../wire/retry-after.js';

const isMode = (value: unknown): value is 'full' | 'delta' => value === 'full' || value === 'delta';
const MAX_TOKEN = 4096;
/** It has to fit into a URL. */
const isToken = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= MAX_TOKEN;

const PAGE = {
  mode: isMode,
  epoch: isId,
  /** Position before the operations; a full page has none. */
  from: isOptionalCount,
  /** Position after the operations. */
  seq: isCount,
  token: isToken,
  more: isOptionalFlag,
  /** Key after which the next page of a full reading begins; without it, the last row's id. */
  next: isOptionalText,
  /** Conversations that there are, where the server gives only some of them. */
  total: isOptionalCount,
  count: isOptionalCount,
  digest: isOptionalText,
  can: isOptionalRecord,
  user: isOptionalRecord,
  /** Server epoch ms. */
  now: isOptionalCount,
  ...OPERATIONS,
};

/** A body of the status 200; the operations are still as they came. */
export type PollPage = Fields<typeof PAGE> & { readonly etag: string | null };

/** What was asked for: all rows, another page of all rows, or the changes since a position. */
export type Question = 'rows' | 'page' | 'changes';

export type PollVerdict =
  | { readonly kind: 'page'; readonly page: PollPage; readonly answer: HttpAnswer }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'unauthorized' | 'forbidden' | 'not-found' | 'too-long' }
  /** `isOfRights`: because the user may see less than before, so that not even old rows may stay. */
  | { readonly kind: 'expired'; readonly isOfRights: boolean }
  /** Try again later; `floor` (ms) is what the server asked to wait. `isClientFault`: three in a row are the end. */
  | {
      readonly kind: 'failure';
      readonly code: string;
      readonly floor: number;
      readonly isClientFault?: boolean;
    };

export function judge(reply: Reply, question: Question): PollVerdict {
  if (reply.kind === 'unsent' && reply.cause === 'signed-out') return { kind: 'unauthorized' };
  if (reply.kind !== 'answer') return failure(reply.cause);
  const { status } = reply;
  if (status === 200) {
    const page = readPage(reply);
    return page === null ? failure(reply.fault ?? 'malformed') : { kind: 'page', page, answer: reply };
  }
  if (status === 204 || status === 304) {
    return question === 'changes' ? { kind: 'unchanged' } : failure('malformed');
  }
  if (status === 401 || (status >= 300 && status < 400)) return { kind: 'unauthorized' };
  if (status === 403) return { kind: 'forbidden' };
  if (status === 404) return { kind: 'not-found' };
  if (status === 413 || status === 414) return { kind: 'too-long' };
  // Only of a position or a cursor can the server say that it has forgotten it.
  if (question !== 'rows' && (status === 409 || status === 410 || status === 412)) {
    const isOfRights = isRecord(reply.body) && own(reply.body, 'code') === 'permissions';
    return { kind: 'expired', isOfRights };
  }
  const code = `http-${status}`;
  if (status === 429 || status === 503) return failure(code, retryAfterMs(reply.headers));
  return status >= 400 && status < 500
    ? { kind: 'failure', code, floor: 0, isClientFault: true }
    : failure(code);
}

function failure(code: string, floor = 0): PollVerdict {
  return { kind: 'failure', code, floor };
}

/** Deepest nesting; rows need 4. */
const MAX_DEPTH = 16;

function readPage({ body, headers }: HttpAnswer): PollPage | null {
  if (!isRecord(body) || isDeeperThan(body, MAX_DEPTH)) return null;
  const fields = readFields(body, PAGE);
  return fields && { ...fields, etag: headers.get('etag') };
}
