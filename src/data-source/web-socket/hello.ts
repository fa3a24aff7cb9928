/** The first message of a connection. */
import type { ReportScope } from '../data-source.js';
import { Digest } from '../wire/digest.js';
import { PROTOCOL_VERSION } from '../wire/wire-messages.js';
import type { Position } from '../wire/feed.js';

export interface Greeting {
  readonly scope: ReportScope;
  readonly clientVersion: string | undefined;
  readonly maxRows: number;
  readonly maxFrame: number;
  readonly token: string | undefined;
  readonly position: Position | null;
  /** Client epoch ms. */
  readonly now: number;
}

/** The token stands here and nowhere else: addresses and subprotocols end up in logs. */
export function hello({ scope, clientVersion, maxRows, maxFrame, token, position, now }: Greeting): object {
  const { queues, windowHours, locale } = scope;
  const filter = { queues: queues.length > 0 ? queues : undefined, windowHours };
  const id = new Digest();
  id.toggle(JSON.stringify([filter, locale]), maxRows);
  return {
    type: 'hello',
    v: PROTOCOL_VERSION,
    client: { name: 'ongoing-conversations-report', version: clientVersion },
    caps: ['patch', 'digest', 'flow', 'outcome'],
    auth: token === undefined ? undefined : { scheme: 'ticket', token },
    // Another scope is another view, also to a server that tells views apart by their ids.
    view: { id: id.toString(), filter, maxRows, locale },
    resume: position ?? undefined,
    maxFrame,
    t: now,
  };
}
