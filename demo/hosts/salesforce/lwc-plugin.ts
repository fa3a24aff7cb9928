/** Compiles Lightning web components with Salesforce's own compiler, and knows the modules that an org would add. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { transformSync } from '@lwc/compiler';
import type { Plugin } from 'vite';

const RESOURCE = '@salesforce/resourceUrl/';
// Without it, Vite would take a template for a page of its own and a style sheet for one of the page.
const SUFFIX = '.lwc.js';

/** @param modules files by the name under which components import them; those of components begin with `c/` */
export function lwc(modules: Readonly<Record<string, string>>): Plugin {
  const folders = Object.entries(modules)
    .filter(([name]) => name.startsWith('c/'))
    .map(([, file]) => dirname(file));
  const isOfComponent = (file: string): boolean => folders.includes(dirname(file));
  return {
    name: 'lwc',
    enforce: 'pre',
    resolveId(id, importer) {
      if (id.startsWith(RESOURCE)) return id;
      if (modules[id]) return modules[id];
      const file = importer && resolve(dirname(importer), id.split('?')[0] ?? '');
      return file && isOfComponent(file) && /\.(html|css)$/.test(file) ? `${file}${SUFFIX}` : null;
    },
    load(id) {
      if (id.startsWith(RESOURCE)) {
        const name = id.slice(RESOURCE.length).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
        return `export default ${JSON.stringify(`/classic/${name}.js`)};`;
      }
      if (!id.endsWith(SUFFIX)) return null;
      const file = id.slice(0, -SUFFIX.length);
      // Each template imports the style sheets that it might have.
      return existsSync(file) ? readFileSync(file, 'utf8') : 'export default undefined;';
    },
    transform(source, id) {
      const file = id.endsWith(SUFFIX) ? id.slice(0, -SUFFIX.length) : id;
      if (!isOfComponent(file) || !existsSync(file)) return null;
      const name = basename(dirname(file));
      const { code, warnings } = transformSync(source, file, { namespace: 'c', name });
      for (const { message } of warnings ?? []) this.warn(message);
      return { code, map: null, moduleType: 'js' };
    },
  };
}
