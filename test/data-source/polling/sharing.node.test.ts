import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { from, take } from 'rxjs';
import {
  answerPolls,
  BASE,
  delta,
  empty,
  full,
  json,
  NOW,
  open,
  row,
  SCOPE,
  useServer,
  Watch,
} from './fixture.js';
import { PollingDataSource } from '../../../src/data-source/polling/index.js';
import { ManualPlatform } from './manual-platform.js';

describe('one source for several', () => {
  useServer();

  test('Q01 does nothing before it is subscribed to', async () => {
    const requests = answerPolls(json(full(10, [])));
    const platform = new ManualPlatform();
    const source = new PollingDataSource(BASE, { platform });
    source.connect(SCOPE);
    source.refresh('user');
    await platform.pass(60_000);
    assert.equal(requests.length, 0);
    assert.equal(platform.page.listeners.size, 0);
  });

  test('A26 Q03 shares one sequence of requests and tells late subscribers what is known', async () => {
    const requests = answerPolls(
      json(full(10, [row('a')], { can: { assign: false }, user: { id: 'u7', name: 'Ada' } })),
      json(delta(10, 11, { up: [row('b')] })),
      empty(304),
    );
    const { platform, source, watch } = open();
    await platform.pass(5_000);
    const late = new Watch(source, { ...SCOPE });
    assert.deepEqual(
      late.messages.map(({ type }) => type),
      ['clock', 'permissions', 'supervisor', 'snapshot', 'connection'],
    );
    assert.deepEqual(late.rows, ['a@1', 'b@1']);
    assert.equal(late.of('snapshot')[0]?.asOf, NOW);
    assert.equal(late.state, 'live');
    await platform.pass(5_000);
    assert.equal(requests.length, 3);
    watch.stop();
    await platform.pass(5_000);
    assert.equal(requests.length, 4, 'the other one stays live');
    late.stop();
    await platform.pass(60_000);
    assert.equal(requests.length, 4);
    assert.equal(platform.timers, 0);
  });

  test('Q04 begins anew each time it is subscribed to again', async () => {
    const requests = answerPolls(json(full(10, [row('a')])));
    const { platform, source, watch } = open();
    watch.stop();
    for (let times = 0; times < 3; times += 1) {
      const again = new Watch(source);
      assert.deepEqual(again.states, ['connecting']);
      await platform.pass(0);
      assert.deepEqual(again.rows, ['a@1']);
      again.stop();
    }
    assert.equal(requests.length, 3);
  });

  test('keeps scopes apart and sends them', async () => {
    const requests = answerPolls(json(full(10, [])));
    const { platform, source, watch } = open();
    const other = new Watch(source, { windowHours: 8, queues: ['q 1', 'q2'], locale: 'fr' });
    const same = new Watch(source, { windowHours: 8, queues: ['q2', 'q 1'], locale: 'fr' });
    await platform.pass(0);
    const parameters = requests.map(({ url }) => new URL(url).searchParams);
    assert.deepEqual(
      parameters.map((each) => [each.get('windowHours'), each.getAll('queue')]),
      [
        ['24', []],
        ['8', ['q 1', 'q2']],
      ],
    );
    assert.deepEqual(
      requests.map(({ headers }) => headers.get('accept-language')),
      ['en', 'fr'],
    );
    watch.stop();
    other.stop();
    same.stop();
  });

  test('H13 A19 sends nothing for a subscriber who leaves in the same task', async () => {
    const requests = answerPolls(json(full(10, [])));
    const platform = new ManualPlatform();
    const source = new PollingDataSource(BASE, { platform });
    for (let times = 0; times < 100; times += 1) new Watch(source).stop();
    source.connect(SCOPE).pipe(take(1)).subscribe();
    await platform.pass(60_000);
    assert.equal(requests.length, 0);
    assert.equal(platform.timers, 0);
  });

  test('Q08 may be asked again from within a message', async () => {
    const requests = answerPolls(json(full(10, [row('a')])), empty(304));
    const platform = new ManualPlatform();
    const source = new PollingDataSource(BASE, { platform });
    const inner: Watch[] = [];
    const outer = source.connect(SCOPE).subscribe(({ type }) => {
      if (type !== 'snapshot') return;
      source.refresh('user');
      inner.push(new Watch(source));
    });
    await platform.pass(1_000);
    assert.equal(requests.length, 2);
    assert.equal(inner[0]?.of('snapshot').length, 1);
    outer.unsubscribe();
    inner[0].stop();
    assert.equal(platform.timers, 0);
  });

  test('Q10 is an input that RxJS takes', () => {
    assert.ok(from(new PollingDataSource(BASE).connect(SCOPE)));
  });
});
