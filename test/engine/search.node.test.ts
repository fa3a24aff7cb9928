/** Searching: text is text, what looks alike is alike, and a key pressed costs little. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { rowPredicate } from '../../src/engine/row-filter.js';
import type { Conversation } from '../../src/model/conversation.js';
import { DEFAULT_VIEW } from '../../src/model/view-state.js';
import { conversation } from '../../testing/scripted-data-source.js';

const found = (rows: readonly Conversation[], search: string): string[] =>
  rows.filter(rowPredicate({ ...DEFAULT_VIEW, search }, { flags: new Map(), me: null })).map(({ id }) => id);

const subjects = (...texts: readonly string[]): Conversation[] =>
  texts.map((subject, index) => conversation(String(index), { subject, customer: null, agent: null }));

describe('search', () => {
  it('N01 takes a pattern for text', () => {
    const rows = subjects(
      'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!',
      'costs (a+)+$ each',
      'a.c',
      'abc',
      'back\\slash [x]',
    );
    assert.deepEqual(found(rows, '(a+)+$'), ['1']);
    assert.deepEqual(found(rows, 'a.c'), ['2']);
    assert.deepEqual(found(rows, '.*'), []);
    assert.deepEqual(found(rows, '\\slash ['), ['4']);
    assert.deepEqual(found(rows, '^'), []);
  });

  it('N01 finds any text by itself, whatever signs it is made of', () => {
    const sign = fc.constantFrom(...'(a+)+$^.*[]{}|\\?/-"\'<>&'.split(''));
    fc.assert(
      fc.property(fc.string({ unit: sign, minLength: 1, maxLength: 30 }), (text) => {
        assert.deepEqual(found(subjects(`before ${text} after`, 'nothing'), text), ['0']);
      }),
      { numRuns: 1_000 },
    );
  });

  it('N01 takes less than 16 ms for a key, over 5,000 rows and a thousand patterns', () => {
    const rows = Array.from({ length: 5_000 }, (_, index) =>
      conversation(String(index), { subject: `${'a'.repeat(40)}! number ${String(index)}` }),
    );
    const patterns = fc.sample(
      fc.oneof(fc.constant('(a+)+$'), fc.constant('(a|aa)+b'), fc.string({ minLength: 1, maxLength: 40 })),
      { numRuns: 1_000, seed: 7 },
    );
    // The first key folds the texts of all rows, once.
    found(rows, 'first');
    const costs = patterns.map((search) => {
      const start = process.cpuUsage();
      found(rows, search);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    });
    costs.sort((a, b) => a - b);
    assert.ok((costs[990] ?? Infinity) < 16, `${String(costs[990])} ms`);
  });

  const alike: Readonly<Record<string, readonly [string, string]>> = {
    case: ['KÖLN', 'köln'],
    accents: ['Élodie Ångström', 'elodie angstrom'],
    'accents that are typed, but not written': ['Elodie', 'Élodie'],
    'composed and decomposed letters': ['Ame\u0301lie', 'Am\u00E9lie'],
    'full-width letters and digits': ['Ｏｒｄｅｒ　１２３', 'order 123'],
    ligatures: ['ﬁnance', 'finance'],
    'zero-width characters': ['re\u200Bfu\u200Dnd\uFEFF', 'refund'],
    'soft hyphens': ['re\u00ADfund', 'refund'],
    'direction controls': ['re\u202Efund\u2069', 'refund'],
    'fillers that nobody sees': ['re\u3164fund\u034F', 'refund'],
    'vowel signs of Arabic': ['مَرْحَبًا', 'مرحبا'],
  };
  for (const [what, [written, typed]] of Object.entries(alike)) {
    it(`N02 does not care about ${what}`, () => {
      assert.deepEqual(found(subjects(written, 'something else'), typed), ['0']);
      assert.deepEqual(found(subjects(typed, 'something else'), written), ['0']);
    });
  }

  it('L13 finds a row by its id, its agent and its customer, however long its subject is', () => {
    const row = conversation('c-4711', {
      subject: 'x'.repeat(4_000),
      agent: { id: 'a', name: 'Ana' },
      customer: { id: 'p', name: 'Priya' },
    });
    for (const typed of ['c-4711', 'ana', 'priya', 'xxx']) assert.deepEqual(found([row], typed), ['c-4711']);
  });
});
