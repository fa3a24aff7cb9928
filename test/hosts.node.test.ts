/** The samples of hosts as far as it shows without installing them; `npm run test:hosts` opens them in a browser. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import { HOSTS } from '../scripts/hosts/catalogue.mjs';

const root = resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(resolve(root, file), 'utf8');

interface Package {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}
interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly resolved?: string; readonly link?: boolean }>>;
}

const parsed = (file: string): unknown => JSON.parse(read(file));
const namesIn = ({ dependencies, devDependencies }: Package): readonly string[] =>
  Object.keys({ ...dependencies, ...devDependencies });

/** Without indentation; a tag that ends another has a line of its own. */
const linesOf = (code: string): readonly string[] =>
  code
    .replaceAll('></', '>\n</')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

describe('the samples of hosts', () => {
  it('are what the README shows', () => {
    // The name of the file stands in a comment above its code.
    const shown = [...read('README.md').matchAll(/^<!-- (demo\/hosts\/\S+) -->\n+```\w+\n(.*?)^```$/gms)];
    assert.ok(shown.length > 6, `${shown.length} are shown`);
    const differences = shown.flatMap(([, file = '', code = '']) => {
      // The README may leave lines out; it must not have others.
      let rest = linesOf(read(file));
      return linesOf(code).filter((line) => {
        const at = rest.indexOf(line);
        rest = rest.slice(at + 1);
        return at < 0;
      });
    });
    assert.deepEqual(differences, []);
  });

  it('are each told of in their README', () => {
    const table = read('demo/hosts/README.md');
    assert.ok(HOSTS.length > 10);
    assert.deepEqual(
      HOSTS.filter(({ name }) => !table.includes(`| [\`${name}/\`](${name})`)),
      [],
    );
    assert.deepEqual(
      HOSTS.filter(({ name }) => !existsSync(resolve(root, 'demo/hosts', name, 'index.html'))),
      [],
    );
  });

  it('add nothing to what the package installs', () => {
    const theirs = namesIn(parsed('demo/hosts/package.json') as Package);
    const ours = new Set(namesIn(parsed('package.json') as Package));
    const frameworks = theirs.filter((name) => /^(?:@angular|@types\/react|lwc|react|svelte|vue)/.test(name));
    assert.ok(frameworks.length > 6);
    assert.deepEqual(
      frameworks.filter((name) => ours.has(name)),
      [],
    );
  });

  it('have a lockfile that does not tell where it was written', () => {
    const { packages } = parsed('demo/hosts/package-lock.json') as Lockfile;
    // The package itself is a link to its folder.
    const telling = Object.entries(packages).filter(
      ([, { resolved, link }]) => resolved !== undefined && !link,
    );
    assert.deepEqual(telling, []);
  });
});
