/**
 * One transcript. It listens before it asks, so that nothing is missed between, and tells entries by their number, so that
 * nothing is told twice. NATS keeps the order: who hears the question also knows who listens.
 */
import type { Subscriber } from 'rxjs';
import type { TranscriptEntry, TranscriptMessage } from '../data-source.js';
import { isRecord, own, text } from '../decode-conversation.js';
import { readTranscript } from '../wire/wire-transcript.js';
import { ask } from './answers.js';
import { conversationKey } from './conversation-key.js';
import type { NatsSubscription } from './library.js';
import type { Link } from './link.js';
import type { Setup } from './options.js';

const TIMEOUT = 10_000;

export class TranscriptFeed {
  readonly #setup: Setup;
  readonly #link: Link;
  readonly #conversationId: string;
  readonly #reader: Subscriber<TranscriptMessage>;
  readonly #unwatch: () => void;
  /** Ends with each connection; what was asked over one before counts no more. */
  #listening: { readonly subscription: NatsSubscription; readonly leaving: AbortController } | null = null;
  /** Number of the newest entry that was told; null before the first message. */
  #last: number | null = null;
  /** What was said while the answer is on its way. */
  #early: TranscriptEntry[] = [];
  #isAsking = false;
  #hasClosed = false;

  constructor(setup: Setup, link: Link, conversationId: string, reader: Subscriber<TranscriptMessage>) {
    this.#setup = setup;
    this.#link = link;
    this.#conversationId = conversationId;
    this.#reader = reader;
    this.#unwatch = link.whenLive(() => this.#open());
    this.#open();
  }

  close(): void {
    this.#unwatch();
    this.#leave();
  }

  #leave(): void {
    this.#listening?.leaving.abort();
    if (this.#listening?.subscription.isClosed() === false) this.#listening.subscription.unsubscribe();
    this.#listening = null;
  }

  #open(): void {
    const connection = this.#link.liveConnection;
    if (connection === null) return;
    this.#leave();
    const leaving = new AbortController();
    const subject = `${this.#setup.subjects}.transcript.${conversationKey(this.#conversationId)}`;
    const subscription = connection.subscribe(subject, {
      callback: (error, message) => {
        if (error !== null || leaving.signal.aborted) return;
        try {
          this.#hear(message.json());
        } catch {
          // Not JSON; the number of the next entry shows what is missing.
        }
      },
    });
    this.#listening = { subscription, leaving };
    void this.#ask(leaving.signal);
  }

  async #ask(signal: AbortSignal): Promise<void> {
    const connection = this.#link.liveConnection;
    if (connection === null) return;
    this.#isAsking = true;
    const body = {
      conversationId: this.#conversationId,
      ...(this.#last !== null && { after: this.#last }),
    };
    const subject = `${this.#setup.subjects}.transcript.open`;
    const answer = await ask(connection, this.#setup, { subject, body, timeout: TIMEOUT, signal });
    if (signal.aborted) return;
    this.#isAsking = false;
    if (answer.kind === 'answer') this.#settle(answer.body);
    else if (answer.kind !== 'silence') this.#reader.error(new Error('Nobody gives the transcript.'));
    else if (!connection.isClosed()) void this.#ask(signal);
  }

  /** The answer to the question, with what was heard since it was asked. */
  #settle(body: unknown): void {
    const refusal = isRecord(body) ? text(own(body, 'error')) : 'The transcript cannot be read.';
    if (refusal !== null) {
      this.#reader.error(new Error(refusal));
      return;
    }
    const isFirst = this.#last === null;
    const entries = [...entriesOf(body), ...this.#early].sort((a, b) => a.number - b.number);
    this.#early = [];
    this.#tell(entries, isFirst);
    this.#finish(body);
  }

  #hear(body: unknown): void {
    const entries = entriesOf(body);
    if (this.#isAsking) {
      this.#early.push(...entries);
      if (isClosing(body)) this.#hasClosed = true;
      return;
    }
    const [first] = entries.filter(({ number }) => number > (this.#last ?? -1));
    const isGap =
      first !== undefined && this.#last !== null && this.#last > 0 && first.number > this.#last + 1;
    if (isGap && this.#listening) {
      this.#early.push(...entries);
      void this.#ask(this.#listening.leaving.signal);
      return;
    }
    this.#tell(entries, false);
    this.#finish(body);
  }

  #tell(entries: readonly TranscriptEntry[], isFirst: boolean): void {
    const added: TranscriptEntry[] = [];
    for (const entry of entries) {
      if (entry.number <= (added.at(-1)?.number ?? this.#last ?? -1)) continue;
      added.push(entry);
    }
    this.#last = added.at(-1)?.number ?? this.#last ?? -1;
    // The first message tells what was said so far, also that nothing was.
    if (added.length > 0 || isFirst)
      this.#reader.next({ conversationId: this.#conversationId, entries: added });
  }

  #finish(body: unknown): void {
    if (this.#hasClosed || isClosing(body)) this.#reader.complete();
  }
}

function entriesOf(body: unknown): readonly TranscriptEntry[] {
  const entries = isRecord(body) ? own(body, 'entries') : null;
  return Array.isArray(entries) ? readTranscript(entries) : [];
}

/** The conversation has ended, or the user may not read it any more. */
function isClosing(body: unknown): boolean {
  return isRecord(body) && own(body, 'closed') === true;
}
