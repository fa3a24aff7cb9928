/**
 * What `begin` gives, or a rejection as soon as `signal` aborts or the time is over: what others have made (a `fetch` put in
 * place by the host, its own calls) may ignore the signal that it is given.
 *
 * @param ms how long it may take
 */
export async function within<Value>(
  ms: number,
  after: (ms: number, callback: () => void) => () => void,
  signal: AbortSignal,
  begin: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  signal.throwIfAborted();
  const controller = new AbortController();
  let end: (error: Error) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => {
    end = (error) => {
      reject(error);
      controller.abort();
    };
  });
  const abort = (): void => end(signal.reason as Error);
  signal.addEventListener('abort', abort);
  const cancel = after(ms, () => end(new Error('No answer came in time')));
  try {
    return await Promise.race([ended, begin(controller.signal)]);
  } finally {
    cancel();
    signal.removeEventListener('abort', abort);
  }
}
