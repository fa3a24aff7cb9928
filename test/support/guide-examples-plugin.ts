/** Serves the examples of the guides as modules: `/guide-example/<page>/<name>.<language>`. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { examplesOf, withSources } from './guide-examples.js';

const root = resolve(import.meta.dirname, '../..');
const PATH = /^\/guide-example\/([\w-]+)\/([\w-]+)\.(?:js|ts|html|css)$/;

/** Guides call the element on the page `report`. */
const REPORT = "const report = document.querySelector('ongoing-conversations-report');";

function moduleFor(language: string, code: string): string {
  // A template, because the policy of the page takes no markup from others.
  if (language === 'html') return `import { html } from 'lit';\nexport default html${literal(code)};`;
  if (language === 'css') return `export default ${literal(code)};`;
  return withSources(/\bconst report\b/.test(code) ? code : `${REPORT}\n${code}`);
}

const literal = (text: string): string => `\`${text.replaceAll(/[\\`]|\$\{/g, '\\$&')}\``;

interface Plugin {
  readonly name: string;
  serve(context: { readonly path: string }): { readonly body: string; readonly type: string } | undefined;
}

export function guideExamplesPlugin(): Plugin {
  return {
    name: 'guide-examples',
    serve({ path }) {
      const [, page = '', name = ''] = PATH.exec(path) ?? [];
      if (page === '') return undefined;
      const file = page === 'README' ? 'README.md' : `docs/${page}.md`;
      const found = examplesOf(page, readFileSync(resolve(root, file), 'utf8')).find(
        (example) => example.name === name,
      );
      if (!found) throw new Error(`${file} has no example ${name}`);
      return { body: moduleFor(found.language, found.code), type: 'js' };
    },
  };
}
