/** Streams that are not observables: read in order, and left at once although nothing comes any more. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ObservableInput } from 'rxjs';
import { observeSource } from '../../src/engine/observe-source.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Subscribes and keeps what comes. */
function follow<Value>(input: ObservableInput<Value>): {
  readonly told: unknown[];
  readonly leave: () => void;
} {
  const told: unknown[] = [];
  const subscription = observeSource(input).subscribe({
    next: (value) => told.push(value),
    error: (error: unknown) => told.push(error),
    complete: () => told.push('complete'),
  });
  return { told, leave: () => subscription.unsubscribe() };
}

describe('a source that is asked for its messages', () => {
  it('is read in order to its end, or to its error', async () => {
    const failure = new Error('broken');
    const ending = follow(
      (async function* () {
        yield 1;
        yield await Promise.resolve(2);
      })(),
    );
    const failing = follow(
      // eslint-disable-next-line @typescript-eslint/require-await -- that is what it is: one that fails
      (async function* () {
        yield 1;
        throw failure;
      })(),
    );
    await turn();
    assert.deepEqual(ending.told, [1, 2, 'complete']);
    assert.deepEqual(failing.told, [1, failure]);
  });

  it('Q02 an async iterable that waits is told at once that it was left', async () => {
    const calls: string[] = [];
    const iterator: AsyncIterator<number> = {
      next: () => {
        calls.push('next');
        return calls.length === 1 ? Promise.resolve({ value: 1 }) : new Promise(() => undefined);
      },
      return: () => {
        calls.push('return');
        return Promise.reject(new Error('nobody wants to know'));
      },
    };
    const { told, leave } = follow({
      [Symbol.asyncIterator]: () => iterator as AsyncIterableIterator<number>,
    });
    await turn();
    leave();
    assert.deepEqual(calls, ['next', 'next', 'return']);
    assert.deepEqual(told, [1]);
    // The rejection must have been taken care of by now: the runner fails for one that was not.
    await turn();
  });

  it('Q02 a stream that waits is cancelled at once, and free', async () => {
    let isCancelled = false;
    const stream = new ReadableStream<number>({
      start: (controller) => controller.enqueue(1),
      cancel: () => {
        isCancelled = true;
      },
    });
    const { told, leave } = follow(stream);
    await turn();
    leave();
    assert.ok(isCancelled);
    assert.deepEqual(told, [1]);
  });
});
