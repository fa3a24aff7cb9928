/** Question and answer over NATS. What may have left and was not answered is told apart from what never did. */
import { isUnanswerable, isViolation } from './failures.js';
import type { NatsConnection } from './library.js';
import type { Setup } from './options.js';

export type Answer =
  | { readonly kind: 'answer'; readonly body: unknown }
  /** For certain nothing was done: nobody listens, it may not be asked, or it was given up before. */
  | { readonly kind: 'nobody' | 'forbidden' | 'unsent' }
  /** It may have arrived: no answer in time, a lost link, given up on, or an answer that cannot be read. */
  | { readonly kind: 'silence'; readonly reason: string };

/** Ms by which the timer of the client is later than ours, which tests have in hand. */
const MARGIN = 5_000;

/** Never rejects. */
export async function ask(
  connection: NatsConnection,
  { after }: Pick<Setup, 'after'>,
  { subject, body, timeout, signal }: { subject: string; body: object; timeout: number; signal: AbortSignal },
): Promise<Answer> {
  if (signal.aborted || connection.isClosed()) return { kind: 'unsent' };
  return new Promise((resolve) => {
    const end = (answer: Answer): void => {
      cancel();
      signal.removeEventListener('abort', abort);
      resolve(answer);
    };
    const abort = (): void => end({ kind: 'silence', reason: 'It was given up.' });
    const cancel = after(timeout, () => end({ kind: 'silence', reason: 'No answer came in time.' }));
    signal.addEventListener('abort', abort);
    connection.request(subject, JSON.stringify(body), { timeout: timeout + MARGIN }).then(
      (message) => end(read(() => message.json())),
      (error: unknown) => end(failure(error)),
    );
  });
}

function read(parse: () => unknown): Answer {
  try {
    return { kind: 'answer', body: parse() };
  } catch {
    return { kind: 'silence', reason: 'The answer cannot be read.' };
  }
}

function failure(error: unknown): Answer {
  if (isUnanswerable(error)) return { kind: 'nobody' };
  if (isViolation(error)) return { kind: 'forbidden' };
  return { kind: 'silence', reason: error instanceof Error ? error.message : 'No answer came.' };
}
