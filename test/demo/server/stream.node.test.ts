import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Stream } from '../../../demo/server/stream.js';
import type { Step, View } from '../../../demo/server/stream.js';
import type { Operation } from '../../../src/data-source/mock/simulation/index.js';
import type { Conversation } from '../../../src/model/conversation.js';

const NOW = 1_767_225_600_000;
const HOUR = 3_600_000;
const ALL: View = { queues: [], windowHours: 24, maxRows: 1_000 };
const everybody = (): boolean => true;

function row(number: number, version = 1, queue = 'q1', startedAt = NOW): Conversation {
  const id = `c-${String(number).padStart(3, '0')}`;
  return { id, version, queue: { id: queue, name: queue, type: 'messaging' }, startedAt } as Conversation;
}

const changed = (conversation: Conversation): Operation => ({ type: 'upsert', at: NOW, conversation });
const closed = (conversation: Conversation): Operation => ({
  type: 'remove',
  at: NOW,
  conversation,
  removal: { id: conversation.id, version: conversation.version, why: 'closed' },
});

function open(view: Partial<View>, rows: readonly Conversation[], logLimit = 1_000): Stream {
  const stream = new Stream('s', 'u', { ...ALL, ...view }, logLimit, NOW);
  stream.rebuild({ epoch: 'e1', reason: 'epoch' }, rows, NOW, everybody);
  return stream;
}

/** What a client has that began with `rows` and followed the steps. */
function follow(rows: ReadonlyMap<string, Conversation>, steps: readonly Step[]): Map<string, Conversation> {
  const copy = new Map(rows);
  for (const { conversation, why } of steps) {
    if (why === null) copy.set(conversation.id, conversation);
    else assert.ok(copy.delete(conversation.id), 'only what was there is taken out');
  }
  return copy;
}

const rowsOf = (stream: Stream): Map<string, Conversation> =>
  new Map(stream.keys().map((key) => [key, stream.get(key) ?? assert.fail()]));

/** FNV-1a over bytes, written down once more from the protocol's page. */
function digestOf(rows: Iterable<Conversation>): string {
  const lanes = [0, 0];
  for (const { id, version } of rows) {
    const bytes = Buffer.from(`${id}\0${String(version)}`, 'utf8');
    [0x811c9dc5, 0x7ee3623a].forEach((basis, lane) => {
      const hash = bytes.reduce(
        (sum, byte) => Number((BigInt(sum ^ byte) * 0x01000193n) & 0xffffffffn) | 0,
        basis | 0,
      );
      lanes[lane] = ((lanes[lane] ?? 0) ^ hash) >>> 0;
    });
  }
  return lanes.map((lane) => lane.toString(16).padStart(8, '0')).join('');
}

describe('A stream', () => {
  const change = fc.record({
    number: fc.nat(25),
    queue: fc.constantFrom('q1', 'q2', 'q3'),
    age: fc.constantFrom(0, 30),
    end: fc.boolean(),
  });

  it('has the rows that the view asks for, its steps lead there, and its digest is theirs', () => {
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 60 }),
        fc.constantFrom<(readonly string[])[]>([], ['q1'], ['q1', 'q2']),
        fc.integer({ min: 1, max: 12 }),
        (changes, queues, maxRows) => {
          const stream = open({ queues, maxRows }, [row(2), row(4), row(9), row(11, 1, 'q2')]);
          const world = new Map(
            [2, 4, 9, 11].map((number) => [number, row(number, 1, number === 11 ? 'q2' : 'q1')]),
          );
          const isAsked = (each: Conversation): boolean =>
            queues.length === 0 || queues.includes(each.queue?.id ?? '');
          const inView = new Set([...world].filter(([, each]) => isAsked(each)).map(([number]) => number));
          const begin = rowsOf(stream);
          const head = stream.head;
          for (const { number, queue, age, end } of changes) {
            const before = world.get(number);
            const next = row(
              number,
              (before?.version ?? 0) + 1,
              queue,
              before?.startedAt ?? NOW - age * HOUR,
            );
            if (end && before) {
              world.delete(number);
              inView.delete(number);
              stream.apply(closed(next), NOW, everybody);
            } else {
              world.set(number, next);
              const isIn = isAsked(next) && (inView.has(number) || next.startedAt === NOW);
              if (isIn) inView.add(number);
              else inView.delete(number);
              stream.apply(changed(next), NOW, everybody);
            }
          }
          const expected = [...inView]
            .sort((a, b) => a - b)
            .slice(0, maxRows)
            .map((number) => world.get(number) ?? assert.fail());
          assert.deepEqual([...rowsOf(stream).values()], expected);
          assert.deepEqual(rowsOf(stream), new Map([...follow(begin, stream.since(head) ?? [])].sort()));
          assert.equal(stream.count, expected.length);
          assert.equal(stream.digest, digestOf(expected));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('goes on from any step it still knows, and from no other', () => {
    const stream = open({}, [row(1)], 10);
    const first = stream.head;
    for (let version = 2; version <= 40; version += 1) stream.apply(changed(row(1, version)), NOW, everybody);
    const { head } = stream;
    assert.equal(head, first + 39);
    for (let seq = first; seq < head - 10; seq += 1) assert.equal(stream.since(seq), null, String(seq));
    for (let seq = head - 10; seq <= head; seq += 1) {
      assert.deepEqual(
        stream.since(seq)?.map((step) => step.seq),
        Array.from({ length: head - seq }, (_, index) => seq + 1 + index),
      );
    }
    assert.equal(stream.since(head + 1), null, 'the future is not known');
    stream.forget();
    assert.equal(stream.since(head - 1), null);
    assert.deepEqual(stream.since(head), []);
  });

  it('shows only what the user may see', () => {
    const stream = new Stream('s', 'u', ALL, 100, NOW);
    const mine = ({ queue }: Conversation): boolean => queue?.id === 'q1';
    stream.rebuild({ epoch: 'e1', reason: 'epoch' }, [row(1), row(2, 1, 'q2')], NOW, mine);
    assert.deepEqual(stream.keys(), ['c-001']);
    stream.apply(changed(row(2, 2, 'q1')), NOW, mine);
    stream.apply(changed(row(1, 2, 'q2')), NOW, mine);
    assert.deepEqual(stream.keys(), ['c-002']);
    assert.equal(stream.since(stream.head - 1)?.[0]?.why, 'scope');
  });

  it('keeps a row that grows older than its window, and takes none in that already is', () => {
    const stream = open({ windowHours: 1 }, [row(1, 1, 'q1', NOW), row(2, 1, 'q1', NOW - 2 * HOUR)]);
    assert.deepEqual(stream.keys(), ['c-001']);
    stream.apply(changed(row(1, 2)), NOW + 3 * HOUR, everybody);
    stream.apply(changed(row(2, 2, 'q1', NOW - 2 * HOUR)), NOW, everybody);
    assert.deepEqual(stream.keys(), ['c-001']);
    assert.equal(stream.get('c-001')?.version, 2);
  });
});
