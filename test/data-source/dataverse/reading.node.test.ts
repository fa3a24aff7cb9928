import { http, HttpResponse } from 'msw';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ORGANISATION } from './model-dataverse.js';
import { SCOPE, server, Stage, useServer } from './stage.js';

const filterIn = (path = ''): string => /\$filter=([^&]*)/.exec(path)?.[1] ?? '';

describe('the source for Dataverse, when it reads everything', () => {
  useServer();

  it('asks for the columns of the report, for what is not closed, handled by people, in the window and in my queues', async () => {
    const stage = new Stage();
    stage.put('a');
    await stage.connect();
    const [path] = stage.readings;
    assert.equal(
      filterIn(path),
      'statuscode ne 4 and msdyn_isagentsession eq true and msdyn_createdon ge 2025-12-31T03:00:00Z and ' +
        '(_msdyn_cdsqueueid_value eq q1 or _msdyn_cdsqueueid_value eq q2)',
    );
    for (const column of ['activityid', 'versionnumber', 'msdyn_channel', '_msdyn_cdsqueueid_value'])
      assert.match(path ?? '', new RegExp(`[=,]${column}[,&]`));
    const request = stage.model.requests.find(({ url }) => url.includes('ocliveworkitems'));
    assert.equal(
      request?.headers.get('prefer'),
      'odata.include-annotations="OData.Community.Display.V1.FormattedValue",odata.maxpagesize=500',
    );
    assert.deepEqual(stage.states, ['connecting', 'live']);
    assert.equal(stage.of('snapshot')[0]?.asOf, stage.serverNow);
  });

  it('follows the links to further pages, says how far it is, and takes a row once, in its newest version', async () => {
    const stage = new Stage();
    const row = (activityid: string, versionnumber: number) => ({ activityid, versionnumber, statuscode: 1 });
    const mine = { _msdyn_cdsqueueid_value: 'q1' };
    const link = `${ORGANISATION}/api/data/v9.2/msdyn_ocliveworkitems?page=`;
    const pages = [
      { value: [row('a', 1), row('b', 4)], '@odata.count': 5, '@odata.nextLink': `${link}2` },
      // Between the pages both have moved on, and one was read from an old copy.
      { value: [row('a', 7), row('b', 3)], '@odata.nextLink': `${link}3` },
      { value: [row('c', 1)] },
    ];
    stage.model.instead.set('msdyn_ocliveworkitems', () => {
      const { value = [], ...rest } = pages.shift() ?? {};
      return Response.json({ ...rest, value: value.map((each) => ({ ...each, ...mine })) });
    });
    await stage.connect();
    assert.deepEqual(
      stage.of('progress').map(({ loaded, total }) => [loaded, total]),
      [
        [2, 5],
        [2, 5],
      ],
    );
    assert.deepEqual(stage.versions, ['a@7', 'b@4', 'c@1']);
    assert.equal(pages.length, 0);
    assert.equal(stage.of('snapshot').length, 1);
  });

  it('never follows a link to another server, and gives it no token', async () => {
    let visits = 0;
    server.use(
      http.get('https://elsewhere.example/*', () => {
        visits += 1;
        return HttpResponse.json({ value: [] });
      }),
    );
    for (const origin of ['https://elsewhere.example', 'http://org.crm.dynamics.com']) {
      const stage = new Stage({ pageSize: 1, tokenProvider: () => Promise.resolve('secret') });
      stage.model.linkOrigin = origin;
      stage.put('a');
      stage.put('b');
      await stage.connect();
      assert.equal(stage.state, 'reconnecting');
      assert.equal(stage.of('connection').at(-1)?.reason, 'The server gave an address of another server');
      stage.leave();
    }
    assert.equal(visits, 0);
  });

  it('does not go in circles', async () => {
    const stage = new Stage();
    const link = `${ORGANISATION}/api/data/v9.2/msdyn_ocliveworkitems?$skiptoken=1`;
    stage.model.instead.set('msdyn_ocliveworkitems', () =>
      Response.json({ value: [], '@odata.nextLink': link }),
    );
    await stage.connect();
    assert.equal(stage.state, 'reconnecting');
    assert.ok(stage.readings.length < 5);
  });

  it('reads no more rows than it may, and says that there are more', async () => {
    const stage = new Stage({ pageSize: 2, maxRows: 3 });
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) stage.put(id);
    await stage.connect();
    assert.deepEqual(stage.of('snapshot')[0]?.partial, { shown: 4, total: 6 });
    assert.equal(stage.readings.length, 2);
  });

  it('does without a column that the organisation lacks, and says so', async () => {
    const stage = new Stage({ columns: { reason: 'new_reason' } });
    for (const column of ['_msdyn_issueid_value', 'new_reason']) stage.model.lackingColumns.add(column);
    stage.put('a');
    await stage.connect();
    assert.deepEqual(stage.versions, ['a@1']);
    assert.deepEqual(stage.diagnostics, ['no-column: _msdyn_issueid_value × 1', 'no-column: new_reason × 1']);
  });

  it('fails for good when a column without which nothing can be read is not there', async () => {
    const stage = new Stage();
    stage.model.lackingColumns.add('statuscode');
    await stage.connect();
    await stage.pass(60_000);
    assert.equal(stage.state, 'failed');
    const asked = stage.readings.length;
    await stage.pass(600_000);
    assert.equal(stage.readings.length, asked);
    stage.model.lackingColumns.clear();
    stage.source.refresh('user');
    await stage.pass(1_000);
    assert.equal(stage.state, 'live');
  });

  it('leaves out rows that cannot be read and tells how many, once', async () => {
    const stage = new Stage();
    stage.put('a');
    stage.put('b', { versionnumber: 'nonsense' });
    stage.put('c', { versionnumber: -1 });
    stage.put('d', { statuscode: null });
    await stage.connect();
    await stage.pass(15_000);
    assert.deepEqual(stage.versions, ['a@1']);
    assert.equal(stage.diagnostics.filter((text) => text === 'unreadable-row: no-version × 2').length, 1);
    assert.equal(stage.diagnostics.filter((text) => text === 'unreadable-row: no-status × 1').length, 1);
  });

  it('shows the queues that the report names, or the host, or all, instead of mine', async () => {
    for (const [queues, scope, expected] of [
      ['mine', { ...SCOPE, queues: ['q9'] }, ['q9@1']],
      [['{Q2}', 'q3) or (true eq true'], SCOPE, ['q2@1']],
      ['all', SCOPE, ['q1@1', 'q2@1', 'q9@1']],
    ] as const) {
      const stage = new Stage({ queues });
      for (const queue of ['q1', 'q2', 'q9']) stage.put(queue, { _msdyn_cdsqueueid_value: queue });
      await stage.connect(scope);
      assert.deepEqual(stage.versions, expected);
      assert.ok(!stage.model.asked.some((path) => path.startsWith('queuememberships')));
      stage.leave();
    }
  });

  it('shows nothing to somebody without queues, and nothing of other queues to somebody with very many', async () => {
    const none = new Stage();
    none.model.tables['queuememberships']?.rows.splice(0);
    none.put('a');
    await none.connect();
    assert.deepEqual([none.state, none.versions], ['live', []]);
    none.leave();
    const many = new Stage();
    const queues = Array.from({ length: 101 }, (_, index) => `q${index}`);
    many.put('a');
    many.put('b', { _msdyn_cdsqueueid_value: 'other' });
    await many.connect({ ...SCOPE, queues });
    assert.deepEqual(many.versions, ['a@1']);
    assert.doesNotMatch(many.readings[0] ?? '', /cdsqueueid_value eq/);
  });

  it('keeps what is open when it gets older than the window while the report is open', async () => {
    const stage = new Stage();
    stage.put('a', { msdyn_createdon: new Date(stage.serverNow - 23.9 * 3_600_000).toISOString() });
    stage.put('b', { msdyn_createdon: new Date(stage.serverNow - 24.1 * 3_600_000).toISOString() });
    await stage.connect();
    await stage.pass(1_200_000);
    assert.deepEqual(stage.versions, ['a@1']);
  });

  it('goes by the clock of the client where the server hides its own, and gives signs of life all the same', async () => {
    const stage = new Stage();
    stage.model.hidesDate = true;
    stage.put('a', { msdyn_createdon: new Date(stage.platform.now()).toISOString() });
    await stage.connect();
    assert.equal(stage.of('snapshot')[0]?.asOf, stage.platform.now());
    const told = stage.messages.length;
    await stage.pass(11_000);
    assert.deepEqual(
      stage.messages.slice(told).map(({ type }) => type),
      ['delta', 'delta'],
    );
    assert.equal(stage.of('clock').length, 0);
  });

  it('tells how far the clocks are apart, to half a second at best', async () => {
    const stage = new Stage();
    await stage.connect();
    const clock = stage.of('clock')[0];
    assert.ok(clock);
    assert.ok(Math.abs(clock.offsetMs - (stage.serverNow - stage.platform.now())) <= clock.errorMs);
    assert.ok(clock.errorMs >= 500);
  });
});
