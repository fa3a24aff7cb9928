/** The reference server as the kit drives it, behind a gate that can be shut. */
import { startReferenceServer } from '../../demo/server/reference-server.js';
import type { DataSourceHarness, JournalEntry } from '../../testing/index.js';
import { Gate } from './gate.js';
import { rowHooks } from './simulated-centre.js';

export interface ReferenceCentre {
  /** Of the gate. */
  readonly port: number;
  readonly hooks: Omit<DataSourceHarness, 'source'>;
  /** Lets ms pass for the server; what is due leaves. */
  advance(ms: number): void;
  /** The journal of commands with these keys, one for each time that one was sent. */
  journalOf(sent: readonly string[]): readonly JournalEntry[];
}

export async function startReferenceCentre(): Promise<ReferenceCentre> {
  const server = await startReferenceServer({
    port: 0,
    conversations: 0,
    rate: 0,
    agents: 7,
    // What is due leaves when the case says so.
    batchEvery: 3_600_000,
  });
  const { control, world, journal } = server;
  const gate = await Gate.before(server.port);
  return {
    port: gate.port,
    hooks: {
      ...rowHooks(world, () => control.flush()),
      drop: () => gate.shut(),
      restore: () => gate.open(),
      holdAnswers: () => control.holdAnswers(),
      releaseAnswers: () => control.releaseAnswers(),
      restrict: (queues) => control.setQueues(queues),
      revoke: () => control.setPermissions({ view: false }),
      permit: ({ forceClose = true }) => control.setPermissions({ 'force-close': forceClose }),
      release: async () => {
        await gate.close();
        await server.close();
      },
    },
    advance: (ms) => control.advance(ms),
    journalOf: (sent) => {
      const executed = new Set(journal.map(({ command: { key } }) => key));
      // Only the first of several arrivals can have been the one that was carried out.
      return sent.map((key, index) => ({ key, executed: executed.has(key) && sent.indexOf(key) === index }));
    },
  };
}

/** Lets so many turns of the event loop pass, each with what has come over the network. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1));
}
