import type { DataSource, TokenProvider } from '../data-source.js';
import type { DataversePage } from './page.js';

export interface DataverseOptions extends Partial<Pick<DataSource, 'perform' | 'outcome'>> {
  /** The organisation, e.g. `https://org.crm.dynamics.com`. Only its origin counts. */
  readonly url: string | URL;
  /**
   * Gives the access token for `audience`, which is the origin of {@link url}. Without it the session's cookie serves: the
   * page has to be of the same origin, as a web resource is.
   */
  readonly tokenProvider?: TokenProvider | undefined;
  /**
   * Whose conversations: of the queues that the user is a member of (`mine`, the default), of all that Dataverse lets the
   * user read (`all`), or of the queues with these ids. Queues that the report is told to show (`queues`) win.
   */
  readonly queues?: 'mine' | 'all' | readonly string[] | undefined;
  /** Ms between the end of a reading of changes and the next one. Default 5,000; at least 1,000. */
  readonly every?: number | undefined;
  /** Ms between readings of everything. Default 600,000; at least `every`. */
  readonly fullEvery?: number | undefined;
  /**
   * Changes are asked for from so many ms before the last answer on: clocks differ and rows may be committed late.
   * Default 30,000.
   */
  readonly overlap?: number | undefined;
  /** Rows a page. Default 500; at most 5,000. */
  readonly pageSize?: number | undefined;
  /** Most rows that are read; what is beyond is told as partial. Default 10,000. */
  readonly maxRows?: number | undefined;
  /** Ms in which an answer has to come. Default 15,000. */
  readonly timeout?: number | undefined;
  /** Columns of your own that go into `ext`, by the name that they have there: `{ reason: 'new_reason' }`. */
  readonly columns?: Readonly<Record<string, string>> | undefined;
  /** In place of the global `fetch`, which is looked up at each call. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /** For tests: runs `callback` once after `ms`; the returned function cancels it. */
  readonly after?: ((ms: number, callback: () => void) => () => void) | undefined;
  /** For tests: client epoch ms. */
  readonly now?: (() => number) | undefined;
  /** For tests: at least 0, below 1. */
  readonly random?: (() => number) | undefined;
  /** For tests: the page. */
  readonly page?: DataversePage | undefined;
}

/** What requests and readings go by, with all defaults in place. */
export interface Rules {
  readonly every: number;
  readonly fullEvery: number;
  readonly overlap: number;
  readonly pageSize: number;
  readonly maxRows: number;
  readonly timeout: number;
  readonly columns: Readonly<Record<string, string>>;
  readonly queues: 'mine' | 'all' | readonly string[];
  readonly after: (ms: number, callback: () => void) => () => void;
  readonly now: () => number;
  readonly random: () => number;
  readonly page: DataversePage;
}
