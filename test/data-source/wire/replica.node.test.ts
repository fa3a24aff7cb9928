import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isDecodedList } from '../../../src/data-source/decode-conversation.js';
import { Digest } from '../../../src/data-source/wire/digest.js';
import { Replica, type Operations } from '../../../src/data-source/wire/replica.js';

type Raw = Record<string, unknown>;

const row = (id: string, ver: number, fields: Raw = {}): Raw => ({
  id,
  ver,
  status: 'open',
  channel: 'chat',
  ...fields,
});
const versions = (replica: Replica): Raw =>
  Object.fromEntries(replica.conversations().map(({ id, version }) => [id, version]));

/** FNV-1a as its authors describe it, in big numbers, over bytes that Node encodes. */
function plainDigest(rows: Iterable<readonly [string, number]>): string {
  const lane = (bytes: Uint8Array, basis: bigint): bigint => {
    let hash = basis;
    for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 0x01000193n) % 2n ** 32n;
    return hash;
  };
  let [first, second] = [0n, 0n];
  for (const [id, ver] of rows) {
    const bytes = Buffer.from(`${id}\0${ver}`, 'utf8');
    first ^= lane(bytes, 0x811c9dc5n);
    second ^= lane(bytes, 0x7ee3623an);
  }
  return first.toString(16).padStart(8, '0') + second.toString(16).padStart(8, '0');
}

describe('Digest', () => {
  it('of nothing is zero, and of one row what FNV-1a gives', () => {
    const digest = new Digest();
    assert.equal(digest.toString(), '0000000000000000');
    digest.toggle('c-77', 13);
    assert.equal(digest.toString(), plainDigest([['c-77', 13]]));
    digest.toggle('c-77', 13);
    assert.equal(digest.toString(), '0000000000000000');
  });

  it('agrees with a plain implementation, whatever the ids', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.nat())), (rows) => {
        const digest = new Digest();
        for (const [id, ver] of rows) digest.toggle(id, ver);
        assert.equal(digest.toString(), plainDigest(rows));
      }),
    );
  });
});

/** Rules A1 to A3 as the protocol words them, without any cleverness. */
class Oracle {
  readonly rows = new Map<string, { ver: number; subject: string; shown: boolean }>();
  readonly closed = new Map<string, number>();

  apply({ up = [], patch = [], rm = [] }: { up?: Raw[]; patch?: Raw[]; rm?: Raw[] }): boolean {
    let missing = false;
    const skip = (id: string, ver: number): boolean =>
      (this.rows.get(id)?.ver ?? -1) > ver || (this.closed.get(id) ?? -1) >= ver;
    for (const { id, ver, subject, channel } of up as {
      id: string;
      ver: number;
      subject: string;
      channel: string;
    }[]) {
      if (!skip(id, ver)) this.rows.set(id, { ver, subject, shown: channel !== 'record' });
    }
    for (const { id, ver, set } of patch as { id: string; ver: number; set: { subject: string } }[]) {
      if (skip(id, ver)) continue;
      const base = this.rows.get(id);
      if (base) this.rows.set(id, { ...base, ver, subject: set.subject });
      else missing = true;
    }
    for (const { id, ver, why } of rm as { id: string; ver: number; why: string }[]) {
      if ((this.rows.get(id)?.ver ?? -1) > ver) continue;
      this.rows.delete(id);
      if (why === 'closed') this.closed.set(id, Math.max(ver, this.closed.get(id) ?? 0));
    }
    return missing;
  }
}

const identity = { id: fc.constantFrom('a', 'b', '__proto__', 'é'), ver: fc.nat({ max: 12 }) };
const operations = fc.record({
  up: fc.array(
    fc.record({
      ...identity,
      status: fc.constant('open'),
      subject: fc.string(),
      channel: fc.constantFrom('chat', 'voice', 'record'),
    }),
    { maxLength: 4 },
  ),
  patch: fc.array(fc.record({ ...identity, set: fc.record({ subject: fc.string() }) }), { maxLength: 3 }),
  rm: fc.array(fc.record({ ...identity, why: fc.constantFrom('closed', 'scope') }), { maxLength: 3 }),
});

describe('Replica', () => {
  it('ends with the rows of a naive oracle after any operations', () => {
    fc.assert(
      fc.property(fc.array(operations, { maxLength: 30 }), (frames) => {
        const replica = new Replica();
        const oracle = new Oracle();
        const told = new Map<string, string>();
        for (const frame of frames) {
          const missing = oracle.apply(frame);
          const { upserts, removes, diverged } = replica.apply(frame, 'live');
          assert.equal(diverged, missing);
          const ids = [...upserts, ...removes].map(({ id }) => id);
          assert.equal(new Set(ids).size, ids.length);
          for (const { id, version, subject } of upserts) told.set(id, `${version} ${subject}`);
          for (const { id } of removes) told.delete(id);
        }
        const shown = [...oracle.rows].filter(([, entry]) => entry.shown);
        const expected = new Map(shown.map(([id, { ver, subject }]) => [id, `${ver} ${subject}`]));
        assert.deepEqual(new Map([...told].sort()), new Map([...expected].sort()));
        assert.deepEqual(
          new Map(
            replica
              .conversations()
              .map(({ id, version }) => [id, version])
              .sort() as [string, number][],
          ),
          new Map(shown.map(([id, { ver }]) => [id, ver] as const).sort() as [string, number][]),
        );
        assert.equal(replica.shown, shown.length);
        assert.equal(replica.count, oracle.rows.size);
        assert.equal(
          replica.digest,
          plainDigest([...oracle.rows].map(([id, { ver }]) => [id, ver] as const)),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('B12 B13 B14 lets a row that left the scope return, and a closed one only with a higher version', () => {
    const replica = new Replica();
    replica.apply({ up: [row('a', 6), row('b', 9)] }, 'live');
    replica.apply(
      {
        rm: [
          { id: 'a', ver: 6, why: 'scope' },
          { id: 'b', ver: 9, why: 'closed' },
        ],
      },
      'live',
    );
    replica.apply({ up: [row('a', 6), row('b', 8), row('b', 9)] }, 'live');
    assert.deepEqual(versions(replica), { a: 6 });
    replica.apply({ up: [row('b', 10)] }, 'live');
    assert.deepEqual(versions(replica), { a: 6, b: 10 });
  });

  it('B12 knows what was closed after it took the place of another one, unless it has it itself', () => {
    const before = new Replica();
    before.apply(
      {
        rm: [
          { id: 'a', ver: 5, why: 'closed' },
          { id: 'b', ver: 5, why: 'closed' },
          { id: 'c', ver: 5, why: 'scope' },
          { id: 'd', ver: 5, why: 'closed' },
        ],
      },
      'live',
    );
    const replica = new Replica();
    replica.apply({ up: [row('b', 3), row('d', 6)] }, 'replay');
    replica.rememberClosed(before);
    replica.apply({ up: [row('a', 4), row('b', 4), row('c', 4)] }, 'live');
    assert.deepEqual(versions(replica), { b: 4, c: 4, d: 6 });
    replica.apply({ rm: [{ id: 'd', ver: 6, why: 'scope' }] }, 'live');
    replica.apply({ up: [row('a', 6), row('d', 4)] }, 'live');
    assert.deepEqual(versions(replica), { a: 6, b: 4, c: 4 });
  });

  it('B19 decides by order and version when one id is there several times', () => {
    const replica = new Replica();
    const { upserts, removes } = replica.apply(
      {
        up: [row('a', 2), row('a', 1)],
        patch: [{ id: 'a', ver: 3, set: { subject: 'x' } }],
        rm: [{ id: 'a', ver: 2 }],
      },
      'live',
    );
    assert.deepEqual(removes, []);
    assert.deepEqual(
      upserts.map(({ version, subject }) => [version, subject]),
      [[3, 'x']],
    );
  });

  it('patches named fields only, and frees a field that is unset', () => {
    const replica = new Replica();
    const full = row('a', 1, {
      subject: 'Card charged twice',
      agent: { id: 'a1', name: 'Marc' },
      skills: [{ id: 's1', name: 'French', level: 3 }],
      statusSince: 5,
      startedAt: 3,
    });
    const [before] = replica.apply({ up: [full] }, 'live').upserts;
    const patch = {
      id: 'a',
      ver: 2,
      set: { status: 'waiting', version: 99, nonsense: 1 },
      unset: ['agent', 7],
    };
    const { upserts } = replica.apply({ patch: [patch] }, 'live');
    const [after] = upserts;
    assert.ok(before && after);
    assert.deepEqual(after, { ...before, version: 2, status: 'waiting', agent: null });
    assert.equal(Object.isFrozen(after), true);
    assert.equal(isDecodedList(upserts), true);
    assert.equal(after.skills, before.skills);
  });

  it('D13 lets no key of a patch or a row reach a prototype', () => {
    const replica = new Replica();
    const hostile = JSON.parse(
      '{"up":[{"id":"__proto__","ver":1,"status":"open","__proto__":{"polluted":1},"ext":{"__proto__":{"polluted":1}}}],' +
        '"patch":[{"id":"__proto__","ver":2,"set":{"__proto__":{"polluted":1},"constructor":{"polluted":1}}}]}',
    ) as Operations;
    const { upserts } = replica.apply(hostile, 'live');
    assert.equal(({} as Raw)['polluted'], undefined);
    assert.equal(upserts[0]?.id, '__proto__');
    assert.equal((upserts[0] as unknown as Raw)['polluted'], undefined);
  });

  it('B15 ignores a patch of a closed row, and calls one of a missing row a divergence only when live', () => {
    const replica = new Replica();
    const patch = [{ id: 'a', ver: 4, set: {} }];
    assert.equal(replica.apply({ patch }, 'replay').diverged, false);
    assert.equal(replica.apply({ patch }, 'live').diverged, true);
    replica.apply({ rm: [{ id: 'a', ver: 4, why: 'closed' }] }, 'live');
    assert.equal(replica.apply({ patch }, 'live').diverged, false);
  });

  it('D10 counts what it cannot read and still agrees with the marks of the server', () => {
    const replica = new Replica();
    const rows = [row('a', 1), row('b', 1, { status: null }), row('c', 1, { channel: 'record' })];
    const { upserts, quarantined } = replica.apply({ up: rows }, 'live');
    assert.deepEqual(
      upserts.map(({ id }) => id),
      ['a'],
    );
    assert.deepEqual(
      [...quarantined],
      [
        ['no-status', 1],
        ['record-channel', 1],
      ],
    );
    const marks = (list: [string, number][]): [number, string] => [list.length, plainDigest(list)];
    assert.equal(
      replica.agrees(
        ...marks([
          ['a', 1],
          ['b', 1],
          ['c', 1],
        ]),
      ),
      true,
    );
    assert.equal(
      replica.agrees(
        ...marks([
          ['a', 1],
          ['b', 1],
        ]),
      ),
      false,
    );
    // A row that was shown and cannot be read any more goes, until it can.
    const gone = replica.apply({ patch: [{ id: 'a', ver: 2, set: { status: 7 } }] }, 'live');
    assert.deepEqual(gone.removes, [{ id: 'a', version: 2, why: 'scope' }]);
    replica.apply(
      {
        patch: [
          { id: 'a', ver: 3, set: { subject: 'x' } },
          { id: 'b', ver: 2, set: {} },
        ],
      },
      'live',
    );
    assert.equal(
      replica.agrees(
        ...marks([
          ['a', 3],
          ['b', 2],
          ['c', 1],
        ]),
      ),
      true,
    );
    assert.equal(replica.apply({ up: [row('a', 4)] }, 'live').upserts.length, 1);
    assert.equal(replica.shown, 1);
  });

  it('D12 compares nothing after a row that could not be identified', () => {
    for (const broken of [
      7,
      null,
      [],
      {},
      { id: '', ver: 1 },
      { id: 'x'.repeat(129), ver: 1 },
      { id: 'a', ver: '7' },
    ]) {
      const replica = new Replica();
      const { quarantined } = replica.apply({ up: [broken] }, 'live');
      assert.equal(quarantined.size, 1);
      assert.equal(replica.agrees(99, 'nonsense'), true);
    }
  });

  it('keeps at most so many rows as it may, and the newest 10,000 closings', () => {
    const replica = new Replica(2);
    const { quarantined } = replica.apply(
      { up: [row('a', 1), row('b', 1), row('c', 1), row('a', 2)] },
      'live',
    );
    assert.deepEqual([...quarantined], [['too-many-rows', 1]]);
    assert.deepEqual(versions(replica), { a: 2, b: 1 });
    const closings = Array.from({ length: 10_001 }, (_, index) => ({
      id: `z-${index}`,
      ver: 5,
      why: 'closed',
    }));
    const graves = new Replica();
    graves.apply({ rm: closings }, 'live');
    graves.apply({ up: [row('z-0', 1), row('z-1', 1)] }, 'live');
    assert.deepEqual(versions(graves), { 'z-0': 1 });
  });
});
