import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { masked } from '../../src/model/masking.js';
import { conversation } from '../../testing/scripted-data-source.js';

const row = (subject: string, name: string | null) =>
  masked(conversation('a', { subject, customer: name === null ? null : { id: 'c', name } }));

describe('what a wallboard shows of customers', () => {
  it('has the initials of their names, also where the subject says them', () => {
    const shown = row('Refund for nadia BENALI', 'Nadia Benali');
    assert.equal(shown.customer?.name, 'N. B.');
    assert.equal(shown.subject, 'Refund for n. B.');
  });

  it('has no addresses and no long numbers, and keeps short ones', () => {
    const shown = row('Order 4711-0815 of nadia@example.org, 2 parcels, call +33 6 12 34 56 78', 'Nadia');
    assert.equal(shown.subject, 'Order ••• of ••• 2 parcels, call +•••');
  });

  it('keeps nothing of a name without letters, and takes conversations without a customer', () => {
    assert.equal(row('Hello', '🙂').customer?.name, '•••');
    assert.equal(row('Hello', null).customer, null);
  });

  it('keeps everything else, and no whole name in any subject', () => {
    const name = fc.stringMatching(/^[A-Z][a-z]{2,9}$/);
    fc.assert(
      fc.property(name, name, fc.lorem({ maxCount: 6 }), (first, last, words) => {
        const before = conversation('a', {
          subject: `${words} ${last}, ${first}`,
          customer: { id: 'c', name: `${first} ${last}` },
        });
        const shown = masked(before);
        assert.deepEqual({ ...shown, subject: before.subject, customer: before.customer }, before);
        const left = shown.subject.toLowerCase().split(/[^\p{L}]+/u);
        assert.ok(!left.includes(first.toLowerCase()) && !left.includes(last.toLowerCase()));
      }),
    );
  });
});
