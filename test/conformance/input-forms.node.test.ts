/** What `connect` may give: the same source in every form that the report takes, in front of the whole kit. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { Observable, type ObservableInput } from 'rxjs';
import type * as RxJS from 'rxjs';
import type { ReportScope, SourceMessage } from '../../src/data-source/data-source.js';
import { checkDataSource, describeDataSource, type DataSourceFactory } from '../../testing/index.js';
import { MemoryCentre } from './memory-centre.js';
import { MemoryDataSource, type Observer } from './memory-data-source.js';

type Subscribe = (observer: Observer<SourceMessage>) => () => void;

/** The right source, whose `connect` gives what `form` makes of it. */
function inForm(form: (subscribe: Subscribe) => unknown): DataSourceFactory {
  class Source extends MemoryDataSource {
    override connect(scope: ReportScope): ObservableInput<SourceMessage> {
      const input = super.connect(scope) as unknown as { readonly subscribe: Subscribe };
      return form((observer) => input.subscribe(observer)) as ObservableInput<SourceMessage>;
    }
  }
  return () => {
    const centre = new MemoryCentre();
    return centre.harness(new Source(centre));
  };
}

/** Messages that wait to be asked for, and somebody who waits for messages. */
class Mailbox {
  readonly #messages: SourceMessage[] = [];
  #waiting: ((result: IteratorResult<SourceMessage>) => void) | null = null;
  #leave: (() => void) | null = null;

  constructor(subscribe: Subscribe) {
    const done = (): void => this.#waiting?.({ done: true, value: undefined });
    const next = (message: SourceMessage): void => {
      if (this.#waiting === null) this.#messages.push(message);
      else this.#waiting({ done: false, value: message });
      this.#waiting = null;
    };
    this.#leave = subscribe({ next, error: done, complete: done });
  }

  next(): Promise<IteratorResult<SourceMessage>> {
    const value = this.#messages.shift();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    return new Promise((resolve) => (this.#waiting = resolve));
  }

  close(): void {
    this.#leave?.();
    this.#leave = null;
  }
}

/** A copy of RxJS beside the one of the report, as two packages on one page have it. */
function otherRxJS(): typeof RxJS {
  const require = createRequire(import.meta.url);
  const own = require.resolve('rxjs');
  const known = new Map(Object.entries(require.cache));
  const ofRxJS = (file: string): boolean => /[\\/]node_modules[\\/]rxjs[\\/]/.test(file);
  for (const file of known.keys()) if (ofRxJS(file)) Reflect.deleteProperty(require.cache, file);
  const other = require(own) as typeof RxJS;
  for (const [file, module] of known) require.cache[file] = module;
  return other;
}

describeDataSource(
  'Q10 an observable of the RxJS of the report',
  inForm((subscribe) => new Observable((subscriber) => subscribe(subscriber))),
  { describe, it },
);

const other = otherRxJS();
it('Q15 there are two copies of RxJS', () => {
  assert.notEqual(other.Observable, Observable);
});
describeDataSource(
  'Q15 an observable of another copy of RxJS',
  inForm((subscribe) => new other.Observable((subscriber) => subscribe(subscriber))),
  { describe, it },
);

describeDataSource(
  'Q10 something with subscribe() that returns how to unsubscribe',
  inForm((subscribe) => ({ subscribe })),
  { describe, it },
);

describeDataSource(
  'Q10 something with the key @@observable whose subscriptions are objects',
  inForm((subscribe) => ({
    '@@observable': () => ({
      subscribe: (observer: Observer<SourceMessage>) => ({ unsubscribe: subscribe(observer) }),
    }),
  })),
  { describe, it },
);

describeDataSource(
  'Q10 a native observable, whose subscriptions end by the signal alone',
  inForm((subscribe) => ({
    subscribe(observer: Observer<SourceMessage>, { signal }: { readonly signal: AbortSignal }): void {
      signal.addEventListener('abort', subscribe(observer));
    },
  })),
  { describe, it },
);

describeDataSource(
  'Q10 an async iterable',
  inForm((subscribe) => ({
    [Symbol.asyncIterator](): AsyncIterator<SourceMessage> {
      const mailbox = new Mailbox(subscribe);
      return {
        next: () => mailbox.next(),
        return() {
          mailbox.close();
          return Promise.resolve({ done: true, value: undefined });
        },
      };
    },
  })),
  { describe, it },
);

describeDataSource(
  'Q10 a readable stream',
  inForm((subscribe) => {
    let mailbox: Mailbox | null = null;
    const stream = new ReadableStream<SourceMessage>(
      {
        // Not before somebody reads: a stream would begin by itself otherwise.
        async pull(controller) {
          mailbox ??= new Mailbox(subscribe);
          const result = await mailbox.next();
          if (result.done !== true) controller.enqueue(result.value);
        },
        cancel: () => mailbox?.close(),
      },
      { highWaterMark: 0 },
    );
    return stream;
  }),
  { describe, it },
);

describe('Q10 an async generator', () => {
  it('passes but for leaving: while it waits it cannot be told', async () => {
    const results = await checkDataSource(
      inForm(async function* (subscribe) {
        const mailbox = new Mailbox(subscribe);
        try {
          for (let result = await mailbox.next(); result.done !== true; result = await mailbox.next())
            yield result.value;
        } finally {
          mailbox.close();
        }
      }),
    );
    const failed = results.filter(({ status }) => status === 'failed').map(({ name }) => name);
    assert.deepEqual(failed, [
      'Q02 releases all that it holds within one task of unsubscribing',
      'Q15 is read by the RxJS of the report, whatever made the stream',
    ]);
  });
});
