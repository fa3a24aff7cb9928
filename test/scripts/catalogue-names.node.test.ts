import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { caseIds, testNames } from '../../scripts/catalogue-names.mjs';

describe('the ids in front of the name of a test', () => {
  it('are one, a list or a range', () => {
    assert.deepEqual(caseIds('A07 a reset in the middle of a frame'), ['A07']);
    assert.deepEqual(caseIds('A07: a reset'), ['A07']);
    assert.deepEqual(caseIds('A07 A08, D01–D03 D11–14 a reset'), [
      ...['A07', 'A08', 'D01', 'D02', 'D03', 'D11', 'D12', 'D13', 'D14'],
    ]);
  });

  it('stand at its beginning only, and are a capital and two digits', () => {
    for (const name of ['a reset as in A07', 'A7 a reset', 'A077 a reset', 'F10ish', 'A07-like', '']) {
      assert.deepEqual(caseIds(name), [], name);
    }
  });

  it('are none that a case has when a range runs backwards or across groups', () => {
    assert.deepEqual(caseIds('A09–A07 x'), ['A09–A07']);
    assert.deepEqual(caseIds('A09–B11 x'), ['A09–B11']);
  });
});

describe('the names in a file', () => {
  it('are those of its tests and groups, however they are quoted, and the beginnings of those that are put together', () => {
    const source = [
      "import { it } from 'node:test';",
      "import { shared } from './shared.js';",
      "export * from '../more.js';",
      "describe('A01 a group', () => { it(`A02 plain`, () => {}); });",
      'for (const code of [1]) it(`A03 code ${code}`, async () => {});',
      "test.only('A04 ' + name, () => {});",
      'it(name, () => {}); other("A05 no test");',
      "// it('A06 a comment')",
    ].join('\n');
    assert.deepEqual(testNames('x.ts', source), {
      names: ['A01 a group', 'A02 plain', 'A03 code ', 'A04 '],
      imports: ['./shared.js', '../more.js'],
    });
  });
});
