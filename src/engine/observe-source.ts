/**
 * Turns whatever an adapter returned into an RxJS observable.
 *
 * RxJS' `from()` refuses the browser's native Observable, and `Symbol.observable` is undefined in browsers, so that
 * other RxJS copies are found under the string key only. It also leaves an async iterable or a stream only with the
 * next value, which may never come: unsubscribing has to release at once.
 */
import { from, Observable, type ObservableInput } from 'rxjs';

/** An observable of anybody's making. */
export interface Subscribable<Value> {
  subscribe(
    observer: { next(value: Value): void; error(error: unknown): void; complete(): void },
    options?: { signal: AbortSignal },
  ): unknown;
}

type Iterable<Value> = Partial<AsyncIterable<Value> & ReadableStream<Value>>;
/** What is used of an async iterator. */
interface Iterator<Value> {
  next(): Promise<{ readonly done?: boolean | undefined; readonly value?: Value | undefined }>;
  return?(): Promise<unknown> | undefined;
}

export function observeSource<Value>(input: ObservableInput<Value>): Observable<Value> {
  if (input instanceof Observable) return input;
  const subscribable = subscribableOf<Value>(input);
  if (subscribable) return fromSubscribable(subscribable);
  const iterable = input as Iterable<Value>;
  return iterable[Symbol.asyncIterator] || iterable.getReader ? fromIterable(iterable) : from(input);
}

/** What can be subscribed to at an input, or undefined where it is something else. */
export function subscribableOf<Value>(input: unknown): Subscribable<Value> | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  const record = input as Record<PropertyKey, unknown>;
  // In browsers the symbol is undefined, which as a key would read a property named "undefined".
  const symbol = (Symbol as { readonly observable?: symbol }).observable;
  const interop = (symbol && record[symbol]) ?? record['@@observable'];
  const candidate = typeof interop === 'function' ? (interop as () => unknown).call(input) : input;
  return typeof (candidate as { subscribe?: unknown }).subscribe === 'function'
    ? (candidate as Subscribable<Value>)
    : undefined;
}

function fromSubscribable<Value>(source: Subscribable<Value>): Observable<Value> {
  return new Observable<Value>((subscriber) => {
    const abort = new AbortController();
    // Native Observables end by the signal, all others by what they return: pass the one and call the other.
    const returned = source.subscribe(
      {
        next: (value) => subscriber.next(value),
        error: (error) => subscriber.error(error),
        complete: () => subscriber.complete(),
      },
      { signal: abort.signal },
    );
    return () => {
      abort.abort();
      if (typeof returned === 'function') (returned as () => void)();
      else (returned as { unsubscribe?: () => void } | undefined)?.unsubscribe?.();
    };
  });
}

function fromIterable<Value>(input: Iterable<Value>): Observable<Value> {
  return new Observable<Value>((subscriber) => {
    const iterator = iteratorOf(input);
    const pull = async (): Promise<void> => {
      while (!subscriber.closed) {
        const { done, value } = await iterator.next();
        if (done) subscriber.complete();
        else subscriber.next(value as Value);
      }
    };
    pull().catch((error: unknown) => subscriber.error(error));
    // What is waited for may fail when it is left, and nobody wants to know.
    return () => void iterator.return?.()?.catch(() => undefined);
  });
}

function iteratorOf<Value>(input: Iterable<Value>): Iterator<Value> {
  const reader = input.getReader?.();
  // The iterator of a stream would end only after what is being read.
  return reader
    ? { next: () => reader.read(), return: () => reader.cancel() }
    : (input[Symbol.asyncIterator]?.() as Iterator<Value>);
}
