/** Random courses of rows and views: the engine's view and totals equal those worked out from scratch. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ReportEngine } from '../../src/engine/report-engine.js';
import { DEFAULT_VIEW, type ViewState } from '../../src/model/view-state.js';
import type { ReportView } from '../../src/engine/view-types.js';
import type { Conversation } from '../../src/model/conversation.js';
import { ManualTime } from './manual-time.js';
import { NaiveRows, naiveTotals, naiveView } from './oracle.js';
import { conversation, ScriptedDataSource, START } from '../../testing/scripted-data-source.js';

const SCOPE = { windowHours: 24, queues: [], locale: 'en' };

const arbitraryDuration = fc.oneof(
  fc.constant(null),
  fc.record({
    ms: fc.nat(600_000),
    since: fc.oneof(
      fc.constant(null),
      fc.nat(600_000).map((ago) => START - ago),
    ),
  }),
);

const arbitraryRow = fc
  .record({
    number: fc.nat(11),
    version: fc.nat(12),
    status: fc.constantFrom('open', 'active', 'waiting', 'wrap-up', 'telepathy'),
    phase: fc.constantFrom(null, 'awaiting-acceptance', 'in-conversation'),
    direction: fc.constantFrom('inbound', 'inbound', 'outbound'),
    sentiment: fc.constantFrom(null, 'very-negative', 'negative', 'neutral', 'positive'),
    queue: fc.constantFrom(null, { id: 'q1', name: 'Billing' }, { id: 'q2', name: 'Orders' }),
    agent: fc.constantFrom(null, { id: 'a1', name: 'Ann' }, { id: 'a2', name: 'ben' }),
    wait: arbitraryDuration,
    handle: arbitraryDuration,
    hoursAgo: fc.constantFrom(0, 1, 23.9, 24.1, 30),
    monitoredBy: fc.constantFrom([], [], ['s1'], ['s2', 's1']),
    subject: fc.constantFrom('Refund', 'refund again', 'Card', ''),
  })
  .map(({ number, hoursAgo, ...fields }) =>
    conversation(`c${String(number)}`, { ...fields, startedAt: START - hoursAgo * 3_600_000 }),
  );

const arbitraryView = fc.record({
  filters: fc.record(
    {
      queue: fc.subarray(['q1', 'q2', '']),
      status: fc.subarray(['open', 'active', 'telepathy']),
      sentiment: fc.subarray(['negative', '']),
      'monitored-by': fc.subarray(['me', '']),
    },
    { requiredKeys: [] },
  ),
  search: fc.constantFrom('', '', 'refund', 'ANN', 'c1'),
  card: fc.constantFrom<ViewState['card'][]>(null, null, 'in-queue', 'negative-sentiment'),
  grouping: fc.constantFrom<ViewState['grouping'][]>(null, null, 'queue', 'agent', 'status', 'channel'),
  sort: fc.uniqueArray(
    fc.record({
      column: fc.constantFrom('wait', 'handle', 'sentiment', 'status', 'agent', 'subject'),
      direction: fc.constantFrom<('ascending' | 'descending')[]>('ascending', 'descending'),
    }),
    { minLength: 1, maxLength: 3, selector: ({ column }) => column },
  ),
});

type Step =
  | { kind: 'snapshot'; rows: Conversation[] }
  | {
      kind: 'delta';
      rows: Conversation[];
      removed: { id: string; version: number; why: 'closed' | 'scope' }[];
    }
  | { kind: 'repeat' }
  | { kind: 'view'; view: Partial<ViewState> }
  | { kind: 'user'; id: string | null }
  | { kind: 'time'; ms: number }
  | { kind: 'paint' }
  | { kind: 'hold' | 'let-go' | 'release' | 'pause' | 'resume' };

const arbitraryStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('snapshot' as const),
      rows: fc.array(arbitraryRow, { maxLength: 12 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('delta' as const),
      rows: fc.array(arbitraryRow, { maxLength: 5 }),
      removed: fc.array(
        fc.record({
          id: fc.nat(11).map((number) => `c${String(number)}`),
          version: fc.nat(12),
          why: fc.constantFrom('closed' as const, 'scope' as const),
        }),
        { maxLength: 2 },
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'repeat' as const }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('view' as const), view: arbitraryView }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('user' as const), id: fc.constantFrom('s1', 's2', null) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('time' as const), ms: fc.nat(400_000) }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'paint' as const }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Step[]>(
      { kind: 'hold' },
      { kind: 'let-go' },
      { kind: 'release' },
      { kind: 'pause' },
      { kind: 'resume' },
    ),
  },
);

/** Worked out from the rows one by one: each group's rows stand together, and there is no other group. */
function checkGroups({ groups }: ReportView, { grouping }: ViewState, shown: readonly Conversation[]): void {
  const labelOf = (row: Conversation): string | null =>
    grouping === 'queue' || grouping === 'agent' ? (row[grouping]?.name ?? null) : row[grouping ?? 'status'];
  const expected: { label: string | null; size: number; count: number }[] = [];
  for (const row of grouping === null ? [] : shown) {
    const last = expected.at(-1);
    if (last?.label === labelOf(row)) {
      last.size += 1;
      last.count += 1;
    } else expected.push({ label: labelOf(row), size: 1, count: 1 });
  }
  assert.deepEqual(groups?.map(({ label, size, count }) => ({ label, size, count })) ?? [], expected);
  assert.equal(groups === null, grouping === null);
  assert.equal(new Set(groups?.map(({ key }) => key)).size, groups?.length ?? 0, 'no key twice');
}

/** What a list of rows says of each place, whatever has become of the rows since it was published. */
function checkPlaces({ rows }: ReportView, ids: readonly string[]): void {
  const expected = new Map(ids.map((id, index) => [id, index]));
  for (let number = 0; number < 12; number += 1) {
    const id = `c${String(number)}`;
    assert.equal(rows.indexOf(id), expected.get(id) ?? -1, `place of ${id}`);
  }
}

/**
 * @param patience pieces of work that are done between two steps; undefined: all work is done at once.
 */
function run(steps: readonly Step[], patience?: number): void {
  const time = new ManualTime(START);
  const engine = new ReportEngine({
    time,
    frame: time.frame,
    slice: time.slice,
    ...(patience !== undefined && { sliceMs: 0 }),
  });
  const source = new ScriptedDataSource();
  const naive = new NaiveRows();
  engine.connect(source, SCOPE);
  let view: ViewState = DEFAULT_VIEW;
  let me: string | null = null;
  let last: Step | null = null;
  const feed = (step: Step): void => {
    if (step.kind === 'snapshot') {
      naive.snapshot(step.rows);
      source.send({ type: 'snapshot', conversations: step.rows, asOf: START });
    } else if (step.kind === 'delta') {
      naive.delta(step.rows, step.removed);
      source.send({ type: 'delta', upserts: step.rows, removes: step.removed, asOf: START });
    }
  };
  const check = (): void => {
    const now = engine.serverNow();
    const rows = naive.inWindow(now, SCOPE.windowHours);
    const expected = naiveView(rows, view, now, me);
    assert.deepEqual(
      [...engine.view.rows].map(({ id }) => id),
      expected,
    );
    assert.deepEqual(
      engine.view.rows.slice(0, expected.length),
      expected.map((id) => naive.rows.get(id)),
    );
    const shown = expected.map((id) => naive.rows.get(id) as Conversation);
    let totals: object = {};
    engine.totals$
      .subscribe(({ longestWaitAt, averageWaitAt, averageHandleAt, ...counts }) => {
        totals = {
          ...counts,
          longestWait: longestWaitAt(now),
          averageWait: averageWaitAt(now),
          averageHandle: averageHandleAt(now),
        };
      })
      .unsubscribe();
    const round = (value: unknown): unknown => (typeof value === 'number' ? Math.round(value) : value);
    assert.deepEqual(
      JSON.parse(JSON.stringify(totals, (_, value) => round(value))),
      JSON.parse(JSON.stringify(naiveTotals(rows, shown, now), (_, value) => round(value))),
    );
    checkGroups(engine.view, view, shown);
    assert.equal(engine.view.total, rows.length);
    assert.equal(engine.view.outsideWindow, naive.rows.size - rows.length);
    assert.equal(engine.view.changesWaiting, 0);
  };
  const idsNow = (): string[] => [...engine.view.rows].map(({ id }) => id);
  for (const step of steps) {
    const viewBefore = engine.view;
    const idsBefore = idsNow();
    const before = viewBefore.held ? idsBefore : null;
    switch (step.kind) {
      case 'snapshot':
      case 'delta':
        feed(step);
        last = step;
        break;
      case 'repeat':
        if (last) feed(last);
        break;
      case 'view':
        view = { ...view, ...step.view };
        engine.setViewState(step.view);
        break;
      case 'user':
        me = step.id;
        engine.configure({ supervisorId: me });
        break;
      case 'time':
        time.advance(step.ms);
        break;
      case 'paint':
        time.paint();
        break;
      case 'hold':
        engine.hold('pointer');
        break;
      case 'let-go':
        engine.letGo('pointer');
        break;
      case 'release':
        engine.releaseHold();
        break;
      case 'pause':
        engine.pause();
        break;
      case 'resume':
        engine.resume();
        break;
    }
    if (patience !== undefined) time.work(patience);
    const mayMove =
      patience !== undefined ||
      step.kind === 'view' ||
      step.kind === 'user' ||
      step.kind === 'let-go' ||
      step.kind === 'release';
    if (before && engine.view.held && !mayMove) {
      assert.deepEqual(idsNow(), before, 'held rows do not move, enter or leave');
    }
    checkPlaces(viewBefore, idsBefore);
    checkPlaces(engine.view, idsNow());
    const { groups, rows } = engine.view;
    assert.equal(groups?.reduce((sum, { size }) => sum + size, 0) ?? rows.length, rows.length);
  }
  time.work();
  engine.resume();
  engine.letGo('pointer');
  time.work();
  // Rows leave the window within half a minute of growing too old: wait until none is just about to.
  const leavesAt = ({ startedAt }: Conversation): number => startedAt + SCOPE.windowHours * 3_600_000;
  do time.advance(31_000);
  while (
    [...naive.rows.values()].some((row) => Math.abs(engine.serverNow() - leavesAt(row) - 15_500) <= 16_500)
  );
  // What only time changes is in order from one second of the engine to the next; in between it may be behind.
  time.advance(1_000 - ((time.wall() - START) % 1_000));
  time.paint();
  time.work();
  time.paint();
  time.work();
  check();
  engine.disconnect();
  assert.equal(time.pending, 0, 'nothing is left running');
  assert.equal(source.subscribers, 0);
}

test('view and totals equal the naive oracle after any course of snapshots, deltas, repeats, views, holds and pauses', () => {
  fc.assert(
    fc.property(fc.array(arbitraryStep, { maxLength: 40 }), (steps) => run(steps)),
    { numRuns: 500, includeErrorInReport: true },
  );
});

test('the same when all work is done in pieces, and more comes before it is done', () => {
  fc.assert(fc.property(fc.array(arbitraryStep, { maxLength: 40 }), fc.nat(3), run), {
    numRuns: 500,
    includeErrorInReport: true,
  });
});

test('the same with 10,000 rows and batches of 500 changes', () => {
  const arbitraryNumber = fc.nat(2 ** 31);
  fc.assert(
    fc.property(arbitraryNumber, arbitraryView, fc.constantFrom(undefined, 40), (seed, view, patience) => {
      const [many] = fc.sample(fc.array(arbitraryRow, { minLength: 400, maxLength: 400, size: 'max' }), {
        seed,
        numRuns: 1,
      }) as [Conversation[]];
      // Rows of their own out of the samples: ids and times differ, the rest repeats.
      const rowAt = (place: number, version: number): Conversation => {
        const sample = many[(place * 7 + version * 13) % many.length] as Conversation;
        return { ...sample, id: `c${String(place)}`, version, startedAt: sample.startedAt - (place % 997) };
      };
      const steps: Step[] = [
        { kind: 'snapshot', rows: Array.from({ length: 10_000 }, (_, place) => rowAt(place, 1)) },
        { kind: 'paint' },
        { kind: 'view', view },
      ];
      for (let batch = 0; batch < 6; batch += 1) {
        const places = Array.from({ length: 500 }, (_, n) => (seed + batch * 7_001 + n * 131) % 10_400);
        steps.push(
          {
            kind: 'delta',
            rows: places.slice(40).map((place) => rowAt(place, batch + 2)),
            removed: places.slice(0, 40).map((place) => ({
              id: `c${String(place)}`,
              version: batch + 2,
              why: 'closed' as const,
            })),
          },
          { kind: 'paint' },
          { kind: 'time', ms: 1_000 + (seed % 5_000) },
        );
      }
      run(steps, patience);
    }),
    { numRuns: 8, includeErrorInReport: true },
  );
});
