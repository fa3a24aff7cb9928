// Replaces the locale modules that tsc wrote by packed ones: texts without their keys, which the page has with English.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const FOLDER = 'dist/src/localization';

/** @returns what a page downloads for each locale, by tag; English too, whose texts lie in the report itself */
export async function packLocales() {
  const load = (name) => import(pathToFileURL(resolve(FOLDER, `${name}.js`)).href);
  const [{ pack }, { en }, { enActions }] = await Promise.all(['packed', 'en', 'en-actions'].map(load));
  const modules = new Map([['en', moduleOf('en', pack({ ...en, ...enActions }))]]);
  // A locale's file carries the name of its language.
  const tags = readdirSync(FOLDER).flatMap((file) => /^([a-z]{2}(?:-[A-Z]{2})?)\.js$/.exec(file)?.[1] ?? []);
  for (const tag of tags.filter((name) => name !== 'en')) {
    const name = tag.replace('-', '');
    const code = moduleOf(name, pack((await load(tag))[name]));
    modules.set(tag, code);
    writeFileSync(join(FOLDER, `${tag}.js`), code);
    // Its words are in it now, and its map tells of lines that are gone.
    for (const rest of [`${tag}.js.map`, ...['js', 'js.map', 'd.ts'].map((end) => `${tag}-actions.${end}`)]) {
      rmSync(join(FOLDER, rest), { force: true });
    }
  }
  return modules;
}

/** A Vite plugin that gives the packed modules for the sources. */
export function packedLocales(modules) {
  return {
    name: 'packed-locales',
    enforce: 'pre',
    load(id) {
      const tag = /\/src\/localization\/([\w-]+)\.ts$/.exec(id)?.[1];
      return tag === undefined || tag === 'en' ? null : (modules.get(tag)?.replace('.js', '.ts') ?? null);
    },
  };
}

function moduleOf(name, packed) {
  return `import { unpack } from './packed.js';\nexport const ${name} = unpack(${JSON.stringify(packed)});\n`;
}
