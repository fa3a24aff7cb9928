/**
 * Turns whatever an adapter returned into an RxJS observable.
 *
 * RxJS' `from()` refuses the browser's native Observable, and `Symbol.observable` is undefined in browsers, so that
 * other RxJS copies are found under the string key only.
 */
import { from, Observable, type ObservableInput } from 'rxjs';

interface Subscribable<Value> {
  subscribe(
    observer: { next(value: Value): void; error(error: unknown): void; complete(): void },
    options?: { signal: AbortSignal },
  ): unknown;
}

export function observeSource<Value>(input: ObservableInput<Value>): Observable<Value> {
  if (input instanceof Observable) return input;
  const subscribable = subscribableOf<Value>(input);
  return subscribable ? fromSubscribable(subscribable) : from(input);
}

function subscribableOf<Value>(input: unknown): Subscribable<Value> | undefined {
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
