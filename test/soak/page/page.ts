/** The page of the soak: the element as it is built, and what the tests let happen to it. */
import { goingOn, type GoingOn } from './counters.js';
import { Subscriber } from 'rxjs';
import '../../../src/define.js';
import { loadDeferredElements } from '../../../src/element-registration.js';
import { Changes } from './changes.js';
import { Crowd, drops, lookups, newElements, reattachments, swaps, usedElements } from './rounds.js';
import { Supervisor } from './supervisor.js';

const ROUNDS = {
  newElements,
  usedElements,
  reattachments,
  swaps,
  drops,
  lookups,
  Crowd,
  Changes,
  Supervisor,
};

export type Soak = typeof ROUNDS & {
  goingOn(): GoingOn;
  /** Classes whose living instances are counted. */
  readonly classes: Readonly<Record<string, { readonly prototype: object }>>;
  /** Of a host that lives longer than any report. */
  readonly controller: AbortController;
};

declare global {
  interface Window {
    soak: Soak;
    /** Cuts all links at the server. */
    cutLinks(): Promise<void>;
  }
}

await loadDeferredElements();
window.soak = {
  goingOn,
  ...ROUNDS,
  controller: new AbortController(),
  classes: {
    // Elements, sockets, ports, signals: all that there can be listeners on.
    EventTarget,
    ResizeObserver,
    MutationObserver,
    IntersectionObserver,
    Subscriber,
  },
};
