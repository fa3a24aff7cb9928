import type { TranscriptMessage } from '../data-source.js';
import { isRecord } from '../decode-conversation.js';
import { isOptionalList, readFields } from '../wire/wire-messages.js';
import { readTranscript } from '../wire/wire-transcript.js';
import type { Client, Reply } from './client.js';
import type { Endpoint } from './endpoint.js';
import type { PollingPlatform } from './platform.js';
import { PollSchedule } from './poll-schedule.js';
import { retryAfterMs } from './retry-after.js';

const INTERVAL = 2_000;
const REQUEST_TIMEOUT = 10_000;
const BODY = { entries: isOptionalList };

export interface TranscriptSetup {
  readonly platform: PollingPlatform;
  readonly endpoint: Endpoint;
  readonly client: Client;
  readonly hidden: 'stop' | 'keep';
}

/** Who reads a transcript, as RxJS has it. */
export interface TranscriptReader {
  next(message: TranscriptMessage): void;
  error(error: Error): void;
  complete(): void;
}

/**
 * Follows one transcript until the returned function is called. It completes when the conversation is gone, errs when
 * the user may not read it, and outlasts everything else.
 */
export function followTranscript(
  { platform, endpoint, client, hidden }: TranscriptSetup,
  conversationId: string,
  reader: TranscriptReader,
): () => void {
  const address = (parameters: Iterable<readonly [string, string]>): string =>
    endpoint.conversation(conversationId, 'transcript', parameters);
  // Throws here, where the subscriber hears of it, and not later.
  address([]);
  const closing = new AbortController();
  const { signal } = closing;
  const schedule = new PollSchedule(platform, { interval: INTERVAL, hidden }, () => void ask());
  let last: number | null = null;
  let failures = 0;
  let isAsking = false;

  const ask = async (): Promise<void> => {
    isAsking = true;
    const parameters = last === null ? [] : [['after', String(last)] as const];
    const reply = await client.send({ url: address(parameters), timeout: REQUEST_TIMEOUT, signal });
    isAsking = false;
    if (signal.aborted) return;
    schedule.settle();
    take(reply);
  };
  const take = (reply: Reply): void => {
    const status = reply.kind === 'answer' ? reply.status : 0;
    if (status === 404 || status === 410) {
      reader.complete();
      return;
    }
    if (status === 401 || status === 403) {
      reader.error(new Error(`The server refuses the transcript (${status}).`));
      return;
    }
    const entries = readEntries(reply);
    if (entries === null) {
      failures += 1;
      schedule.afterFailure(failures, reply.kind === 'answer' ? retryAfterMs(reply.headers) : 0);
      return;
    }
    failures = 0;
    const isFirst = last === null;
    const news = readTranscript(entries, last ?? -1);
    last = news.at(-1)?.number ?? last ?? 0;
    // The first message tells what was said so far, also that nothing was.
    if (isFirst || news.length > 0) reader.next({ conversationId, entries: news });
    if (!signal.aborted) schedule.inAnInterval();
  };

  const unwatch = platform.page.watch(() => {
    if (schedule.isDormant) schedule.cancel();
    else if (!isAsking) schedule.afterWake();
  });
  schedule.in(0);
  return () => {
    closing.abort();
    schedule.cancel();
    unwatch();
  };
}

function readEntries(reply: Reply): readonly unknown[] | null {
  if (reply.kind !== 'answer') return null;
  if (reply.status === 204 || reply.status === 304) return [];
  if (reply.status !== 200 || !isRecord(reply.body)) return null;
  return readFields(reply.body, BODY)?.entries ?? null;
}
