import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeParsed, decodePatch } from '../../src/data-source/decode-conversation.js';
import type { Conversation } from '../../src/model/conversation.js';

test('a patch does not depend on the order of its fields', () => {
  const base = decodeParsed({
    id: 'c1',
    ver: 1,
    status: 'open',
    startedAt: 5,
    statusSince: 6,
  }) as Conversation;
  const since = (set: Record<string, unknown>, unset: string[] = []): unknown =>
    (decodePatch(base, 2, set, unset) as Conversation).statusSince;
  assert.equal(since({ statusSince: null, startedAt: 7 }), 7);
  assert.equal(since({ startedAt: 7, statusSince: null }), 7);
  assert.equal(since({}, ['statusSince', 'startedAt']), 0);
  assert.equal(since({}, ['startedAt', 'statusSince']), 0);
  assert.equal(since({}, ['statusSince']), 5);
  assert.equal(since({ startedAt: 7 }), 6);
});
