/** One HTTP request and its answer. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isRecord } from '../../src/data-source/decode-conversation.js';
import type { ServerContext } from './context.js';
import { isLocal } from './origins.js';
import type { User } from './users.js';

type Raw = Readonly<Record<string, unknown>>;

/** Ends the request with a status; thrown by whatever finds that it cannot go on. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, headers: Readonly<Record<string, string>> = {}) {
    super(code);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export class HttpExchange {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly #response: ServerResponse;
  readonly #context: ServerContext;

  constructor(request: IncomingMessage, response: ServerResponse, context: ServerContext) {
    this.request = request;
    this.#response = response;
    this.#context = context;
    this.url = new URL(request.url ?? '/', 'http://localhost');
  }

  header(name: string): string | null {
    const value = this.request.headers[name];
    return typeof value === 'string' ? value : null;
  }

  /** Who asks. @throws Refusal */
  get user(): User {
    const { users } = this.#context;
    const session = this.#session();
    const anonymous = isLocal(this.request) ? users.anonymous : null;
    const user = session === null ? anonymous : users.ofSession(session);
    if (user === null) throw new Refusal(401, 'unauthorized', { 'WWW-Authenticate': 'Bearer' });
    if (!user.mayView) throw new Refusal(403, 'forbidden');
    return user;
  }

  /** The body, parsed. @throws Refusal */
  async body(): Promise<Raw> {
    if (!/^application\/json\b/i.test(this.header('content-type') ?? '')) throw new Refusal(415, 'not-json');
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of this.request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > this.#context.limits.inbound) throw new Refusal(413, 'too-large', { Connection: 'close' });
      chunks.push(chunk);
    }
    const parsed = parse(Buffer.concat(chunks).toString('utf8'));
    if (!isRecord(parsed)) throw new Refusal(400, 'invalid');
    return parsed;
  }

  send(status: number, body: object | string | null, headers: Readonly<Record<string, string>> = {}): void {
    const response = this.#response;
    if (response.headersSent || response.destroyed) return;
    const text = body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(status, {
      // The simulated centre may have a time of its own; clients measure `Retry-After` against this.
      Date: new Date(this.#context.world.now).toUTCString(),
      'Cache-Control': 'private, no-cache',
      'X-Content-Type-Options': 'nosniff',
      ...(text !== '' && { 'Content-Type': 'application/json' }),
      ...this.#crossOrigin(),
      ...headers,
    });
    response.end(text);
  }

  /** Begins an answer that stays open: events as they happen. */
  openEvents(): ServerResponse {
    this.#response.writeHead(200, {
      Date: new Date(this.#context.world.now).toUTCString(),
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      // Some proxies keep an answer back until it ends.
      'X-Accel-Buffering': 'no',
      ...this.#crossOrigin(),
    });
    return this.#response;
  }

  #crossOrigin(): Readonly<Record<string, string>> {
    const { origin } = this.request.headers;
    if (origin === undefined || !this.#context.origins.isAllowed(origin)) return { Vary: 'Origin' };
    return {
      Vary: 'Origin',
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Expose-Headers': 'ETag, Retry-After, Date',
    };
  }

  #session(): string | null {
    const bearer = /^Bearer +(.+)$/i.exec(this.header('authorization') ?? '')?.[1];
    if (bearer !== undefined) return bearer;
    return /(?:^|;\s*)session=([^;]+)/.exec(this.header('cookie') ?? '')?.[1] ?? null;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
