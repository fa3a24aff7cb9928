/** Whoever answers commands and questions: a back end that listens to `<subjects>.command` and its like. */
import type { CandidatePage, CandidateQuery, Command, CommandOutcome } from '../data-source.js';
import { isRecord } from '../decode-conversation.js';
import { isOptionalCount, isOptionalList, isOptionalText, readFields } from '../wire/wire-messages.js';
import { ask, type Answer } from './answers.js';
import type { Link } from './link.js';
import type { Setup } from './options.js';
import { readOutcome } from './outcome.js';

const COMMAND_TIMEOUT = 15_000;
const QUESTION_TIMEOUT = 10_000;
const PAGE = { entries: isOptionalList, next: isOptionalText, asOf: isOptionalCount };

const refused = (code: string, message: string): CommandOutcome => ({ status: 'refused', code, message });

export class Desk {
  readonly #setup: Setup;
  readonly #link: Link;

  constructor(setup: Setup, link: Link) {
    this.#setup = setup;
    this.#link = link;
  }

  /** Sends it once, now or never. Never rejects. */
  async perform(command: Command, signal: AbortSignal): Promise<CommandOutcome> {
    if (signal.aborted) return { status: 'failed', code: 'aborted', message: 'Nothing was sent.' };
    if (this.#link.liveConnection === null) return refused('not-connected', 'Not connected.');
    return settle(await this.#ask('command', fieldsOf(command), COMMAND_TIMEOUT, signal));
  }

  /** Waits for the link: it was most likely lost together with the answer. Never rejects. */
  async outcome(key: string, signal: AbortSignal): Promise<CommandOutcome> {
    await this.#link.untilLive(signal);
    const answer = await this.#ask('outcome', { key }, QUESTION_TIMEOUT, signal);
    return answer.kind === 'answer'
      ? readOutcome(answer.body)
      : { status: 'unknown', message: 'The outcome could not be asked.' };
  }

  /** @throws Error that tells why there is no list; what `signal` was aborted with */
  async lookUp<Candidate>(
    kind: 'agents' | 'queues',
    { action, conversationId, text, limit, after }: CandidateQuery,
    signal: AbortSignal,
    read: (entries: readonly unknown[], next: unknown, asOf: number) => CandidatePage<Candidate>,
  ): Promise<CandidatePage<Candidate>> {
    signal.throwIfAborted();
    const query = { action, conversationId, text, limit, after };
    const answer = await this.#ask(kind, query, QUESTION_TIMEOUT, signal);
    signal.throwIfAborted();
    if (answer.kind !== 'answer') throw new Error(reasonOf(answer));
    const page = isRecord(answer.body) ? readFields(answer.body, PAGE) : null;
    if (page?.entries === undefined) throw new Error('What came is no list.');
    return read(page.entries, page.next, page.asOf ?? this.#link.serverNow);
  }

  async #ask(name: string, body: object, timeout: number, signal: AbortSignal): Promise<Answer> {
    const connection = this.#link.liveConnection;
    if (connection === null) return { kind: 'unsent' };
    return ask(connection, this.#setup, {
      subject: `${this.#setup.subjects}.${name}`,
      body,
      timeout,
      signal,
    });
  }
}

/** Those of the contract and no others, whatever the caller's object has. */
function fieldsOf(command: Command): Command {
  const { key, action, conversationId, ifVersion, notAfter } = command;
  const { target, reason, note, text, private: isPrivate } = command;
  return {
    key,
    action,
    conversationId,
    ifVersion,
    notAfter,
    ...(target !== undefined && { target }),
    ...(reason !== undefined && { reason }),
    ...(note !== undefined && { note }),
    ...(text !== undefined && { text }),
    ...(isPrivate !== undefined && { private: isPrivate }),
  };
}

function settle(answer: Answer): CommandOutcome {
  switch (answer.kind) {
    case 'answer':
      return readOutcome(answer.body);
    case 'forbidden':
      return refused('not-permitted', reasonOf(answer));
    case 'nobody':
      return { status: 'failed', code: 'no-responders', message: reasonOf(answer) };
    case 'unsent':
      return { status: 'failed', code: 'not-connected', message: reasonOf(answer) };
    case 'silence':
      return { status: 'unknown', message: answer.reason };
  }
}

function reasonOf(answer: Exclude<Answer, { kind: 'answer' }>): string {
  switch (answer.kind) {
    case 'forbidden':
      return 'NATS does not let it through.';
    case 'nobody':
      return 'Nobody listens to it.';
    case 'unsent':
      return 'Not connected.';
    case 'silence':
      return answer.reason;
  }
}
