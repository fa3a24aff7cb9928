/** A data source that says what a story gives it to say, and nothing else: one state of the report, held still. */
import { Observable } from 'rxjs';
import type { CommandOutcome, DataSource, SourceMessage } from '../../../src/data-source/data-source.js';
import type { Conversation } from '../../../src/model/conversation.js';

/** Signs of life come at this distance, ms. */
const HEARTBEAT = 5_000;

export class ScriptedDataSource implements DataSource {
  readonly #script: () => readonly SourceMessage[];
  readonly #alive: boolean;

  /**
   * @param script said at each connection
   * @param alive whether signs of life follow, as a healthy source gives them
   */
  constructor(script: () => readonly SourceMessage[], { alive = true } = {}) {
    this.#script = script;
    this.#alive = alive;
  }

  connect(): Observable<SourceMessage> {
    return new Observable((subscriber) => {
      for (const message of this.#script()) subscriber.next(message);
      if (!this.#alive) return;
      const beat = setInterval(() => subscriber.next({ type: 'clock', offsetMs: 0, errorMs: 5 }), HEARTBEAT);
      return () => clearInterval(beat);
    });
  }

  perform(): Promise<CommandOutcome> {
    return Promise.resolve({ status: 'refused', code: 'story', message: 'This story only shows a state' });
  }
}

export const snapshotOf = (
  conversations: readonly Conversation[],
  partial?: { readonly shown: number; readonly total: number },
): SourceMessage => ({ type: 'snapshot', conversations, asOf: Date.now(), ...(partial && { partial }) });

export const LIVE: SourceMessage = { type: 'connection', state: 'live' };
