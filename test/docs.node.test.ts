/** The guides: what they show works, and what they name is there. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { EventSource } from 'eventsource';
import { EMPTY, firstValueFrom, from, take, toArray } from 'rxjs';
import type { DataSource } from '../src/data-source/data-source.js';
import { examplesOf } from './support/guide-examples.js';
import { dataSourceCases, type DataSourceFactory } from '../testing/index.js';

const root = resolve(import.meta.dirname, '..');
const folder = resolve(root, 'docs');
const guides = readdirSync(folder)
  .filter((file) => file.endsWith('.md'))
  .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
/** Those that are files; the others are run in a browser (test/guides). */
const examples = guides.flatMap(({ file, text }) =>
  examplesOf(file, text).flatMap(({ file: name, language, code }) =>
    name !== null && language === 'js' ? [{ name, code }] : [],
  ),
);

const workplace = mkdtempSync(join(tmpdir(), 'guides-'));

before(() => {
  for (const { name, code } of examples) {
    // Examples import the package by its name; here it is not built.
    writeFileSync(
      join(workplace, name),
      code.replaceAll(/'ongoing-conversations-report\/([^']+)'/g, (_, entry: string) => {
        const module = entry === 'testing' ? 'testing/index.ts' : `src/${entry}/index.ts`;
        return `'${pathToFileURL(resolve(root, module)).href}'`;
      }),
    );
  }
  writeFileSync(join(workplace, 'package.json'), '{ "type": "module" }');
});
after(() => rmSync(workplace, { recursive: true }));

describe('the guides', () => {
  it('build a source that passes the kit', () => {
    const test = join(workplace, 'rest-data-source.test.js');
    const options = '{ describe, it }';
    const code = readFileSync(test, 'utf8');
    assert.ok(code.includes(`startBackEnd, ${options}`));
    // A busy machine may take its time.
    writeFileSync(
      test,
      code.replace(`startBackEnd, ${options}`, 'startBackEnd, { describe, it, timeoutMs: 20_000 }'),
    );
    // Within a test, Node would take the child for a part of it.
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
    const { status, stdout } = spawnSync(
      process.execPath,
      ['--import', 'tsx', '--test', '--test-reporter=tap', test],
      { cwd: root, encoding: 'utf8', env },
    );
    assert.equal(status, 0, stdout);
    const skipped = [...stdout.matchAll(/^ +ok \d+ - .* # SKIP (.*)$/gm)].map(([, reason]) => reason);
    const passed = dataSourceCases.length - skipped.length;
    assert.match(stdout, new RegExp(`^# pass ${passed}$`, 'm'), stdout);
    assert.ok(passed > 40, `${passed} cases apply`);
  });

  it('make a source of a function that gives all rows', async (t) => {
    const { restLists } = (await import(pathToFileURL(join(workplace, 'rest-lists.js')).href)) as {
      readonly restLists: (url: string) => DataSource;
    };
    const asked: string[] = [];
    t.mock.method(globalThis, 'fetch', (url: string) => {
      asked.push(url);
      return Promise.resolve(Response.json({ now: 5, conversations: [] }));
    });
    const scope = { windowHours: 8, queues: [], locale: 'en' };
    const live$ = from(restLists('https://example.org/rows').connect(scope)).pipe(take(3), toArray());
    assert.deepEqual(await firstValueFrom(live$), [
      { type: 'connection', state: 'connecting' },
      { type: 'snapshot', conversations: [], asOf: 5 },
      { type: 'connection', state: 'live' },
    ]);
    assert.deepEqual(asked, ['https://example.org/rows?hours=8']);
  });

  it('serve events that the source reads, with each change', async (t) => {
    const load = <Exports>(file: string): Promise<Exports> =>
      import(pathToFileURL(join(workplace, file)).href) as Promise<Exports>;
    const { EventServer } = await load<{
      EventServer: new () => { readonly server: Server; put(row: object): void };
    }>('event-server.js');
    const { centre } = await load<{ centre: (url: string) => DataSource }>('event-page.js');
    // As browsers have it.
    const global = globalThis as { EventSource?: unknown };
    global.EventSource = EventSource;
    t.after(() => delete global.EventSource);
    const events = new EventServer();
    events.put({ id: 'a', ver: 1, status: 'open' });
    await new Promise<void>((done) => events.server.listen(0, '127.0.0.1', done));
    t.after(() => events.server.close());
    const { port } = events.server.address() as AddressInfo;
    const rows: string[] = [];
    const scope = { windowHours: 24, queues: [], locale: 'en' };
    await new Promise<void>((done) => {
      const subscription = from(centre(`http://127.0.0.1:${String(port)}`).connect(scope)).subscribe(
        (message) => {
          if (message.type === 'snapshot') rows.push(...message.conversations.map(({ id }) => id));
          if (message.type === 'connection' && message.state === 'live') {
            events.put({ id: 'b', ver: 1, status: 'open' });
            events.put({ id: 'a', ver: 2, status: 'closed' });
          }
          if (message.type !== 'delta') return;
          rows.push(
            ...message.upserts.map(({ id }) => `+${id}`),
            ...message.removes.map(({ id }) => `-${id}`),
          );
          if (message.removes.length === 0) return;
          subscription.unsubscribe();
          done();
        },
      );
    });
    assert.deepEqual(rows, ['a', '+b', '-a']);
  });

  it('find the faults of a source without a runner', async () => {
    const { faultsOf } = (await import(pathToFileURL(join(workplace, 'faults-of.js')).href)) as {
      readonly faultsOf: (factory: DataSourceFactory) => Promise<readonly string[]>;
    };
    const ends: DataSource = {
      connect: () => EMPTY,
      perform: () => Promise.resolve({ status: 'unknown', message: 'This source does nothing' }),
    };
    const faults = await faultsOf(() => ({ source: ends, pass: () => undefined }));
    assert.ok(
      faults.some((fault) => /^Q06 .*: the stream completed/.test(fault)),
      faults.join('\n'),
    );
  });

  it('name every hook of the harness', () => {
    const guide = guides.find(({ file }) => file === 'testing-a-data-source.md')?.text ?? '';
    const source = readFileSync(resolve(root, 'testing/conformance/harness.ts'), 'utf8');
    const hooks = [...source.matchAll(/^ {2}(\w+)\?\(/gm)].map(([, hook]) => hook);
    assert.ok(hooks.length > 10);
    assert.deepEqual(
      hooks.filter((hook) => !guide.includes(`\`${hook}(`)),
      [],
    );
  });
});
