/** A host that makes life hard, in the ways that the address of the page names: `hostile.html?frozen&polluted`. */
import { load } from './watch.js';

const ways = new URLSearchParams(location.search);

if (ways.has('polluted')) {
  const fields = {
    ver: 1,
    version: 1,
    subject: 'polluted',
    agent: { id: 'x', name: 'polluted' },
    sentiment: 'polluted',
  };
  Object.assign(Object.prototype, fields);
}
if (ways.has('clobbered')) {
  const form = document.createElement('form');
  for (const name of [
    'body',
    'head',
    'documentElement',
    'customElements',
    'activeElement',
    'title',
    'grid',
  ]) {
    const image = document.createElement('img');
    image.setAttribute('name', name);
    const field = document.createElement('input');
    field.name = name;
    field.id = name;
    form.append(field);
    document.body.prepend(image);
  }
  form.id = 'ongoingConversationsReport';
  document.body.prepend(form);
}
if (ways.has('frozen')) {
  const names = [
    'Object',
    'Array',
    'Function',
    'Promise',
    'Map',
    'Set',
    'String',
    'Number',
    'RegExp',
    'Date',
  ];
  for (const name of names) {
    const type = (window as unknown as Record<string, { readonly prototype: object }>)[name];
    if (type) Object.freeze(type.prototype);
  }
}

/** Who listens to what on the window. */
const listened: string[] = [];
const listen = window.addEventListener.bind(window);
window.addEventListener = (...[type, ...rest]: Parameters<typeof listen>): void => {
  listened.push(type);
  listen(type, ...rest);
};
Object.defineProperty(window, 'listened', { value: listened });

await load(() => import('../../src/define.js'));
