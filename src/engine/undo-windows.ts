/**
 * The time in which a confirmed decision can be undone. Nothing of it has been sent: whatever takes away the ground on
 * which it was made ends it, and only a window that is over in time lets it go on.
 */
import { distinctUntilChanged, filter, map, merge, pairwise, Subscription, type Observable } from 'rxjs';
import type { TimeSource } from './time-source.js';
import type { Connection, Rights } from './view-types.js';

/** A timer that is so late, ms, was kept from running: the page slept, and nobody has looked at it meanwhile. */
const OVERSLEPT_MS = 5_000;
const SECOND_MS = 1_000;

export interface WindowSurroundings {
  readonly time: TimeSource;
  readonly connection$: Observable<Connection>;
  readonly rights$: Observable<Rights>;
}

/** How a window ended. `isWiped`: what the decision was about may not be named any more. */
export type WindowEnd =
  | { readonly state: 'over' | 'undone' }
  | {
      readonly state: 'refused';
      readonly code: 'not-live' | 'paused' | 'withdrawn';
      readonly isWiped?: boolean;
    };

export class UndoWindows {
  readonly #around: WindowSurroundings;
  /** How each open window is ended, by decision, newest last. */
  readonly #ends = new Map<string, (end: WindowEnd) => void>();

  constructor(around: WindowSurroundings) {
    this.#around = around;
  }

  /** Settles when the window ends. @param onSecond called with the whole seconds that are left, less each time */
  open(requestId: string, seconds: number, onSecond: (left: number) => void): Promise<WindowEnd> {
    const { time } = this.#around;
    const [begun, begunAt, length] = [time.monotonic(), time.wall(), seconds * SECOND_MS];
    return new Promise((resolve) => {
      let cancel: (() => void) | undefined;
      const watch = new Subscription();
      const end = (how: WindowEnd): void => {
        this.#ends.delete(requestId);
        cancel?.();
        watch.unsubscribe();
        resolve(how);
      };
      const look = (): void => {
        const left = length - (time.monotonic() - begun);
        const isLate = time.wall() - begunAt > length + OVERSLEPT_MS;
        if (isLate) end({ state: 'refused', code: 'not-live' });
        else if (left <= 0) end({ state: 'over' });
        else {
          onSecond(Math.ceil(left / SECOND_MS));
          cancel = time.after(left % SECOND_MS || SECOND_MS, look);
        }
      };
      this.#ends.set(requestId, end);
      cancel = time.after(length % SECOND_MS || SECOND_MS, look);
      watch.add(this.#lost().subscribe(end));
    });
  }

  /** Ends the window of a decision, of the newest without one. @returns false when there is none */
  undo(requestId = [...this.#ends.keys()].at(-1)): boolean {
    const end = this.#ends.get(requestId ?? '');
    end?.({ state: 'undone' });
    return end !== undefined;
  }

  /** Ends all of them: the report was taken away, or shows something else. */
  withdraw(isWiped: boolean): void {
    for (const end of this.#ends.values()) end({ state: 'refused', code: 'withdrawn', isWiped });
  }

  /** Says when the ground is gone: not live for a moment is enough, and so is another user. */
  #lost(): Observable<WindowEnd> {
    const { connection$, rights$ } = this.#around;
    return merge(
      connection$.pipe(
        filter(({ trusted }) => !trusted),
        map(({ paused }) => ({ state: 'refused', code: paused ? 'paused' : 'not-live' }) as const),
      ),
      rights$.pipe(
        map(({ supervisorId }) => supervisorId),
        distinctUntilChanged(),
        pairwise(),
        filter(([before]) => before !== null),
        map(() => ({ state: 'refused', code: 'withdrawn' }) as const),
      ),
    );
  }
}
