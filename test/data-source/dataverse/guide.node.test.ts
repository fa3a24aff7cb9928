/** The guide to Dynamics 365: it names what is read, and what it shows works. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Columns } from '../../../src/data-source/dataverse/queries.js';
import { ConversationActionEvent, type ActionEventName } from '../../../src/action-events.js';
import { conversation } from '../../../testing/scripted-data-source.js';

const guide = readFileSync(new URL('../../../docs/dynamics-365.md', import.meta.url), 'utf8');
const options = readFileSync(
  new URL('../../../src/data-source/dataverse/dataverse-options.ts', import.meta.url),
  'utf8',
);
const [, example = ''] = /^```js\n\/\/ dynamics-actions\.js\n(.*?)^```$/ms.exec(guide) ?? [];
type OpenConversation = (id: string, session?: string, workstream?: string) => Promise<void>;
const { actInTheDesktop } = (await import(`data:text/javascript,${encodeURIComponent(example)}`)) as {
  actInTheDesktop(report: EventTarget, omnichannel?: { readonly openConversation: OpenConversation }): void;
};

const ROW = conversation('a', { workstream: { id: 'w1', name: 'Chats' }, ext: { lastSessionId: 's1' } });

/** What the handlers of the guide answer to an action. */
function act(type: ActionEventName, openConversation?: OpenConversation): Promise<unknown> {
  const report = new EventTarget();
  actInTheDesktop(report, openConversation && { openConversation });
  const details = { action: 'monitor', target: null, reason: 'spam', note: null, requestId: 'r' } as const;
  const event = new ConversationActionEvent(type, { ...details, conversations: [ROW] });
  report.dispatchEvent(event);
  return Promise.resolve(event.response);
}

describe('the guide to Dynamics 365', () => {
  it('names every column and every option', () => {
    const columns = new Columns({ columns: {} }).select.split(',');
    assert.ok(columns.length > 20);
    const names = [...options.matchAll(/^ {2}readonly (\w+)\?:/gm)].map(([, name = '']) => name);
    const forTests = ['after', 'now', 'random', 'page'];
    assert.deepEqual(
      [...columns, ...names].filter((name) => !guide.includes(`\`${name}\``) && !forTests.includes(name)),
      [],
    );
  });

  it('opens what is monitored in the desktop, and says so where there is none', async () => {
    const opened: unknown[] = [];
    const outcome = await act('conversationmonitor', (...which) => {
      opened.push(which);
      return Promise.resolve();
    });
    assert.deepEqual(outcome, { status: 'done' });
    assert.deepEqual(opened, [['a', 's1', 'w1']]);
    assert.equal(((await act('conversationmonitor')) as { status: string }).status, 'refused');
  });

  it('ends a conversation by a custom API, and tells what is not known', async (t) => {
    const bodies: unknown[] = [];
    let status = 204;
    t.mock.method(globalThis, 'fetch', (_: string, { body }: RequestInit) => {
      bodies.push(JSON.parse(body as string));
      return Promise.resolve(new Response(null, { status }));
    });
    assert.deepEqual(await act('conversationforceclose'), { status: 'done' });
    assert.deepEqual(bodies, [{ ConversationId: 'a', Reason: 'spam' }]);
    for (const [code, expected] of [
      [403, 'refused'],
      [500, 'unknown'],
    ] as const) {
      status = code;
      assert.equal(((await act('conversationforceclose')) as { status: string }).status, expected);
    }
  });
});
