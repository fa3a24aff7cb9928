/** One HTTP request and its answer, with the limits that each of them has: time, size, form. */
import type { PollingPlatform } from './platform.js';

/** An answer longer than this (bytes) is not read to its end: parsing it would block the page. */
const MAX_BODY = 5_000_000;

/** Why a 2xx answer has no usable body. `empty` is normal for some answers. */
export type BodyFault = 'empty' | 'not-json' | 'too-large';

export interface HttpAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON, or undefined and then `fault` says why. */
  readonly body: unknown;
  readonly fault: BodyFault | null;
  /** Client epoch ms around the exchange, for the estimate of the server's clock. */
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** No answer: what the server did with the request is not known. */
export interface HttpSilence {
  readonly kind: 'silence';
  readonly cause: 'timeout' | 'network' | 'aborted';
}

export interface HttpRequest {
  readonly url: string;
  readonly method?: 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ms for the whole exchange, the body included: a server may trickle. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** Sends one request. Never rejects. */
export async function exchange(
  platform: PollingPlatform,
  { url, timeout, signal, ...request }: HttpRequest,
): Promise<HttpAnswer | HttpSilence> {
  if (signal.aborted) return { kind: 'silence', cause: 'aborted' };
  const controller = new AbortController();
  let end: (cause: HttpSilence['cause']) => void = () => undefined;
  // A `fetch` put in place by the host may ignore its signal, hence the race.
  const ended = new Promise<HttpSilence>((resolve) => {
    end = (cause) => {
      resolve({ kind: 'silence', cause });
      controller.abort();
    };
  });
  const abort = (): void => end('aborted');
  signal.addEventListener('abort', abort);
  const stopTimer = platform.startTimer(() => end('timeout'), timeout);
  try {
    return await Promise.race([ended, send(platform, url, { ...request, signal: controller.signal })]);
  } catch {
    return { kind: 'silence', cause: 'network' };
  } finally {
    stopTimer();
    signal.removeEventListener('abort', abort);
  }
}

async function send(platform: PollingPlatform, url: string, init: RequestInit): Promise<HttpAnswer> {
  const startedAt = platform.monotonic();
  const response = await platform.fetch(url, {
    ...init,
    cache: 'no-store',
    credentials: 'same-origin',
    // A redirect leads to a sign-in page more often than anywhere else; it must not be followed with the token.
    redirect: 'manual',
    referrerPolicy: 'no-referrer',
  });
  const receivedAt = platform.now();
  const sentAt = receivedAt - (platform.monotonic() - startedAt);
  // Browsers hide a redirect that is not followed behind the status 0.
  const status = response.type === 'opaqueredirect' ? 302 : response.status;
  const { headers } = response;
  const content = await readJson(response);
  return { kind: 'answer', status, headers, sentAt, receivedAt, ...content };
}

type Content = Pick<HttpAnswer, 'body' | 'fault'>;

const NOTHING: Content = { body: undefined, fault: 'empty' };
const NOT_JSON: Content = { body: undefined, fault: 'not-json' };
const TOO_LARGE: Content = { body: undefined, fault: 'too-large' };

async function readJson(response: Response): Promise<Content> {
  const { body, headers } = response;
  if (body === null) return NOTHING;
  const tooLong = Number(headers.get('content-length')) > MAX_BODY;
  const isJson = /^application\/([\w.-]+\+)?json\b/i.test(headers.get('content-type') ?? '');
  if (tooLong || !isJson) {
    void body.cancel().catch(() => undefined);
    return tooLong ? TOO_LARGE : NOT_JSON;
  }
  const text = await readText(body);
  if (text === null) return TOO_LARGE;
  if (text === '') return NOTHING;
  try {
    return { body: JSON.parse(text) as unknown, fault: null };
  } catch {
    return NOT_JSON;
  }
}

/** Null when the text is longer than allowed: the length in the headers may be missing, or that of the packed form. */
async function readText(stream: ReadableStream<Uint8Array>): Promise<string | null> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > MAX_BODY) {
      void reader.cancel().catch(() => undefined);
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}
