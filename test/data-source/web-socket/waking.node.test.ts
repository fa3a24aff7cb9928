import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Bench, row, START } from './fixture.js';

describe('a machine that wakes', { timeout: 20_000 }, () => {
  it('I02 with a session that has ended meanwhile: a new token first, then it resumes where it was', async (context) => {
    let asked = 0;
    const bench = await Bench.open(context, {
      tokenProvider: () => Promise.resolve(`token-${(asked += 1)}`),
    });
    const { recorder, connection } = await bench.live([row('c-1')], 10, {
      auth: { expiresAt: START + 600_000 },
    });
    connection.answersPings = false;
    bench.environment.sleep(1_800_000);
    bench.environment.advance(1_000);
    assert.equal(recorder.state, 'stale');
    await connection.next('ping');
    connection.close(4401);
    await connection.closed;
    const { hello } = await bench.welcome({ resumed: true });
    const { token } = hello['auth'] as { token: string };
    assert.notEqual(token, 'token-1', 'the old one is not tried again');
    assert.equal(token, `token-${asked}`);
    assert.equal((hello['resume'] as { seq: number }).seq, 10);
    await recorder.untilState('live');
    assert.deepEqual(recorder.versions, { 'c-1': 1 });
    assert.equal(recorder.of('wipe').length, 0);
  });

  it('H06 before its network: the attempts begin anew when the network is there', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    connection.terminate();
    const delays: number[] = [];
    /** Loses the newest connection; says how long it waits for the next one. */
    const lose = async (): Promise<void> => {
      const { length } = recorder.of('connection');
      const lost = await bench.server.next();
      lost.terminate();
      const told = (): number | undefined =>
        recorder
          .of('connection')
          .slice(length)
          .findLast(({ retryAt }) => retryAt !== undefined)?.retryAt;
      await recorder.until(() => told() !== undefined);
      delays.push((told() ?? 0) - bench.environment.now());
    };
    await recorder.until(() => recorder.connection?.retryAt !== undefined);
    bench.environment.sleep(1_800_000);
    bench.environment.page.signal('shown');
    for (let time = 0; time < 4; time += 1) {
      await lose();
      if (time < 3) bench.environment.advance(delays.at(-1) ?? 0);
    }
    assert.ok((delays[3] ?? 0) > 3 * (delays[0] ?? 0), `it waits longer each time: ${delays.join()}`);
    bench.environment.sleep(1_000);
    bench.environment.page.signal('network');
    // No time passes: the attempt comes with the network.
    await lose();
    assert.ok((delays[4] ?? Infinity) <= (delays[0] ?? 0), `it begins anew: ${delays.join()}`);
    bench.environment.advance(delays[4] ?? 0);
    await bench.welcome({ resumed: true });
    await recorder.untilState('live');
  });
});
