// A Vite plugin that sends what the bundler minified through terser once more: it sees expressions across functions.
import { minify } from 'terser';

export function terse() {
  return {
    name: 'terse',
    async generateBundle(options, bundle) {
      const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk');
      await Promise.all(chunks.map(async (chunk) => (chunk.code = await smaller(chunk.code))));
    },
  };
}

async function smaller(source) {
  const { code } = await minify(source, {
    ecma: 2020,
    module: true,
    compress: { passes: 2, lhs_constants: false, unsafe_arrows: true },
  });
  return code;
}
