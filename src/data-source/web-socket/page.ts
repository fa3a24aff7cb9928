/** `shown`: visible, woken or restored; `hidden`; `frozen`: about to stop running; `network`: it came or went. */
export type PageSignal = 'shown' | 'hidden' | 'frozen' | 'network';

/** The page around a source. In Node there is none, and then it counts as visible for ever. */
export interface Page {
  readonly hidden: boolean;
  /** Rendered ahead of a visit that may never come. */
  readonly prerendering: boolean;
  /** Calls `listener` at each signal until the returned function is called. */
  watch(listener: (signal: PageSignal) => void): () => void;
}

const hasPage = (): boolean => typeof document !== 'undefined';

export const browserPage: Page = {
  get hidden() {
    return hasPage() && document.visibilityState === 'hidden';
  },
  get prerendering() {
    return hasPage() && (document as Document & { readonly prerendering?: boolean }).prerendering === true;
  },
  watch(listener) {
    if (!hasPage()) return () => undefined;
    // After a freeze `visibilitychange` may never come, hence `resume` and `pageshow`. Never `unload`: it would keep
    // the page out of the back/forward cache.
    const signals: readonly (readonly [EventTarget, string, (event: Event) => PageSignal | null])[] = [
      [document, 'visibilitychange', () => (browserPage.hidden ? 'hidden' : 'shown')],
      [document, 'prerenderingchange', () => 'shown'],
      [document, 'resume', () => 'shown'],
      [document, 'freeze', () => 'frozen'],
      [window, 'pagehide', () => 'frozen'],
      [window, 'pageshow', (event) => ((event as PageTransitionEvent).persisted ? 'shown' : null)],
      [window, 'online', () => 'network'],
      [window, 'offline', () => 'network'],
    ];
    const watched = signals.map(([target, name, read]) => {
      const handler = (event: Event): void => {
        const signal = read(event);
        if (signal) listener(signal);
      };
      target.addEventListener(name, handler);
      return () => target.removeEventListener(name, handler);
    });
    return () => watched.forEach((stop) => stop());
  },
};
