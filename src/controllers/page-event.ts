/** An event of the window or the document: the page has one listener for it, however many reports listen. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Listener = (event: Event) => void;

/** By target and type. */
const listeners = new Map<string, Set<Listener>>();

export class PageEvent implements ReactiveController {
  readonly #target: 'window' | 'document';
  readonly #type: string;
  readonly #onEvent: Listener;

  /** Listens while the host is connected. */
  constructor(
    host: ReactiveControllerHost,
    target: 'window' | 'document',
    type: string,
    onEvent: (event: Event) => void,
  ) {
    this.#target = target;
    this.#type = type;
    this.#onEvent = onEvent;
    host.addController(this);
  }

  hostConnected(): void {
    const key = `${this.#target} ${this.#type}`;
    const known = listeners.get(key);
    if (known) known.add(this.#onEvent);
    else {
      listeners.set(key, new Set([this.#onEvent]));
      globalThis[this.#target].addEventListener(this.#type, dispatch);
    }
  }

  hostDisconnected(): void {
    const key = `${this.#target} ${this.#type}`;
    const known = listeners.get(key);
    if (!known?.delete(this.#onEvent) || known.size > 0) return;
    listeners.delete(key);
    globalThis[this.#target].removeEventListener(this.#type, dispatch);
  }
}

function dispatch(event: Event): void {
  const target = event.currentTarget === window ? 'window' : 'document';
  for (const listener of [...(listeners.get(`${target} ${event.type}`) ?? [])]) listener(event);
}
