/** The HTTP side of the server: who may ask, and who answers. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServerContext } from './context.js';
import { EventConnection } from './event-connection.js';
import type { Follower } from './follower.js';
import { viewOf } from './hello.js';
import { HttpCommands, requireOwnPage } from './http-commands.js';
import { HttpExchange, Refusal } from './http-exchange.js';
import { poll } from './http-poll.js';
import { lookUp } from './lookup.js';
import { wireEntry } from './wire-row.js';

const ITEM = /^\/conversations\/([^/]+)\/(commands|candidates|transcript)$/;
const COMMAND = /^\/commands\/([^/]+)$/;

export class HttpApi {
  readonly #context: ServerContext;
  readonly #commands: HttpCommands;
  readonly #followers: Set<Follower>;

  /** @param followers those whose line stays open; they are put in and taken out */
  constructor(context: ServerContext, followers: Set<Follower>) {
    this.#context = context;
    this.#followers = followers;
    this.#commands = new HttpCommands(context);
  }

  /** Answers a request. Never rejects. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange = new HttpExchange(request, response, this.#context);
    try {
      this.#context.catchUp();
      if (!this.#context.origins.admits(request)) throw new Refusal(403, 'origin');
      if (request.method === 'OPTIONS') this.#preflight(exchange);
      else await this.#route(exchange);
    } catch (error) {
      if (error instanceof Refusal) {
        exchange.send(error.status, { status: 'rejected', code: error.code }, error.headers);
      } else {
        this.#context.report('request failed');
        exchange.send(500, { code: 'internal' });
      }
    }
  }

  async #route(exchange: HttpExchange): Promise<void> {
    const { method } = exchange.request;
    const { pathname } = exchange.url;
    const [, id, what] = ITEM.exec(pathname) ?? [];
    const key = COMMAND.exec(pathname)?.[1];
    if (method === 'GET' && pathname === '/conversations') poll(this.#context, exchange);
    else if (method === 'GET' && pathname === '/conversations/events') this.#follow(exchange);
    else if (method === 'POST' && pathname === '/ticket') this.#ticket(exchange);
    else if (method === 'GET' && key !== undefined) this.#commands.outcome(exchange, decode(key));
    else if (id === undefined) throw new Refusal(404, 'not-found');
    else if (method === 'POST' && what === 'commands') await this.#commands.post(exchange, decode(id));
    else if (method === 'GET' && what === 'candidates') this.#candidates(exchange, decode(id));
    else if (method === 'GET' && what === 'transcript') this.#transcript(exchange, decode(id));
    else throw new Refusal(405, 'method');
  }

  #preflight(exchange: HttpExchange): void {
    exchange.send(204, null, {
      'Access-Control-Allow-Methods': 'GET, POST',
      'Access-Control-Allow-Headers':
        'Accept, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Requested-With',
      'Access-Control-Max-Age': '600',
    });
  }

  /** A ticket for a socket, bound to the page that asks for it. */
  #ticket(exchange: HttpExchange): void {
    requireOwnPage(this.#context, exchange);
    exchange.send(200, this.#context.users.issueTicket(exchange.user, exchange.header('origin')));
  }

  #follow(exchange: HttpExchange): void {
    const { user } = exchange;
    const { searchParams } = exchange.url;
    const others = [...this.#followers].filter((follower) => follower.user === user).length;
    if (others >= this.#context.limits.connectionsPerUser) throw new Refusal(429, 'too-many-connections');
    const hours = searchParams.get('windowHours') ?? undefined;
    const stream = this.#context.streams.open(user, viewOf(searchParams.getAll('queue'), hours, undefined));
    // A browser says it in the header when it comes back by itself, a client that begins anew in the address.
    const lastEventId = exchange.header('last-event-id') ?? searchParams.get('lastEventId');
    const response = exchange.openEvents();
    const follower = new EventConnection(response, this.#context, { user, stream, lastEventId });
    this.#followers.add(follower);
    response.on('close', () => this.#followers.delete(follower));
  }

  #candidates(exchange: HttpExchange, conversationId: string): void {
    const { user } = exchange;
    const { searchParams } = exchange.url;
    const page = lookUp(this.#context, user, {
      kind: searchParams.get('kind'),
      for: searchParams.get('for'),
      conversationId,
      text: searchParams.get('text'),
      limit: searchParams.get('limit'),
      after: searchParams.get('after'),
    });
    if (page === 'invalid') throw new Refusal(400, page);
    if (page === 'not-found') throw new Refusal(this.#goneStatus(conversationId), page);
    this.#context.answers.pass(exchange, 'lookup', () => {
      exchange.send(200, page);
    });
  }

  /** Only for who monitors it; what was said last is there for a while after the end. */
  #transcript(exchange: HttpExchange, conversationId: string): void {
    const { user } = exchange;
    const { world, endings } = this.#context;
    const after = Number(exchange.url.searchParams.get('after') ?? 0);
    const row = world.conversation(conversationId);
    const mayRead =
      row === undefined
        ? endings.wasMonitoredBy(conversationId, user.id)
        : user.maySee(row) && row.monitoredBy.includes(user.id);
    if (row === undefined && !mayRead) throw new Refusal(this.#goneStatus(conversationId), 'not-found');
    if (!mayRead) throw new Refusal(403, 'not-monitored');
    const entries = (world.transcript(conversationId) ?? []).filter(({ number }) => !(number <= after));
    if (row === undefined && entries.length === 0) throw new Refusal(410, 'closed');
    exchange.send(200, { entries: entries.map(wireEntry) });
  }

  #goneStatus(conversationId: string): number {
    return this.#context.endings.has(conversationId) ? 410 : 404;
  }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new Refusal(400, 'invalid');
  }
}
