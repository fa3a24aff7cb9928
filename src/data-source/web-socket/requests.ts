/**
 * Questions that are answered by number: commands, what became of them, lookups.
 *
 * A command leaves at most once. It is refused while the link is not live, never kept for later; once it may have left,
 * a lost answer is *unknown*. A lookup changes nothing and may wait a little for the link, and what became of a command
 * may be asked as soon as there is one again.
 */
import type { CandidatePage, CandidateQuery, Command, CommandOutcome } from '../data-source.js';
import { encodeCommand, readOutcome } from '../wire/wire-commands.js';
import type { ServerMessageOf } from '../wire/wire-messages.js';
import type { Environment } from './environment.js';

export interface RequestsPort {
  /** Live, and what is sent leaves at once. */
  canSend(): boolean;
  /** False when it did not leave. */
  send(message: object): boolean;
  /** Server epoch ms. */
  serverNow(): number;
}

export type RequestAnswer = ServerMessageOf<'cmd.result' | 'outcome.result' | 'lookup.result' | 'error'>;
type Answer = RequestAnswer | { readonly type: 'lost' | 'timeout' | 'aborted' };

const TIMEOUT = 15_000;
/** Ms that a lookup waits for the link. */
const PATIENCE = 5_000;
/** Errors after which it is open whether the command was carried out. */
const UNCERTAIN: readonly string[] = ['internal', 'unavailable', 'timeout'];

const refused = (code: string, message: string): CommandOutcome => ({ status: 'refused', code, message });

export class Requests {
  readonly #environment: Environment;
  readonly #port: RequestsPort;
  readonly #pending = new Map<string, (answer: Answer) => void>();
  readonly #waiting = new Set<(isLive: boolean) => void>();
  #lastId = 0;

  constructor(environment: Environment, port: RequestsPort) {
    this.#environment = environment;
    this.#port = port;
  }

  /** Never rejects. */
  async perform(command: Command, signal: AbortSignal): Promise<CommandOutcome> {
    if (signal.aborted) return refused('aborted', 'Aborted before it was sent.');
    if (!this.#port.canSend()) return refused('not-connected', 'Not connected.');
    return settle(await this.#ask({ type: 'cmd', ...encodeCommand(command) }, signal));
  }

  /** Waits for the link: it was most likely lost together with the answer. Never rejects. */
  async outcome(key: string, signal: AbortSignal): Promise<CommandOutcome> {
    if (!signal.aborted && !this.#port.canSend()) await this.#live(signal).catch(() => undefined);
    if (signal.aborted || !this.#port.canSend()) return { status: 'unknown', message: 'Not connected.' };
    const answer = await this.#ask({ type: 'outcome', key }, signal);
    return answer.type === 'outcome.result'
      ? readOutcome(answer)
      : { status: 'unknown', message: answer.type };
  }

  /** Rejects when the link does not come back, the server refuses, or `signal` aborts. */
  async lookup<Candidate>(
    kind: 'agents' | 'queues',
    { action, conversationId, text, limit, after }: CandidateQuery,
    signal: AbortSignal,
    read: (entries: readonly unknown[], next: unknown, asOf: number) => CandidatePage<Candidate>,
  ): Promise<CandidatePage<Candidate>> {
    signal.throwIfAborted();
    if (!this.#port.canSend()) await this.#live(signal, PATIENCE);
    const message = { type: 'lookup', kind, for: action, conversationId, text, limit, after };
    const answer = await this.#ask(message, signal, (id) => this.#port.send({ type: 'cancel', id }));
    if (answer.type === 'lookup.result') {
      return read(answer.entries, answer.next, answer.asOf ?? this.#port.serverNow());
    }
    signal.throwIfAborted();
    throw new Error(answer.type === 'error' ? answer.code : answer.type);
  }

  /** Passes an answer on; false when nobody waits for it (any more). */
  answer(message: RequestAnswer): boolean {
    const settlePending = this.#pending.get((message.type === 'error' ? message.ref : message.id) ?? '');
    settlePending?.(message);
    return settlePending !== undefined;
  }

  live(): void {
    for (const resolve of [...this.#waiting]) resolve(true);
  }

  /** The link went, and with it the answers. */
  lost(): void {
    for (const settlePending of [...this.#pending.values()]) settlePending({ type: 'lost' });
  }

  /** Nobody will wait for the link any more. */
  close(): void {
    this.lost();
    for (const resolve of [...this.#waiting]) resolve(false);
  }

  #ask(message: object, signal: AbortSignal, cancel?: (id: string) => void): Promise<Answer> {
    this.#lastId += 1;
    const id = `r${this.#lastId}`;
    return new Promise((resolve) => {
      const end = (answer: Answer): void => {
        stopTimer();
        signal.removeEventListener('abort', onAbort);
        this.#pending.delete(id);
        resolve(answer);
      };
      const onAbort = (): void => {
        end({ type: 'aborted' });
        cancel?.(id);
      };
      const stopTimer = this.#environment.after(TIMEOUT, () => end({ type: 'timeout' }));
      signal.addEventListener('abort', onAbort);
      this.#pending.set(id, end);
      if (!this.#port.send({ ...message, id })) end({ type: 'error', code: 'not-connected' } as Answer);
    });
  }

  /** Rejects after `patience` ms, when nobody waits for the link any more, and when `signal` aborts. */
  #live(signal: AbortSignal, patience?: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (isLive: boolean): void => {
        stopTimer();
        signal.removeEventListener('abort', onAbort);
        this.#waiting.delete(end);
        if (isLive) resolve();
        else reject(signal.aborted ? (signal.reason as Error) : new Error('not-connected'));
      };
      const onAbort = (): void => end(false);
      const stopTimer = patience === undefined ? () => undefined : this.#environment.after(patience, onAbort);
      signal.addEventListener('abort', onAbort);
      this.#waiting.add(end);
    });
  }
}

function settle(answer: Answer): CommandOutcome {
  if (answer.type === 'cmd.result') return readOutcome(answer);
  if (answer.type !== 'error') return { status: 'unknown', message: answer.type };
  const message = answer.message ?? answer.code;
  return UNCERTAIN.includes(answer.code) ? { status: 'unknown', message } : refused(answer.code, message);
}
