import { describe, it } from 'node:test';
import { Observable } from 'rxjs';
import type { Command, CommandOutcome } from '../../src/data-source/data-source.js';
import { fromSnapshots, type Snapshot, type SnapshotOptions } from '../../src/data-source/snapshots/index.js';
import type { Conversation } from '../../src/model/conversation.js';
import { describeDataSource, type DataSourceHarness } from '../../testing/index.js';
import { MemoryCentre } from './memory-centre.js';

type Options = { readonly signal: AbortSignal };
type Lists = Parameters<typeof fromSnapshots>[0];

/** What the back end answers, later; never once nobody waits for it. */
function asked<Answer>(centre: MemoryCentre, question: () => Answer, { signal }: Options): Promise<Answer> {
  return new Promise((resolve) => {
    const stop = centre.ask(question, resolve);
    signal.addEventListener('abort', stop);
  });
}

const inQueues = (rows: readonly Conversation[], queues: readonly string[]): readonly Conversation[] =>
  rows.filter(({ queue }) => queues.length === 0 || queues.includes(queue?.id ?? ''));

function harness(makeLists: (centre: MemoryCentre) => Lists): DataSourceHarness {
  const centre = new MemoryCentre();
  const options: SnapshotOptions = {
    every: 1_000,
    after: (ms, callback) => centre.clock.after(ms, callback),
    now: () => centre.clock.now(),
    perform: (command: Command, { signal }: Options): Promise<CommandOutcome> =>
      asked(centre, () => centre.execute(command), { signal }),
  };
  const { source, serve, change, spoil, drop, restore, journal, contacts, held, serverNow, pass } =
    centre.harness(fromSnapshots(makeLists(centre), options));
  return { source, serve, change, spoil, drop, restore, journal, contacts, held, serverNow, pass };
}

describeDataSource(
  'lists that are asked for again and again',
  () =>
    harness((centre) => ({ queues }, context) => {
      const list = (): Snapshot => ({ conversations: inQueues(centre.rows, queues), asOf: centre.now });
      return asked(centre, list, context);
    }),
  { describe, it },
);

describeDataSource(
  'lists that come whenever they change',
  () =>
    harness(
      (centre) =>
        ({ queues }) =>
          new Observable<Snapshot>((subscriber) => {
            const tell = (): void =>
              subscriber.next({ conversations: inQueues(centre.rows, queues), asOf: centre.now });
            // Quiet as the rows may be, the list is given now and then.
            const stopClock = centre.clock.every(5_000, tell);
            const close = centre.open({
              rows: tell,
              change: tell,
              permissions: () => undefined,
              wiped: () => undefined,
              forbidden: () => undefined,
              lost: () => subscriber.error(new Error('The link is lost')),
            });
            return () => {
              stopClock();
              close();
            };
          }),
    ),
  { describe, it },
);
