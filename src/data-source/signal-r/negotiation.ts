/**
 * The HTTP requests of the client library, under three rules that it does not have.
 *
 * They end with the connection, also while it is still being made. Our token stands in a header and goes to the origin
 * of the hub only. And what a server answered is kept, because the library reports nothing but words.
 */
import type { HttpClient, HttpRequest } from '@microsoft/signalr';
import type { SignalRModule } from './platform.js';

export interface Negotiation {
  readonly client: HttpClient;
  /** Status of the last answer that was none of success. */
  status(): number | undefined;
  /** The server sent us on to a service with a token for it, which the library would put into an address. */
  wasSentOn(): boolean;
}

export interface NegotiationOptions {
  readonly origin: string;
  readonly token: string | undefined;
  readonly allowServiceToken: boolean;
  readonly signal: AbortSignal;
}

export function negotiation(
  { DefaultHttpClient, HttpClient: Base, HttpError, NullLogger }: SignalRModule,
  { origin, token, allowServiceToken, signal }: NegotiationOptions,
): Negotiation {
  const inner = new DefaultHttpClient(NullLogger.instance);
  let failure: number | undefined;
  let sentOn = false;
  class GuardedClient extends Base {
    override async send(request: HttpRequest) {
      const url = new URL(request.url ?? '', origin);
      const isOurs = token !== undefined && url.origin === origin;
      const headers = { ...request.headers, ...(isOurs && { Authorization: `Bearer ${token}` }) };
      // The library has a type of its own for what the platform's signal is.
      const abortSignal =
        request.abortSignal ?? (signal as unknown as NonNullable<typeof request.abortSignal>);
      try {
        const answer = await inner.send({ ...request, headers, abortSignal });
        if (!allowServiceToken && url.pathname.endsWith('/negotiate') && carriesToken(answer.content)) {
          sentOn = true;
          throw new Error('a token for another service');
        }
        return answer;
      } catch (error) {
        if (error instanceof HttpError) failure = error.statusCode;
        throw error;
      }
    }

    override getCookieString(url: string): string {
      return inner.getCookieString(url);
    }
  }
  return { client: new GuardedClient(), status: () => failure, wasSentOn: () => sentOn };
}

function carriesToken(content: unknown): boolean {
  if (typeof content !== 'string') return false;
  try {
    const { accessToken } = JSON.parse(content) as { readonly accessToken?: unknown };
    return accessToken !== undefined && accessToken !== null;
  } catch {
    return false;
  }
}
