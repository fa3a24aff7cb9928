// Replaces the locale modules that tsc wrote by packed ones: texts without their keys, which the page has with English.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const FOLDER = 'dist/src/localization';

/** @returns what a page downloads for each locale, by tag; English lies in the report itself, with its keys */
export async function packLocales() {
  const load = (name) => import(pathToFileURL(resolve(FOLDER, `${name}.js`)).href);
  const [{ pack }, { en }] = await Promise.all(['packed', 'en'].map(load));
  const modules = new Map([['en', await groupedModule('en', en)]]);
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
      return modules.get(tag)?.replace('.js', '.ts') ?? null;
    },
  };
}

function moduleOf(name, packed) {
  return `import { unpack } from './packed.js';\nexport const ${name} = unpack(${JSON.stringify(packed)});\n`;
}

/** One text: a line for each first part of the keys, with the rest of each key and its words. */
async function groupedModule(name, words) {
  const groups = new Map();
  for (const [key, word] of Object.entries(words)) {
    const [, group, rest] = /^([^.]+)\.(.+)$/.exec(key);
    const message = typeof word === 'string' ? [rest, word] : [rest, word.other, word.one];
    groups.set(group, [...(groups.get(group) ?? [group]), message.join('~')]);
  }
  const text = [...groups.values()].map((group) => group.join('|')).join('\n');
  const code = `export const ${name} = Object.fromEntries(
    ${JSON.stringify(text)}.split('\\n').flatMap((line) => {
      const [group, ...messages] = line.split('|');
      return messages.map((message) => {
        const [key, other, one] = message.split('~');
        return [group + '.' + key, one ? { one, other } : other];
      });
    }),
  );
`;
  // Their order, too, is that of packed texts.
  const unpacked = (await import(`data:text/javascript,${encodeURIComponent(code)}`))[name];
  const entries = (catalogue) =>
    JSON.stringify(
      Object.entries(catalogue).map(([key, word]) => [
        key,
        typeof word === 'string' ? word : Object.entries(word).sort(),
      ]),
    );
  if (entries(unpacked) !== entries(words)) throw new Error(`The words of ${name}.ts cannot be packed.`);
  return code;
}
