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
        if (minify) edits.push(...quasi.quasis.map(({ start, end }) => ({ start, end, minify })));
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

function minifyStyles(css) {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split(STRINGS)
    .map((part, index) => (index % 2 ? part : part.replace(/\s+/g, ' ').replace(/ ?([{};,]) ?/g, '$1')))
    .join('')
    .replace(/;}/g, '}');
}

// An indented line break reads like one space, in attributes as between elements.
function minifyMarkup(markup) {
  return markup.replace(/\n\s*/g, ' ');
}
