/**
 * The conversation that the panel follows: its newest row, what is said in it, whether it ended, and whether the
 * supervisor may still see it. Rights that shrink take everything away at once.
 */
import type { LitElement } from 'lit';
import type { Observable } from 'rxjs';
import { StreamController } from '../../controllers/stream-controller.js';
import type { TranscriptMessage } from '../../data-source/data-source.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { Conversation } from '../../model/conversation.js';
import { closeTranscript, shareTranscript } from '../shared/overheard.js';
import { TranscriptRecord } from './transcript-record.js';

interface Streams {
  readonly engine: ReportEngine;
  readonly id: string;
  readonly row$: Observable<Conversation | null>;
  readonly transcript$: Observable<TranscriptMessage>;
}

interface Circumstances {
  readonly engine: () => ReportEngine | undefined;
  /** True from when monitoring began: nobody reads along before. */
  readonly isWatching: () => boolean;
  /** Called with the number of new entries. */
  readonly onAdded: (count: number) => void;
}

export class FollowedConversation {
  readonly record = new TranscriptRecord();
  readonly #around: Circumstances;
  #id: string | null = null;
  #streams: Streams | null = null;
  #row: Conversation | null = null;
  #endedAt: number | null = null;
  #isWithdrawn = false;

  constructor(host: LitElement, around: Circumstances) {
    this.#around = around;
    new StreamController<Conversation | null>(
      host,
      () => this.#current()?.row$,
      (row) => this.#onRow(row),
    );
    new StreamController<TranscriptMessage>(
      host,
      () => {
        const streams = this.#current();
        return around.isWatching() && streams?.engine.hasTranscripts ? streams.transcript$ : undefined;
      },
      (message) => this.#onTranscript(message),
    );
    new StreamController(
      host,
      () => around.engine()?.connection$,
      ({ loaded }) => {
        if (!loaded && this.#id !== null) this.#withdraw();
      },
    );
  }

  /** The row as it was last seen; null when there is none or it may not be seen any more. */
  get row(): Conversation | null {
    return this.#row;
  }

  /** Server epoch ms at which it ended; null while it goes on. */
  get endedAt(): number | null {
    return this.#endedAt;
  }

  get isWithdrawn(): boolean {
    return this.#isWithdrawn;
  }

  follow(conversation: Conversation): void {
    this.#id = conversation.id;
    this.#row ??= conversation;
  }

  forget(): void {
    if (this.#streams) closeTranscript(this.#streams.engine, this.#streams.id);
    this.record.clear();
    this.#id = null;
    this.#streams = null;
    this.#row = null;
    this.#endedAt = null;
    this.#isWithdrawn = false;
  }

  #withdraw(): void {
    this.forget();
    this.#isWithdrawn = true;
  }

  /** The same objects as long as the conversation is the same. */
  #current(): Streams | null {
    const engine = this.#around.engine();
    const id = this.#id;
    if (!engine || id === null) return null;
    if (this.#streams?.engine !== engine || this.#streams.id !== id) {
      this.#streams = { engine, id, row$: engine.conversation$(id), transcript$: engine.transcript$(id) };
    }
    return this.#streams;
  }

  #onRow(row: Conversation | null): void {
    const at = this.#around.engine()?.serverNow() ?? 0;
    if (row === null) {
      this.#endedAt ??= at;
      return;
    }
    this.#endedAt = null;
    this.#row = row;
    if (row.sentiment !== null) this.record.note({ at, sentiment: row.sentiment });
  }

  #onTranscript(message: TranscriptMessage): void {
    if (message.conversationId !== this.#id) return;
    if (this.#streams) shareTranscript(this.#streams.engine, this.#id, this.record);
    this.#around.onAdded(this.record.add(message));
  }
}
