/** Writes the canvas down as a host would write it. */
import type { Place } from './address.js';
import type { Args } from './canvas.js';
import { REPORT } from './manifest.js';
import { cssOf, fitting } from './tokens.js';

const LINE_WIDTH = 80;

export function markupOf(
  canvas: Element,
  { story, args, tokens }: Pick<Place, 'story' | 'args' | 'tokens'>,
): string {
  const markup = [...canvas.children].map((element) => write(element, '')).join('\n');
  const lines = [...propertyLines(args), ...(story.parameters.docs?.source?.code?.trim().split('\n') ?? [])];
  const script = [
    `import 'ongoing-conversations-report/define';`,
    ...(lines.length > 0 ? ['', `const report = document.querySelector('${REPORT.tag}');`, ...lines] : []),
  ];
  const worn = fitting(tokens);
  const style =
    Object.keys(worn).length > 0 ? `\n\n<style>\n${cssOf(worn).replace(/^/gm, '  ')}\n</style>` : '';
  return `${markup}${style}\n\n<script type="module">\n${script.map((line) => (line ? `  ${line}` : '')).join('\n')}\n</script>`;
}

/** What no attribute says. */
function propertyLines(args: Args): string[] {
  return REPORT.properties.flatMap(({ name, attribute, default: byDefault }) => {
    const value = args[name];
    if (value === undefined || (attribute !== undefined && typeof value !== 'object')) return [];
    const text = JSON.stringify(value, null, 2);
    return text === byDefault ? [] : `report.${name} = ${text};`.split('\n');
  });
}

function write(element: Element, indent: string): string {
  const tag = element.localName;
  const start = startTag(indent, tag, [...element.attributes].map(writeAttribute));
  const contents = [...element.childNodes].flatMap((node) => {
    if (node instanceof Element) return write(node, `${indent}  `);
    const text = node instanceof Text ? node.data.trim() : '';
    return text === '' ? [] : `${indent}  ${escape(text)}`;
  });
  return contents.length === 0 ? `${start}</${tag}>` : `${start}\n${contents.join('\n')}\n${indent}</${tag}>`;
}

/** On one line if it fits. */
function startTag(indent: string, tag: string, attributes: readonly string[]): string {
  const line = `${indent}<${[tag, ...attributes].join(' ')}>`;
  if (line.length <= LINE_WIDTH) return line;
  return [`${indent}<${tag}`, ...attributes.map((each) => `${indent}  ${each}`), `${indent}>`].join('\n');
}

function writeAttribute({ name, value }: Attr): string {
  return value === '' ? name : `${name}="${escape(value).replaceAll('"', '&quot;')}"`;
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
