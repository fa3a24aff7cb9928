import { Observable, type ObservableInput } from 'rxjs';
import type { Conversation } from '../../model/conversation.js';
import { afterTimeout } from '../after-timeout.js';
import type { DataSource, ReportScope, SourceMessage } from '../data-source.js';
import { hostCommands } from '../host-commands.js';
import { Reading } from './reading.js';

/** All conversations of the moment, or those with the time of the server that they are of. */
export type Snapshot =
  | readonly Conversation[]
  | {
      readonly conversations: readonly Conversation[];
      /** Server epoch ms. Without it the clock of this machine counts, also for waiting times. */
      readonly asOf?: number;
      /** There are more than these. */
      readonly partial?: { readonly shown: number; readonly total: number };
    };

export interface SnapshotContext {
  /** Aborted when the list is not wanted any more: pass it on to `fetch`. */
  readonly signal: AbortSignal;
}

/** Everything of a {@link DataSource} but the rows is handed on as it is. */
export interface SnapshotOptions extends Partial<Omit<DataSource, 'connect' | 'refresh'>> {
  /** Ms after a list that was given once (a promise, a stream that ends) until it is asked for again. Default 5,000. */
  readonly every?: number;
  /** Ms in which the first list has to come, each time it is asked for. Default 15,000. */
  readonly timeout?: number;
  /** For tests: runs `callback` once after `ms`; the returned function cancels it. */
  readonly after?: (ms: number, callback: () => void) => () => void;
  /** For tests: client epoch ms. */
  readonly now?: () => number;
}

const EVERY = 5_000;
const TIMEOUT = 15_000;

/**
 * A source out of a function that gives all conversations: once, and is asked again (a promise), or whenever they change (an
 * observable, an async iterable). The engine finds the differences by id; `version` of a conversation has to rise with each
 * change of it.
 *
 * While the function fails, it is asked again after a growing delay and the report says that it reconnects. A list that
 * cannot be read counts as a failure; a row that cannot is left out and reported. Without `perform` the actions are
 * refused, unless the host carries them out itself.
 *
 * @example
 * report.dataSource = fromSnapshots(async ({ windowHours }, { signal }) => {
 *   const answer = await fetch(`/conversations?hours=${windowHours}`, { signal });
 *   return answer.json();
 * });
 */
export function fromSnapshots(
  lists$: (scope: ReportScope, context: SnapshotContext) => ObservableInput<Snapshot>,
  options: SnapshotOptions = {},
): DataSource {
  const { every = EVERY, timeout = TIMEOUT, after = afterTimeout, now = Date.now, ...others } = options;
  const readings = new Set<Reading>();
  const refresh = (): void => {
    for (const reading of readings) reading.again();
  };
  return {
    ...others,
    connect(scope): ObservableInput<SourceMessage> {
      return new Observable<SourceMessage>((subscriber) => {
        const ask$ = (signal: AbortSignal): ObservableInput<Snapshot> => lists$(scope, { signal });
        const reading = new Reading(ask$, { every, timeout, after, now }, (message) =>
          subscriber.next(message),
        );
        readings.add(reading);
        reading.begin();
        return () => {
          readings.delete(reading);
          reading.end();
        };
      });
    },
    perform: hostCommands(options, () => [...readings].some(({ isLive }) => isLive), refresh),
    refresh,
  } satisfies DataSource;
}
