import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SignalRDataSource } from '../../../src/data-source/signal-r/index.js';
import { Recorder, SCOPE } from '../web-socket/recorder.js';
import { START } from '../web-socket/manual-environment.js';
import { HubServer, type HubCall } from './hub-server.js';
import { requestOf, row, ScriptedHub, sendSnapshot } from './scripted-hub.js';

/** Gives another token each time. */
function tokens() {
  const audiences: string[] = [];
  const tokenProvider = (audience: string): Promise<string> => {
    audiences.push(audience);
    return Promise.resolve(`secret-${audiences.length}`);
  };
  return { audiences, tokenProvider };
}

describe('who asks a hub', { timeout: 20_000 }, () => {
  it('tells its token to Watch and to the negotiation, and to no address', async (context) => {
    const { audiences, tokenProvider } = tokens();
    const hub = await ScriptedHub.start(context, { tokenProvider });
    const { watch } = await hub.live();
    assert.equal(requestOf(watch).token, 'secret-1');
    assert.deepEqual(audiences, [new URL(hub.server.url).origin]);
    const [negotiation, upgrade] = hub.server.requests;
    assert.equal(negotiation?.authorization, 'Bearer secret-1');
    assert.match(upgrade?.url ?? '', /\?id=/);
    for (const { url } of hub.server.requests) assert.doesNotMatch(url, /secret|token/);
  });

  it('renews the token before it ends, on the same line', async (context) => {
    const { tokenProvider } = tokens();
    const hub = await ScriptedHub.start(context, { tokenProvider });
    const recorder = hub.record();
    // The hub's clock is an hour ahead.
    const expiresAt = START + 3_600_000 + 65_000;
    sendSnapshot(await hub.next('Watch'), [], { auth: { expiresAt } });
    await recorder.untilState('live');
    hub.clock.advance(10_000);
    const renewal = await hub.next('Renew');
    assert.equal(renewal.argument, 'secret-2');
    renewal.complete(expiresAt + 3_600_000);
    assert.equal(recorder.state, 'live');
  });

  it('asks for one more token when the first is refused, and then for none', async (context) => {
    const { audiences, tokenProvider } = tokens();
    const hub = await ScriptedHub.start(context, { tokenProvider });
    hub.server.refusal = 401;
    const recorder = hub.record();
    await recorder.untilState('unauthorized');
    assert.equal(audiences.length, 2);
    assert.equal(hub.clock.timers, 0);
    hub.server.refusal = null;
    hub.source.refresh('user');
    hub.clock.advance(1_000);
    sendSnapshot(await hub.next('Watch'), []);
    await recorder.untilState('live');
  });

  it('is unauthorized when Watch says so', async (context) => {
    const hub = await ScriptedHub.start(context);
    const recorder = hub.record();
    (await hub.next('Watch')).throwHubException('unauthorized');
    await recorder.untilState('unauthorized');
  });

  it('is forbidden, and shows nothing any more, when the negotiation, Watch or a message says so', async (context) => {
    const hub = await ScriptedHub.start(context);
    const { recorder, watch } = await hub.live([row('c-1', 1)]);
    watch.item({ type: 'permissions', rev: 2, can: { view: false } });
    await recorder.untilState('forbidden');
    assert.equal(recorder.rows.size, 0);
    assert.equal(recorder.of('wipe').length, 1);
    hub.source.refresh('user');
    hub.clock.advance(1_000);
    (await hub.next('Watch')).throwHubException('forbidden');
    await recorder.until(() => recorder.states.filter((state) => state === 'forbidden').length === 2);
    hub.server.refusal = 403;
    hub.source.refresh('user');
    hub.clock.advance(1_000);
    await recorder.until(() => recorder.states.filter((state) => state === 'forbidden').length === 3);
  });

  it('does not follow a server that would put a token into an address, unless the host allows it', async (context) => {
    const hub = await ScriptedHub.start(context);
    hub.server.refusal = { url: 'https://service.example/client/', accessToken: 'of the service' };
    const recorder = hub.record();
    await recorder.untilState('failed');
    assert.match(recorder.connection?.reason ?? '', /token in the address/);
    assert.equal(hub.server.requests.length, 1);
  });

  it('follows such a server where the host allows it, and takes its own token to no other origin', async (context) => {
    const { tokenProvider } = tokens();
    const hub = await ScriptedHub.start(context, { tokenProvider, allowServiceToken: true });
    let take: (call: HubCall) => void = () => undefined;
    const watched = new Promise<HubCall>((resolve) => (take = resolve));
    const service = await HubServer.start((call) => call.method === 'Watch' && take(call));
    context.after(() => service.close());
    hub.server.refusal = { url: service.url, accessToken: 'of-the-service' };
    const recorder = hub.record();
    sendSnapshot(await watched, []);
    await recorder.untilState('live');
    assert.equal(hub.server.requests[0]?.authorization, 'Bearer secret-1');
    const sent = service.requests.map(({ authorization }) => authorization);
    assert.deepEqual(sent, ['Bearer of-the-service', 'Bearer of-the-service']);
  });

  it('connects to encrypted hubs and to those of this machine only', async () => {
    for (const url of [
      'http://example.org/hub',
      'wss://example.org/hub',
      'https://me:secret@example.org/',
      'x:',
    ]) {
      const recorder = new Recorder(new SignalRDataSource(url).connect(SCOPE));
      await recorder.untilState('failed');
      assert.doesNotMatch(recorder.connection?.reason ?? '', /secret/);
      recorder.stop();
    }
  });

  it('has failed when the client library is not installed, and says so', async (context) => {
    const load = (): Promise<never> => Promise.reject(new Error('Cannot find package'));
    const hub = await ScriptedHub.start(context, { platform: { load } });
    const recorder = hub.record();
    await recorder.untilState('failed');
    assert.match(recorder.connection?.reason ?? '', /@microsoft\/signalr/);
  });

  it('has failed when the library or the hub is of a version that it cannot use', async (context) => {
    const load = (): Promise<never> => Promise.resolve({} as never);
    const odd = await ScriptedHub.start(context, { platform: { load } });
    const first = odd.record();
    await first.untilState('failed');
    assert.match(first.connection?.reason ?? '', /client library/);
    const hub = await ScriptedHub.start(context);
    const second = hub.record();
    sendSnapshot(await hub.next('Watch'), [], { v: 2 });
    await second.untilState('failed');
    assert.match(second.connection?.reason ?? '', /version 2/);
    assert.equal(hub.clock.timers, 0);
  });

  it('stays away as long as the hub says', async (context) => {
    const hub = await ScriptedHub.start(context);
    const { recorder, watch } = await hub.live();
    watch.item({ type: 'bye', retryAfterMs: 40_000 });
    await recorder.untilState('reconnecting');
    assert.ok((recorder.connection?.retryAt ?? 0) - hub.clock.now() >= 40_000);
  });

  it('tries again when no token could be had', async (context) => {
    let asked = 0;
    const tokenProvider = (): Promise<string> => {
      asked += 1;
      return asked === 1 ? Promise.reject(new Error('sign-in is down')) : Promise.resolve('secret');
    };
    const hub = await ScriptedHub.start(context, { tokenProvider });
    const recorder = hub.record();
    const watch = await hub.retry(recorder);
    assert.equal(requestOf(watch).token, 'secret');
    assert.equal(hub.server.requests.length, 2);
  });
});
