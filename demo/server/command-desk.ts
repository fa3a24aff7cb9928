/**
 * Executes commands at most once, and knows afterwards what became of them (protocol.md, section 7). The server decides:
 * rights, version, deadline and target are checked here whatever the client has checked.
 */
import type { Command, CommandOutcome } from '../../src/data-source/data-source.js';
import { CommandLedger } from '../../src/data-source/mock/command-ledger.js';
import type { Recorded } from '../../src/data-source/mock/command-ledger.js';
import type { Simulation } from '../../src/data-source/mock/simulation/index.js';
import type { User } from './users.js';
import { wireRow } from './wire-row.js';

/** A command that was carried out. */
export interface JournalEntry {
  /** Server epoch ms. */
  readonly at: number;
  readonly userId: string;
  readonly command: Command;
}

/** What became of a command, as the wire says it. */
export interface WireResult {
  readonly status: 'done' | 'rejected' | 'pending' | 'not-applied' | 'unknown';
  readonly code?: string;
  readonly message?: string;
  readonly ver?: number;
  readonly current?: unknown;
}
export interface Settled {
  readonly result: WireResult & { readonly replayed: boolean };
  /** The key stands for another command: over HTTP that has a status of its own. */
  readonly isKeyReused: boolean;
}

/** After the ledger was lost, keys from before may still be asked for; commands live 15 s. */
const DOUBT = 60_000;

export class CommandDesk {
  /** Commands in the order in which they were carried out. */
  readonly journal: JournalEntry[] = [];
  readonly #world: Simulation;
  readonly #ledger: CommandLedger;
  #doubtUntil = -Infinity;

  constructor(world: Simulation) {
    this.#world = world;
    this.#ledger = new CommandLedger(() => world.now);
  }

  execute(user: User, command: Command): Settled {
    const arrival = this.#ledger.enter(user.id, command);
    if (arrival.state === 'other-body') {
      const result = rejected('conflict', 'The key was used for another command');
      return { result: { ...result, replayed: false }, isKeyReused: true };
    }
    if (arrival.state !== 'new')
      return { result: { ...resultOf(arrival), replayed: true }, isKeyReused: false };
    const outcome = this.#perform(user, command);
    this.#ledger.settle(user.id, command.key, outcome);
    if (outcome.status === 'done') this.journal.push({ at: this.#world.now, userId: user.id, command });
    return { result: { ...wireResult(outcome), replayed: false }, isKeyReused: false };
  }

  /** What became of the command with this key? */
  outcome(user: User, key: string): WireResult {
    if (this.#world.now < this.#doubtUntil && !this.#ledger.has(user.id, key)) {
      return { status: 'unknown', message: 'The server was restarted and does not remember' };
    }
    return resultOf(this.#ledger.ask(user.id, key));
  }

  /** Loses all keys, as a restart without storage would. */
  forget(): void {
    this.#ledger.clear();
    this.#doubtUntil = this.#world.now + DOUBT;
  }

  /** What the user may not see does not exist for them. */
  #perform(user: User, command: Command): CommandOutcome {
    const row = this.#world.conversation(command.conversationId);
    if (row === undefined || !user.mayView || !user.maySee(row)) {
      return { status: 'refused', code: 'closed', message: 'The conversation has ended', current: null };
    }
    return this.#world.perform(command, { supervisor: user, permissions: user.permissions });
  }
}

function resultOf(recorded: Recorded): WireResult {
  switch (recorded.state) {
    case 'settled':
      return wireResult(recorded.outcome);
    case 'pending':
      return { status: 'pending' };
    case 'barred':
      return { status: 'not-applied', message: 'The command never arrived; nothing happened' };
  }
}

function wireResult(outcome: CommandOutcome): WireResult {
  switch (outcome.status) {
    case 'done':
      return { status: 'done', ...(outcome.version !== undefined && { ver: outcome.version }) };
    case 'refused':
    case 'conflict': {
      const { code, message, current } = outcome;
      return rejected(code, message, current === undefined ? undefined : current && wireRow(current));
    }
    case 'failed':
      return rejected(outcome.code, outcome.message);
    case 'unknown':
      return { status: 'unknown', message: outcome.message };
  }
}

function rejected(code: string, message: string, current?: unknown): WireResult {
  return { status: 'rejected', code, message, ...(current !== undefined && { current }) };
}
