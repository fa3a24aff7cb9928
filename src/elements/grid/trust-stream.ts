/** How far the rows can be believed, as a stream that is quiet while nothing of it changes. */
import type { Observable } from 'rxjs';
import { changesOf } from '../../controllers/changes-of.js';
import type { ReportEngine } from '../../engine/report-engine.js';

/** How far the rows can be believed: as they are, as they were when paused, or as they were when contact was lost. */
export type Trust = 'live' | 'paused' | 'lost';

/** One stream for each engine. It changes only with what the grid shows: the connection itself tells each sign of life. */
export function trustStream(): (engine: ReportEngine | undefined) => Observable<Trust> | undefined {
  let of: ReportEngine | undefined;
  let stream$: Observable<Trust> | undefined;
  return (engine) => {
    if (engine !== of) {
      of = engine;
      stream$ =
        engine &&
        changesOf(engine.connection$, ({ state, trusted }) =>
          trusted ? 'live' : state === 'paused' ? 'paused' : 'lost',
        );
    }
    return stream$;
  };
}
