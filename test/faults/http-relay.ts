/** Stands between the polling source and a server and does to whole answers what the test says. Real HTTP on both sides. */
import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One request as it came. */
export interface Asked {
  /** The parameter that says where it goes on: `since=…`, `after=…` or nothing. */
  readonly question: string;
  readonly headers: IncomingHttpHeaders;
  /** The client gave it up before it was answered. */
  isAborted: boolean;
}

/**
 * What is answered: a reply, nothing yet (`hang`, until {@link HttpRelay.release}) or a reset of the connection.
 * `forward` gives what the server behind says.
 */
export type HttpScript = (
  asked: Asked,
  forward: () => Promise<Reply>,
) => Reply | 'hang' | 'reset' | Promise<Reply>;

export const passOn: HttpScript = (_, forward) => forward();

export function json(body: object, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

/** Headers that are not for who stands behind. */
const OF_ONE_CONNECTION = ['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding'];

export class HttpRelay {
  script: HttpScript = passOn;
  readonly requests: Asked[] = [];
  readonly #server: Server;
  readonly #target: string;
  readonly #hanging = new Set<ServerResponse>();
  /** Answers that are being made or sent. */
  #busy = 0;

  private constructor(server: Server, target: string) {
    this.#server = server;
    this.#target = target;
  }

  /** @param target address of the server behind it */
  static async start(target: string): Promise<HttpRelay> {
    const server = createServer((request, response) => {
      void relay.#answer(request, response);
    });
    const relay = new HttpRelay(server, target);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return relay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/conversations`;
  }

  /** Requests that wait for {@link release}. */
  get hanging(): number {
    return this.#hanging.size;
  }

  get isBusy(): boolean {
    return this.#busy > 0;
  }

  /** Answers all that hangs. */
  release(reply: Reply): void {
    for (const response of this.#hanging) send(response, reply);
    this.#hanging.clear();
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = '/', headers } = request;
    const asked: Asked = { question: questionOf(url), headers, isAborted: false };
    this.requests.push(asked);
    this.#busy += 1;
    response.on('close', () => {
      asked.isAborted = !response.writableFinished;
      this.#hanging.delete(response);
    });
    const reply = await this.script(asked, () => this.#forward(request));
    this.#busy -= 1;
    if (reply === 'hang') this.#hanging.add(response);
    else if (reply === 'reset') response.socket?.resetAndDestroy();
    else send(response, reply);
  }

  async #forward(request: IncomingMessage): Promise<Reply> {
    const { url: path = '/', method = 'GET', headers } = request;
    const passed = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      typeof value !== 'string' || OF_ONE_CONNECTION.includes(name) ? [] : [[name, value]],
    );
    const response = await fetch(new URL(path, this.#target), {
      method,
      headers: passed,
      body: method === 'GET' ? null : await text(request),
      redirect: 'manual',
    });
    const kept = ['content-type', 'etag', 'retry-after'].flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    return { status: response.status, headers: Object.fromEntries(kept), body: await response.text() };
  }
}

function send(response: ServerResponse, { status, headers = {}, body = '' }: Reply): void {
  const isChunked = headers['Transfer-Encoding'] !== undefined;
  const length = status === 304 || isChunked ? {} : { 'Content-Length': Buffer.byteLength(body) };
  response.writeHead(status, { ...length, ...headers });
  response.end(body);
}

function questionOf(url: string): string {
  const parameters = new URL(url, 'http://localhost').searchParams;
  const name = ['since', 'after'].find((candidate) => parameters.has(candidate));
  return name === undefined ? '' : `${name}=${parameters.get(name)}`;
}
