import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Endpoint } from '../../../src/data-source/polling/endpoint.js';
import { PollingDataSource } from '../../../src/data-source/polling/index.js';
import { SCOPE, Watch } from './fixture.js';
import { ManualPlatform } from './manual-platform.js';

const PAGE = { baseUrl: 'http://intranet.example/app/report.html', origin: 'http://intranet.example' };
const NO_PAGE = { baseUrl: undefined, origin: undefined };

describe('the address', () => {
  test('may be plain http on this machine and for the origin of the page only', () => {
    for (const url of [
      'https://contact.example/conversations',
      'http://localhost:8080/conversations',
      'http://api.localhost/conversations',
      'http://127.0.0.1:9/conversations',
      'http://[::1]:9/conversations',
      'http://intranet.example/conversations',
      '/reference/conversations',
    ]) {
      assert.ok(new Endpoint(url, PAGE), url);
    }
    for (const url of [
      'http://contact.example/conversations',
      'http://localhost.evil.example/conversations',
      'http://127.0.0.1.evil.example/conversations',
      'http://intranet.example:8080/conversations',
      'ws://localhost/conversations',
      'file:///conversations',
      'javascript:alert(1)',
      'https://user:secret@contact.example/conversations',
      'https://',
    ]) {
      assert.throws(() => new Endpoint(url, PAGE), Error, url);
    }
    assert.throws(() => new Endpoint('/reference/conversations', NO_PAGE), /not a valid URL/);
  });

  test('is relative to the page, and only its origin counts, not its base', () => {
    const endpoint = new Endpoint('/reference/conversations', PAGE);
    assert.equal(endpoint.conversations([]), 'http://intranet.example/reference/conversations');
    assert.throws(
      () => new Endpoint('conversations', { ...PAGE, baseUrl: 'http://elsewhere.example/' }),
      /https/,
    );
  });

  test('keeps its own query and drops its fragment', () => {
    const endpoint = new Endpoint(new URL('https://contact.example/v1/conversations/?tenant=7#top'), NO_PAGE);
    const base = 'https://contact.example/v1';
    assert.equal(
      endpoint.conversations([['since', 'a=b&c']]),
      `${base}/conversations?tenant=7&since=a%3Db%26c`,
    );
    assert.equal(
      endpoint.conversation('a/b ?', 'commands'),
      `${base}/conversations/a%2Fb%20%3F/commands?tenant=7`,
    );
    assert.equal(endpoint.command('k-1'), `${base}/commands/k-1?tenant=7`);
  });

  test('does not let an id lead elsewhere', () => {
    const endpoint = new Endpoint('https://contact.example/conversations', NO_PAGE);
    for (const id of ['.', '..', '\ud800']) assert.throws(() => endpoint.conversation(id, 'commands'), id);
    assert.equal(endpoint.conversation('%2e%2e', 'x'), 'https://contact.example/conversations/%252e%252e/x');
  });

  test('that cannot be used is a state with its reason, not an exception', async () => {
    for (const url of ['http://contact.example/conversations', 'ftp://contact.example/', '/conversations']) {
      const platform = new ManualPlatform();
      const source = new PollingDataSource(url, { platform });
      const watch = new Watch(source, SCOPE);
      await platform.pass(60_000);
      assert.deepEqual(watch.states, ['failed']);
      assert.notEqual(watch.of('connection')[0]?.reason ?? '', '');
      const command = {
        key: 'k',
        action: 'monitor',
        conversationId: 'c',
        ifVersion: 1,
        notAfter: 0,
      } as const;
      const { signal } = new AbortController();
      assert.equal((await source.perform(command, { signal })).status, 'failed');
      assert.equal((await source.outcome('k', { signal })).status, 'unknown');
      watch.stop();
    }
  });
});
