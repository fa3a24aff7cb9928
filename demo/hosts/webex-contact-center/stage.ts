/** Plays the desktop's loader: the widgets of the first page of the supervisor's layout, in shadow trees as there. */
import layout from './desktop-layout.json' with { type: 'json' };

const main = document.querySelector('main')!;
const area = document.createElement('div');
area.style.flex = '1';
main.prepend(area);
const tree = area.attachShadow({ mode: 'open' });

const [{ page }] = layout.supervisor.area.navigation as [(typeof layout.supervisor.area.navigation)[number]];
for (const { comp, script, attributes, properties } of Object.values(page.widgets)) {
  const code = document.createElement('script');
  // The layout names your web server; here it is this one.
  code.src = `/classic${new URL(script).pathname}`;
  await new Promise((done, fail) => {
    code.onload = done;
    code.onerror = fail;
    document.head.append(code);
  });
  const widget = document.createElement(comp);
  for (const [name, value] of Object.entries(attributes)) widget.setAttribute(name, value);
  Object.assign(widget, properties);
  widget.style.height = '600px';
  tree.append(widget);
}
main.querySelector('button')!.addEventListener('click', () => area.remove());
