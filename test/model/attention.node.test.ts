/** How much a conversation needs a supervisor, and an order by it that is quiet. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  ATTENTION_TERMS,
  ATTENTION_WEIGHTS,
  attentionScore,
  orderKey,
  steadyKeys,
  steadyOrder,
  strongestTerms,
  SWAP_MARGIN,
  type AttentionFacts,
  type AttentionOptions,
} from '../../src/model/attention.js';
import { conversation, START } from '../../testing/scripted-data-source.js';

const MINUTE = 60_000;
const FACTS: AttentionFacts = { now: START, thresholds: {}, bestSentiment: () => null };

function points(
  fields: Record<string, unknown>,
  facts: Partial<AttentionFacts> = {},
  options?: AttentionOptions,
): Record<string, number | null> {
  const { total, terms } = attentionScore(conversation('a', fields), { ...FACTS, ...facts }, options);
  const known = terms.reduce((sum, term) => sum + (term.points ?? 0), 0);
  assert.ok(Math.abs(known - total) < 1e-9, 'the score is the sum of its terms');
  return Object.fromEntries(terms.map((term) => [term.name, term.points]));
}

describe('a score', () => {
  it('has every term, and says which facts are not known', () => {
    assert.deepEqual(points({ wait: null, status: 'active' }), {
      wait: 0,
      customer: null,
      sentiment: null,
      'sentiment-fall': null,
      transfers: 0,
      'missed-offers': null,
      priority: null,
    });
  });

  it('holds a wait against its target: of the host, of the queue, or 10 minutes, up to three times', () => {
    const wait = (minutes: number): object => ({ wait: { ms: 0, since: START - minutes * MINUTE } });
    assert.equal(points({ ...wait(5) })['wait'], ATTENTION_WEIGHTS.wait / 2);
    assert.equal(points({ ...wait(90) })['wait'], ATTENTION_WEIGHTS.wait * 3);
    const thresholds = { queues: { q1: { wait: { breach: 5 * MINUTE } } } };
    assert.equal(points({ ...wait(5) }, { thresholds })['wait'], ATTENTION_WEIGHTS.wait);
    assert.equal(points({ ...wait(5) }, { thresholds }, { waitTarget: 2.5 * MINUTE })['wait'], 80);
    assert.equal(points({ ...wait(5), direction: 'outbound' })['wait'], 0);
    assert.equal(points({ wait: { ms: 5 * MINUTE, since: null } })['wait'], 0, 'a wait that is over');
  });

  it('counts how long ago the customer wrote while somebody talks with them', () => {
    const wrote = { lastCustomerMessageAt: START - 5 * MINUTE };
    assert.equal(points({ ...wrote, status: 'active' })['customer'], ATTENTION_WEIGHTS.customer);
    assert.equal(points({ ...wrote, status: 'wrap-up' })['customer'], 0);
    assert.equal(points({ ...wrote, status: 'open' })['customer'], 0);
    assert.equal(points({ ...wrote, status: 'waiting' }, {}, { answerTarget: 10 * MINUTE })['customer'], 10);
  });

  it('counts a bad sentiment, and how far it fell', () => {
    assert.equal(points({ sentiment: 'very-negative' })['sentiment'], ATTENTION_WEIGHTS.sentiment);
    assert.equal(points({ sentiment: 'neutral' })['sentiment'], 0);
    assert.equal(points({ sentiment: 'puzzled' })['sentiment'], null);
    const fell = points({ sentiment: 'negative' }, { bestSentiment: () => 4 });
    assert.equal(fell['sentiment-fall'], ATTENTION_WEIGHTS['sentiment-fall']);
    assert.equal(points({ sentiment: 'negative' }, { bestSentiment: () => 1 })['sentiment-fall'], 0);
  });

  it('counts transfers, offers that were missed, and priority', () => {
    const some = points({ transfers: 9, ext: { missedOffers: 1 }, priority: 2 });
    assert.deepEqual([some['transfers'], some['missed-offers'], some['priority']], [10, 5, 5]);
  });

  it('leaves out what the host gives no weight', () => {
    const weights = Object.fromEntries(ATTENTION_TERMS.map((name) => [name, name === 'transfers' ? 6 : 0]));
    assert.deepEqual(points({ transfers: 1 }, {}, { weights }), { transfers: 2 });
  });

  it('names the terms that add most', () => {
    const score = attentionScore(
      conversation('a', { sentiment: 'negative', transfers: 3, priority: 1 }),
      FACTS,
    );
    assert.deepEqual(
      strongestTerms(score).map(({ name }) => name),
      ['sentiment', 'transfers'],
    );
    assert.deepEqual(
      strongestTerms(score, 9).map(({ name }) => name),
      ['sentiment', 'transfers', 'priority', 'wait'],
    );
  });
});

const arbitraryScore = fc.double({ min: 0, max: 300, noNaN: true });

describe('the order', () => {
  it('swaps two rows only when one is more than 5 % above the other', () => {
    fc.assert(
      fc.property(fc.array(arbitraryScore, { maxLength: 40 }), (scores) => {
        const before = scores.map((score, place) => ({ score, place }));
        const after = steadyOrder(before);
        assert.equal(new Set(after).size, before.length);
        after.forEach((row, index) => {
          for (const below of after.slice(index + 1))
            if (below.place < row.place) assert.ok(row.score > below.score * (1 + SWAP_MARGIN));
        });
        for (let index = 1; index < after.length; index += 1) {
          const [above, below] = [after[index - 1], after[index]];
          assert.ok(above && below && below.score <= above.score * (1 + SWAP_MARGIN), 'what is due is done');
        }
        assert.deepEqual(steadyOrder(after), after, 'and then is quiet');
      }),
    );
  });

  it('has keys that fall from row to row and are near the scores', () => {
    fc.assert(
      fc.property(fc.array(arbitraryScore, { maxLength: 40 }), (scores) => {
        const keys = steadyKeys(scores);
        keys.forEach((key, place) => {
          const next = keys[place + 1];
          if (next !== undefined) assert.ok(key > next);
          const most = Math.max(...scores.slice(place));
          assert.ok(key >= (scores[place] ?? 0) && key <= most + 1e-3);
        });
      }),
    );
  });

  it('does not follow a score that is near its key', () => {
    fc.assert(
      fc.property(arbitraryScore, arbitraryScore, (key, score) => {
        const next = orderKey(score, key);
        if (Math.max(key, score) <= Math.min(key, score) * (1 + SWAP_MARGIN)) assert.equal(next, key);
        else assert.ok(Math.abs(next - score) <= score * SWAP_MARGIN + 1e-9);
        assert.equal(orderKey(score, undefined), score);
        assert.ok(Math.abs(orderKey(score, next) - next) <= 1e-9 * Math.max(1, next), 'and then is quiet');
      }),
    );
  });
});
