/** What a stream of events may do wrong, and what is told of it. That of a real server is in test/conformance. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { from } from 'rxjs';
import type { SourceMessage } from '../../../src/data-source/data-source.js';
import { fromEventSource, type EventSourceLike } from '../../../src/data-source/event-source/index.js';
import { ManualClock } from '../../../src/data-source/mock/index.js';

type Listener = (event: { readonly data?: unknown }) => void;

/** A stream in the hand of the test. */
class Stream implements EventSourceLike {
  readyState = 0;
  readonly address: URL;
  readonly #listeners: Record<string, Listener[]> = {};

  constructor(url: string) {
    this.address = new URL(url);
  }

  addEventListener(type: string, listener: Listener): void {
    (this.#listeners[type] ??= []).push(listener);
  }

  close(): void {
    this.readyState = 2;
  }

  send(...messages: readonly object[]): void {
    this.readyState = 1;
    for (const message of messages) this.#fire('message', { data: JSON.stringify(message) });
  }

  text(data: string): void {
    this.#fire('message', { data });
  }

  /** The line is cut; browsers try again by themselves. */
  cut(): void {
    this.#fire('open', {});
    this.readyState = 0;
    this.#fire('error', {});
  }

  /** An answer that is no stream. */
  refuse(): void {
    this.readyState = 2;
    this.#fire('error', {});
  }

  #fire(type: string, event: { readonly data?: unknown }): void {
    for (const listener of this.#listeners[type] ?? []) listener(event);
  }
}

const welcome = {
  type: 'welcome',
  v: 1,
  stream: 's',
  epoch: 'e',
  resumed: false,
  head: 5,
  now: 1_767_225_600_000,
  can: { assign: true },
  user: { id: 'u', name: 'Una' },
};
const row = (id: string, ver = 1): object => ({ id, ver, status: 'open' });
const snapshot = (...rows: readonly object[]): object[] => [
  { type: 'snap.begin', snap: 'n', stream: 's', epoch: 'e', seq: 5, total: rows.length },
  { type: 'snap.page', snap: 'n', n: 1, rows, next: null },
  { type: 'snap.end', snap: 'n', pages: 1, count: rows.length, until: 5 },
];
const delta = (first: number, seq: number, ...up: readonly object[]): object => ({
  type: 'delta',
  epoch: 'e',
  from: first,
  seq,
  at: 9,
  up,
});

/** A source over streams that do what the test says. */
function watch(status: number | null = null) {
  const clock = new ManualClock();
  const streams: Stream[] = [];
  const messages: SourceMessage[] = [];
  const source = fromEventSource('https://example.org/events?tenant=7', {
    open: (url) => {
      const stream = new Stream(url);
      streams.push(stream);
      return stream;
    },
    status: () => Promise.resolve(status),
    after: (ms, callback) => clock.after(ms, callback),
    now: () => clock.now(),
  });
  const subscription = from(
    source.connect({ windowHours: 8, queues: ['q 1', 'q2'], locale: 'en' }),
  ).subscribe((message) => messages.push(message));
  return {
    source,
    clock,
    streams,
    messages,
    subscription,
    /** The one that is open now. */
    get stream(): Stream {
      const stream = streams.at(-1);
      assert.ok(stream);
      return stream;
    },
    get state(): string | undefined {
      return messages.findLast((message) => message.type === 'connection')?.state;
    },
    of: <Type extends SourceMessage['type']>(type: Type) =>
      messages.filter((message): message is Extract<SourceMessage, { type: Type }> => message.type === type),
    /** Lets time pass until another stream is opened. */
    untilOpened(): Stream {
      const before = streams.length;
      for (let second = 0; second < 120 && streams.length === before; second += 1) clock.advance(1_000);
      assert.equal(streams.length, before + 1);
      return streams[before] as Stream;
    },
  };
}

function live(status?: number | null) {
  const watched = watch(status);
  watched.stream.send(welcome, ...snapshot(row('a'), row('b')));
  assert.equal(watched.state, 'live');
  return watched;
}

describe('server-sent events', () => {
  it('says in the address what is wanted, and keeps what the host has put there', () => {
    const { stream } = watch();
    const { pathname, searchParams } = stream.address;
    assert.equal(pathname, '/events');
    assert.deepEqual(
      [...searchParams],
      [
        ['tenant', '7'],
        ['windowHours', '8'],
        ['queue', 'q 1'],
        ['queue', 'q2'],
      ],
    );
  });

  for (const [url, words] of [
    ['nonsense', /not a valid URL/],
    ['ftp://example.org/', /gives no events/],
    ['https://una:secret@example.org/', /user name or a password/],
    ['http://example.org/', /use https/],
  ] as const)
    it(`refuses the address ${url}`, () => {
      assert.throws(() => fromEventSource(url), words);
    });

  it('tells who the user is, what they may do, and rows that are live', () => {
    const { messages } = live();
    assert.deepEqual(
      messages.map((message) => (message.type === 'connection' ? message.state : message.type)),
      [...['connecting', 'supervisor', 'permissions', 'clock', 'progress', 'progress', 'snapshot', 'live']],
    );
  });

  it('A07 goes on where it was when the line was cut', () => {
    const watched = live();
    watched.stream.send(delta(5, 6, row('a', 2)));
    watched.stream.cut();
    assert.equal(watched.state, 'reconnecting');
    assert.equal(watched.stream.readyState, 2, 'the browser does not try by itself as well');
    const next = watched.untilOpened();
    assert.equal(next.address.searchParams.get('lastEventId'), 'e:6');
    next.send({ ...welcome, resumed: true, head: 7 });
    assert.equal(watched.state, 'reconnecting', 'a change is on its way');
    next.send(delta(6, 7, row('b', 3)));
    assert.equal(watched.state, 'live');
    assert.equal(watched.of('snapshot').length, 1);
  });

  it('B04 begins anew with a snapshot when a change is missing', () => {
    const watched = live();
    watched.stream.send(delta(6, 7, row('a', 3)));
    assert.notEqual(watched.state, 'live');
    assert.ok(watched.of('diagnostic').some(({ code }) => code === 'gap'));
    const next = watched.untilOpened();
    assert.equal(next.address.searchParams.get('lastEventId'), null);
    next.send(welcome, ...snapshot(row('a', 3)));
    assert.equal(watched.state, 'live');
    assert.deepEqual(watched.of('delta'), []);
  });

  it('A18 hears nothing of a stream that was given up', () => {
    const watched = live();
    const { stream } = watched;
    stream.cut();
    const before = watched.messages.length;
    stream.send(delta(5, 6, row('a', 2)));
    assert.equal(watched.messages.length, before);
  });

  it('A10 takes silence for a lost line, and a sign of life for none', () => {
    const watched = live();
    watched.clock.advance(20_000);
    watched.stream.send({ type: 'ping', n: 0, now: 1_767_225_620_000 });
    watched.clock.advance(20_000);
    assert.equal(watched.state, 'live');
    watched.clock.advance(5_000);
    assert.equal(watched.state, 'reconnecting');
  });

  for (const [status, state] of [
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [503, 'reconnecting'],
    [null, 'reconnecting'],
  ] as const)
    it(`shows an answer ${String(status)} as ${state}, and tries again`, async () => {
      const watched = watch(status);
      watched.stream.refuse();
      await new Promise(setImmediate);
      assert.equal(watched.state, state);
      assert.equal(watched.of('wipe').length, status === 403 ? 1 : 0);
      watched.untilOpened().send(welcome, ...snapshot(row('a')));
      assert.equal(watched.state, 'live');
    });

  it('I07 takes everything away when the server says that nothing may be seen any more', () => {
    const watched = live();
    watched.stream.send({ type: 'bye', code: 'forbidden', reconnect: false });
    assert.equal(watched.state, 'forbidden');
    assert.equal(watched.of('wipe').length, 1);
  });

  it('I08 takes everything away when rights shrink, and shows what may still be seen', () => {
    const watched = live();
    watched.stream.send({ type: 'reset', reason: 'permissions' });
    assert.equal(watched.of('wipe').length, 1);
    assert.equal(watched.state, 'stale');
    watched.stream.send(...snapshot(row('b')));
    assert.equal(watched.state, 'live');
    assert.equal(watched.of('snapshot').at(-1)?.conversations.length, 1);
  });

  it('I10 takes everything away when the stream is of another user', () => {
    const watched = live();
    watched.stream.cut();
    watched.untilOpened().send({ ...welcome, user: { id: 'v', name: 'Vic' } }, ...snapshot(row('c')));
    assert.deepEqual(
      watched.of('wipe').map(({ reason }) => reason),
      ['user'],
    );
  });

  it('D06 counts a message that cannot be read, and has it sent again', () => {
    const watched = live();
    watched.stream.text('{"type":');
    assert.equal(watched.state, 'reconnecting');
    assert.ok(watched.of('diagnostic').some(({ code }) => code === 'malformed-frame'));
    const again = watched.untilOpened();
    assert.equal(again.address.searchParams.get('lastEventId'), 'e:5');
    again.text('{"type":');
    assert.equal(watched.untilOpened().address.searchParams.get('lastEventId'), null);
  });

  it('D10 leaves out a row that cannot be read, and says so', () => {
    const watched = live();
    watched.stream.send(delta(5, 6, { id: 'c', ver: 1 }, row('d')));
    assert.equal(watched.state, 'live');
    assert.deepEqual(
      watched.of('delta').flatMap(({ upserts }) => upserts.map(({ id }) => id)),
      ['d'],
    );
    assert.ok(watched.of('diagnostic').some(({ code }) => code === 'no-status'));
  });

  it('D16 works off a large message in parts, and what follows it after it', () => {
    const watched = live();
    const many = Array.from({ length: 5_000 }, (_, index) => row(`n${String(index)}`));
    watched.stream.send(delta(5, 6, ...many), delta(6, 7, row('a', 2)));
    const told = (): number => watched.of('delta').reduce((sum, { upserts }) => sum + upserts.length, 0);
    assert.ok(told() < 5_000);
    watched.clock.advance(10);
    assert.equal(told(), 5_001);
    assert.equal(watched.of('delta').at(-1)?.upserts[0]?.id, 'a');
  });

  it('A15 stays away for as long as the server asks', () => {
    const watched = live();
    watched.stream.send({ type: 'bye', code: 'restart', reconnect: true, retryAfterMs: 60_000 });
    watched.stream.cut();
    watched.clock.advance(59_000);
    assert.equal(watched.streams.length, 1);
    watched.clock.advance(2_000);
    assert.equal(watched.streams.length, 2);
  });

  it('reads all rows again when the user asks, and only what has come since after a sleep', () => {
    const watched = live();
    watched.clock.advance(2_000);
    watched.source.refresh?.('wake');
    assert.equal(watched.state, 'stale');
    assert.equal(watched.stream.address.searchParams.get('lastEventId'), 'e:5');
    watched.stream.send({ ...welcome, resumed: true });
    assert.equal(watched.state, 'live');
    watched.clock.advance(2_000);
    watched.source.refresh?.('user');
    assert.equal(watched.stream.address.searchParams.get('lastEventId'), null);
  });

  it('A19 holds nothing after it was left', () => {
    const watched = live();
    watched.subscription.unsubscribe();
    assert.equal(watched.clock.timers, 0);
    assert.equal(watched.stream.readyState, 2);
  });
});
