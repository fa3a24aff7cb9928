import type { Command, CommandOutcome } from '../data-source.js';
import { encodeCommand } from '../wire/wire-commands.js';
import type { Client } from './client.js';
import { readCommandReply, readOutcomeReply } from './command-outcome.js';
import type { Endpoint } from './endpoint.js';
import type { PollingPlatform } from './platform.js';
import type { ServerClock } from './server-clock.js';

const COMMAND_TIMEOUT = 15_000;
const OUTCOME_TIMEOUT = 10_000;
/** Ms between the questions after a command that the server took over: 1, 3 and 9 s after it. */
const OUTCOME_DELAYS = [1_000, 2_000, 6_000] as const;

/**
 * Sends commands, each at most once.
 *
 * Nothing is queued and nothing is sent again: the one exception is a 401, after which the command is certain not to
 * have been carried out and may go once more with the same key, while it is still wanted.
 */
export class CommandChannel {
  readonly #platform: PollingPlatform;
  readonly #endpoint: Endpoint;
  readonly #client: Client;
  readonly #clock: ServerClock;

  constructor(platform: PollingPlatform, endpoint: Endpoint, client: Client, clock: ServerClock) {
    this.#platform = platform;
    this.#endpoint = endpoint;
    this.#client = client;
    this.#clock = clock;
  }

  /** @throws Error, before anything is sent, when the id of the conversation cannot stand in an address */
  async perform(command: Command, signal: AbortSignal): Promise<CommandOutcome> {
    const { key, name, target, args, notAfter } = encodeCommand(command);
    const isInTime = (): boolean => this.#clock.now < notAfter;
    if (this.#clock.message !== null && !isInTime()) {
      return { status: 'failed', code: 'expired', message: 'Nothing was sent: it was too late.' };
    }
    const reply = await this.#client.send(
      {
        method: 'POST',
        url: this.#endpoint.conversation(target.id, 'commands'),
        headers: {
          'Content-Type': 'application/json',
          'Idempotency-Key': key,
          'If-Match': `"${target.ifVer}"`,
          // A form of another site cannot set it: it forces a preflight.
          'X-Requested-With': 'ongoing-conversations-report',
        },
        body: JSON.stringify({ name, args, notAfter }),
        timeout: COMMAND_TIMEOUT,
        signal,
      },
      isInTime,
    );
    const outcome = readCommandReply(reply);
    return outcome.status === 'pending' ? this.#await(key, signal) : outcome;
  }

  async outcome(key: string, signal: AbortSignal): Promise<CommandOutcome> {
    const url = this.#endpoint.command(key);
    return readOutcomeReply(await this.#client.send({ url, timeout: OUTCOME_TIMEOUT, signal }));
  }

  async #await(key: string, signal: AbortSignal): Promise<CommandOutcome> {
    for (const delay of OUTCOME_DELAYS) {
      await this.#pause(delay, signal);
      if (signal.aborted) break;
      const outcome = await this.outcome(key, signal);
      if (outcome.status !== 'unknown') return outcome;
    }
    return { status: 'unknown', message: 'The server has not finished.' };
  }

  #pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        cancel();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const cancel = this.#platform.startTimer(end, ms);
      signal.addEventListener('abort', end);
      if (signal.aborted) end();
    });
  }
}
