/** What pages load from a CDN, as it is built: nothing in it makes code or markup out of text. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { before, describe, it } from 'node:test';
import { build } from 'vite';
import { cdnBuild } from '../scripts/cdn-build.mjs';

const root = resolve(import.meta.dirname, '..');

interface Built {
  readonly output: readonly { readonly fileName: string; readonly code?: string }[];
}

/** Also a word of a longer name is found. */
const FORBIDDEN: Readonly<Record<string, RegExp>> = {
  'evaluated text': /\beval\s*\(|\bnew Function\b|\bFunction\s*\(\s*["'`]/,
  'a timer with text': /\bset(?:Timeout|Interval)\s*\(\s*["'`]/,
  'markup that is inserted':
    /insertAdjacentHTML|outerHTML\s*=|document\.write|createContextualFragment|parseFromString|setHTMLUnsafe/,
  'unsafe directives': /unsafeHTML|unsafeSVG|unsafeStatic|unsafeMathML/,
  'a default policy': /createPolicy\(\s*["'`]default/,
  'other storage, and without a listener for the end of the page':
    /addEventListener\(\s*["'`](?:unload|beforeunload)|sessionStorage|indexedDB|document\.cookie|\bcaches\b/,
};

describe('the bundle', { timeout: 110_000 }, () => {
  let chunks: { readonly name: string; readonly code: string }[] = [];

  before(async () => {
    process.chdir(root);
    const config = cdnBuild(new Map());
    // What makes it small and takes most of the time changes nothing of what is looked for.
    const plugins = config.plugins.filter(({ name }) => name !== 'terse');
    const built = (await build({
      ...config,
      plugins,
      build: { ...config.build, write: false },
    })) as unknown as Built | Built[];
    chunks = [built]
      .flat()
      .flatMap(({ output }) =>
        output.flatMap(({ fileName, code }) => (code === undefined ? [] : [{ name: fileName, code }])),
      );
  });

  it('M03 is what is looked at: the report, its dialogs and its sources', () => {
    const all = chunks.map(({ code }) => code).join('\n');
    for (const words of ['ongoing-conversations-grid', 'Force close', 'ongoing-conversations.v1']) {
      assert.ok(all.includes(words), words);
    }
  });

  for (const [what, pattern] of Object.entries(FORBIDDEN)) {
    it(`M03 is without ${what}`, () => {
      const found = chunks.flatMap(({ name, code }) =>
        [...code.matchAll(new RegExp(pattern, 'g'))].map(
          ({ index }) => `${name}: ${code.slice(index - 40, index + 60)}`,
        ),
      );
      assert.deepEqual(found, []);
    });
  }

  it('M03 keeps views of one’s own in the browser and nothing else: one key, written in one place', () => {
    const all = chunks.map(({ code }) => code).join('\n');
    const uses = [...all.matchAll(/localStorage\W+\w+/g)].map(([use]) => use.replace(/\W+/g, '.'));
    assert.deepEqual(uses.sort(), ['localStorage.getItem', 'localStorage.setItem']);
    assert.equal(all.split('ongoing-conversations-report.views').length, 2);
  });

  it('M03 assigns innerHTML in one place: Lit’s, through its policy', () => {
    const all = chunks.map(({ code }) => code).join('\n');
    assert.equal([...all.matchAll(/\.innerHTML\s*=(?!=)/g)].length, 1);
    assert.equal([...all.matchAll(/createPolicy\(\s*["'`]lit-html["'`]/g)].length, 1);
  });
});

describe('the templates', () => {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({
      file,
      code: readFileSync(join(root, 'src', file), 'utf8').replace(/\/\*[^]*?\*\//g, ''),
    }));

  it('M03 have no style attribute, no inline handler and no style sheet made of text', () => {
    const telling =
      /<[a-z][\w-]*\b[^<>]*\s(?:style|on[a-z]+|srcdoc)=|\bstyleMap\b|\bunsafeCSS\b|<script|<style|<iframe/;
    const found = sources.filter(({ code }) => telling.test(code)).map(({ file }) => file);
    assert.ok(sources.length > 100);
    assert.deepEqual(found, []);
  });

  it('L07 make no link of what comes from outside', () => {
    const found = sources
      .filter(({ code }) => /\s(?:href|src|action|formaction)=(?:"|\$)/.test(code))
      .map(({ file }) => file);
    assert.deepEqual(found, []);
  });
});
