/** Durations, card definitions, thresholds, candidates and views. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compareAgents, overCapacityBy, type AgentCandidate } from '../../src/model/agent.js';
import { SENTIMENTS, sentimentRank } from '../../src/model/conversation.js';
import { effectiveStart, elapsed } from '../../src/model/durations.js';
import { belongsToKpi, handleTime, isInQueue, isNegative, waitTime } from '../../src/model/metrics.js';
import { severityOf } from '../../src/model/thresholds.js';
import { DEFAULT_VIEW, readViewState } from '../../src/model/view-state.js';
import { conversation, START } from '../../testing/scripted-data-source.js';

describe('durations', () => {
  it('are what has passed plus what runs since', () => {
    assert.equal(elapsed({ ms: 5_000, since: null }, START), 5_000);
    assert.equal(elapsed({ ms: 5_000, since: START - 1_000 }, START), 6_000);
  });

  it('G05 are never negative, however wrong the clock', () => {
    assert.equal(elapsed({ ms: 0, since: START + 60_000 }, START), 0);
  });

  it('keep the order of their effective starts for ever', () => {
    const running = fc.record({ ms: fc.nat(1e7), since: fc.nat(1e9) });
    fc.assert(
      fc.property(running, running, fc.nat(1e9), (a, b, later) => {
        const now = 2e9 + later;
        assert.equal(elapsed(a, now) - elapsed(b, now), effectiveStart(b) - effectiveStart(a));
      }),
    );
  });
});

describe('figures of a row', () => {
  it('in queue is inbound and open or offered', () => {
    assert.ok(isInQueue(conversation('c', { status: 'open' })));
    assert.ok(isInQueue(conversation('c', { status: 'active', phase: 'awaiting-acceptance' })));
    assert.ok(!isInQueue(conversation('c', { status: 'active', phase: 'in-conversation' })));
    assert.ok(!isInQueue(conversation('c', { status: 'open', direction: 'outbound' })));
  });

  it('an outbound conversation has no wait time', () => {
    const wait = { ms: 9_000, since: null };
    assert.equal(waitTime(conversation('c', { wait }), START), 9_000);
    assert.equal(waitTime(conversation('c', { wait, direction: 'outbound' }), START), null);
    assert.equal(handleTime(conversation('c'), START), null);
  });

  it('negative sentiment is negative or very negative', () => {
    const negative = SENTIMENTS.filter((sentiment) => isNegative(conversation('c', { sentiment })));
    assert.deepEqual(negative, ['very-negative', 'negative']);
  });

  it('sentiments rank from worst to best, unknown ones last', () => {
    assert.deepEqual(
      [...SENTIMENTS].sort((a, b) => sentimentRank(a) - sentimentRank(b)),
      [...SENTIMENTS],
    );
    assert.equal(sentimentRank('puzzled'), sentimentRank(null));
  });

  it('cards filter by their own definition', () => {
    const open = conversation('c', { status: 'open', sentiment: 'negative' });
    const cards = [
      'open',
      'active',
      'in-queue',
      'negative-sentiment',
      'average-wait',
      'average-handle',
    ] as const;
    assert.deepEqual(
      cards.filter((card) => belongsToKpi(card, open)),
      ['open', 'in-queue', 'negative-sentiment', 'average-wait'],
    );
  });
});

describe('thresholds', () => {
  const limits = {
    wait: { warning: 100, breach: 200 },
    queues: { q1: { wait: { breach: 150 } }, q2: { handle: { warning: 5 } } },
  };

  it('hold from the limit on, those of the queue one by one before the global ones', () => {
    assert.deepEqual(
      [99, 100, 199, 200].map((ms) => severityOf(limits, 'wait', 'q3', ms)),
      ['none', 'warning', 'warning', 'breach'],
    );
    assert.equal(severityOf(limits, 'wait', 'q1', 150), 'breach');
    assert.equal(severityOf(limits, 'wait', 'q1', 120), 'warning');
    assert.equal(severityOf(limits, 'handle', 'q2', 9), 'warning');
    assert.equal(severityOf(limits, 'handle', 'q1', 9_999), 'none');
    assert.equal(severityOf(limits, 'wait', 'q1', null), 'none');
    assert.equal(severityOf(limits, 'wait', 'constructor', 150), 'warning');
  });
});

describe('candidates', () => {
  const candidate = (id: string, fields: Partial<AgentCandidate> = {}): AgentCandidate => ({
    id,
    name: id,
    eligible: true,
    why: null,
    presence: 'available',
    presenceSince: null,
    skills: [],
    capacity: { used: 1, max: 4, profile: null },
    queues: [],
    ...fields,
  });
  const french = { id: 's1', name: 'French', level: 3 };
  const refunds = { id: 's2', name: 'Refunds', level: 3 };

  it('are ordered eligible first, best skill match, free capacity, name', () => {
    const list = [
      candidate('excluded', { eligible: false, skills: [french, refunds] }),
      candidate('busy', { capacity: { used: 4, max: 4, profile: null } }),
      candidate('free'),
      candidate('one skill', { skills: [french], capacity: { used: 4, max: 4, profile: null } }),
      candidate('both skills', { skills: [french, refunds] }),
      candidate('one skill better', { skills: [{ ...french, level: 5 }] }),
    ];
    assert.deepEqual(
      list.sort(compareAgents([french, refunds])).map(({ id }) => id),
      ['both skills', 'one skill better', 'one skill', 'free', 'busy', 'excluded'],
    );
  });

  it('tell by how much one more conversation is over capacity', () => {
    assert.equal(overCapacityBy({ used: 3, max: 4, profile: null }), 0);
    assert.equal(overCapacityBy({ used: 4, max: 4, profile: null }), 1);
    assert.equal(overCapacityBy({ used: 7, max: 4, profile: null }), 4);
    assert.equal(overCapacityBy(null), 0);
  });
});

describe('views from outside', () => {
  it('round-trip as JSON', () => {
    const view = {
      ...DEFAULT_VIEW,
      filters: { queue: ['q1', ''], status: ['open'] },
      search: 'refund',
      card: 'in-queue' as const,
      sort: [{ column: 'handle', direction: 'ascending' as const }],
      widths: { subject: 300 },
      grouping: 'agent' as const,
      density: 'compact' as const,
    };
    assert.deepEqual(readViewState(JSON.parse(JSON.stringify(view))), view);
  });

  it('never make a broken view of anything', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        const view = readViewState(input);
        assert.ok(Array.isArray(view.sort) && view.columns.length > 0 && typeof view.search === 'string');
      }),
    );
    assert.deepEqual(
      readViewState({ filters: { status: 'open' }, sort: 'wait', columns: [], density: 'tiny' }),
      {
        ...DEFAULT_VIEW,
      },
    );
  });
});
