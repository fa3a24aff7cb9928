import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { WebSocketDataSource } from '../../../src/data-source/web-socket/index.js';
import { ModelServer } from './faulty-network.js';
import { ManualEnvironment } from './manual-environment.js';
import { Recorder, SCOPE } from './recorder.js';

/** A small generator of numbers in [0, 1), the same ones for the same seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const RUNS = Number(process.env['CONVERGENCE_RUNS'] ?? 200);

/**
 * In calm weather at the end, all that is wrong must come out by itself: by the next changes where the server numbers its
 * operations rightly, and only by its marks where it does not.
 */
function converges(reveal: (server: ModelServer) => void, isForgetful: boolean): void {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = generator(seed);
      const environment = new ManualEnvironment();
      const server = new ModelServer(random, environment.now, isForgetful);
      const source = new WebSocketDataSource('wss://feed.example/', {
        environment: { ...environment.parts, random, openSocket: () => server.open() },
      });
      const recorder = new Recorder(source.connect(SCOPE));
      for (let moment = 0; moment < 150; moment += 1) {
        server.step();
        environment.advance(Math.floor(random() * 800));
      }
      server.isFaulty = false;
      for (let second = 0; second < 240; second += 1) {
        if (second % 10 === 0) reveal(server);
        for (let time = 0; time < 4; time += 1) server.step();
        environment.advance(1_000);
      }
      assert.equal(recorder.state, 'live');
      const expected = [...server.rows.values()].map(({ id, ver, subject }) => [id, ver, subject]);
      const actual = [...recorder.rows.values()].map(({ id, version, subject }) => [id, version, subject]);
      assert.deepEqual(actual.sort(), expected.sort());
      assert.equal(server.mostOpen, 1);
      recorder.stop();
    }),
    { numRuns: RUNS },
  );
}

describe('a source behind a network that loses, doubles, swaps and cuts', () => {
  it('ends with the rows of the server by the chain of deltas alone', () => {
    converges((server) => server.change(), false);
  });

  it('ends with the rows of a server that forgets to tell changes, by its digests', () => {
    converges((server) => server.mark(), true);
  });
});
