/** Looks for agents and queues, the same for a socket and over HTTP. */
import type { CandidateQuery } from '../../src/data-source/data-source.js';
import { isId } from '../../src/data-source/decode-conversation.js';
import type { ServerContext } from './context.js';
import type { User } from './users.js';

export interface RawLookup {
  readonly kind: unknown;
  readonly for: unknown;
  readonly conversationId: unknown;
  readonly text: unknown;
  readonly limit: unknown;
  readonly after: unknown;
}

export type LookupFault = 'invalid' | 'not-found';
export interface LookupPage {
  readonly entries: readonly unknown[];
  readonly next: string | null;
  readonly asOf: number;
}

const MAX_TEXT = 200;
const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 20;

export function lookUp(
  { world }: Pick<ServerContext, 'world'>,
  user: User,
  raw: RawLookup,
): LookupPage | LookupFault {
  const query = readQuery(raw);
  if (query === null) return 'invalid';
  const row = world.conversation(query.conversationId);
  if (row === undefined || !user.maySee(row)) return 'not-found';
  return raw.kind === 'queues' ? world.findQueues(query) : world.findAgents(query);
}

function readQuery({
  kind,
  for: action,
  conversationId,
  text,
  limit,
  after,
}: RawLookup): CandidateQuery | null {
  if (kind !== 'agents' && kind !== 'queues') return null;
  if (action !== 'assign' && action !== 'transfer') return null;
  if (!isId(conversationId)) return null;
  return {
    action,
    conversationId,
    text: typeof text === 'string' ? text.slice(0, MAX_TEXT) : '',
    limit: clamp(limit),
    after: isId(after) ? after : null,
  };
}

function clamp(limit: unknown): number {
  const count = Number(limit ?? DEFAULT_LIMIT);
  return Number.isFinite(count) ? Math.min(MAX_LIMIT, Math.max(1, Math.floor(count))) : DEFAULT_LIMIT;
}
