/** What people write into subjects and names to break a page, and what is to be read of it: one list for all places. */

export interface HostileText {
  /** The case of the catalogue. */
  readonly id: string;
  readonly text: string;
  /** What a reader sees of it: the same, unless it says otherwise. */
  readonly shown: string;
}

const literal = (id: string, text: string): HostileText => ({ id, text, shown: text });

/** Each would set `window.hacked`, if anything ran it. */
export const HOSTILE_TEXTS: readonly HostileText[] = [
  literal('L01', '<img src=x onerror="window.hacked=1">'),
  literal('L02', '<script>window.hacked=1</script>'),
  literal('L03', '"><svg onload="window.hacked=1">'),
  literal('L03', `' onfocus='window.hacked=1' autofocus x='`),
  literal('L04', '${7*7} {{7*7}} #{7*7} <%= 7*7 %>'),
  literal('L05', '&lt;b&gt;bold&lt;/b&gt; &amp;amp; &#60;i&#62;'),
  literal('L06', '?lit$123$ <!--?lit$123$--> <!----> </textarea><!--'),
  { id: 'L06', text: 'slot \uFFFC0\uFFFC', shown: 'slot \uFFFD0\uFFFD' },
  literal('L07', 'javascript:window.hacked=1'),
  { id: 'L07', text: 'JaVa\tScRiPt:window.hacked=1//', shown: 'JaVa ScRiPt:window.hacked=1//' },
  { id: 'L08', text: 'order \u202Efdp.exe', shown: 'order fdp.exe' },
  { id: 'L09', text: 'order \u2069\u202Efdp.exe', shown: 'order fdp.exe' },
  { id: 'L10', text: `${'\u202B\u202D\u2067'.repeat(1000)}deep`, shown: 'deep' },
  literal('L19', 'Closed by supervisor ✓'),
  {
    id: 'L20',
    text: 'bell\u0007 esc\u001B[31m nul\u0000 next\u0085 line\u2028end',
    shown: 'bell\uFFFD esc\uFFFD[31m nul\uFFFD next\uFFFD line end',
  },
  literal('L21', 'row selected" part="dialog" class="visually-hidden'),
  literal('L23', '{subject} {id} {count} $& $1 $$'),
];

/** Without the characters that isolate a name in a sentence, white space as it is painted. */
export function readable(element: Element | null): string {
  return (element?.textContent ?? '')
    .replace(/[\u2068\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Every open shadow tree from `root` on. */
function* trees(root: ParentNode): Generator<ParentNode> {
  yield root;
  for (const element of root.querySelectorAll('*')) if (element.shadowRoot) yield* trees(element.shadowRoot);
}

/** Elements that no template of ours has, and attributes by which markup would act. */
const FOREIGN = 'img, script, iframe, i, u, a[href], object, embed, form, math, base, link, meta';

/** Throws when a text has become anything else than text. */
export function checkHarmless(root: ParentNode): void {
  if ('hacked' in window) throw new Error('a text was run');
  for (const tree of trees(root)) {
    const foreign = tree.querySelector(FOREIGN);
    if (foreign) throw new Error(`a text became an element: ${foreign.outerHTML.slice(0, 200)}`);
    for (const element of tree.querySelectorAll('*')) checkAttributes(element);
  }
}

function checkAttributes(element: Element): void {
  for (const { name } of element.attributes) {
    if (/^on|^autofocus$|[^\w-]/.test(name)) throw new Error(`a text became the attribute ${name}`);
  }
  const names = `${element.getAttribute('class') ?? ''} ${element.getAttribute('part') ?? ''}`;
  // Class and part names are ours: words of small letters, digits and hyphens.
  if (/[^a-z0-9 -]/.test(names.replace(/\s+/g, ' '))) throw new Error(`a text became a name: ${names}`);
}
