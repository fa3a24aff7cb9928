// A Vite plugin that takes comments and needless white space out of css`` templates.

const TEMPLATE = /\bcss`((?:\\[\s\S]|[^`\\])*)`/g;
// What must stay as it is: strings of CSS and the expressions of the template.
const KEEP = /("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\$\{[^{}]*\})/;

export function minifyCss() {
  return {
    name: 'minify-css',
    enforce: 'pre',
    transform(code, id) {
      if (id.includes('node_modules') || !code.includes('css`')) return null;
      return { code: code.replace(TEMPLATE, (_, css) => `css\`${minify(css)}\``), map: null };
    },
  };
}

function minify(css) {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split(KEEP)
    .map((part, index) => (index % 2 ? part : part.replace(/\s+/g, ' ').replace(/ ?([{};,]) ?/g, '$1')))
    .join('')
    .replace(/;}/g, '}')
    .trim();
}
