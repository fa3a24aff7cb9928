/** A hub whose methods the reference server carries out: the same centre as behind the socket and polling sources. */
import { WebSocket } from 'ws';
import type { WatchRequest } from '../../../src/data-source/signal-r/watch-request.js';
import { HubServer, type HubCall } from './hub-server.js';

type Message = Readonly<Record<string, unknown>> & { readonly type: string };

/** Of a watch; what is asked beside it goes the same way. */
class Line {
  readonly #socket: WebSocket;
  readonly #queue: object[] = [];
  readonly #answers = new Map<string, (message: Message) => void>();
  #lastId = 0;

  constructor(address: string, greeting: object, received: (message: Message) => void, closed: () => void) {
    this.#socket = new WebSocket(address, 'ongoing-conversations.v1.json');
    this.#socket.on('open', () => {
      for (const message of [greeting, ...this.#queue.splice(0)]) this.send(message);
    });
    this.#socket.on('message', (data) => {
      const message = JSON.parse((data as Buffer).toString()) as Message;
      const id = (message['id'] ?? message['ref']) as string | undefined;
      const answer = id === undefined ? undefined : this.#answers.get(id);
      if (answer) answer(message);
      else received(message);
    });
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', closed);
  }

  send(message: object): void {
    if (this.#socket.readyState === WebSocket.CONNECTING) this.#queue.push(message);
    else this.#socket.send(JSON.stringify(message));
  }

  ask(message: object, answered: (message: Message) => void): void {
    this.#lastId += 1;
    const id = `q${this.#lastId}`;
    this.#answers.set(id, answered);
    this.send({ ...message, id });
  }

  /** Returns how to close it. */
  openTranscript(conversationId: unknown, received: (message: Message) => void): () => void {
    this.#lastId += 1;
    const id = `t${this.#lastId}`;
    this.#answers.set(id, received);
    this.send({ type: 'transcript.open', id, conversationId });
    return () => this.send({ type: 'transcript.close', id });
  }

  close(): void {
    this.#socket.close();
  }
}

export interface BridgeHub {
  readonly server: HubServer;
  /** Calls that came in. */
  readonly calls: readonly HubCall[];
  close(): Promise<void>;
}

/**
 * @param address of the reference server's socket
 * @param now the time of its centre
 */
export async function startBridgeHub(address: string, now: () => number): Promise<BridgeHub> {
  const lines = new Map<unknown, Line>();
  const calls: HubCall[] = [];
  const server = await HubServer.start((call) => {
    calls.push(call);
    if (call.method === 'Watch') watch(call, address, lines);
    else if (call.method === 'Time') call.complete(now());
    else {
      const line = lines.get(call.connection);
      if (line) answer(call, line);
      else call.throwHubException('watch-first');
    }
  });
  return {
    server,
    calls,
    async close() {
      for (const line of lines.values()) line.close();
      await server.close();
    },
  };
}

function watch(call: HubCall, address: string, lines: Map<unknown, Line>): void {
  const { view, resume } = call.argument as WatchRequest;
  const { queues, windowHours, maxRows } = view;
  const filter = { ...(queues.length > 0 && { queues }), windowHours };
  lines.get(call.connection)?.close();
  const line: Line = new Line(
    address,
    {
      type: 'hello',
      v: 1,
      caps: ['patch', 'digest'],
      view: { filter, maxRows },
      resume: resume ?? undefined,
    },
    (message) => {
      // The reference server waits to be asked for pages; a hub just sends them.
      if (message.type === 'snap.page' && typeof message['next'] === 'string')
        line.send({ type: 'page', snap: message['snap'], after: message['next'] });
      if (message.type === 'ping') line.send({ type: 'pong', n: message['n'] });
      else call.item(message);
    },
    () => {
      if (lines.get(call.connection) === line) call.throwHubException('forbidden');
    },
  );
  lines.set(call.connection, line);
  call.onCancel = () => {
    if (lines.get(call.connection) === line) lines.delete(call.connection);
    line.close();
  };
}

function answer(call: HubCall, line: Line): void {
  const { argument } = call;
  const settle = (message: Message): void => {
    if (message.type === 'error') call.throwHubException(String(message['code']));
    else if (message.type !== 'cmd.ack') call.complete(message);
  };
  if (call.method === 'Perform') line.ask({ type: 'cmd', ...(argument as object) }, settle);
  else if (call.method === 'Outcome') line.ask({ type: 'outcome', key: argument }, settle);
  else if (call.method === 'FindAgents' || call.method === 'FindQueues') {
    const kind = call.method === 'FindAgents' ? 'agents' : 'queues';
    line.ask({ type: 'lookup', kind, ...(argument as object) }, settle);
  } else if (call.method === 'Transcript') {
    call.onCancel = line.openTranscript(argument, (message) => {
      if (message.type === 'transcript') call.item({ entries: message['entries'] });
      else if (message.type === 'transcript.close') call.complete();
      else call.throwHubException(String(message['code']));
    });
  } else call.fail(`Unknown hub method '${call.method}'`);
}
