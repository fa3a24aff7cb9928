/**
 * Transcripts that are open, a stream each. They outlive a reconnect: each is opened again, and entries that were
 * already passed on are left out.
 */
import { Observable, type Subscriber } from 'rxjs';
import type { TranscriptMessage } from '../data-source.js';
import { isRecord, own } from '../decode-conversation.js';
import { readTranscript } from '../wire/wire-transcript.js';
import type { HubChannel } from './hub-channel.js';

interface Reader {
  readonly conversationId: string;
  readonly subscriber: Subscriber<TranscriptMessage>;
  /** Number of the newest entry that was passed on; null before the first message. */
  last: number | null;
  stop: (() => void) | null;
}

export class Transcripts {
  readonly #readers = new Set<Reader>();
  #channel: HubChannel | null = null;

  open(conversationId: string): Observable<TranscriptMessage> {
    return new Observable((subscriber) => {
      const reader: Reader = { conversationId, subscriber, last: null, stop: null };
      this.#readers.add(reader);
      this.#open(reader);
      return () => {
        this.#readers.delete(reader);
        reader.stop?.();
      };
    });
  }

  /** Reads through this channel from now on. */
  live(channel: HubChannel): void {
    if (this.#channel === channel) return;
    this.#channel = channel;
    for (const reader of this.#readers) this.#open(reader);
  }

  lost(): void {
    this.#channel = null;
    for (const reader of this.#readers) reader.stop = null;
  }

  /** Ends all: the rights or the link are gone for good. */
  close(reason: string): void {
    for (const { subscriber } of [...this.#readers]) subscriber.error(new Error(reason));
  }

  #open(reader: Reader): void {
    const { conversationId, subscriber } = reader;
    reader.stop =
      this.#channel?.stream('Transcript', conversationId, {
        item: (value) => receive(reader, value),
        // A broken line is mended, and then it is opened again.
        failed: (fault) => fault && subscriber.error(new Error(fault.code)),
        completed: () => subscriber.complete(),
      }) ?? null;
  }
}

function receive(reader: Reader, value: unknown): void {
  const entries = isRecord(value) ? own(value, 'entries') : undefined;
  if (!Array.isArray(entries)) return;
  const { conversationId, subscriber, last } = reader;
  const added = readTranscript(entries, last ?? -1);
  reader.last = added.at(-1)?.number ?? last ?? -1;
  // An empty first message says that nothing was said yet.
  if (added.length > 0 || last === null) subscriber.next({ conversationId, entries: added });
}
