/** What the engine does with a source, in plain Node: connection, rows, hold, pause, decisions. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NEVER, of, throwError } from 'rxjs';
import type { DataSource, SourceMessage } from '../../src/data-source/data-source.js';
import { ReportEngine } from '../../src/engine/report-engine.js';
import { ManualTime } from './manual-time.js';
import { conversation, ScriptedDataSource, START } from '../../testing/scripted-data-source.js';

const SCOPE = { windowHours: 24, queues: [], locale: 'en' };

function connected(source: DataSource = new ScriptedDataSource()): {
  engine: ReportEngine;
  time: ManualTime;
} {
  const time = new ManualTime(START);
  const engine = new ReportEngine({ time, frame: time.frame });
  engine.connect(source, SCOPE);
  return { engine, time };
}

const ids = (engine: ReportEngine): string[] => [...engine.view.rows].map(({ id }) => id);
const problems = (engine: ReportEngine): Record<string, number> => {
  let counts: Record<string, number> = {};
  engine.diagnostics$
    .subscribe((list) => (counts = Object.fromEntries(list.map(({ code, count }) => [code, count]))))
    .unsubscribe();
  return counts;
};

describe('rows', () => {
  it('are published once a frame, however many messages came', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    let publications = 0;
    engine.view$.subscribe(() => (publications += 1));
    publications = 0;
    source.snapshot([conversation('a')]);
    for (let version = 2; version < 50; version += 1) source.delta([conversation('a', { version })]);
    assert.equal(publications, 0);
    assert.equal(time.paint(), 1);
    assert.equal(publications, 1);
    assert.equal(engine.view.rows.at(0)?.version, 49);
  });

  it('B11 B12 B14 never go back to a lower version, and a closed conversation does not come back with one', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    source.snapshot([conversation('a', { version: 8, subject: 'new' }), conversation('b', { version: 8 })]);
    source.delta([conversation('a', { version: 7, subject: 'old' })], [conversation('b', { version: 8 })]);
    source.delta([conversation('b', { version: 9 })]);
    time.paint();
    assert.deepEqual(ids(engine), ['a']);
    assert.equal(engine.view.rows.at(0)?.subject, 'new');
    source.delta([conversation('b', { version: 10 })]);
    time.paint();
    assert.deepEqual(ids(engine).sort(), ['a', 'b'], 'reopened with a higher version');
  });

  it('B13 that leave the scope come back with the same version', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    source.snapshot([conversation('a', { version: 5 })]);
    source.delta([], [conversation('a', { version: 5 })], 'scope');
    source.delta([conversation('a', { version: 6 })]);
    time.paint();
    assert.deepEqual(ids(engine), ['a']);
  });

  it('D10 D12 that cannot be read are left out, counted and reported; the others stay', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    const rows = [
      conversation('a'),
      { version: 1, status: 'open' },
      { id: 'b', version: '7', status: 'open' },
      null,
      { id: 'c', version: 1 },
    ];
    source.send({ type: 'snapshot', conversations: rows as never, asOf: START });
    time.paint();
    assert.deepEqual(ids(engine), ['a']);
    assert.deepEqual(problems(engine), { 'unreadable-row': 4 });
  });

  it('of record routing are left out and counted', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    source.snapshot([conversation('a', { channel: 'record' }), conversation('b')]);
    time.paint();
    assert.deepEqual(ids(engine), ['b']);
    assert.deepEqual(problems(engine), { 'record-channel': 1 });
  });

  it('D09 keep unknown enum values', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    source.snapshot([conversation('a', { status: 'telepathy', channel: 'smoke', sentiment: 'puzzled' })]);
    time.paint();
    const row = engine.view.rows.at(0);
    assert.deepEqual([row?.status, row?.channel, row?.sentiment], ['telepathy', 'smoke', 'puzzled']);
  });

  it('are copies: what an adapter does to its objects afterwards changes nothing', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    const raw = { id: 'a', version: 1, status: 'open', subject: 'as sent' };
    source.send({ type: 'snapshot', conversations: [raw as never], asOf: START });
    raw.subject = 'changed behind our back';
    time.paint();
    assert.equal(engine.view.rows.at(0)?.subject, 'as sent');
    assert.ok(Object.isFrozen(engine.view.rows.at(0)));
  });

  it('D13 with __proto__ as id or in ext pollute nothing', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    const raw = JSON.parse(
      '{"id":"__proto__","version":1,"status":"open","ext":{"__proto__":{"polluted":true},"case":"C1"}}',
    ) as never;
    source.send({ type: 'snapshot', conversations: [raw], asOf: START });
    time.paint();
    assert.deepEqual(ids(engine), ['__proto__']);
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
    assert.equal(engine.view.rows.at(0)?.ext['case'], 'C1');
  });

  it('I08 vanish with a wipe before the next frame', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    source.snapshot([conversation('a')]);
    time.paint();
    engine.select(['a']);
    const seen: unknown[] = [];
    engine.conversation$('a').subscribe((row) => seen.push(row));
    source.send({ type: 'wipe', reason: 'permissions' });
    assert.deepEqual(ids(engine), []);
    assert.equal(engine.selection.size, 0);
    assert.equal(engine.conversation('a'), undefined);
    assert.equal(seen.at(-1), null);
  });

  it('outside the queues asked for are not shown even when the source sends them', () => {
    const source = new ScriptedDataSource();
    const time = new ManualTime(START);
    const engine = new ReportEngine({ time, frame: time.frame });
    engine.connect(source, { ...SCOPE, queues: ['q2'] });
    source.snapshot([conversation('a'), conversation('b', { queue: { id: 'q2', name: 'Orders' } })]);
    time.paint();
    assert.deepEqual(ids(engine), ['b']);
  });
});

describe('holding the order', () => {
  it('keeps places and members, updates values, counts what waits, keeps an ended row', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    const wait = (minutes: number) => ({ wait: { ms: minutes * 60_000, since: null } });
    source.snapshot([conversation('a', wait(3)), conversation('b', wait(2)), conversation('c', wait(1))]);
    time.paint();
    engine.hold('pointer');
    source.delta(
      [conversation('c', { version: 2, subject: 'longest now', ...wait(9) }), conversation('d', wait(8))],
      [conversation('b')],
    );
    time.paint();
    assert.deepEqual(ids(engine), ['a', 'b', 'c']);
    assert.equal(engine.view.rows.at(2)?.subject, 'longest now');
    assert.deepEqual([...engine.view.ended.keys()], ['b']);
    assert.equal(engine.view.changesWaiting, 3);
    engine.letGo('pointer');
    assert.deepEqual(ids(engine), ['c', 'd', 'a']);
    assert.equal(engine.view.changesWaiting, 0);
  });

  it('lasts until the last reason lets go, and can be released in between', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    source.snapshot([conversation('a')]);
    time.paint();
    engine.hold('pointer');
    engine.hold('menu');
    source.delta([conversation('b')]);
    time.paint();
    engine.letGo('pointer');
    assert.deepEqual(ids(engine), ['a']);
    engine.releaseHold();
    assert.deepEqual(ids(engine), ['a', 'b']);
    source.delta([conversation('c')]);
    time.paint();
    assert.deepEqual(ids(engine), ['a', 'b'], 'held again by the menu');
  });

  it('begins with the first rows when the pointer was there before them', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    engine.hold('pointer');
    source.snapshot([conversation('a')]);
    time.paint();
    source.delta([conversation('b')]);
    time.paint();
    assert.deepEqual(ids(engine), ['a']);
    assert.equal(engine.view.changesWaiting, 1);
  });

  it('counts nothing for a row that came and went meanwhile', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    source.snapshot([conversation('a')]);
    time.paint();
    engine.hold('focus');
    source.delta([conversation('b')]);
    time.paint();
    source.delta([], [conversation('b')]);
    time.paint();
    assert.equal(engine.view.changesWaiting, 0);
  });

  it('does not stand against what the supervisor asks for: sorting and filtering apply at once', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    source.snapshot([conversation('a', { subject: 'A' }), conversation('b', { subject: 'B' })]);
    time.paint();
    engine.hold('pointer');
    engine.setViewState({ sort: [{ column: 'subject', direction: 'descending' }] });
    assert.deepEqual(ids(engine), ['b', 'a']);
    assert.ok(engine.view.held);
  });

  it('goes with a selection, whose ended rows are dropped on release', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    source.snapshot([conversation('a'), conversation('b')]);
    time.paint();
    engine.select(['a', 'b', 'nobody']);
    assert.deepEqual([...engine.selection], ['a', 'b']);
    source.delta([], [conversation('a')]);
    time.paint();
    assert.deepEqual([...engine.selection], ['a', 'b']);
    engine.releaseHold();
    assert.deepEqual([...engine.selection], ['b']);
  });
});

describe('pausing', () => {
  it('freezes rows and totals, counts changes, tells dialogs all the same, and resumes to now', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    source.snapshot([conversation('a'), conversation('b')]);
    time.paint();
    engine.pause();
    assert.equal(engine.connection.state, 'paused');
    assert.equal(engine.connection.trusted, false);
    const followed: (string | null)[] = [];
    engine.conversation$('a').subscribe((row) => followed.push(row?.subject ?? null));
    source.delta([conversation('a', { version: 2, subject: 'changed' }), conversation('c')]);
    time.paint();
    assert.deepEqual(ids(engine), ['a', 'b']);
    assert.equal(engine.view.rows.at(0)?.subject, 'Subject a');
    assert.equal(engine.view.changesWaiting, 2);
    assert.equal(followed.at(-1), 'changed');
    engine.resume();
    assert.equal(engine.view.total, 3);
    assert.equal(engine.view.changesWaiting, 0);
    assert.equal(engine.connection.state, 'live');
  });

  it('shows the first rows although it was paused before them, and holds from then on', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    engine.pause();
    source.snapshot([conversation('a')]);
    time.paint();
    assert.deepEqual(ids(engine), ['a']);
    assert.equal(engine.connection.state, 'paused');
    source.delta([conversation('b')]);
    time.paint();
    assert.deepEqual(ids(engine), ['a']);
    assert.equal(engine.view.changesWaiting, 1);
  });
});

describe('the connection', () => {
  it('goes from no data source over connecting and loading to live', () => {
    const time = new ManualTime(START);
    const engine = new ReportEngine({ time, frame: time.frame });
    const states: string[] = [];
    engine.connection$.subscribe(({ state }) => states.push(state));
    const source = new ScriptedDataSource();
    engine.connect(source, SCOPE);
    source.send({ type: 'connection', state: 'connecting' }, { type: 'progress', loaded: 5, total: 10 });
    source.snapshot([conversation('a')]);
    assert.deepEqual([...new Set(states)], ['no-data-source', 'connecting', 'loading', 'live']);
  });

  it('is late after 20 s of silence and stale after 25 s, whatever the source says', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    source.snapshot([conversation('a')]);
    time.advance(19_000);
    assert.equal(engine.connection.state, 'live');
    time.advance(3_000);
    assert.equal(engine.connection.state, 'late');
    time.advance(4_000);
    assert.equal(engine.connection.state, 'stale');
    assert.equal(engine.connection.trusted, false);
    source.send({ type: 'clock', offsetMs: 0, errorMs: 10 });
    assert.equal(engine.connection.state, 'live');
  });

  it('C11 is partial when the source sent only some of the rows', () => {
    const source = new ScriptedDataSource();
    const { engine } = connected(source);
    source.send({ type: 'snapshot', conversations: [], asOf: START, partial: { shown: 1, total: 9 } });
    assert.equal(engine.connection.state, 'partial');
    assert.deepEqual(engine.connection.partial, { shown: 1, total: 9 });
  });

  it('fails with the reason when the source throws, errors or ends, and is made anew by refresh()', () => {
    const throwing: DataSource = {
      connect: () => {
        throw new Error('no such host');
      },
      perform: () => Promise.reject(new Error('unused')),
    };
    assert.equal(connected(throwing).engine.connection.state, 'failed');
    assert.equal(connected(throwing).engine.connection.reason, 'no such host');
    const erring: DataSource = { ...throwing, connect: () => throwError(() => new Error('broken')) };
    assert.equal(connected(erring).engine.connection.reason, 'broken');
    let connections = 0;
    const ending: DataSource = {
      ...throwing,
      connect: () => {
        connections += 1;
        const message: SourceMessage = { type: 'snapshot', conversations: [conversation('a')], asOf: START };
        return of(message);
      },
    };
    const { engine, time } = connected(ending);
    time.paint();
    assert.equal(engine.connection.state, 'failed');
    assert.deepEqual(ids(engine), ['a'], 'the rows stay, not trusted');
    engine.refresh();
    assert.equal(connections, 2);
  });

  it('is live again by the snapshots of a source that was connected anew, or that said it was reconnecting', () => {
    const source = new ScriptedDataSource();
    const { engine } = connected(source);
    source.snapshot([conversation('a')]);
    source.messages$.error(new Error('broken'));
    assert.equal(engine.connection.state, 'failed');
    const again = new ScriptedDataSource();
    Object.assign(source, { messages$: again.messages$ });
    engine.refresh();
    assert.equal(engine.connection.state, 'reconnecting');
    source.send({ type: 'snapshot', conversations: [conversation('a')], asOf: START });
    assert.equal(engine.connection.state, 'live');
    source.send({ type: 'connection', state: 'reconnecting', reason: 'lost' });
    source.send({ type: 'snapshot', conversations: [], asOf: START });
    assert.deepEqual([engine.connection.state, engine.connection.reason], ['live', null]);
  });

  it('goes on after nonsense from an adapter, and reports it', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    source.send(null as never, 'hello' as never, { type: 'party' } as never, { type: 'snapshot' } as never);
    source.snapshot([conversation('a')]);
    time.paint();
    assert.deepEqual(ids(engine), ['a']);
    assert.deepEqual(problems(engine), { 'unknown-message': 3, 'unreadable-message': 1 });
  });

  it('takes async iterables, promises of nothing, native Observables and @@observable', async () => {
    const message: SourceMessage = { type: 'snapshot', conversations: [conversation('a')], asOf: START };
    const perform = () => Promise.reject(new Error('unused'));
    async function* generate(): AsyncGenerator<SourceMessage> {
      yield await Promise.resolve(message);
      await new Promise(() => undefined);
    }
    const native = {
      subscribe: (observer: { next: (value: SourceMessage) => void }) => {
        observer.next(message);
      },
    };
    const foreign = { '@@observable': () => native };
    for (const input of [generate(), native, foreign]) {
      const { engine, time } = connected({ connect: () => input as never, perform });
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
      time.paint();
      assert.deepEqual(ids(engine), ['a']);
    }
  });

  it('aborts a native Observable and calls back what it returned', () => {
    let aborted = false;
    let released = false;
    const native = {
      subscribe: (_: unknown, { signal }: { signal: AbortSignal }) => {
        signal.addEventListener('abort', () => (aborted = true));
        return () => (released = true);
      },
    };
    const { engine } = connected({
      connect: () => native as never,
      perform: () => Promise.reject(new Error()),
    });
    engine.disconnect();
    assert.deepEqual([aborted, released], [true, true]);
  });

  it('leaves nothing running after disconnect()', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    source.snapshot([conversation('a')]);
    assert.equal(source.subscribers, 1);
    engine.disconnect();
    assert.equal(source.subscribers, 0);
    assert.equal(time.pending, 0);
  });

  it('G01 keeps durations on server time when the wall clock is wrong', () => {
    const source = new ScriptedDataSource();
    const { engine } = connected(source);
    source.send({ type: 'clock', offsetMs: 90_000, errorMs: 20 });
    assert.equal(engine.serverNow(), START + 90_000);
  });

  it('takes the time of another source from that source', () => {
    const source = new ScriptedDataSource();
    const { engine } = connected(source);
    source.send({ type: 'clock', offsetMs: 90_000, errorMs: 20 });
    const other = new ScriptedDataSource();
    engine.connect(other, SCOPE);
    other.snapshot([conversation('a')], START - 3_600_000);
    assert.equal(engine.serverNow(), START - 3_600_000);
  });

  it('G02 slews small corrections of the clock instead of jumping', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    source.send({ type: 'clock', offsetMs: 1_000, errorMs: 20 });
    assert.equal(engine.serverNow(), START);
    time.advance(5_000);
    assert.equal(engine.serverNow(), START + 5_500);
    time.advance(10_000);
    assert.equal(engine.serverNow(), START + 16_000);
  });
});

describe('decisions', () => {
  it('I07 follow permissions of source and host, the stricter winning', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    const row = conversation('a');
    source.snapshot([row]);
    time.paint();
    assert.ok(engine.decide('assign', row).allowed);
    source.send({ type: 'permissions', permissions: { assign: false } });
    assert.deepEqual(engine.decide('assign', row), { allowed: false, code: 'not-permitted' });
    source.send({ type: 'permissions', permissions: {} });
    engine.configure({ permissions: { assign: 'Ask the team lead' } });
    assert.deepEqual(engine.decide('assign', row), {
      allowed: false,
      code: 'not-permitted',
      detail: 'Ask the team lead',
    });
  });

  it('refuse everything on a row that ended, and while not live', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    const row = conversation('a');
    source.snapshot([row]);
    time.paint();
    source.send({ type: 'connection', state: 'reconnecting' });
    assert.deepEqual(engine.decide('force-close', row), { allowed: false, code: 'not-live' });
    source.send({ type: 'connection', state: 'live' });
    source.delta([], [row]);
    assert.deepEqual(engine.decide('force-close', row), { allowed: false, code: 'closed' });
  });
});

describe('candidates', () => {
  it('for several conversations are those of each of them', async () => {
    const source = Object.assign(new ScriptedDataSource(), {
      findAgents: ({ conversationId }: { conversationId: string }) =>
        Promise.resolve({
          entries: ['a1', 'a2', 'a3']
            .filter((id) => !(id === 'a3' && conversationId === 'y'))
            .map((id) => ({
              id,
              name: id,
              eligible: !(id === 'a2' && conversationId === 'y'),
              why: id === 'a2' && conversationId === 'y' ? 'not a member' : null,
              presence: 'available',
              presenceSince: null,
              skills: [],
              capacity: null,
              queues: [],
            })),
          next: null,
          asOf: START,
        }),
    });
    const { engine } = connected(source);
    const rows = [conversation('x'), conversation('y', { queue: { id: 'q2', name: 'Orders' } })];
    const page = await engine.findAgents(
      rows,
      { action: 'assign', text: '', limit: 20, after: null },
      new AbortController().signal,
    );
    assert.deepEqual(
      page.entries.map(({ id, eligible, why }) => [id, eligible, why]),
      [
        ['a1', true, null],
        ['a2', false, 'not a member'],
      ],
    );
  });

  it('are refused in words by a source without a directory', async () => {
    const { engine } = connected({ connect: () => NEVER, perform: () => Promise.reject(new Error()) });
    const search = { action: 'assign', text: '', limit: 20, after: null } as const;
    await assert.rejects(engine.findAgents([], search, new AbortController().signal), /no directory/);
  });
});

describe('facets', () => {
  it('count rows with all other filters applied, and name values as the rows do', () => {
    const source = new ScriptedDataSource();
    const { engine, time } = connected(source);
    const orders = { queue: { id: 'q2', name: 'Orders' } };
    source.snapshot([
      conversation('a'),
      conversation('b', orders),
      conversation('c', { ...orders, status: 'waiting' }),
    ]);
    time.paint();
    engine.setViewState({ filters: { queue: ['q1'], status: ['open'] } });
    const values = engine.facetValues('queue').map(({ value, label, count }) => [value, label, count]);
    assert.deepEqual(values.sort(), [
      ['q1', 'Billing', 1],
      ['q2', 'Orders', 1],
    ]);
  });
});
