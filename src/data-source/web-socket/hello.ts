/** The first message of a connection. */
import type { ReportScope } from '../data-source.js';
import { PROTOCOL_VERSION } from '../wire/wire-messages.js';
import type { Position } from './feed.js';

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
  return {
    type: 'hello',
    v: PROTOCOL_VERSION,
    client: { name: 'ongoing-conversations-report', version: clientVersion },
    caps: ['patch', 'digest', 'flow', 'outcome'],
    auth: token === undefined ? undefined : { scheme: 'ticket', token },
    view: {
      id: 'report',
      filter: { queues: queues.length > 0 ? queues : undefined, windowHours },
      maxRows,
      locale,
    },
    resume: position ?? undefined,
    maxFrame,
    t: now,
  };
}
