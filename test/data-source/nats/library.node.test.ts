/** The client as bundlers and Node give it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentOf, loadLibrary } from '../../../src/data-source/nats/library.js';

test('the client is loaded from its packages', async () => {
  const { wsconnect, Kvm } = await loadLibrary();
  assert.equal(typeof wsconnect, 'function');
  assert.equal(typeof Kvm, 'function');
});

test('a CommonJS module is read whether its names stand in it or in its default', () => {
  const content = { wsconnect: () => 1 };
  assert.equal(contentOf(content, 'wsconnect').wsconnect, content.wsconnect);
  const wrapped = { default: content } as unknown as typeof content;
  assert.equal(contentOf(wrapped, 'wsconnect').wsconnect, content.wsconnect);
});
