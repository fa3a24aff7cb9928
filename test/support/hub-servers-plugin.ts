/** Lets browser tests start a SignalR hub of their own, in front of a reference server of its own. */
import type { TestRunnerPlugin } from '@web/test-runner';
import { startReferenceServer } from '../../demo/server/reference-server.js';
import { startBridgeHub } from '../data-source/signal-r/bridge-hub.js';

export const HUB_COMMAND = 'hub-server';

export type HubCommand =
  | { readonly do: 'start'; readonly conversations: number }
  /** Cuts all lines, as a broken network would. */
  | { readonly do: 'drop'; readonly port: number }
  /** Addresses that were asked for, and tokens that came in headers and in `Watch`. */
  | { readonly do: 'seen'; readonly port: number }
  | { readonly do: 'stop'; readonly port: number };

export interface SeenByHub {
  readonly addresses: readonly string[];
  readonly tokens: readonly (string | null)[];
  readonly commands: readonly string[];
}

type Running = Awaited<ReturnType<typeof startBoth>>;

async function startBoth(conversations: number) {
  const centre = await startReferenceServer({ port: 0, seed: 7, conversations, rate: 0, batchEvery: 20 });
  const hub = await startBridgeHub(centre.webSocketUrl, () => centre.world.now);
  const close = async (): Promise<void> => {
    await hub.close();
    await centre.close();
  };
  return { hub, close };
}

export function hubServersPlugin(): TestRunnerPlugin {
  const running = new Map<number, Running>();
  return {
    name: 'hub-servers',
    async executeCommand({ command, payload }) {
      if (command !== HUB_COMMAND) return undefined;
      const request = payload as HubCommand;
      if (request.do === 'start') {
        const both = await startBoth(request.conversations);
        running.set(both.hub.server.port, both);
        return { port: both.hub.server.port, url: both.hub.server.url };
      }
      const both = running.get(request.port);
      if (request.do === 'drop') both?.hub.server.drop();
      if (request.do === 'seen') return both && seenBy(both);
      if (request.do === 'stop') {
        running.delete(request.port);
        await both?.close();
      }
      // Nothing would mean that nobody knows the command.
      return 'done';
    },
    async serverStop() {
      await Promise.all([...running.values()].map(({ close }) => close()));
    },
  };
}

function seenBy({ hub: { server, calls } }: Running): SeenByHub {
  const argumentsOf = (name: string): Record<string, string | null>[] =>
    calls.filter(({ method }) => method === name).map(({ argument }) => argument as Record<string, string>);
  return {
    addresses: server.requests.map(({ url }) => url),
    tokens: argumentsOf('Watch').map(({ token }) => token ?? null),
    commands: argumentsOf('Perform').map(({ key }) => key ?? ''),
  };
}
