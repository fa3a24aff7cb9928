/** How the simulated centre behind our own sources is driven: rows as a case says, and somebody who talks. */
import type { Simulation } from '../../src/data-source/mock/simulation/index.js';
import type { DataSourceHarness, JournalEntry } from '../../testing/index.js';

const COLLEAGUE = { supervisor: { id: 'u-colleague', name: 'Kim' }, permissions: {} };

type RowHooks = Required<Pick<DataSourceHarness, 'serve' | 'change' | 'spoil' | 'say' | 'serverNow'>>;

/** @param told called after each change: what is due leaves now */
export function rowHooks(world: Simulation, told: () => void = () => undefined): RowHooks {
  const act = (run: () => void): void => {
    run();
    told();
  };
  return {
    serve: (rows) =>
      act(() => {
        const ids = new Set(rows.map(({ id }) => id));
        for (const { id } of [...world.conversations()]) if (!ids.has(id)) world.close(id);
        for (const row of rows) world.put(row);
      }),
    change: ({ upserts = [], closed = [] }) =>
      act(() => {
        for (const id of closed) world.close(id);
        for (const row of upserts) world.put(row);
      }),
    spoil: (id) =>
      act(() => {
        const row = world.conversation(id);
        if (row) world.put({ ...row, version: row.version + 1, status: 5 as unknown as string });
      }),
    say: (id, text) =>
      act(() => {
        const send = (action: 'monitor' | 'message'): void => {
          const ifVersion = world.conversation(id)?.version ?? 0;
          const base = {
            key: crypto.randomUUID(),
            action,
            conversationId: id,
            ifVersion,
            notAfter: Infinity,
          };
          world.perform({ ...base, text, private: true }, COLLEAGUE);
        };
        if (world.conversation(id)?.monitoredBy.includes(COLLEAGUE.supervisor.id) !== true) send('monitor');
        send('message');
      }),
    serverNow: () => world.now,
  };
}

/** Writes down the commands that reach a simulated centre which nobody else's commands reach. */
export function watchCommands(world: Simulation): readonly JournalEntry[] {
  const entries: JournalEntry[] = [];
  const perform = world.perform.bind(world);
  world.perform = (command, principal) => {
    const outcome = perform(command, principal);
    if (principal !== COLLEAGUE) entries.push({ key: command.key, executed: outcome.status === 'done' });
    return outcome;
  };
  return entries;
}
