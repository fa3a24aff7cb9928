/** A subscriber that keeps what it is told, and the rows as a report would have them. */
import type { Observable, Subscription } from 'rxjs';
import type { ReportScope, SourceMessage } from '../../../src/data-source/data-source.js';
import type { Conversation } from '../../../src/model/conversation.js';

/** Is told the same as the recorder, and when the recorder leaves. */
export interface Listener {
  readonly told: (message: SourceMessage) => void;
  readonly left: () => void;
}

export const SCOPE: ReportScope = { windowHours: 24, queues: [], locale: 'en' };

type MessageOf<Type extends SourceMessage['type']> = Extract<SourceMessage, { readonly type: Type }>;

export class Recorder {
  readonly messages: SourceMessage[] = [];
  readonly rows = new Map<string, Conversation>();
  readonly #waiting = new Set<{ readonly done: () => boolean; readonly resolve: () => void }>();
  readonly #subscription: Subscription;
  readonly #listener: Listener | undefined;

  constructor(messages$: Observable<SourceMessage>, listener?: Listener) {
    this.#listener = listener;
    this.#subscription = messages$.subscribe((message) => {
      this.messages.push(message);
      listener?.told(message);
      if (message.type === 'snapshot' || message.type === 'wipe') this.rows.clear();
      if (message.type === 'snapshot') for (const row of message.conversations) this.rows.set(row.id, row);
      if (message.type === 'delta') {
        for (const row of message.upserts) this.rows.set(row.id, row);
        for (const { id } of message.removes) this.rows.delete(id);
      }
      for (const waiting of [...this.#waiting]) {
        if (!waiting.done()) continue;
        this.#waiting.delete(waiting);
        waiting.resolve();
      }
    });
  }

  stop(): void {
    this.#subscription.unsubscribe();
    this.#listener?.left();
  }

  of<Type extends SourceMessage['type']>(type: Type): MessageOf<Type>[] {
    return this.messages.filter((message): message is MessageOf<Type> => message.type === type);
  }

  get connection(): MessageOf<'connection'> | undefined {
    return this.of('connection').at(-1);
  }

  get state(): string | undefined {
    return this.connection?.state;
  }

  get states(): string[] {
    return this.of('connection').map(({ state }) => state);
  }

  /** Versions by id. */
  get versions(): Record<string, number> {
    return Object.fromEntries([...this.rows.values()].map(({ id, version }) => [id, version]));
  }

  diagnosed(code: string): number {
    return this.of('diagnostic')
      .filter((message) => message.code === code)
      .reduce((sum, { count }) => sum + count, 0);
  }

  /** Comes back as soon as it is so. */
  until(done: () => boolean): Promise<void> {
    if (done()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.add({ done, resolve }));
  }

  untilState(state: string): Promise<void> {
    return this.until(() => this.state === state);
  }
}
