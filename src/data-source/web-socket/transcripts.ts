/**
 * Transcripts that are open, all on the one socket and told apart by number. They outlive a reconnect: each is opened
 * again, and entries that were already passed on are left out.
 */
import { Observable, type Subscriber } from 'rxjs';
import type { TranscriptMessage } from '../data-source.js';
import { readTranscript } from '../wire/wire-transcript.js';
import type { ServerMessageOf } from '../wire/wire-messages.js';

interface Reader {
  readonly conversationId: string;
  readonly subscriber: Subscriber<TranscriptMessage>;
  /** Number of the newest entry that was passed on; null before the first message. */
  last: number | null;
}

export class Transcripts {
  readonly #send: (message: object) => boolean;
  readonly #readers = new Map<string, Reader>();
  #isLive = false;
  #lastId = 0;

  constructor(send: (message: object) => boolean) {
    this.#send = send;
  }

  open(conversationId: string): Observable<TranscriptMessage> {
    return new Observable((subscriber) => {
      const reader: Reader = { conversationId, subscriber, last: null };
      this.#lastId += 1;
      const id = `t${this.#lastId}`;
      this.#readers.set(id, reader);
      if (this.#isLive) this.#open(id, reader);
      return () => {
        if (this.#readers.delete(id) && this.#isLive) this.#send({ type: 'transcript.close', id });
      };
    });
  }

  receive({ id, entries }: ServerMessageOf<'transcript'>): void {
    const reader = this.#readers.get(id);
    if (!reader) return;
    const { conversationId, subscriber, last } = reader;
    const added = readTranscript(entries, last ?? -1);
    reader.last = added.at(-1)?.number ?? last ?? -1;
    // An empty first message says that nothing was said yet.
    if (added.length > 0 || last === null) subscriber.next({ conversationId, entries: added });
  }

  /** The server has told all: the conversation has ended, or it is not monitored any more. */
  end(id: string): void {
    const reader = this.#readers.get(id);
    this.#readers.delete(id);
    reader?.subscriber.complete();
  }

  /** The server refuses this one; false when it is none of ours. */
  refuse(id: string, code: string): boolean {
    const reader = this.#readers.get(id);
    this.#readers.delete(id);
    reader?.subscriber.error(new Error(code));
    return reader !== undefined;
  }

  live(): void {
    if (this.#isLive) return;
    this.#isLive = true;
    for (const [id, reader] of this.#readers) this.#open(id, reader);
  }

  lost(): void {
    this.#isLive = false;
  }

  /** Ends all: the rights or the link are gone for good. */
  close(reason: string): void {
    for (const id of [...this.#readers.keys()]) this.refuse(id, reason);
  }

  #open(id: string, { conversationId }: Reader): void {
    this.#send({ type: 'transcript.open', id, conversationId });
  }
}
