/** Finds controls of one shadow root by role and accessible name, as far as our own markup needs it. */

const SELECTORS: Readonly<Record<string, string>> = {
  button: 'button:not([role]), [role=button]',
  checkbox: 'input[type=checkbox], [role=checkbox]',
  option: 'option, [role=option]',
  searchbox: 'input[type=search], [role=searchbox]',
  heading: 'h1, h2, h3, [role=heading]',
  radio: 'input[type=radio], [role=radio]',
  textbox: 'textarea, input[type=text], [role=textbox]',
  dialog: 'dialog[open], [role=dialog]',
};

/** Name from `aria-label`, a label, or the contents without what is hidden from assistive technology. */
export function nameOf(element: Element): string {
  const label = element.getAttribute('aria-label');
  if (label !== null) return spoken(label);
  const root = element.getRootNode() as ParentNode;
  const ids = element.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
  if (ids.length > 0) return ids.map((id) => textOf(root, id)).join(' ');
  // Not by its class: the element may be in a frame.
  if (element.matches('input')) return clean(element.labels?.[0] ?? element);
  return clean(element);
}

export function descriptionOf(element: Element): string {
  const root = element.getRootNode() as ParentNode;
  const ids = element.getAttribute('aria-describedby')?.split(/\s+/) ?? [];
  return ids.map((id) => root.querySelector(`#${CSS.escape(id)}`)?.textContent.trim() ?? '').join(' ');
}

function textOf(root: ParentNode, id: string): string {
  const element = root.querySelector(`#${CSS.escape(id)}`);
  return element ? clean(element) : '';
}

function clean(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const hidden of copy.querySelectorAll('[aria-hidden=true], [hidden]')) hidden.remove();
  return spoken(copy.textContent);
}

/** Without white space and the characters that isolate a direction, which nobody hears. */
const spoken = (text: string): string =>
  text
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

export function allByRole(root: ParentNode, role: string): HTMLElement[] {
  const found = [...root.querySelectorAll<HTMLElement>(SELECTORS[role] ?? `[role=${role}]`)];
  return found.filter((element) => element.checkVisibility({ visibilityProperty: true }));
}

export function queryByRole(root: ParentNode, role: string, name: string | RegExp): HTMLElement | undefined {
  return allByRole(root, role).find((element) =>
    typeof name === 'string' ? nameOf(element) === name : name.test(nameOf(element)),
  );
}

/** The one that is visible and has this name; throws with what there is, so that a failing test says why. */
export function byRole(root: ParentNode, role: string, name: string | RegExp): HTMLElement {
  const found = queryByRole(root, role, name);
  if (found) return found;
  const names = allByRole(root, role).map((element) => JSON.stringify(nameOf(element)));
  throw new Error(`No ${role} ${String(name)}; there are: ${names.join(', ') || 'none'}`);
}
