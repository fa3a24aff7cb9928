/** The way to a session that is there already, for Puppeteer, which would open one. */
import type { ConnectionTransport } from 'puppeteer-core';
import { WebSocket } from 'ws';

interface Session {
  readonly sessionId: string;
  readonly capabilities: Readonly<Record<string, unknown>>;
}

/** Asked for with each size of the page; not every Firefox that is still maintained knows it, and no test needs it. */
const ORIENTATION = 'emulation.setScreenOrientationOverride';

export async function sessionTransport(session: Session): Promise<ConnectionTransport> {
  const socket = new WebSocket(String(session.capabilities['webSocketUrl']), { perMessageDeflate: false });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const own = new Map<string, object>([
    ['session.new', session],
    [ORIENTATION, {}],
  ]);
  const transport: ConnectionTransport = {
    send: (text) => {
      const { id, method } = JSON.parse(text) as { readonly id: number; readonly method: string };
      const result = own.get(method);
      if (!result) socket.send(text);
      else queueMicrotask(() => transport.onmessage?.(JSON.stringify({ type: 'success', id, result })));
    },
    close: () => socket.close(),
  };
  socket.on('message', (data: Buffer) => transport.onmessage?.(data.toString()));
  socket.on('close', () => transport.onclose?.());
  return transport;
}
