/**
 * The one bridge from RxJS to Lit: subscribes while the host is connected, keeps the newest value and asks for an
 * update. It takes a function that gives the stream, so that the stream is looked up when contexts have arrived.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Observable, Subscription } from 'rxjs';

export class StreamController<Value> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #stream: () => Observable<Value> | undefined;
  readonly #onValue: ((value: Value) => void) | undefined;
  #source$: Observable<Value> | undefined;
  #subscription: Subscription | undefined;
  #value: Value | undefined;

  /**
   * @param stream gives the stream, or undefined while there is none; asked again before each update, and another
   *   stream replaces the old one. It must return the same object while nothing changed.
   * @param onValue called with each value before the update is asked for.
   */
  constructor(
    host: ReactiveControllerHost,
    stream: () => Observable<Value> | undefined,
    onValue?: (value: Value) => void,
  ) {
    this.#host = host;
    this.#stream = stream;
    this.#onValue = onValue;
    host.addController(this);
  }

  /** The newest value, undefined before the first. */
  get value(): Value | undefined {
    return this.#value;
  }

  hostConnected(): void {
    this.#follow();
  }

  hostUpdate(): void {
    this.#follow();
  }

  hostDisconnected(): void {
    this.#subscription?.unsubscribe();
    this.#subscription = undefined;
    this.#source$ = undefined;
  }

  #follow(): void {
    const source$ = this.#stream();
    if (source$ === this.#source$) return;
    this.#subscription?.unsubscribe();
    this.#source$ = source$;
    this.#value = undefined;
    this.#subscription = source$?.subscribe((value) => {
      this.#value = value;
      this.#onValue?.(value);
      this.#host.requestUpdate();
    });
  }
}
