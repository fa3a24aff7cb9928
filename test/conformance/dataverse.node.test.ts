/** The source for Dataverse against a model of its Web API; the host carries out commands. */
import { describe, it } from 'node:test';
import type { Command } from '../../src/data-source/data-source.js';
import { DataverseDataSource } from '../../src/data-source/dataverse/index.js';
import { CHANNEL, STATUS } from '../../src/data-source/dataverse/codes.js';
import { SENTIMENTS, type Conversation } from '../../src/model/conversation.js';
import type { ActionPermissions } from '../../src/model/actions.js';
import { describeDataSource, type DataSourceHarness } from '../../testing/index.js';
import {
  fault,
  labelled,
  ME,
  ModelDataverse,
  ORGANISATION,
} from '../data-source/dataverse/model-dataverse.js';
import type { Row } from '../data-source/dataverse/odata-filter.js';
import { MemoryCentre } from './memory-centre.js';

type Options = { readonly signal: AbortSignal };

const iso = (time: number): string => new Date(time).toISOString();

/** A code for a value, or one that nobody knows, with the value as its label. */
function coded(column: string, codes: Iterable<readonly [number, string]>, value: string): Row {
  const known = [...codes].find(([, name]) => name === value);
  return known === undefined ? labelled(column, 999, value) : { [column]: known[0] };
}

function encode(row: Conversation): Row {
  const { id, version, queue, customer, agent, wait, ext } = row;
  const sentiments = SENTIMENTS.map((name, index) => [index + 7, name] as const);
  const channel = coded('msdyn_channel', CHANNEL, row.channel);
  return {
    activityid: id,
    versionnumber: version,
    subject: row.subject,
    ...coded(
      'statuscode',
      Object.entries(STATUS).map(([code, name]) => [Number(code), name] as const),
      row.status,
    ),
    ...{ ...channel, msdyn_channel: String(channel['msdyn_channel']) },
    ...(row.sentiment !== null && coded('msdyn_customersentimentlabel', sentiments, row.sentiment)),
    msdyn_isoutbound: row.direction === 'outbound',
    msdyn_createdon: iso(row.startedAt),
    msdyn_statusupdatedon: iso(row.statusSince),
    msdyn_firstwaitstartedon: iso(wait?.since ?? row.startedAt),
    ...(queue && labelled('_msdyn_cdsqueueid_value', queue.id, queue.name)),
    ...(customer && labelled('_msdyn_customer_value', customer.id, customer.name)),
    ...(agent && labelled('_msdyn_activeagentid_value', agent.id, agent.name)),
    ...Object.fromEntries(Object.entries(ext).map(([name, value]) => [`new_${name}`, value])),
  };
}

const UNREADABLE: Row = {
  versionnumber: 'nonsense',
  statuscode: 'nonsense',
  msdyn_createdon: iso(Date.now()),
};

function dataverse(): DataSourceHarness {
  const centre = new MemoryCentre();
  const model = new ModelDataverse(() => centre.now);
  const listeners = new Set<() => void>();
  let isRevoked = false;
  for (const name of ['Ann', 'Bob', 'Cem', 'Dee', 'Eve']) model.addAgent(name, 'q1');

  /** What the centre has, the table has. */
  const sync = (): void => {
    for (const [id, raw] of model.conversations)
      if (centre.row(id) === undefined && raw['statuscode'] !== 4) model.patch(id, { statuscode: 4 });
    for (const row of centre.rows) {
      if (typeof row.version !== 'number') model.put({ ...UNREADABLE, activityid: row.id });
      else if (model.conversations.get(row.id)?.['versionnumber'] !== row.version) model.put(encode(row));
    }
  };
  const asked = <Answer>(question: () => Answer, { signal }: Options): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const stop = centre.ask(question, resolve);
      signal.addEventListener('abort', () => {
        stop();
        reject(signal.reason as Error);
      });
    });
  const source = new DataverseDataSource({
    url: ORGANISATION,
    every: 2_000,
    fullEvery: 60_000,
    columns: { constructor: 'new_constructor', polluted: 'new_polluted' },
    fetch: async (url, { signal, ...init }) =>
      asked(() => (isRevoked ? fault(403, 'No') : model.respond(new Request(url, init as RequestInit))), {
        signal: signal as AbortSignal,
      }),
    after: (ms, callback) => centre.clock.after(ms, callback),
    now: () => centre.clock.now(),
    random: () => 0.5,
    page: {
      watch(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    perform: (command: Command, options: Options) =>
      asked(() => {
        const outcome = centre.execute(command);
        sync();
        return outcome;
      }, options),
    outcome: (key: string, options: Options) => asked(() => centre.outcome(key), options),
  });
  const base = centre.harness(source);
  return {
    source,
    serve: (rows) => {
      void base.serve(rows);
      sync();
    },
    change: (change) => {
      void base.change(change);
      sync();
    },
    spoil: (id) => {
      void base.spoil(id);
      sync();
    },
    drop: base.drop,
    restore: base.restore,
    journal: base.journal,
    holdAnswers: base.holdAnswers,
    releaseAnswers: base.releaseAnswers,
    restrict(queues) {
      const rows = queues.map((queueid) => ({ queueid, systemuserid: ME }));
      model.tables['queuememberships']?.rows.splice(0, Infinity, ...rows);
    },
    revoke() {
      isRevoked = true;
    },
    permit(permissions: ActionPermissions) {
      model.tables['msdyn_omnichannelconfigurations']?.rows.splice(0, 1, {
        msdyn_enable_supervisor_monitor: permissions.monitor ?? true,
        msdyn_enable_supervisor_forceclose: permissions.forceClose ?? true,
      });
    },
    contacts: base.contacts,
    held: () => base.held(),
    serverNow: base.serverNow,
    async pass(ms) {
      for (let left = ms; left > 0; left -= 20) {
        await new Promise((resolve) => setImmediate(resolve));
        centre.clock.advance(Math.min(20, left));
      }
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describeDataSource('the source for Dataverse', dataverse, {
  describe,
  it,
  skip: {
    'gives each field as the back end has it':
      'Dataverse has no columns for skills, priority, who monitors and the last message',
  },
});
