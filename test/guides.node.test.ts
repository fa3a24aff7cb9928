/** The pages of the project: every example is run by some test, types hold, and every link leads somewhere. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { examplesOf, withSources } from './support/guide-examples.js';

const root = resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(resolve(root, file), 'utf8');
const pagesIn = (folder: string): string[] =>
  readdirSync(resolve(root, folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file));

const shown = ['README.md', ...pagesIn('docs').filter((file) => basename(file) !== 'README.md')];
const examples = shown.flatMap((file) => examplesOf(basename(file, '.md'), read(file)));
const tests = readdirSync(resolve(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(?:node|browser)\.test\.ts$/.test(file) && basename(file) !== 'guides.node.test.ts')
  .map((file) => read(join('test', file)));
const browserTests = pagesOfTests('guides');

function pagesOfTests(folder: string): string {
  return readdirSync(resolve(root, 'test', folder))
    .map((file) => read(join('test', folder, file)))
    .join('\n');
}

/** What no test of this project can run, and why. */
const NOT_RUN: Readonly<Record<string, string>> = {
  sh: 'a command for a shell, which would install or start something',
  json: 'a message, whose form the tests of its source check',
  csharp: 'a server for another platform',
  text: 'a header, or a configuration of another program',
};

/** Files that stand in a guide to be imported by those that are run, or that need another product around them. */
const NOT_LOADED: Readonly<Record<string, string>> = {
  'supervisor-page.js': 'one import and one assignment, in a frame of Dynamics 365',
  'supervisor-page-elsewhere.js': 'needs a library that signs in to Microsoft',
  'watch-nats.js': 'needs servers; the tests of the NATS source make one with these options',
  'watch-hub.js': 'needs a hub; the tests of the SignalR source make one with these options',
  'rest-data-source.js': 'is imported by rest-data-source.test.js, which is run',
};

describe('the examples', () => {
  it('are run, each by a test, or say why not', () => {
    assert.ok(examples.length > 60, String(examples.length));
    const alone = examples.filter(({ page, language, name, file, sample }) => {
      if (sample !== null || language in NOT_RUN) return false;
      if (name !== null) return !isRun(page, name);
      if (file === null) return true;
      return (
        !(file in NOT_LOADED) &&
        !tests.some((test) => test.includes(file.replaceAll('.', '\\.')) || test.includes(file))
      );
    });
    assert.deepEqual(
      alone.map(
        ({ page, line, name, file }) => `${page}:${String(line)} ${name ?? file ?? 'without a name'}`,
      ),
      [],
    );
  });

  it('have names of their own', () => {
    const names = examples.flatMap(({ page, name }) => (name === null ? [] : [`${page} ${name}`]));
    assert.deepEqual(names, [...new Set(names)]);
  });

  it('list no file or language that is not there', () => {
    const files = new Set(examples.map(({ file }) => file));
    const languages = new Set(examples.map(({ language }) => language));
    assert.deepEqual(
      Object.keys(NOT_LOADED).filter((file) => !files.has(file)),
      [],
    );
    assert.deepEqual(
      Object.keys(NOT_RUN).filter((language) => !languages.has(language)),
      [],
    );
  });

  it('in TypeScript compile with the strictest settings', () => {
    const folder = mkdtempSync(join(root, 'test', 'guide-types-'));
    try {
      const typed = examples.filter(({ name, language }) => name !== null && language === 'ts');
      assert.ok(typed.length >= 4);
      for (const { page, name, code } of typed) {
        const element = "import type { OngoingConversationsReport as Report } from '../../src/index.js';";
        const around = `${element}\ndeclare const report: Report;\ndeclare const crm: any;\nvoid report; void crm;`;
        const source = withSources(code, '../..').replaceAll(/'(\.\.\/\.\.\/[^']+)\.ts'/g, "'$1.js'");
        writeFileSync(join(folder, `${page}-${name ?? ''}.ts`), `${around}\n${source}`);
      }
      const settings = {
        noUnusedLocals: true,
        noPropertyAccessFromIndexSignature: true,
        noUncheckedIndexedAccess: true,
      };
      writeFileSync(
        join(folder, 'tsconfig.json'),
        JSON.stringify({
          extends: '../../tsconfig.json',
          compilerOptions: settings,
          include: ['*.ts'],
          exclude: [],
        }),
      );
      const tsc = resolve(root, 'node_modules/typescript/bin/tsc');
      const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder], {
        cwd: root,
        encoding: 'utf8',
      });
      assert.equal(status, 0, stdout);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** Whether a browser test names the page and, after it, the example. */
function isRun(page: string, name: string): boolean {
  return new RegExp(`'${page}',\\s*'${name}'`).test(browserTests);
}

describe('the links', () => {
  const pages = ['.', 'docs', 'bench', 'test', 'demo/hosts'].flatMap(pagesIn);

  it('lead to a file, and to a heading that it has', () => {
    const dead = pages.flatMap((page) =>
      linksOf(read(page))
        .filter((link) => !leadsSomewhere(page, link))
        .map((link) => `${page}: ${link}`),
    );
    assert.ok(pages.length > 20, String(pages.length));
    assert.deepEqual(dead, []);
  });

  it('of the index name every guide', () => {
    const named = linksOf(read('docs/README.md'));
    assert.deepEqual(
      pagesIn('docs')
        .map((file) => relative('docs', file))
        .filter((file) => file !== 'README.md' && !named.includes(file)),
      [],
    );
  });

  it('of llms.txt are there', () => {
    assert.deepEqual(
      linksOf(read('llms.txt')).filter((link) => !leadsSomewhere('llms.txt', link)),
      [],
    );
  });
});

function withoutCode(text: string): string {
  return text
    .replaceAll(/^```.*?^```$/gms, '')
    .replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[()[\]]/g, ''));
}

/** Relative ones. */
function linksOf(text: string): string[] {
  return [...withoutCode(text).matchAll(/\]\((?!\w+:)([^)\s]+)\)/g)].map(([, link = '']) => link);
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? resolve(root, page) : resolve(root, dirname(page), path);
  if (!existsSync(target)) return false;
  return (
    anchor === undefined || !target.endsWith('.md') || headingsOf(readFileSync(target, 'utf8')).has(anchor)
  );
}

/** As GitHub makes anchors of headings. */
function headingsOf(text: string): Set<string> {
  const seen = new Map<string, number>();
  return new Set(
    [...text.replaceAll(/^```.*?^```$/gms, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => {
      const anchor = heading
        .toLowerCase()
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(' ', '-');
      const count = seen.get(anchor) ?? 0;
      seen.set(anchor, count + 1);
      return count === 0 ? anchor : `${anchor}-${String(count)}`;
    }),
  );
}
