import { type BearerToken, TokenError } from './bearer-token.js';
import type { Endpoint } from './endpoint.js';
import { exchange, type HttpAnswer, type HttpRequest, type HttpSilence } from './http-exchange.js';
import type { PollingPlatform } from './platform.js';

/** The request never left: nothing has happened at the server, for certain. */
export interface HttpUnsent {
  readonly kind: 'unsent';
  readonly cause: 'aborted' | 'signed-out' | 'no-token';
}

export type Reply = HttpAnswer | HttpSilence | HttpUnsent;

export type ClientRequest = Omit<HttpRequest, 'headers'> & {
  readonly headers?: Readonly<Record<string, string>>;
};

/** Sends requests in the name of the user. */
export class Client {
  readonly #platform: PollingPlatform;
  readonly #endpoint: Endpoint;
  readonly #token: BearerToken;

  constructor(platform: PollingPlatform, endpoint: Endpoint, token: BearerToken) {
    this.#platform = platform;
    this.#endpoint = endpoint;
    this.#token = token;
  }

  /**
   * Sends a request; one that was answered with 401 a second time with a new token, unless `mayRepeat` says no. A 401
   * is certain not to have had an effect, so that this holds for commands too. Never rejects.
   */
  async send(request: ClientRequest, mayRepeat: () => boolean = () => true): Promise<Reply> {
    const first = await this.#attempt(request);
    if (!('token' in first)) return first;
    const { reply, token } = first;
    const isRefused = reply.kind === 'answer' && reply.status === 401;
    if (!isRefused || !(await this.#token.discard(token)) || !mayRepeat()) return reply;
    const second = await this.#attempt(request);
    return 'token' in second ? second.reply : second;
  }

  async #attempt(
    request: ClientRequest,
  ): Promise<HttpUnsent | { readonly reply: HttpAnswer | HttpSilence; readonly token: Headers }> {
    let token: Headers;
    try {
      token = await untilAborted(this.#token.header(this.#endpoint.origin), request.signal);
    } catch (error) {
      if (!(error instanceof TokenError)) return { kind: 'unsent', cause: 'aborted' };
      return { kind: 'unsent', cause: error.refused ? 'signed-out' : 'no-token' };
    }
    const headers = { Accept: 'application/json', ...request.headers, ...token };
    return { reply: await exchange(this.#platform, { ...request, headers }), token };
  }
}

type Headers = Readonly<Record<string, string>>;

/** A token provider knows no signal; whoever waits for it must be able to go all the same. */
function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new Error('aborted'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
