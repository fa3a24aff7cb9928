/** Who follows rows over a line that stays open, a socket or a stream of events: what the server can do to each of them. */
import type { User } from './users.js';

export interface Follower {
  /** Null before it is known who it is. */
  readonly user: User | null;
  /** Sends what is due. To be called several times a second. */
  flush(): void;
  send(message: object): void;
  tellPermissions(): void;
  /** Says why and ends. */
  close(code: number, reason: string): void;
  /** Cuts the line, as a broken network would. */
  terminate(): void;
}
