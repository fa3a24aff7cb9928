/**
 * Who the user is and what they may do, where somebody answers `<subjects>.me`; and what changes of it, told on
 * `<subjects>.permissions.<user>`. Where nobody answers, the host and the servers' own permissions decide.
 */
import type { ActionPermissions } from '../../model/actions.js';
import type { Named } from '../../model/conversation.js';
import { isRecord, named, own, time } from '../decode-conversation.js';
import { ownCopy } from '../own-fields.js';
import { readPermissions } from '../wire/wire-permissions.js';
import { ask } from './answers.js';
import { conversationKey } from './conversation-key.js';
import type { NatsConnection, NatsSubscription } from './library.js';
import type { Setup } from './options.js';

export interface RightsEvents {
  supervisor(supervisor: Named): void;
  permissions(permissions: ActionPermissions): void;
  /** Epoch ms by the desk. */
  stamped(stamp: number): void;
}

/** Ms for which the rows wait for the answer. */
const TIMEOUT = 2_000;

export class Rights {
  readonly #connection: NatsConnection;
  readonly #setup: Setup;
  readonly #events: RightsEvents & { revoked(): void };
  readonly #leaving = new AbortController();
  #permissions: ActionPermissions = {};
  #subscription: NatsSubscription | null = null;

  constructor(connection: NatsConnection, setup: Setup, events: RightsEvents & { revoked(): void }) {
    this.#connection = connection;
    this.#setup = setup;
    this.#events = events;
  }

  /** Resolves when the answer was told, or none will come. */
  async ask(): Promise<void> {
    const { signal } = this.#leaving;
    const subject = `${this.#setup.subjects}.me`;
    const answer = await ask(this.#connection, this.#setup, { subject, body: {}, timeout: TIMEOUT, signal });
    if (signal.aborted || answer.kind !== 'answer' || !isRecord(answer.body)) return;
    const me = ownCopy(answer.body);
    const stamp = time(own(me, 'now'));
    if (stamp !== null) this.#events.stamped(stamp);
    const supervisor = named(own(me, 'user'));
    if (supervisor !== null) {
      this.#follow(supervisor.id);
      this.#events.supervisor(supervisor);
    }
    this.#update(me);
  }

  end(): void {
    this.#leaving.abort();
    if (!this.#connection.isClosed()) this.#subscription?.unsubscribe();
  }

  #follow(userId: string): void {
    const subject = `${this.#setup.subjects}.permissions.${conversationKey(userId)}`;
    this.#subscription = this.#connection.subscribe(subject, {
      callback: (error, message) => {
        if (error !== null || this.#leaving.signal.aborted) return;
        try {
          const body = message.json();
          if (isRecord(body)) this.#update(ownCopy(body));
        } catch {
          // Not JSON: nothing is said.
        }
      },
    });
  }

  #update(body: Readonly<Record<string, unknown>>): void {
    const can = own(body, 'can');
    if (!isRecord(can) || this.#leaving.signal.aborted) return;
    if (own(can, 'view') === false) {
      this.#events.revoked();
      return;
    }
    this.#permissions = readPermissions(can, this.#permissions);
    this.#events.permissions(this.#permissions);
  }
}
