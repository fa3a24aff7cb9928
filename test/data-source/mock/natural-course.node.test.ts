import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { KPIS, SENTIMENTS, STATUSES } from '../../../src/model/index.js';
import { belongsToKpi } from '../../../src/model/metrics.js';
import type { CandidateQuery } from '../../../src/data-source/data-source.js';
import { decodeConversation } from '../../../src/data-source/decode-conversation.js';
import type { Operation } from '../../../src/data-source/mock/simulation/index.js';
import type { Conversation } from '../../../src/model/conversation.js';
import { act, find, record, rowOf, simulate, targetFor } from './support.js';

const HOUR = 3_600_000;

describe('At the start', () => {
  const rows = [...simulate({ conversations: 1_000, rate: 100 }).conversations()];
  const now = simulate().now;

  it('there are as many conversations as were asked for, the oldest with the lowest id', () => {
    assert.equal(rows.length, 1_000);
    assert.equal(rows[0]?.id, 'c-00001');
    for (const [index, row] of rows.entries()) {
      const before = rows[index - 1];
      if (before === undefined) continue;
      assert.ok(before.id < row.id && before.startedAt <= row.startedAt, row.id);
    }
  });

  it('most are active, and every status and card of the report has some', () => {
    const active = rows.filter(({ status }) => status === 'active').length;
    assert.ok(active > 500 && active < 850, `active: ${String(active)}`);
    for (const status of STATUSES)
      assert.ok(
        rows.some((row) => row.status === status),
        status,
      );
    for (const kpi of KPIS)
      assert.ok(
        rows.some((row) => belongsToKpi(kpi, row)),
        kpi,
      );
    for (const sentiment of [...SENTIMENTS, null]) {
      assert.ok(
        rows.some((row) => row.sentiment === sentiment),
        String(sentiment),
      );
    }
  });

  it('open ones have waited from seconds to a quarter of an hour', () => {
    const waits = rows.filter(({ status }) => status === 'open').map(({ startedAt }) => now - startedAt);
    assert.ok(Math.min(...waits) < 15_000, 'shortest');
    assert.ok(Math.max(...waits) > 8 * 60_000 && Math.max(...waits) <= 15 * 60_000, 'longest');
  });

  it('each row is one that the report can read without loss', () => {
    const plain = (row: unknown): unknown => JSON.parse(JSON.stringify(row));
    for (const row of rows) assert.deepEqual(plain(decodeConversation(row)), plain(row));
  });

  it('names and subjects are of many languages', () => {
    const text = rows.map(({ subject, customer }) => `${subject} ${customer?.name ?? ''}`).join('\n');
    for (const script of [/\p{Script=Arabic}/u, /\p{Script=Han}/u, /[éèç]/]) assert.match(text, script);
  });
});

describe('As time passes', () => {
  it('about as many rows change a second as were asked for', () => {
    for (const [conversations, rate] of [
      [200, 20],
      [1_000, 5],
      [100, 1],
      [3_000, 400],
    ] as const) {
      const simulation = simulate({ conversations, rate });
      const operations = record(simulation);
      const seconds = Math.min(7_200, 12_000 / rate);
      simulation.advance(seconds * 1_000);
      const measured = operations.length / seconds;
      assert.ok(
        Math.abs(measured / rate - 1) < 0.1,
        `${String(conversations)} at ${String(rate)}/s: ${String(measured)}/s`,
      );
    }
  });

  it('customers arrive as a Poisson process', () => {
    const simulation = simulate({ conversations: 2_000, rate: 40 });
    const operations = record(simulation);
    simulation.advance(1_200_000);
    const arrivals = operations.filter(isArrival).map(({ at }) => at);
    const perMinute = Array.from({ length: 20 }, () => 0);
    for (const at of arrivals) perMinute[Math.floor((at - simulation.options.startTime) / 60_000)]! += 1;
    const mean = arrivals.length / 20;
    const variance = perMinute.reduce((sum, count) => sum + (count - mean) ** 2, 0) / 19;
    assert.ok(mean > 80, `only ${String(mean)} a minute`);
    // Variance and mean of a Poisson process are equal; regular arrivals have almost none.
    assert.ok(variance / mean > 0.3 && variance / mean < 2.5, `variance/mean: ${String(variance / mean)}`);
    const gaps = arrivals.slice(1).map((at, index) => at - (arrivals[index] ?? 0));
    const long = gaps.filter((gap) => gap > 60_000 / mean).length / gaps.length;
    // e^-1 of the gaps of a Poisson process are longer than the mean one.
    assert.ok(Math.abs(long - Math.exp(-1)) < 0.04, `share of long gaps: ${String(long)}`);
  });

  it('the number of conversations and the mix stay', () => {
    const simulation = simulate({ conversations: 500, rate: 10 });
    simulation.advance(4 * HOUR);
    assert.ok(Math.abs(simulation.size / 500 - 1) < 0.2, `now ${String(simulation.size)}`);
    const open = [...simulation.conversations()].filter(({ status }) => status === 'open');
    assert.ok(open.length > 15 && open.length < 100, `open: ${String(open.length)}`);
  });

  it('customers’ feelings drift, and yet their shares stay', () => {
    const simulation = simulate({ conversations: 300, rate: 300 });
    const before = new Map([...simulation.conversations()].map(({ id, sentiment }) => [id, sentiment]));
    simulation.advance(300_000);
    const rows = [...simulation.conversations()].filter(({ sentiment }) => sentiment !== null);
    const changed = rows.filter(({ id, sentiment }) => before.has(id) && before.get(id) !== sentiment);
    assert.ok(changed.length > 60, `${String(changed.length)} changed`);
    const negative = rows.filter((row) => belongsToKpi('negative-sentiment', row)).length / rows.length;
    assert.ok(negative > 0.03 && negative < 0.16, `negative: ${String(negative)}`);
  });

  it('keeps the rules of the domain, whatever the seed', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const simulation = simulate({ seed, conversations: 120, rate: 4 });
        const last = new Map([...simulation.conversations()].map((row) => [row.id, row]));
        simulation.watch((operation) => checkOperation(operation, last));
        simulation.advance(900_000);
        assert.deepEqual(
          [...last.values()].sort(byId),
          [...simulation.conversations()].sort(byId),
          'the operations lead to the rows',
        );
        checkLoads(simulation.agents, [...last.values()]);
      }),
      { numRuns: 20 },
    );
  });

  it('whatever supervisors do, each conversation comes to its end, once', () => {
    const simulation = simulate({ conversations: 120, rate: 6, acceptance: { accept: 0.5, refuse: 0.3 } });
    const first = [...simulation.conversations()];
    const last = new Map(first.map((row) => [row.id, row]));
    simulation.watch((operation) => checkOperation(operation, last));
    for (const [index, { id, status }] of first.entries()) {
      if (index % 5 === 0) act(simulation, id, 'force-close');
      else if (status === 'open')
        act(simulation, id, 'assign', { target: targetFor(simulation, id, 'assign') });
      else if (status !== 'wrap-up' && simulation.findAgents(members(id)).entries[0]?.eligible === true) {
        act(simulation, id, 'transfer', { target: targetFor(simulation, id, 'transfer') });
      }
    }
    simulation.advance(8 * HOUR);
    const left = first.filter(({ id }) => simulation.conversation(id));
    assert.deepEqual(left, []);
  });

  it('nothing happens by itself at rate 0, but an agent answers an offer', () => {
    const simulation = simulate({ acceptance: { accept: 1, refuse: 0, delay: [4_000, 4_000] } });
    simulation.advance(60_000);
    const operations = record(simulation);
    simulation.advance(HOUR);
    assert.equal(operations.length, 0);
    const { id } = find(simulation, ({ status }) => status === 'open');
    act(simulation, id, 'assign', { target: targetFor(simulation, id, 'assign') });
    simulation.advance(4_001);
    assert.equal(rowOf(simulation, id).phase, 'in-conversation');
  });
});

const members = (conversationId: string): CandidateQuery => ({
  action: 'transfer',
  conversationId,
  text: '',
  limit: 1,
  after: null,
});

const byId = (a: Conversation, b: Conversation): number => (a.id < b.id ? -1 : 1);

function isArrival(operation: Operation): boolean {
  return operation.type === 'upsert' && operation.conversation.version === 1;
}

/** One change: allowed by the domain, and one version higher than the row before. */
function checkOperation(operation: Operation, last: Map<string, Conversation>): void {
  const { conversation: row, at } = operation;
  const before = last.get(row.id);
  assert.equal(row.version, (before?.version ?? 0) + 1, `version of ${row.id}`);
  if (operation.type === 'remove') {
    last.delete(row.id);
    assert.deepEqual(operation.removal, { id: row.id, version: row.version, why: 'closed' });
    return;
  }
  last.set(row.id, row);
  assert.ok(Object.isFrozen(row));
  const isLive = row.channel === 'voice' || row.channel === 'chat';
  assert.ok(row.status !== 'waiting' || !isLive, `waiting on ${row.channel}`);
  assert.ok(
    (row.channel === 'voice') === (row.queue?.type === 'voice'),
    `${row.channel} in ${String(row.queue?.type)}`,
  );
  assert.equal(row.agent === null, row.status === 'open', `agent of ${row.status}`);
  assert.ok(row.statusSince <= at && row.startedAt <= row.statusSince);
  assert.equal(row.wait === null, row.direction === 'outbound');
  if (row.status === 'open' && row.wait !== null) assert.ok(row.wait.since !== null, 'an open one waits');
  if (row.phase === 'in-conversation') {
    assert.ok(row.handle?.since != null && (row.wait === null || row.wait.since === null));
  }
  if (row.status === 'waiting') assert.equal(row.handle?.since, null, 'nobody handles while waiting');
  checkTransition(before, row);
}

const FOLLOWS: Readonly<Record<string, readonly string[]>> = {
  new: ['open', 'talking'],
  open: ['open', 'offered'],
  offered: ['offered', 'talking', 'open', 'waiting'],
  talking: ['talking', 'offered', 'wrap-up', 'waiting', 'open'],
  waiting: ['waiting', 'talking', 'open', 'offered'],
  'wrap-up': ['wrap-up'],
};

function checkTransition(before: Conversation | undefined, after: Conversation): void {
  const stage = (row: Conversation): string =>
    row.phase === null ? row.status : row.phase === 'in-conversation' ? 'talking' : 'offered';
  const from = before === undefined ? 'new' : stage(before);
  assert.ok(FOLLOWS[from]?.includes(stage(after)), `${from} → ${stage(after)}`);
}

/** What agents have to do is what the rows say. */
function checkLoads(
  agents: readonly { readonly id: string; readonly used: number; readonly held: readonly string[] }[],
  rows: readonly Conversation[],
): void {
  for (const { id, used, held } of agents) {
    const own = rows.filter((row) => row.agent?.id === id);
    assert.deepEqual([...held].sort(), own.map((row) => row.id).sort(), `rows of ${id}`);
    assert.equal(used, own.filter(({ status }) => status !== 'waiting').length, `load of ${id}`);
  }
}
