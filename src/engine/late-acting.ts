/** What engines need once somebody acts: loaded with the dialogs or with the first press, for all engines of the page. */
import { BehaviorSubject, Subject } from 'rxjs';
import type { ActionRunner, RunSurroundings } from './action-runs.js';
import type * as Acting from './acting.js';
import { importAgain } from './import-again.js';
import type { ActionRun, ActionRuns } from './view-types.js';

const load = importAgain(() => import('./acting.js'));
let acting: typeof Acting | undefined;

/** What is loaded so far: all of it, or nothing. */
export const loadedActing = (): typeof Acting | undefined => acting;

/** After a failure the next call loads again. */
export async function loadActing(): Promise<typeof Acting> {
  return (acting ??= await load());
}

/** The runs of one engine, whose code comes with the first of them. */
export class LateRunner {
  readonly runs$ = new BehaviorSubject<ActionRuns>({ byConversation: new Map(), log: [] });
  readonly settled$ = new Subject<ActionRun>();
  readonly #around: Omit<RunSurroundings, 'runs$' | 'settled$'>;
  #runner: ActionRunner | undefined;

  constructor(around: Omit<RunSurroundings, 'runs$' | 'settled$'>) {
    this.#around = around;
  }

  /** Undefined before the first run. */
  get runner(): ActionRunner | undefined {
    return this.#runner;
  }

  /** At once when the code is there. Rejects where it cannot be loaded: then nothing has been done. */
  async use<Result>(act: (runner: ActionRunner) => Promise<Result>): Promise<Result> {
    const { ActionRunner } = acting ?? (await loadActing());
    const { runs$, settled$ } = this;
    this.#runner ??= new ActionRunner({ ...this.#around, runs$, settled$ });
    return act(this.#runner);
  }
}
