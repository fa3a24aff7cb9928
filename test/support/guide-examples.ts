/** The code in the guides and the README: which block is which, and who runs it. */

export interface Example {
  /** The page, without `.md`. */
  readonly page: string;
  readonly language: string;
  /** By a comment before the block, `<!-- example: name -->`: run in a browser by `test/guides`. */
  readonly name: string | null;
  /** By a first line `// name.js`: a file that a test in Node loads. */
  readonly file: string | null;
  /** By a comment before the block: the sample in `demo/hosts` that it was taken from, which has tests of its own. */
  readonly sample: string | null;
  readonly code: string;
  readonly line: number;
}

const BLOCK = /^(?:<!-- (?:example: (\S+)|(demo\/hosts\/\S+)) -->\n+)?```(\w*)\n(.*?)^```$/gms;

export function examplesOf(page: string, text: string): readonly Example[] {
  return [...text.matchAll(BLOCK)].map((match) => {
    const [, name = null, sample = null, language = '', code = ''] = match;
    const file = /^\/\/ (\S+\.(?:js|ts))\n/.exec(code)?.[1] ?? null;
    return { page, language, name, file, sample, code, line: text.slice(0, match.index).split('\n').length };
  });
}

/** The module in the sources that a name of the package stands for, from the root of the repository. */
export function moduleOf(name: string): string {
  const entry = name.replace(/^ongoing-conversations-report\/?/, '');
  if (entry === '') return '/src/index.ts';
  if (entry === 'testing') return '/testing/index.ts';
  return entry.startsWith('data-source/') ? `/src/${entry}/index.ts` : `/src/${entry}.ts`;
}

/** `code` with its imports of the package turned to the sources below `root`; the package is not built for a test. */
export function withSources(code: string, root = ''): string {
  return code.replaceAll(
    /'(ongoing-conversations-report(?:\/[\w/-]+)?)'/g,
    (literal: string, name: string, at: number) =>
      /(?:from|import|import\()\s*$/.test(code.slice(0, at)) ? `'${root}${moduleOf(name)}'` : literal,
  );
}
