/**
 * Why there is no answer that can be used.
 * `unauthorized`: nobody is signed in · `forbidden`: the user may not read it · `refused`: the request is not understood
 * there (a table or column is missing) · `busy`: the server wants to be left alone · `unreachable`: all that may pass.
 */
export type DataverseFault = 'unauthorized' | 'forbidden' | 'refused' | 'busy' | 'unreachable';

/** Its message is for people and holds no address, no token and nothing that the server said. */
export class DataverseError extends Error {
  override readonly name = 'DataverseError';
  readonly fault: DataverseFault;
  /** Ms for which the server wants to be left alone; 0 when it does not say. */
  readonly retryAfter: number;
  /** The column that the server does not know, when that is what it refused. */
  readonly column: string | null;

  constructor(
    fault: DataverseFault,
    message: string,
    { retryAfter = 0, column = null }: { readonly retryAfter?: number; readonly column?: string | null } = {},
  ) {
    super(message);
    this.fault = fault;
    this.retryAfter = retryAfter;
    this.column = column;
  }
}

/** Whether the report can do without what was asked for: it is not there for this user, now and later. */
export function isLacking(error: unknown): boolean {
  return error instanceof DataverseError && (error.fault === 'forbidden' || error.fault === 'refused');
}
