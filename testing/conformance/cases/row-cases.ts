/** Rows: which are told, as what, and in which order. */
import { cases } from '../conformance-case.js';
import { ensure, ensureSame } from '../conformance-error.js';
import { tour } from '../tour.js';

/** More than a page of any back end. */
const MANY = 600;
/** Server times may be so far off, ms: a poll may be old when it arrives. */
const TOLERANCE = 15_000;

export const rowCases = cases((it) => {
  it('tells a snapshot before any delta', [], async (context) => {
    ensureSame((await tour(context)).violations('snapshot-first'), [], 'too early');
  });

  it('tells that it is live only when there is a snapshot', [], async (context) => {
    ensureSame((await tour(context)).violations('live-after-snapshot'), [], 'too early');
  });

  it('tells a change of a conversation, and a new one', ['serve', 'change'], async (context) => {
    const probe = await context.live(context.rows(2));
    await context.change({
      upserts: [context.row('c-1', { version: 2, subject: 'Changed' }), context.row('c-3')],
    });
    await context.untilRows(probe, 'c-1@2', 'c-2@1', 'c-3@1');
    const subject = probe.rows.get('c-1')?.subject;
    ensure(subject === 'Changed', `the subject is ${String(subject)} instead of Changed`);
  });

  it('tells the end of a conversation, its version and why', ['serve', 'change'], async (context) => {
    const probe = await context.live();
    await context.change({ closed: ['c-2'] });
    await context.untilRows(probe, 'c-1@1', 'c-3@1');
    const removals = probe.of('delta').flatMap(({ removes }) => removes);
    for (const { id, version, why } of removals) {
      ensure(id === 'c-2' && version > 1, `the removal of ${id} with version ${version} is told`);
      ensure(why === 'closed', `the end of a conversation is told as ${why}`);
    }
  });

  it('B11 never goes back to an older version', [], async (context) => {
    ensureSame((await tour(context)).violations('no-going-back'), [], 'older versions');
  });

  it('B12 never brings a closed conversation back with an old version', [], async (context) => {
    ensureSame((await tour(context)).violations('no-return-of-the-closed'), [], 'ghosts');
  });

  it(
    'B13 tells a conversation that leaves the queues asked for as gone, and its return',
    ['serve', 'change'],
    async (context) => {
      const scope = { ...context.scope, queues: ['q1'] };
      const elsewhere = { queue: { id: 'q2', name: 'Orders', type: 'messaging' } };
      const probe = await context.live([context.row('c-1'), context.row('c-2')], scope);
      await context.change({ upserts: [context.row('c-1', { version: 2, ...elsewhere })] });
      await context.untilRows(probe, 'c-2@1');
      const reasons = probe.of('delta').flatMap(({ removes }) => removes.map(({ why }) => why));
      ensure(!reasons.includes('closed'), 'a conversation that only left the scope is told as closed');
      await context.change({ upserts: [context.row('c-1', { version: 3 })] });
      await context.untilRows(probe, 'c-1@3', 'c-2@1');
    },
  );

  it('B14 tells a closed conversation that was opened again', ['serve', 'change'], async (context) => {
    const probe = await context.live(context.rows(2));
    await context.change({ closed: ['c-1'] });
    await context.untilRows(probe, 'c-2@1');
    await context.change({ upserts: [context.row('c-1', { version: 9 })] });
    await context.untilRows(probe, 'c-1@9', 'c-2@1');
  });

  it('B19 names no conversation twice in a snapshot', [], async (context) => {
    ensureSame((await tour(context)).violations('once-in-a-snapshot'), [], 'twice');
  });

  it('C01 gives all of many conversations', ['serve'], async (context) => {
    const rows = context.rows(MANY);
    const probe = await context.live(rows);
    await context.until(
      () => probe.rows.size === MANY,
      () => `${probe.rows.size} of ${MANY} conversations came`,
    );
  });

  it('C10 tells an empty snapshot when there are no conversations', ['serve'], async (context) => {
    const probe = await context.live([]);
    ensure(probe.of('snapshot').length > 0, 'no snapshot came');
    ensureSame(probe.versions, [], 'rows');
  });

  it('gives only conversations of the queues asked for', ['serve'], async (context) => {
    const elsewhere = { queue: { id: 'q2', name: 'Orders', type: 'messaging' } };
    const rows = [context.row('c-1'), context.row('c-2', elsewhere), context.row('c-3')];
    const probe = await context.live(rows, { ...context.scope, queues: ['q1'] });
    ensureSame(probe.versions, ['c-1@1', 'c-3@1'], 'rows of the queue q1');
  });

  it('gives each field as the back end has it', ['serve'], async (context) => {
    const now = context.serverNow;
    const row = context.row('c-1', {
      ...{
        version: 7,
        status: 'active',
        phase: 'in-conversation',
        channel: 'whatsapp',
        direction: 'outbound',
      },
      agent: { id: 'a-1', name: 'Ann Lee', presence: 'busy' },
      workstream: { id: 'w-1', name: 'Messaging' },
      ...{ statusSince: now - 30_000, lastCustomerMessageAt: now - 5_000, wait: { ms: 20_000, since: null } },
      ...{ handle: { ms: 1_000, since: now - 30_000 }, sentiment: 'negative', priority: 2, transfers: 1 },
      skills: [{ id: 's-1', name: 'French', level: 3 }],
      ...{ monitoredBy: ['u-7'], ext: { case: 'CAS-1042' } },
    });
    const probe = await context.live([row]);
    const told = probe.rows.get('c-1');
    for (const field of Object.keys(row) as (keyof typeof row)[]) {
      const [actual, expected] = [JSON.stringify(told?.[field]), JSON.stringify(row[field])];
      ensure(actual === expected, `${field} is ${actual} instead of ${expected}`);
    }
  });

  it('D09 keeps values that it does not know', ['serve'], async (context) => {
    const unknown = { status: 'telepathy', channel: 'pigeon', sentiment: 'puzzled' };
    const probe = await context.live([context.row('c-1', unknown), context.row('c-2')]);
    const row = probe.rows.get('c-1');
    ensure(row !== undefined, 'a conversation with an unknown status is left out');
    for (const name of ['status', 'channel', 'sentiment'] as const)
      ensure(row[name] === unknown[name], `the ${name} ${unknown[name]} became ${String(row[name])}`);
  });

  it(
    'D10 leaves out a conversation that cannot be read, says so, and keeps the others',
    ['serve', 'spoil'],
    async (context) => {
      await context.serve(...context.rows(3));
      await context.harness.spoil?.('c-2');
      const probe = context.connect();
      await context.untilLive(probe);
      ensureSame(probe.versions, ['c-1@1', 'c-3@1'], 'rows beside the one that cannot be read');
      const reported = probe.of('diagnostic').length + probe.unreadable;
      ensure(reported > 0, 'it was left out without a word');
    },
  );

  it('D13 takes keys of prototypes for ordinary ids and fields', ['serve'], async (context) => {
    const names = ['__proto__', 'constructor', 'prototype', 'toString'];
    const ext = JSON.parse('{"__proto__":"a","constructor":"b","polluted":"c"}') as Record<string, string>;
    const probe = await context.live(names.map((id) => ({ ...context.row(id), ext })));
    ensureSame([...probe.rows.keys()].sort(), [...names].sort(), 'ids');
    ensure(!('polluted' in {}), 'every object of the page has a field of a row now');
    for (const id of names) ensure(probe.rows.get(id)?.ext['constructor'] === 'b', `${id} lost a field`);
  });

  it('G08 stamps rows with the time of the back end', ['serve', 'serverNow'], async (context) => {
    const probe = await context.live();
    for (const { asOf } of probe.of('snapshot')) {
      const off = Math.abs(asOf - context.serverNow);
      ensure(off <= TOLERANCE, `the snapshot is stamped ${off} ms off the clock of the back end`);
    }
  });

  it(
    'L01 gives hostile text as it is: nothing is escaped, decoded or cut out',
    ['serve'],
    async (context) => {
      const texts = [
        '<img src=x onerror=alert(1)>',
        '&lt;b&gt; &amp;',
        '"><svg onload>',
        '${7*7} {{7*7}}',
        '\u202Eabc\u202C',
        '👩‍👩‍👧 x̂',
      ];
      const probe = await context.live(texts.map((subject, index) => context.row(`c-${index}`, { subject })));
      texts.forEach((text, index) => {
        const subject = probe.rows.get(`c-${index}`)?.subject;
        ensure(subject === text, `the subject ${JSON.stringify(text)} became ${JSON.stringify(subject)}`);
      });
    },
  );
});
