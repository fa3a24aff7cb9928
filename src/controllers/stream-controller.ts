/**
 * The one bridge from RxJS to Lit: subscribes while the host is connected, keeps the newest value and asks for an
 * update. It takes a function that gives the stream, so that the stream is looked up when contexts have arrived.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Observable, Subscription } from 'rxjs';

/** Updates that are asked for at once after a rest, before they are spread. */
const BURST = 4;

export class StreamController<Value> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #stream: () => Observable<Value> | undefined;
  readonly #onValue: ((value: Value) => void) | undefined;
  #source$: Observable<Value> | undefined;
  #subscription: Subscription | undefined;
  #value: Value | undefined;
  readonly #eachMs: number;
  /** How many updates may be asked for at once, as of `#countedAt`. */
  #allowed = BURST;
  #countedAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param stream gives the stream, or undefined while there is none; asked again before each update, and another
   *   stream replaces the old one. It must return the same object while nothing changed.
   * @param onValue called with each value before the update is asked for.
   * @param eachMs asks for updates only so often while values keep coming: for figures that change faster than anybody
   *   reads them. The first few after a rest come at once, and an update for another reason shows the newest value.
   */
  constructor(
    host: ReactiveControllerHost,
    stream: () => Observable<Value> | undefined,
    onValue?: (value: Value) => void,
    eachMs = 0,
  ) {
    this.#eachMs = eachMs;
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
    clearTimeout(this.#timer);
    this.#timer = undefined;
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
      this.#ask();
    });
  }

  #ask(): void {
    if (this.#timer !== undefined) return;
    const wait = this.#wait();
    if (wait <= 0) this.#update();
    else this.#timer = setTimeout(() => this.#update(), wait);
  }

  /** Ms until the next update may be asked for. */
  #wait(): number {
    if (this.#eachMs === 0) return 0;
    const now = performance.now();
    this.#allowed = Math.min(BURST, this.#allowed + (now - this.#countedAt) / this.#eachMs);
    this.#countedAt = now;
    this.#allowed -= 1;
    return -this.#allowed * this.#eachMs;
  }

  #update(): void {
    this.#timer = undefined;
    this.#host.requestUpdate();
  }
}
