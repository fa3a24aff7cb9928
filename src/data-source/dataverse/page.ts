/** The page around the source, of which only one thing counts: that it may have been asleep, hidden or offline. */
export interface DataversePage {
  /** Calls `listener` when the page is shown again, woken, or online again. Returns how to stop. */
  watch(listener: () => void): () => void;
}

export const browserPage: DataversePage = {
  watch(listener) {
    if (typeof document === 'undefined') return () => undefined;
    const shown = (): void => {
      if (document.visibilityState === 'visible') listener();
    };
    // After a freeze `visibilitychange` may never come, hence `resume` and `pageshow`.
    const events: readonly (readonly [EventTarget, string])[] = [
      [document, 'visibilitychange'],
      [document, 'resume'],
      [window, 'pageshow'],
      [window, 'online'],
    ];
    for (const [target, name] of events) target.addEventListener(name, shown);
    return () => {
      for (const [target, name] of events) target.removeEventListener(name, shown);
    };
  },
};
