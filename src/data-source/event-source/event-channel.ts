/** One stream of events at a time: what comes from one that was given up is not heard any more. */

/** What is used of an `EventSource`. */
export interface EventSourceLike {
  /** 0 connecting, 1 open, 2 closed. */
  readonly readyState: number;
  addEventListener(
    type: 'open' | 'message' | 'error',
    listener: (event: { readonly data?: unknown }) => void,
  ): void;
  close(): void;
}

export interface ChannelPort {
  /** @param data of a message; null when the stream has just opened */
  received(data: unknown): void;
  /** @param isRefused the server answered with something else than a stream, and never opened it */
  lost(isRefused: boolean): void;
}

const CLOSED = 2;

export class EventChannel {
  readonly #port: ChannelPort;
  #events: EventSourceLike | null = null;

  constructor(port: ChannelPort) {
    this.#port = port;
  }

  /** @throws whatever the constructor of the stream throws */
  open(make: () => EventSourceLike): void {
    this.close();
    const events = make();
    let hasOpened = false;
    this.#events = events;
    const whileCurrent =
      <Event>(listener: (event: Event) => void) =>
      (event: Event): void => {
        if (this.#events === events) listener(event);
      };
    events.addEventListener(
      'open',
      whileCurrent(() => {
        hasOpened = true;
      }),
    );
    events.addEventListener(
      'message',
      whileCurrent(({ data }) => this.#port.received(data)),
    );
    events.addEventListener(
      'error',
      whileCurrent(() => {
        // It would come back by itself every few seconds, in step with all others, and never after some answers.
        const isRefused = !hasOpened && events.readyState === CLOSED;
        this.close();
        this.#port.lost(isRefused);
      }),
    );
  }

  close(): void {
    this.#events?.close();
    this.#events = null;
  }
}

export function openEventSource(url: string, init: { readonly withCredentials: boolean }): EventSourceLike {
  return new EventSource(url, init);
}

/** The HTTP status of an address; null when there is no answer. The body is not read. */
export async function statusOf(
  url: string,
  { withCredentials, signal }: { readonly withCredentials: boolean; readonly signal: AbortSignal },
): Promise<number | null> {
  const reading = new AbortController();
  const give = (): void => reading.abort();
  signal.addEventListener('abort', give);
  try {
    const { status } = await fetch(url, {
      headers: { Accept: 'text/event-stream' },
      credentials: withCredentials ? 'include' : 'same-origin',
      cache: 'no-store',
      signal: reading.signal,
    });
    return status;
  } catch {
    return null;
  } finally {
    give();
    signal.removeEventListener('abort', give);
  }
}
