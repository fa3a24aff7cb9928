/** What fades in has the contrast of a moment. */
import { waitUntil } from '@open-wc/testing';

const TIMEOUT_MS = 10_000;

export function shownInFull(): Promise<void> {
  return waitUntil(() => !isFading(), 'all is shown in full', { timeout: TIMEOUT_MS });
}

/** An animation that comes to an end has not; the skeleton's goes on for ever. */
function isFading(root: Document | ShadowRoot = document): boolean {
  const fades = root
    .getAnimations()
    .some(
      ({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity,
    );
  // Not every engine counts those in shadow trees.
  return (
    fades || [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot && isFading(shadowRoot))
  );
}
