import { Observable, type ObservableInput } from 'rxjs';
import { afterTimeout } from '../after-timeout.js';
import type { DataSource, ReportScope, SourceMessage } from '../data-source.js';
import { hostCommands } from '../host-commands.js';
import { addressOf } from './address.js';
import { openEventSource, statusOf, type EventSourceLike } from './event-channel.js';
import { EventLink } from './event-link.js';

/** Everything of a {@link DataSource} but the rows is handed on as it is. */
export interface EventSourceOptions extends Partial<Omit<DataSource, 'connect' | 'refresh'>> {
  /** Cookies also go to another origin, which has to allow it. Default: only to that of the page. */
  readonly withCredentials?: boolean;
  /** Rows that are kept at most; what is beyond is left out and reported. Default 200,000. */
  readonly maxRows?: number;
  /**
   * Opens the stream. Default: the browser's `EventSource`, which cannot send a header; a host that proves who asks by one
   * brings an implementation over `fetch` here.
   */
  readonly open?: (url: string, init: { readonly withCredentials: boolean }) => EventSourceLike;
  /** For tests: asks what `EventSource` does not tell, the HTTP status with which a stream was refused. */
  readonly status?: typeof statusOf;
  /** For tests: runs `callback` once after `ms`; the returned function cancels it. */
  readonly after?: (ms: number, callback: () => void) => () => void;
  /** For tests: client epoch ms. */
  readonly now?: () => number;
}

const MAX_ROWS = 200_000;

/**
 * A source over server-sent events: the server's messages of the project's protocol, one in each event. Where a socket
 * would ask, the server goes on by itself: it sends the pages of a snapshot one after the other, and a snapshot after each
 * `reset`. It gets the queues as `queue`, the window as `windowHours`, and after a lost link the position up to which all is
 * known as `lastEventId` (`epoch:seq`), all in the address. A gap in what comes ends the stream, and the next one begins
 * with a snapshot.
 *
 * Without `perform` the actions are refused, unless the host carries them out itself. A stream that is refused with 401 or
 * 403 is shown as *Unauthorized* or *Forbidden*, and tried again later.
 *
 * @param url absolute, or relative to the page. Never put a token into it: addresses stand in logs.
 * @throws Error when the address is none, has a password in it, or is plain http to another machine
 * @example
 * report.dataSource = fromEventSource('/conversations/events', {
 *   perform: (command, { signal }) => post('/commands', command, signal),
 * });
 */
export function fromEventSource(url: string | URL, options: EventSourceOptions = {}): DataSource {
  const {
    withCredentials = false,
    maxRows = MAX_ROWS,
    open = openEventSource,
    status = statusOf,
    after = afterTimeout,
    now = Date.now,
    ...others
  } = options;
  const links = new Set<EventLink>();
  const base = addressOf(url);
  return {
    ...others,
    connect(scope: ReportScope): ObservableInput<SourceMessage> {
      return new Observable<SourceMessage>((subscriber) => {
        const link = new EventLink(
          base,
          scope,
          { withCredentials, maxRows, open, status, after, now },
          (message) => subscriber.next(message),
        );
        links.add(link);
        link.begin();
        return () => {
          links.delete(link);
          link.end();
        };
      });
    },
    // What a command changed comes over the stream.
    perform: hostCommands(
      options,
      () => [...links].some(({ isLive }) => isLive),
      () => undefined,
    ),
    refresh(reason) {
      for (const link of links) link.again(reason);
    },
  } satisfies DataSource;
}
