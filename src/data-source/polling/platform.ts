/**
 * What the polling source takes from its surroundings. Everything that a test must steer (time, chance, the page, the
 * network) comes through here; nothing is touched before the first subscription, so that the module loads in Node and
 * during server rendering.
 */
export interface PollingPlatform {
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Client epoch ms. Jumps when the user or the system sets the clock. */
  now(): number;
  /** Ms that only ever grow; may stand still while the machine sleeps. */
  monotonic(): number;
  /** Runs `callback` once after `ms`; the returned function cancels it. */
  startTimer(callback: () => void, ms: number): () => void;
  /** At least 0, below 1. */
  random(): number;
  readonly page: Page;
}

/** The page around the source; in Node there is none, and then it counts as visible and online. */
export interface Page {
  readonly hidden: boolean;
  /** Rendered ahead of a visit that may never come. */
  readonly prerendering: boolean;
  readonly online: boolean;
  /** What a relative URL is relative to. */
  readonly baseUrl: string | undefined;
  /** The origin that may be asked without encryption. */
  readonly origin: string | undefined;
  /** Calls `listener` whenever the page may have been hidden, shown, woken or brought online. */
  watch(listener: () => void): () => void;
}

const browserPage: Page = {
  get hidden() {
    return typeof document !== 'undefined' && document.visibilityState === 'hidden';
  },
  get prerendering() {
    return (
      typeof document !== 'undefined' &&
      (document as Document & { readonly prerendering?: boolean }).prerendering === true
    );
  },
  get online() {
    // Node has a navigator without `onLine`.
    return typeof navigator === 'undefined' || (navigator.onLine as boolean | undefined) !== false;
  },
  get baseUrl() {
    return typeof document === 'undefined' ? undefined : document.baseURI;
  },
  get origin() {
    return typeof document === 'undefined' ? undefined : window.origin;
  },
  watch(listener) {
    if (typeof document === 'undefined') return () => undefined;
    // After a freeze `visibilitychange` may never come, hence `resume` and `pageshow`.
    const events: readonly (readonly [EventTarget, string])[] = [
      [document, 'visibilitychange'],
      [document, 'prerenderingchange'],
      [document, 'resume'],
      [window, 'pageshow'],
      [window, 'focus'],
      [window, 'online'],
    ];
    for (const [target, name] of events) target.addEventListener(name, listener);
    return () => {
      for (const [target, name] of events) target.removeEventListener(name, listener);
    };
  },
};

export const browserPlatform: PollingPlatform = {
  // Looked up at each call: a host that wraps `fetch` later is respected.
  fetch: (url, init) => globalThis.fetch(url, init),
  now: () => Date.now(),
  monotonic: () => performance.now(),
  startTimer: (callback, ms) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  page: browserPage,
};
