import type { TranscriptMessage } from '../data-source.js';
import { isRecord } from '../decode-conversation.js';
import { isOptionalList, readFields } from '../wire/wire-messages.js';
import { readTranscript } from '../wire/wire-transcript.js';
import type { Client, Reply } from './client.js';
import type { Endpoint } from './endpoint.js';
import type { PollingPlatform } from './platform.js';
import { PollSchedule } from './poll-schedule.js';
import { retryAfterMs } from '../wire/retry-after.js';

const INTERVAL = 2_000;
const REQUEST_TIMEOUT = 10_000;
const BODY = { entries: isOptionalList };

export interface TranscriptSetup {
  readonly platform: PollingPlatform;
  readonly endpoint: Endpoint;
  readonly client: Client;
  readonly hidden: 'stop' | 'keep';
}

/** Who reads a transcript; an RxJS subscriber is one. */
export interface TranscriptReader {
  next(message: TranscriptMessage): void;
  error(error: Error): void;
  complete(): void;
}

/**
 * One transcript, followed until it is closed. It completes when the conversation is gone, errs when the user may not
 * read it, and outlasts everything else.
 */
export class TranscriptFeed {
  readonly #client: Client;
  readonly #conversationId: string;
  readonly #reader: TranscriptReader;
  readonly #schedule: PollSchedule;
  readonly #address: (parameters: Iterable<readonly [string, string]>) => string;
  readonly #closing = new AbortController();
  readonly #unwatch: () => void;
  /** Number of the last entry that is known; null before the first answer. */
  #last: number | null = null;
  #failures = 0;
  #isAsking = false;

  /** @throws Error when the id cannot stand in an address */
  constructor(setup: TranscriptSetup, conversationId: string, reader: TranscriptReader) {
    const { platform, endpoint, hidden } = setup;
    this.#client = setup.client;
    this.#conversationId = conversationId;
    this.#reader = reader;
    this.#address = (parameters) => endpoint.conversation(conversationId, 'transcript', parameters);
    this.#address([]);
    this.#schedule = new PollSchedule(platform, { interval: INTERVAL, hidden }, () => void this.#ask());
    this.#unwatch = platform.page.watch(() => {
      if (this.#schedule.isDormant) this.#schedule.cancel();
      else if (!this.#isAsking) this.#schedule.afterWake();
    });
    this.#schedule.in(0);
  }

  close(): void {
    this.#closing.abort();
    this.#schedule.cancel();
    this.#unwatch();
  }

  async #ask(): Promise<void> {
    const { signal } = this.#closing;
    const url = this.#address(this.#last === null ? [] : [['after', String(this.#last)]]);
    this.#isAsking = true;
    const reply = await this.#client.send({ url, timeout: REQUEST_TIMEOUT, signal });
    this.#isAsking = false;
    if (signal.aborted) return;
    this.#schedule.settle();
    this.#settle(reply);
  }

  #settle(reply: Reply): void {
    const status = reply.kind === 'answer' ? reply.status : 0;
    const entries = readEntries(reply);
    if (entries !== null) {
      this.#take(entries);
    } else if (status === 404 || status === 410) {
      this.#reader.complete();
    } else if (status === 401 || status === 403) {
      this.#reader.error(new Error(`The server refuses the transcript (${status}).`));
    } else {
      this.#failures += 1;
      const floor = reply.kind === 'answer' ? retryAfterMs(reply.headers) : 0;
      this.#schedule.afterFailure(this.#failures, floor);
    }
  }

  #take(raw: readonly unknown[]): void {
    const isFirst = this.#last === null;
    const entries = readTranscript(raw, this.#last ?? -1);
    this.#last = entries.at(-1)?.number ?? this.#last ?? 0;
    this.#failures = 0;
    this.#schedule.inAnInterval();
    // The first message tells what was said so far, also that nothing was.
    if (isFirst || entries.length > 0) {
      this.#reader.next({ conversationId: this.#conversationId, entries });
    }
  }
}

function readEntries(reply: Reply): readonly unknown[] | null {
  if (reply.kind !== 'answer') return null;
  if (reply.status === 204 || reply.status === 304) return [];
  if (reply.status !== 200 || !isRecord(reply.body)) return null;
  return readFields(reply.body, BODY)?.entries ?? null;
}
