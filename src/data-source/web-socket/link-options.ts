import type { TokenProvider } from '../data-source.js';
import type { Environment } from './environment.js';

/** What a link is made of, with all defaults in place. */
export interface LinkOptions {
  readonly url: string | URL;
  readonly tokenProvider: TokenProvider | undefined;
  readonly allowedOrigins: readonly string[] | undefined;
  readonly clientVersion: string | undefined;
  /** UTF-16 units. */
  readonly maxFrame: number | undefined;
  readonly maxRows: number;
  readonly keepWhileHidden: boolean;
  readonly environment: Environment;
}
