/**
 * Commands, what became of them, and lookups.
 *
 * A command leaves at most once: refused while the rows are not live, and *unknown* once it may have left and no answer
 * came. A lookup changes nothing and may wait a little for the link.
 */
import type { CandidatePage, CandidateQuery, Command, CommandOutcome } from '../data-source.js';
import { isCount, isRecord, own } from '../decode-conversation.js';
import { encodeCommand, readOutcome } from '../wire/wire-commands.js';
import { readFields, RESULT } from '../wire/wire-messages.js';
import type { Answer, HubChannel } from './hub-channel.js';
import type { SignalRPlatform } from './platform.js';

const TIMEOUT = 15_000;
/** Ms that a lookup waits for the link. */
const PATIENCE = 5_000;

export interface CallsPort {
  readonly platform: SignalRPlatform;
  /** The channel while the rows are live, else null. */
  channel(): HubChannel | null;
  /** Server epoch ms. */
  serverNow(): number;
}

type ReadPage<Candidate> = (
  entries: readonly unknown[],
  next: unknown,
  asOf: number,
) => CandidatePage<Candidate>;

export class Calls {
  readonly #port: CallsPort;
  readonly #waiting = new Set<() => void>();

  constructor(port: CallsPort) {
    this.#port = port;
  }

  /** Never rejects. */
  async perform(command: Command, signal: AbortSignal): Promise<CommandOutcome> {
    const refused = (code: string, message: string) => ({ status: 'refused', code, message }) as const;
    if (signal.aborted) return refused('aborted', 'Aborted before it was sent.');
    const channel = this.#port.channel();
    if (!channel) return refused('not-connected', 'Not connected.');
    const answer = await channel.ask('Perform', encodeCommand(command), TIMEOUT, signal);
    if (answer.type === 'fault' && answer.fault.isCertain)
      return refused(answer.fault.code, answer.fault.message);
    return readAnswer(answer);
  }

  /** Waits for the link: it was most likely lost together with the answer. Never rejects. */
  async outcome(key: string, signal: AbortSignal): Promise<CommandOutcome> {
    const channel = await this.#live(TIMEOUT, signal);
    if (!channel || signal.aborted) return { status: 'unknown', message: 'Not connected.' };
    return readAnswer(await channel.ask('Outcome', key, TIMEOUT, signal));
  }

  /** Rejects when the link does not come back, the hub refuses, or `signal` aborts. */
  async lookup<Candidate>(
    method: 'FindAgents' | 'FindQueues',
    { action, conversationId, text, limit, after }: CandidateQuery,
    signal: AbortSignal,
    read: ReadPage<Candidate>,
  ): Promise<CandidatePage<Candidate>> {
    signal.throwIfAborted();
    const channel = await this.#live(PATIENCE, signal);
    signal.throwIfAborted();
    if (!channel) throw new Error('not-connected');
    const query = { for: action, conversationId, text, limit, after };
    const answer = await channel.ask(method, query, TIMEOUT, signal);
    signal.throwIfAborted();
    if (answer.type === 'fault') throw new Error(answer.fault.code);
    if (answer.type !== 'answer') throw new Error(answer.type);
    const page = isRecord(answer.value) ? answer.value : {};
    const entries = own(page, 'entries');
    if (!Array.isArray(entries)) throw new Error('unreadable');
    const asOf = own(page, 'asOf');
    return read(entries, own(page, 'next'), isCount(asOf) ? asOf : this.#port.serverNow());
  }

  /** The rows are live, or never will be: who waits looks again. */
  settle(): void {
    for (const look of [...this.#waiting]) look();
  }

  #live(patience: number, signal: AbortSignal): Promise<HubChannel | null> {
    const channel = this.#port.channel();
    if (channel || signal.aborted) return Promise.resolve(channel);
    return new Promise((resolve) => {
      const look = (): void => {
        this.#waiting.delete(look);
        cancel();
        signal.removeEventListener('abort', look);
        resolve(this.#port.channel());
      };
      const cancel = this.#port.platform.after(patience, look);
      this.#waiting.add(look);
      signal.addEventListener('abort', look);
    });
  }
}

function readAnswer(answer: Answer): CommandOutcome {
  if (answer.type === 'fault') return { status: 'unknown', message: answer.fault.message };
  if (answer.type !== 'answer') return { status: 'unknown', message: answer.type };
  const result = isRecord(answer.value) ? readFields(answer.value, RESULT) : null;
  return result ? readOutcome(result) : { status: 'unknown', message: 'The answer could not be read.' };
}
