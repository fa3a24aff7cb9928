/** The page of the soak: the element as it is built, and what the tests let happen to it. */
import { goingOn, type GoingOn } from './counters.js';
import { Subscriber } from 'rxjs';
import '../../../src/define.js';
import { loadDeferredElements } from '../../../src/element-registration.js';
import { Changes } from './changes.js';
import * as rounds from './rounds.js';
import { Supervisor } from './supervisor.js';

export interface Soak extends Pick<
  typeof rounds,
  'newElements' | 'usedElements' | 'reattachments' | 'swaps' | 'drops' | 'lookups'
> {
  goingOn(): GoingOn;
  readonly Changes: typeof Changes;
  readonly Crowd: typeof rounds.Crowd;
  readonly Supervisor: typeof Supervisor;
  /** Classes whose living instances are counted. */
  readonly classes: Readonly<Record<string, { readonly prototype: object }>>;
  /** Of a host that lives longer than any report. */
  readonly controller: AbortController;
}

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
  Changes,
  Supervisor,
  ...rounds,
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
