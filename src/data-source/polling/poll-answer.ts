/** What an answer to a poll means: the status table of the protocol, and the shape of its body. */
import { isCount, isId, isRecord, own } from '../decode-conversation.js';
import type { Reply } from './client.js';
import type { HttpAnswer } from './http-exchange.js';
import { retryAfterMs } from './retry-after.js';

/** A body of the status 200. `up`, `patch` and `rm` are still as they came. */
export interface PollPage {
  readonly mode: 'full' | 'delta';
  readonly epoch: string;
  /** Position before and after the operations. */
  readonly from: number;
  readonly seq: number;
  readonly token: string;
  readonly etag: string | null;
  readonly more: boolean;
  /** Key after which the next page of a full reading begins. */
  readonly next: string | null;
  /** Conversations of the user, where the server holds back some of them. */
  readonly total: number | null;
  readonly count: number | null;
  readonly digest: string | null;
  readonly up: readonly unknown[];
  readonly patch: readonly unknown[];
  readonly rm: readonly unknown[];
  /** Rights, where the server tells them. */
  readonly can: unknown;
  /** Server epoch ms. */
  readonly now: number | null;
}

export type PollVerdict =
  | { readonly kind: 'page'; readonly page: PollPage; readonly answer: HttpAnswer }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'unauthorized' | 'forbidden' | 'not-found' | 'expired' | 'too-long' }
  /** Try again later; `floor` (ms) is what the server asked to wait. `isClientFault`: three in a row are the end. */
  | {
      readonly kind: 'failure';
      readonly code: string;
      readonly floor: number;
      readonly isClientFault?: boolean;
    };

/** @param hasPosition whether the request named a position, which the server may have forgotten */
export function judge(reply: Reply, hasPosition: boolean): PollVerdict {
  if (reply.kind === 'unsent' && reply.cause === 'signed-out') return { kind: 'unauthorized' };
  if (reply.kind !== 'answer') return failure(reply.cause);
  const { status } = reply;
  if (status === 200) {
    const page = readPage(reply);
    return page === null ? failure(reply.fault ?? 'malformed') : { kind: 'page', page, answer: reply };
  }
  if (status === 204 || status === 304) return { kind: 'unchanged' };
  if (status === 401 || (status >= 300 && status < 400)) return { kind: 'unauthorized' };
  if (status === 403) return { kind: 'forbidden' };
  if (status === 404) return { kind: 'not-found' };
  if (status === 413 || status === 414) return { kind: 'too-long' };
  if (hasPosition && (status === 409 || status === 410 || status === 412)) return { kind: 'expired' };
  const code = `http-${status}`;
  if (status === 429 || status === 503) return failure(code, retryAfterMs(reply.headers));
  return status >= 400 && status < 500
    ? { kind: 'failure', code, floor: 0, isClientFault: true }
    : failure(code);
}

function failure(code: string, floor = 0): PollVerdict {
  return { kind: 'failure', code, floor };
}

const MAX_TOKEN = 4096;

function readPage({ body, headers }: HttpAnswer): PollPage | null {
  if (!isRecord(body)) return null;
  const mode = own(body, 'mode');
  const epoch = own(body, 'epoch');
  const seq = own(body, 'seq');
  const from = own(body, 'from') ?? (mode === 'full' ? seq : undefined);
  const token = own(body, 'token');
  if ((mode !== 'full' && mode !== 'delta') || !isId(epoch) || !isCount(seq) || !isCount(from)) return null;
  if (from > seq || typeof token !== 'string' || token === '' || token.length > MAX_TOKEN) return null;
  const count = own(body, 'count');
  const digest = own(body, 'digest');
  const next = own(body, 'next');
  const total = own(body, 'total');
  const now = own(body, 'now');
  return {
    mode,
    epoch,
    from,
    seq,
    token,
    etag: headers.get('etag'),
    more: own(body, 'more') === true,
    next: isId(next) ? next : null,
    total: isCount(total) ? total : null,
    count: isCount(count) ? count : null,
    digest: typeof digest === 'string' ? digest : null,
    up: list(own(body, 'up')),
    patch: list(own(body, 'patch')),
    rm: list(own(body, 'rm')),
    can: own(body, 'can'),
    now: isCount(now) ? now : null,
  };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
