/** From nothing to an open channel: the client library, a token, the connection. */
import { maySee } from '../wire/rights.js';
import { askToken } from '../wire/token.js';
import { PROTOCOL_VERSION, type ServerMessageOf } from '../wire/wire-messages.js';
import { HubChannel } from './hub-channel.js';
import type { Ending, SessionOptions } from './session-port.js';

export interface OpeningPort {
  /** The session has ended meanwhile: nothing more is begun. */
  isOver(): boolean;
  /** There is something to close from now on. */
  made(channel: HubChannel): void;
  broke(): void;
}

const ENDINGS = {
  unauthorized: { kind: 'unauthorized', reason: 'The server asks who you are.' },
  forbidden: { kind: 'forbidden', reason: 'Not allowed.' },
  'sent-on': { kind: 'failed', reason: 'The server sends on to a service with a token in the address.' },
  failed: { kind: 'lost', reason: 'The hub cannot be reached.' },
  over: { kind: 'lost', reason: 'Left.' },
} as const satisfies Record<string, Ending>;

/** The token of the open channel, or why there is none. Rejects when the client library is none that can be used. */
export async function open(
  options: SessionOptions,
  port: OpeningPort,
): Promise<{ readonly token: string | undefined } | Ending> {
  const { platform, tokenProvider, origin } = options;
  const module = await platform.load().catch(() => null);
  if (port.isOver()) return ENDINGS.over;
  if (!module) return { kind: 'failed', reason: 'The package @microsoft/signalr could not be loaded.' };
  const answer = tokenProvider ? await askToken(tokenProvider, origin) : { token: undefined };
  if (port.isOver()) return ENDINGS.over;
  if (answer === 'refused') return { kind: 'unauthorized', reason: 'Nobody is signed in.' };
  if (answer === 'failed') return { kind: 'lost', reason: 'No token could be had.' };
  const { token } = answer;
  const channel = new HubChannel(module, platform, { ...options, token }, () => port.broke());
  port.made(channel);
  const result = await channel.start();
  return result === 'open' ? { token } : ENDINGS[result];
}

/** Why nothing can follow this welcome; null when it can. */
export function unusableBy({ v, can }: ServerMessageOf<'welcome'>): Ending | null {
  if (v !== PROTOCOL_VERSION) {
    const reason = `The hub speaks version ${v} of the protocol, this report version ${PROTOCOL_VERSION}.`;
    return { kind: 'failed', reason };
  }
  return maySee(can) ? null : ENDINGS.forbidden;
}
