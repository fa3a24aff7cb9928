/** Random rows of any making: the decoder, written by hand, says what the schema says. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  decodeConversation,
  decodeParsed,
  decodePatch,
  type DecodeFault,
} from '../../src/data-source/decode-conversation.js';
import type { Conversation } from '../../src/model/conversation.js';
import { parseConversation } from './conversation-schema.js';

type Raw = Record<string, unknown>;
type Result = Conversation | DecodeFault;

const MAX_TIME = 253_402_300_799_999;

const hostileKey = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'x',
  '',
);
const piece = fc.constantFrom('', 'a', 'Ann', '😀', '\uD83D', '\uDE00', '\uFEFF', 'é', '\u0000');
const shortText = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(''));
/** About as long as the limit, with a pair or half of one on it. */
const longText = (limit: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.integer({ min: limit - 3, max: limit + 1 }), shortText)
    .map(([length, end]) => `${'m'.repeat(length)}${end}`);
const text = fc.oneof({ weight: 4, arbitrary: shortText }, { weight: 1, arbitrary: longText(4_000) });
const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('open', 'voice', 'agent', 'telepathy', 'q1') },
  { weight: 1, arbitrary: shortText },
  { weight: 1, arbitrary: longText(128) },
);
const number = fc.oneof(
  fc.nat(5),
  fc.constantFrom(
    -1,
    0.5,
    MAX_TIME,
    MAX_TIME + 1,
    Number.MAX_SAFE_INTEGER,
    Number.MAX_SAFE_INTEGER + 1,
    Number.MAX_VALUE,
    1_767_225_600_000,
  ),
);

/** Null, missing (as `undefined` is once it is JSON), of a wrong type. */
const wrong: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown[]>(null, undefined, true, false, '', '7', 7, [], {}, [[]], [null], { id: 'i' }),
  text,
  number,
  fc.jsonValue({ maxDepth: 2 }),
);
const maybe = (right: fc.Arbitrary<unknown>, weight = 4): fc.Arbitrary<unknown> =>
  fc.oneof({ weight, arbitrary: right }, { weight: 1, arbitrary: wrong });

/** An object of some of these fields in any order, and of some that nobody knows. */
function object(
  fields: Record<string, fc.Arbitrary<unknown>>,
  requiredKeys?: readonly string[],
): fc.Arbitrary<Raw> {
  const known = fc.record(fields, requiredKeys && { requiredKeys: [...requiredKeys] });
  const unknown = fc.array(fc.tuple(hostileKey, wrong), { maxLength: 2 });
  return fc.tuple(known, unknown, fc.boolean()).map(([some, others, backwards]) => {
    const entries: [string, unknown][] = [...Object.entries(some), ...others];
    // Unlike an assignment, this makes `__proto__` a field like any other.
    return Object.fromEntries(backwards ? entries.reverse() : entries);
  });
}

/** A few items, or so many that the list is cut. */
const list = (item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.array(maybe(item), { maxLength: 4 }), fc.constantFrom(0, 0, 0, 61, 64))
    .map(([items, more]) => [
      ...items.slice(0, 1),
      ...Array<unknown>(more).fill(items[0]),
      ...items.slice(1),
    ]);

const named = { id: maybe(word, 9), name: maybe(text) };
const duration = object({ ms: maybe(number), since: maybe(number) });
const ext = fc
  .tuple(
    fc.array(fc.tuple(fc.oneof(hostileKey, shortText), maybe(text, 1)), { maxLength: 4 }),
    fc.constantFrom(0, 0, 0, 61, 64),
  )
  .map(([entries, more]) =>
    Object.fromEntries([...Array.from({ length: more }, (_, n) => [`k${n}`, n] as const), ...entries]),
  );

const FIELDS: Record<string, fc.Arbitrary<unknown>> = {
  subject: maybe(text),
  status: maybe(word, 19),
  phase: maybe(word),
  channel: maybe(word),
  direction: maybe(word),
  handledBy: maybe(word),
  elevated: maybe(fc.boolean()),
  queue: maybe(object({ ...named, type: maybe(word) })),
  workstream: maybe(object(named)),
  agent: maybe(object({ ...named, presence: maybe(word) })),
  customer: maybe(object(named)),
  startedAt: maybe(number),
  statusSince: maybe(number),
  lastCustomerMessageAt: maybe(number),
  wait: maybe(duration),
  handle: maybe(duration),
  sentiment: maybe(word),
  skills: maybe(list(object({ ...named, level: maybe(number) }))),
  priority: maybe(number),
  transfers: maybe(number),
  monitoredBy: maybe(list(word)),
  ext: maybe(ext),
};

const row = object({ id: maybe(word, 19), ver: maybe(fc.nat(9), 19), version: maybe(number), ...FIELDS });
const sound = fc
  .tuple(row, fc.nat(9))
  .map(([fields, ver]): Raw => ({ ...fields, id: 'c1', ver, status: 'active' }));
const anything = fc.oneof(
  { weight: 5, arbitrary: row },
  { weight: 4, arbitrary: sound },
  { weight: 1, arbitrary: wrong },
);

/** As it is after the wire; what JSON cannot say at all is null. */
const wire = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

/** `ext` has no prototype, which the schema does not care about. */
const comparable = (result: Result): unknown =>
  typeof result === 'string' ? result : { ...result, ext: Object.entries(result.ext) };

function assertSame(actual: Result, expected: Result): void {
  assert.deepEqual(comparable(actual), comparable(expected));
}

function assertFrozen(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  assert.ok(Object.isFrozen(value));
  Object.values(value).forEach(assertFrozen);
}

test('the decoder says what the schema says, of rows right and wrong', () => {
  const outcomes = new Map<string, number>();
  fc.assert(
    fc.property(anything, (made) => {
      const value = wire(made);
      const before = JSON.stringify(value);
      const result = decodeParsed(value);
      assertSame(result, parseConversation(value));
      assertSame(decodeConversation(value), result);
      assertFrozen(result);
      assert.equal(JSON.stringify(value), before, 'the raw row is left as it was');
      if (typeof result !== 'string') assert.equal(Object.getPrototypeOf(result.ext), null);
      const outcome = typeof result === 'string' ? result : 'row';
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }),
    { numRuns: 1_000, includeErrorInReport: true },
  );
  for (const outcome of ['row', 'not-an-object', 'no-id', 'no-version', 'no-status']) {
    assert.ok((outcomes.get(outcome) ?? 0) > 5, `${outcome} was among them`);
  }
});

test('the reasons for which a row is left out come in the order of the schema', () => {
  for (const [value, reason] of [
    [[], 'not-an-object'],
    [null, 'not-an-object'],
    [{}, 'no-id'],
    [{ ver: 1, status: 'open' }, 'no-id'],
    [{ id: 'c1' }, 'no-version'],
    [{ id: 'c1', ver: 'x', version: 1, status: 'open' }, 'no-version'],
    [{ id: 'c1', ver: 1 }, 'no-status'],
    [{ id: 'c1', version: 1 }, 'no-status'],
  ]) {
    assert.equal(decodeParsed(value), reason);
    assert.equal(decodeConversation(value), reason);
    assert.equal(parseConversation(value), reason);
  }
});

/** A decoded row as a server would send it whole. A name that is the id's stand-in was not sent. */
function wireForm({ version, ...fields }: Conversation): Raw {
  const unnamed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(unnamed);
    const { id, name } = Object(value) as Raw;
    return id !== undefined && id === name ? { ...(value as Raw), name: null } : value;
  };
  const parts = Object.entries(fields).map(([name, value]) => [
    name,
    name === 'ext' ? value : unnamed(value),
  ]);
  return { ...(Object.fromEntries(parts) as Raw), ver: version };
}

const patch = fc.record({
  set: object({ ver: wrong, version: wrong, id: wrong, ...FIELDS }, []),
  unset: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('startedAt', 'statusSince', 'agent', 'ext') },
      { weight: 8, arbitrary: fc.constantFrom(...Object.keys(FIELDS).filter((name) => name !== 'status')) },
      { weight: 1, arbitrary: fc.constantFrom('status', 'id', 'ver', 'version') },
      { weight: 1, arbitrary: fc.oneof(hostileKey, wrong) },
    ),
    { maxLength: 3 },
  ),
});

test('a patched row is the row that would have been sent whole', () => {
  fc.assert(
    fc.property(sound, patch, fc.nat(99), (made, { set, unset }, version) => {
      const base = decodeParsed(wire(made));
      assert.ok(typeof base !== 'string');
      const fields = wire(set) as Raw;
      const names = wire(unset) as unknown[];
      const merged = Object.fromEntries([
        ...Object.entries(wireForm(base)),
        ...Object.entries(fields),
        ...names.filter((name) => typeof name === 'string').map((name): [string, unknown] => [name, null]),
        // A patch cannot make another row of it.
        ['id', base.id],
        ['ver', version],
      ]);
      const result = decodePatch(base, version, fields, names);
      assertSame(result, parseConversation(wire(merged)));
      assertFrozen(result);
      if (typeof result === 'string') return;
      for (const name of Object.keys(base) as (keyof Conversation)[]) {
        if (name === 'version' || Object.hasOwn(fields, name) || names.includes(name)) continue;
        assert.equal(result[name], base[name], `${name} is shared with the row before`);
      }
    }),
    { numRuns: 1_000, includeErrorInReport: true },
  );
});

/** What `Object.prototype` may lend, under the name of each field that is read. */
const LENT: Readonly<Record<string, unknown>> = {
  id: 'lent',
  ver: 7,
  version: 7,
  name: 'lent',
  type: 'lent',
  presence: 'lent',
  level: 7,
  ms: 7,
  since: 7,
  subject: 'lent',
  status: 'lent',
  phase: 'lent',
  channel: 'lent',
  direction: 'lent',
  handledBy: 'lent',
  elevated: true,
  queue: { id: 'lent' },
  workstream: { id: 'lent' },
  agent: { id: 'lent' },
  customer: { id: 'lent' },
  startedAt: 7,
  statusSince: 7,
  lastCustomerMessageAt: 7,
  wait: { ms: 7 },
  handle: { ms: 7 },
  sentiment: 'lent',
  skills: [{ id: 'lent' }],
  priority: 7,
  transfers: 7,
  monitoredBy: ['lent'],
  ext: { lent: 7 },
};

/** Does nothing else meanwhile: few tools stand such a prototype. */
function whilePolluted<T>(names: readonly string[], work: () => T): T {
  const everything = Object.prototype as unknown as Raw;
  try {
    for (const name of names) everything[name] = LENT[name];
    return work();
  } finally {
    for (const name of names) Reflect.deleteProperty(everything, name);
  }
}

test('M14 a polluted Object.prototype lends nothing', () => {
  const bare: readonly unknown[] = [
    {},
    { id: 'c1' },
    { ver: 1, status: 'open' },
    { id: 'c1', status: 'open' },
    { id: 'c1', ver: 1 },
    { id: 'c1', ver: 1, status: 'open' },
    { id: 'c1', ver: 1, status: 'open', queue: {}, agent: {}, wait: {}, skills: [{}], ext: {} },
    {
      id: 'c1',
      ver: 1,
      status: 'open',
      queue: { id: 'q1' },
      workstream: { id: 'w1' },
      agent: { id: 'a1' },
      customer: { id: 'p1' },
      wait: { ms: 1 },
      skills: [{ id: 's1' }],
    },
  ];
  const base = decodeParsed(bare.at(-1)) as Conversation;
  const patches = [
    {},
    { queue: { id: 'q2' }, agent: {}, skills: [{ id: 's2' }], wait: {}, handle: { ms: 2 } },
  ];
  const work = (): Result[] => [
    ...bare.map((value) => decodeParsed(value)),
    ...bare.map((value) => decodeConversation(value)),
    ...patches.map((set) => decodePatch(base, 2, set, ['ext'])),
  ];
  const expected = [
    ...bare.map(parseConversation),
    ...bare.map(parseConversation),
    ...patches.map((set) => parseConversation({ ...wireForm(base), ...set, ver: 2, ext: null })),
  ].map(comparable);
  for (const names of [...Object.keys(LENT).map((name) => [name]), Object.keys(LENT)]) {
    assert.deepEqual(whilePolluted(names, work).map(comparable), expected, names.join());
  }
  fc.assert(
    fc.property(anything, fc.subarray(Object.keys(LENT), { minLength: 1 }), (made, names) => {
      const value = wire(made);
      const results = whilePolluted(names, () => [decodeParsed(value), decodeConversation(value)] as const);
      const expected = parseConversation(value);
      for (const result of results) assertSame(result, expected);
    }),
    { numRuns: 200, includeErrorInReport: true },
  );
});
