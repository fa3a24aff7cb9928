/**
 * Counts what a page has going on that no heap shows: timers that wait, sockets and requests that are open. Imported
 * before everything else, so that nobody holds the functions that are not counted.
 */

/** The page's own, for the harness: what it waits for does not count. */
export const uncounted = {
  setTimeout: window.setTimeout.bind(window),
  requestAnimationFrame: window.requestAnimationFrame.bind(window),
};

const timers = new Set<unknown>();
const sockets = new Set<WebSocket>();
let requests = 0;

export interface GoingOn {
  /** Timeouts, intervals, frames and idle callbacks that were asked for and not cancelled. */
  readonly timers: number;
  readonly sockets: number;
  readonly requests: number;
}

export function goingOn(): GoingOn {
  return { timers: timers.size, sockets: sockets.size, requests };
}

type Callback<Argument> = (...args: Argument[]) => void;
type Handle = number | undefined;

/** Each kind numbers its own. */
function count<Argument, Rest extends unknown[]>(
  kind: string,
  start: (callback: Callback<Argument>, ...rest: Rest) => number,
  stop: (handle: Handle) => void,
  repeats = false,
): [typeof start, typeof stop] {
  const nameOf = (handle: Handle): string => `${kind} ${String(handle)}`;
  return [
    (callback, ...rest) => {
      const handle = start(
        (...args) => {
          if (!repeats) timers.delete(nameOf(handle));
          callback(...args);
        },
        ...rest,
      );
      timers.add(nameOf(handle));
      return handle;
    },
    (handle) => {
      timers.delete(nameOf(handle));
      stop(handle);
    },
  ];
}

const page = window as unknown as Record<string, unknown>;
[page['setTimeout'], page['clearTimeout']] = count(
  'timeout',
  window.setTimeout.bind(window) as unknown as (callback: Callback<unknown>) => number,
  window.clearTimeout.bind(window),
);
[page['setInterval'], page['clearInterval']] = count(
  'interval',
  window.setInterval.bind(window) as unknown as (callback: Callback<unknown>) => number,
  window.clearInterval.bind(window),
  true,
);
[page['requestAnimationFrame'], page['cancelAnimationFrame']] = count(
  'frame',
  window.requestAnimationFrame.bind(window),
  window.cancelAnimationFrame.bind(window) as (handle: Handle) => void,
);
[page['requestIdleCallback'], page['cancelIdleCallback']] = count(
  'idle',
  window.requestIdleCallback.bind(window),
  window.cancelIdleCallback.bind(window) as (handle: Handle) => void,
);

page['WebSocket'] = class extends WebSocket {
  constructor(url: string | URL, protocols?: string | string[]) {
    super(url, protocols);
    sockets.add(this);
    this.addEventListener('close', () => sockets.delete(this), { once: true });
  }
};

const send = window.fetch.bind(window);
page['fetch'] = async (...args: Parameters<typeof fetch>): Promise<Response> => {
  requests += 1;
  try {
    return await send(...args);
  } finally {
    requests -= 1;
  }
};
