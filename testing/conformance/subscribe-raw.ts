/**
 * Subscribes as the report does, but without the guard that the report puts between itself and a source: what an
 * observable tells after its end or after it was left shows here.
 */
import type { ObservableInput } from 'rxjs';
import { observeSource, subscribableOf } from '../../src/engine/observe-source.js';

export interface RawObserver<Value> {
  next(value: Value): void;
  error(error: unknown): void;
  complete(): void;
}

/** Returns how to leave. @throws TypeError when this is nothing that can be subscribed to */
export function subscribeRaw<Value>(input: unknown, observer: RawObserver<Value>): () => void {
  const subscribable = subscribableOf<Value>(input);
  if (subscribable === undefined) {
    // What is asked for values one by one cannot tell any that it was not asked for.
    const subscription = observeSource(input as ObservableInput<Value>).subscribe(observer);
    return () => subscription.unsubscribe();
  }
  const abort = new AbortController();
  // Native observables end by the signal, all others by what they return.
  const returned = subscribable.subscribe(observer, { signal: abort.signal });
  return () => {
    abort.abort();
    if (typeof returned === 'function') (returned as () => void)();
    else (returned as { unsubscribe?: () => void } | undefined)?.unsubscribe?.();
  };
}
