/** The package in plain Node: importing it touches no page; only `define` needs one, and says nothing without it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';

it('index is imported in plain Node', async () => {
  const { OngoingConversationsReport, MockDataSource, decideAction, VERSION } =
    await import('../src/index.js');
  assert.equal(typeof OngoingConversationsReport.define, 'function');
  assert.equal(typeof MockDataSource.fromUrl, 'function');
  assert.equal(typeof decideAction, 'function');
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  assert.equal(VERSION, manifest.version);
});

it('define is imported in plain Node without throwing', async () => {
  await import('../src/define.js');
});
