// A Vite plugin that takes comments and needless white space out of css``, html`` and svg`` templates.

// What must stay as it is in CSS: its strings.
const STRINGS = /("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')/;

const MINIFIERS = { css: minifyStyles, html: minifyMarkup, svg: minifyMarkup };

export function minifyTemplates() {
  return {
    name: 'minify-templates',
    // After TypeScript has become JavaScript, which is what can be parsed here.
    transform(code, id) {
      if (id.includes('node_modules') || !/\b(css|html|svg)`/.test(code)) return null;
      const edits = [];
      walk(this.parse(code), ({ type, tag, quasi }) => {
        const minify = type === 'TaggedTemplateExpression' && MINIFIERS[tag.name];
        if (minify) {
          const last = quasi.quasis.length - 1;
          edits.push(
            ...quasi.quasis.map(({ start, end }, index) => ({
              start,
              end,
              minify: (text) => minify(text, index === 0, index === last),
            })),
          );
        }
      });
      edits.sort((a, b) => b.start - a.start);
      let smaller = code;
      for (const { start, end, minify } of edits) {
        smaller = smaller.slice(0, start) + minify(code.slice(start, end)) + smaller.slice(end);
      }
      return { code: smaller, map: null };
    },
  };
}

function walk(node, visit) {
  if (!node || typeof node !== 'object') return;
  if (typeof node.type === 'string') visit(node);
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) value.forEach((item) => walk(item, visit));
    else if (value && typeof value === 'object') walk(value, visit);
  }
}

function minifyStyles(css, isFirst, isLast) {
  const smaller = css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split(STRINGS)
    .map((part, index) => (index % 2 ? part : minifyRules(part)))
    .join('')
    .replace(/(\[[\w-]+[~^]?=)['"]([a-z][\w-]*)['"]\]/g, '$1$2]')
    .replace(/;}/g, '}');
  const started = isFirst ? smaller.trimStart() : smaller;
  return isLast ? started.trimEnd() : started;
}

// Prettier has put a space after the colon of a declaration, and only there.
function minifyRules(css) {
  return css
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/ ([>~/]) /g, '$1')
    .replace(/: /g, ':')
    .replace(/::(before|after)\b/g, ':$1')
    .replace(/(?<![\w.])0\./g, '.')
    .replace(/#(\w)\1(\w)\2(\w)\3\b/g, '#$1$2$3');
}

// An indented line break reads like one space, in attributes as between elements; a value of word characters needs no
// quotation marks.
function minifyMarkup(markup) {
  return markup
    .replace(/\n\s*/g, ' ')
    .replace(/(["\w-]|^) >/g, '$1>')
    .replace(/(<[a-z][^<>]*?)(?=>|$)/g, (tag) => tag.replace(/="([\w-]+)"(?=[ >]|$)/g, '=$1'));
}
