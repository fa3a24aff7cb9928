import assert from 'node:assert/strict';
import { it } from 'node:test';
import { uniqueId } from '../../src/model/unique-id.js';

it('makes UUIDs that differ, without what only secure pages have', (context) => {
  context.mock.method(crypto, 'randomUUID', () => assert.fail('is not there on a plain page'));
  const made = new Set(Array.from({ length: 1_000 }, uniqueId));
  assert.equal(made.size, 1_000);
  for (const id of made) assert.match(id, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});
