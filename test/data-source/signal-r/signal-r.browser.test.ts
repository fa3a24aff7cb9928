/** The real client library in a browser, over real sockets to a hub. */
import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import { SignalRDataSource } from '../../../src/data-source/signal-r/index.js';
import type { HubCommand, SeenByHub } from '../../support/hub-servers-plugin.js';
import { Recorder, SCOPE } from '../web-socket/recorder.js';

const run = <Answer>(command: HubCommand): Promise<Answer> =>
  executeServerCommand<Answer, HubCommand>('hub-server', command);

describe('the SignalR source in a browser', () => {
  let port = 0;
  let recorder: Recorder | undefined;

  afterEach(async () => {
    recorder?.stop();
    await run({ do: 'stop', port });
  });

  it('reads rows, carries out a command, and goes on after the line broke, with no token in an address', async () => {
    const hub = await run<{ port: number; url: string }>({ do: 'start', conversations: 12 });
    ({ port } = hub);
    const source = new SignalRDataSource(hub.url, {
      // The hub of the tests takes everybody.
      tokenProvider: () => Promise.resolve('secret'),
      platform: { random: () => 0 },
    });
    const messages = (recorder = new Recorder(source.connect(SCOPE)));
    await messages.untilState('live');
    expect(messages.rows.size).to.be.at.least(12);
    const [row] = messages.rows.values();
    const outcome = await source.perform(
      {
        ...{ key: crypto.randomUUID(), action: 'force-close', conversationId: row!.id },
        ...{ ifVersion: row!.version, notAfter: Number.MAX_SAFE_INTEGER, reason: 'spam' },
      },
      { signal: new AbortController().signal },
    );
    expect(outcome.status).to.equal('done');
    await messages.until(() => !messages.rows.has(row!.id));
    const snapshots = messages.of('snapshot').length;
    await run({ do: 'drop', port });
    await messages.untilState('reconnecting');
    await messages.untilState('live');
    expect(messages.of('snapshot').length).to.equal(snapshots);
    const seen = await run<SeenByHub>({ do: 'seen', port });
    expect(seen.tokens).to.deep.equal(['secret', 'secret']);
    expect(seen.commands.length).to.equal(1);
    expect(seen.addresses.filter((address) => /secret|access_token/.test(address))).to.deep.equal([]);
  });
});
