/**
 * Remembers commands by who sent them and their key, so that each is done at most once and its outcome can be asked for
 * afterwards (protocol.md, section 7). Used by the mock source and by the reference server.
 */
import type { Command, CommandOutcome } from '../data-source.js';

/** How long a key is remembered, ms. */
export const KEY_LIFETIME = 24 * 3_600_000;

/** What is known about a key. `barred`: it was told that nothing happened, so nothing may happen any more. */
export type Recorded =
  | { readonly state: 'pending' }
  | { readonly state: 'settled'; readonly outcome: CommandOutcome }
  | { readonly state: 'barred' };
/** What a command meets when it arrives. */
export type Arrival = Recorded | { readonly state: 'new' } | { readonly state: 'other-body' };

interface Entry {
  readonly body: string | null;
  readonly since: number;
  recorded: Recorded;
}

export class CommandLedger {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;

  /** @param now the time in ms */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Enters a command that arrives. Only after `new` may it be executed, and then {@link settle} must follow. */
  enter(principal: string, command: Command): Arrival {
    this.#forget();
    const id = entryId(principal, command.key);
    const body = bodyOf(command);
    const known = this.#entries.get(id);
    if (known === undefined) {
      this.#entries.set(id, { body, since: this.#now(), recorded: { state: 'pending' } });
      return { state: 'new' };
    }
    return known.body === null || known.body === body ? known.recorded : { state: 'other-body' };
  }

  settle(principal: string, key: string, outcome: CommandOutcome): void {
    const entry = this.#entries.get(entryId(principal, key));
    if (entry !== undefined) entry.recorded = { state: 'settled', outcome };
  }

  /**
   * What became of a key. One that never arrived is barred from now on: "nothing happened" must stay true even if the
   * command still comes along.
   */
  ask(principal: string, key: string): Recorded {
    const id = entryId(principal, key);
    const known = this.#entries.get(id);
    if (known !== undefined) return known.recorded;
    const recorded: Recorded = { state: 'barred' };
    this.#entries.set(id, { body: null, since: this.#now(), recorded });
    return recorded;
  }

  has(principal: string, key: string): boolean {
    return this.#entries.has(entryId(principal, key));
  }

  clear(): void {
    this.#entries.clear();
  }

  /** Entries are in the order of their arrival, so the old ones are in front. */
  #forget(): void {
    const oldest = this.#now() - KEY_LIFETIME;
    for (const [id, { since }] of this.#entries) {
      if (since >= oldest) return;
      this.#entries.delete(id);
    }
  }
}

function entryId(principal: string, key: string): string {
  return `${principal}\u0000${key}`;
}

/** All that a command asks for, in a fixed order. */
function bodyOf({
  action,
  conversationId,
  ifVersion,
  notAfter,
  target,
  reason,
  note,
  text,
  ...rest
}: Command): string {
  const to =
    target === undefined ? null : 'agentId' in target ? ['agent', target.agentId] : ['queue', target.queueId];
  const said = [reason ?? null, note ?? null, text ?? null, rest.private ?? null];
  return JSON.stringify([action, conversationId, ifVersion, notAfter, to, ...said]);
}
