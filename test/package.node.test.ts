/** What is published and what the README tells, as far as it shows without a build. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';
import type { Command, CommandOutcome, DataSource, SourceMessage } from '../src/index.js';

const root = resolve(import.meta.dirname, '..');
/** As part of a regular expression. (`RegExp.escape` is missing in Node 20.) */
const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const read = (file: string): string => readFileSync(resolve(root, file), 'utf8');

type Target = string | Readonly<Record<string, string>>;
const manifest = JSON.parse(read('package.json')) as {
  readonly name: string;
  readonly types: string;
  readonly exports: Readonly<Record<string, Target>>;
};
const readme = read('README.md');
const fences = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', code = '']) => ({
  language,
  code,
}));

describe('package', () => {
  it('exports what has a source', () => {
    const targets = [...Object.values(manifest.exports), manifest.types].flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    );
    const missing = targets
      // Written by the build out of the manifest.
      .filter((target) => !target.startsWith('./dist/editor/'))
      .map((target) => target.replace(/^\.\/dist\/(.*?)(?:\.d\.ts|\.js)$/, './$1.ts'))
      .filter((source) => !existsSync(resolve(root, source)));
    assert.deepEqual(missing, []);
  });

  it('has a lockfile that does not tell where this machine downloads from', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      readonly packages: Readonly<Record<string, { readonly resolved?: string }>>;
    };
    assert.deepEqual(
      Object.keys(packages).filter((name) => packages[name]?.resolved !== undefined),
      [],
    );
  });

  it('has no tracked file that names a registry or a folder of this machine', (t) => {
    const { status, stdout } = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
    if (status !== 0) {
      t.skip('not a clone');
      return;
    }
    const folders = [root, homedir()].filter((folder) => folder.length > 1).map(escape);
    const telling = new RegExp(
      String.raw`https?://[^\s/"']*(?:registry|npm|artifactory|nexus|mirror)[^\s/"']*/|(?<![\w.)-])(?:${folders.join('|')})/`,
      'i',
    );
    const found = stdout
      .split('\0')
      .filter((file) => file !== '' && statSync(resolve(root, file), { throwIfNoEntry: false })?.isFile())
      .map((file) => ({ file, text: read(file) }))
      .filter(({ text }) => !text.includes('\0'))
      .flatMap(({ file, text }) => (telling.exec(text) ?? []).map((words) => `${file}: ${words}`));
    assert.deepEqual(found, []);
  });
});

describe('README', () => {
  it('links to what is there', () => {
    const headings = [...readme.matchAll(/^#+ (.*)$/gm)].map(([, text = '']) =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\d\s-]/gu, '')
        .replaceAll(' ', '-'),
    );
    const links = [...readme.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link = '']) => link);
    const dead = links.filter((link) =>
      link.startsWith('#') ? !headings.includes(link.slice(1)) : !existsSync(resolve(root, link)),
    );
    assert.ok(links.length > 0);
    assert.deepEqual(dead, []);
  });

  it('shows code that parses', () => {
    const code = fences.filter(({ language }) => /^[jt]sx?$/.test(language));
    const faults = code.flatMap(({ language, code }) =>
      (
        ts.transpileModule(code, { fileName: `example.${language}`, reportDiagnostics: true }).diagnostics ??
        []
      ).map(({ messageText }) => `${ts.flattenDiagnosticMessageText(messageText, ' ')} in:\n${code}`),
    );
    assert.ok(code.length > 0);
    assert.deepEqual(faults, []);
  });

  it('imports only what the package exports', () => {
    const paths = fences.flatMap(({ code }) =>
      [...code.matchAll(new RegExp(`['"]${manifest.name}(/[\\w/-]+)?['"]`, 'g'))].map(
        ([, path = '']) => `.${path}`,
      ),
    );
    assert.ok(paths.length > 0);
    assert.deepEqual(
      paths.filter((path) => !(path in manifest.exports)),
      [],
    );
  });

  describe('data source of your own', () => {
    const code = fences.find(({ code }) => code.startsWith('report.dataSource ='))?.code ?? '';
    const command = {
      key: 'k',
      action: 'force-close',
      conversationId: 'c',
      ifVersion: 7,
    } as unknown as Command;

    /** The example with a server that gives these answers. */
    function source(answer: () => Response): DataSource {
      const report: { dataSource?: DataSource } = {};
      // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the example is the text under test
      const example = new Function('report', 'fetch', code) as (...args: readonly unknown[]) => void;
      example(report, () => Promise.resolve(answer()));
      assert.ok(report.dataSource);
      return report.dataSource;
    }

    async function firstMessage(answer: () => Response): Promise<SourceMessage> {
      const scope = { windowHours: 24, queues: [], locale: 'en' };
      const messages = source(answer).connect(scope) as AsyncGenerator<SourceMessage>;
      const { value } = (await messages.next()) as IteratorYieldResult<SourceMessage>;
      await messages.return(undefined);
      return value;
    }

    const outcome = (status: number): Promise<CommandOutcome> =>
      source(() => new Response('', { status })).perform(command, { signal: new AbortController().signal });

    it('tells a snapshot, and a failed reading without ending', async () => {
      const rows = [{ id: 'c', version: 7, status: 'open' }];
      const read = await firstMessage(() => Response.json(rows));
      assert.equal(read.type, 'snapshot');
      assert.deepEqual('conversations' in read && read.conversations, rows);
      const failed = await firstMessage(() => new Response('', { status: 503 }));
      // The one state that the next snapshot ends.
      assert.equal('state' in failed && failed.state, 'connecting');
    });

    it('tells what became of a command', async () => {
      const outcomes = await Promise.all([200, 403, 412, 503].map(outcome));
      assert.deepEqual(
        outcomes.map(({ status }) => status),
        ['done', 'refused', 'conflict', 'unknown'],
      );
    });
  });
});
