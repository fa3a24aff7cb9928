/** The first message to who follows rows: who they are, what they may do, and where the rows stand. */
import { KEY_LIFETIME } from '../../src/data-source/mock/command-ledger.js';
import type { ServerContext } from './context.js';
import type { Stream } from './stream.js';
import type { User } from './users.js';

export const PROTOCOL_VERSION = 1;

export function welcomeOf(
  { limits, world }: ServerContext,
  user: User,
  stream: Stream,
  resumed: boolean,
): object {
  return {
    type: 'welcome',
    v: PROTOCOL_VERSION,
    stream: stream.id,
    epoch: stream.epoch,
    resumed,
    head: stream.head,
    now: world.now,
    hb: { every: limits.heartbeatEvery, grace: limits.heartbeatGrace },
    limits: { frame: limits.frame, page: limits.page, cmdPerMin: limits.commandsPerMinute },
    can: user.can,
    canRev: user.canRevision,
    keys: { ttl: KEY_LIFETIME },
    digest: 'fnv2x32',
    user: { id: user.id, name: user.name },
  };
}
