import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseMockUrl } from '../../../src/data-source/mock/mock-options.js';

describe('The URL of a mock source', () => {
  it('says seed, conversations, rate and more', () => {
    assert.deepEqual(
      parseMockUrl('mock:?seed=7&conversations=200&rate=0.5&agents=3&latency=0&accept=1&refuse=0'),
      {
        options: {
          seed: 7,
          conversations: 200,
          rate: 0.5,
          agents: 3,
          latency: 0,
          acceptance: { accept: 1, refuse: 0 },
        },
        mistakes: [],
      },
    );
  });

  it('may say nothing', () => {
    for (const url of ['mock:', 'mock:?', 'mock:#x']) {
      assert.deepEqual(parseMockUrl(url), { options: {}, mistakes: [] }, url);
    }
  });

  it('with a bad value keeps the default and says which', () => {
    const bad = ['fast', '', '-1', '1e9', 'NaN', 'Infinity', '1.5'];
    for (const value of bad) {
      const { options, mistakes } = parseMockUrl(`mock:?conversations=${value}&seed=3`);
      assert.deepEqual(options, { seed: 3 }, value);
      assert.equal(mistakes.length, 1, value);
      assert.match(
        mistakes[0] ?? '',
        /^conversations=.* is not a whole number from 0 to 200000; the default is used$/,
      );
    }
    assert.match(parseMockUrl('mock:?accept=2').mistakes[0] ?? '', /accept=2 is not a number from 0 to 1/);
  });

  it('with an unknown name says so, also for names that every object has', () => {
    for (const name of ['sead', 'constructor', '__proto__']) {
      const { options, mistakes } = parseMockUrl(`mock:?${name}=1`);
      assert.deepEqual(options, {});
      assert.deepEqual(mistakes, [`mock: has no option ${name}`]);
    }
  });
});
