/** Shared by the tests of the simulated centre. */
import assert from 'node:assert/strict';
import { Simulation } from '../../../src/data-source/mock/simulation/index.js';
import type {
  Operation,
  PartialSimulationOptions,
  Principal,
} from '../../../src/data-source/mock/simulation/index.js';
import type { ActionName } from '../../../src/model/actions.js';
import type { Conversation } from '../../../src/model/conversation.js';
import type { ActionTarget, Command } from '../../../src/data-source/data-source.js';

export const START = 1_767_225_600_000;
export const SUPERVISOR: Principal = { supervisor: { id: 'u1', name: 'Alex Morgan' }, permissions: {} };

/** A centre in which nothing happens by itself, unless `rate` says so. */
export function simulate(options: Partial<PartialSimulationOptions> = {}): Simulation {
  return new Simulation({ startTime: START, seed: 7, rate: 0, ...options });
}

let keys = 0;

/** A command about the row as it is now. */
export function commandFor(
  { id, version }: Conversation,
  action: ActionName,
  more: Partial<Command> = {},
): Command {
  keys += 1;
  const notAfter = START + 3_600_000_000;
  return { key: `key-${String(keys)}`, action, conversationId: id, ifVersion: version, notAfter, ...more };
}

/** Performs a command about the row as it is now and returns its outcome. */
export function act(
  simulation: Simulation,
  id: string,
  action: ActionName,
  more: Partial<Command> = {},
): ReturnType<Simulation['perform']> {
  return simulation.perform(commandFor(rowOf(simulation, id), action, more), SUPERVISOR);
}

export function rowOf(simulation: Simulation, id: string): Conversation {
  const row = simulation.conversation(id);
  assert.ok(row, `${id} is gone`);
  return row;
}

export function find(simulation: Simulation, fits: (row: Conversation) => boolean): Conversation {
  for (const row of simulation.conversations()) if (fits(row)) return row;
  assert.fail('no such conversation in this world: choose another seed');
}

export const isOpen = ({ status }: Conversation): boolean => status === 'open';
export const isTalking = ({ phase, elevated }: Conversation): boolean =>
  phase === 'in-conversation' && !elevated;
export const isOffered = ({ phase }: Conversation): boolean => phase === 'awaiting-acceptance';

/** The first agent who may be given the conversation. */
export function targetFor(
  simulation: Simulation,
  conversationId: string,
  action: 'assign' | 'transfer',
): ActionTarget {
  const query = { action, conversationId, text: '', limit: 1, after: null };
  const best = simulation.findAgents(query).entries[0];
  assert.ok(best?.eligible, 'nobody may be chosen in this world');
  return { agentId: best.id };
}

/** Everything that happens from now on. */
export function record(simulation: Simulation): readonly Operation[] {
  const operations: Operation[] = [];
  simulation.watch((operation) => operations.push(operation));
  return operations;
}
