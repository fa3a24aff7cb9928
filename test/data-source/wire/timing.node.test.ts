import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { backoffDelay } from '../../../src/data-source/wire/backoff.js';
import { ClockSamples } from '../../../src/data-source/wire/clock-samples.js';

describe('backoffDelay', () => {
  it('A14 has the averages of the protocol, and spans the whole interval at the cap', () => {
    const averages = [1, 2, 3, 4, 5, 6, 7].map((attempt) => backoffDelay(attempt, {}, () => 0.5));
    assert.deepEqual(averages, [500, 750, 1_250, 2_250, 4_250, 8_250, 15_250]);
    assert.equal(
      backoffDelay(1_000, {}, () => 0),
      250,
    );
    assert.equal(
      backoffDelay(1_000, {}, () => 1),
      30_250,
    );
  });

  it('after a steady link is spread as the server wants, over a second at least', () => {
    assert.equal(
      backoffDelay(0, {}, () => 0.5),
      500,
    );
    assert.equal(
      backoffDelay(0, { spreadMs: 8_000 }, () => 0.5),
      4_000,
    );
    assert.equal(
      backoffDelay(3, { spreadMs: 8_000 }, () => 0.5),
      1_250,
    );
  });

  it('A15 is never shorter than asked for, nor kept up for more than ten minutes', () => {
    assert.equal(
      backoffDelay(0, { retryAfterMs: 30_000 }, () => 0),
      30_000,
    );
    assert.equal(
      backoffDelay(7, { retryAfterMs: 500 }, () => 0.5),
      15_250,
    );
    assert.ok(backoffDelay(0, { retryAfterMs: 86_400_000 }, () => 0.99) <= 600_250);
  });

  it('A14 spreads a thousand clients evenly', () => {
    const bins = new Array<number>(80).fill(0);
    for (let client = 0; client < 1_000; client += 1) {
      const delay = backoffDelay(0, { spreadMs: 8_000 }, () => (client + 0.5) / 1_000);
      bins[Math.floor(delay / 100)] = (bins[Math.floor(delay / 100)] ?? 0) + 1;
    }
    assert.ok(Math.max(...bins) <= 25);
  });
});

describe('ClockSamples', () => {
  it('G04 takes the sample of the least round trip among the last eight', () => {
    const samples = new ClockSamples();
    assert.equal(samples.best, null);
    samples.add(0, 400, 10_020);
    assert.deepEqual(samples.best, { offset: 9_820, error: 200 });
    samples.add(1_000, 1_020, 11_010);
    assert.deepEqual(samples.best, { offset: 10_000, error: 10 });
    for (let n = 0; n < 7; n += 1) samples.add(2_000, 2_100, 12_055);
    assert.deepEqual(samples.best, { offset: 10_000, error: 10 });
    samples.add(3_000, 3_100, 13_055);
    assert.deepEqual(samples.best, { offset: 10_005, error: 50 });
    samples.clear();
    assert.equal(samples.best, null);
  });
});
