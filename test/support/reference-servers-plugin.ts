/** Lets browser tests start reference servers of their own and reach into them: real sockets, seeded centres. */
import type { TestRunnerPlugin } from '@web/test-runner';
import {
  startReferenceServer,
  type ReferenceServer,
  type ServerOptions,
} from '../../demo/server/reference-server.js';
import { answerOffers, type AgentAnswer } from '../report/centre-control.js';

export type ServerCommand =
  | { readonly do: 'start'; readonly options: ServerOptions }
  | { readonly do: 'answer'; readonly port: number; readonly answer: AgentAnswer }
  | { readonly do: 'transcript'; readonly port: number; readonly id: string }
  | { readonly do: 'end-conversation'; readonly port: number; readonly id: string }
  | { readonly do: 'drop-sockets'; readonly port: number }
  | { readonly do: 'hold-answers'; readonly port: number }
  | { readonly do: 'permit'; readonly port: number; readonly can: Record<string, boolean> }
  | { readonly do: 'queues'; readonly port: number; readonly queues: readonly string[] | null }
  | { readonly do: 'connections'; readonly port: number }
  | { readonly do: 'release-answers'; readonly port: number }
  | { readonly do: 'journal'; readonly port: number }
  | { readonly do: 'rows'; readonly port: number }
  | { readonly do: 'stop'; readonly port: number };

const DONE = 'done';
const SERVER_COMMAND = 'reference-server';

export function referenceServersPlugin(): TestRunnerPlugin {
  const servers = new Map<number, ReferenceServer>();
  return {
    name: 'reference-servers',
    async executeCommand({ command, payload }) {
      if (command !== SERVER_COMMAND) return undefined;
      const request = payload as ServerCommand;
      if (request.do === 'start') {
        const server = await startReferenceServer({ port: 0, ...request.options });
        servers.set(server.port, server);
        return { port: server.port, url: server.url, webSocketUrl: server.webSocketUrl };
      }
      const server = servers.get(request.port);
      // Nothing would mean that nobody knows the command.
      if (!server) return DONE;
      switch (request.do) {
        case 'answer':
          answerOffers(server.world, request.answer);
          server.control.flush();
          return DONE;
        case 'transcript':
          return server.world.transcript(request.id) ?? [];
        case 'end-conversation':
          return server.control.closeConversation(request.id);
        case 'drop-sockets':
          server.control.dropSockets();
          return DONE;
        case 'hold-answers':
          server.control.holdAnswers();
          return DONE;
        case 'permit':
          server.control.setPermissions(request.can);
          return DONE;
        case 'queues':
          server.control.setQueues(request.queues);
          return DONE;
        case 'connections':
          return { count: server.control.connections };
        case 'release-answers':
          server.control.releaseAnswers();
          return DONE;
        case 'journal':
          return server.journal;
        case 'rows':
          return [...server.world.conversations()];
        case 'stop':
          servers.delete(request.port);
          await server.close();
          return DONE;
      }
    },
    async serverStop() {
      await Promise.all([...servers.values()].map((server) => server.close()));
    },
  };
}
