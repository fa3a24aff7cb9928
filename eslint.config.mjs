import { readdirSync } from 'node:fs';
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import rxjs from 'eslint-plugin-rxjs-x';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

const LEAVES = './src/data-source/*/**/*';

// What each part of src may import from src; itself goes without saying.
const ALLOWED = {
  model: [],
  localization: ['model'],
  styles: ['model'],
  'data-source': ['model'],
  engine: ['model', 'data-source'],
  'action-events.ts': ['model', 'data-source', 'engine'],
  'alert-events.ts': ['model'],
  'events.ts': ['model', 'data-source', 'engine', 'action-events.ts', 'alert-events.ts'],
  context: ['model', 'data-source', 'engine', 'events.ts', 'localization'],
  controllers: ['model', 'data-source', 'engine', 'events.ts', 'localization', 'context'],
  elements: [
    'model',
    'data-source',
    'engine',
    'events.ts',
    'localization',
    'styles',
    'context',
    'controllers',
  ],
  features: [
    'model',
    'data-source',
    'engine',
    'events.ts',
    'alert-events.ts',
    'localization',
    'styles',
    'context',
    'controllers',
    'elements',
  ],
};

const directionZones = Object.entries(ALLOWED).map(([part, allowed]) => ({
  target: `./src/${part}`,
  from: './src',
  except: [part, ...allowed].map((path) => `./${path}`),
  message: `src/${part} imports only ${allowed.join(', ') || 'itself'}: dependencies run from the root element to the model.`,
}));

// Everything but the root may see the port of a data source, never one of its implementations.
const leafZones = ['engine', 'events.ts', 'context', 'controllers', 'elements', 'features'].map((part) => ({
  target: `./src/${part}`,
  from: LEAVES,
  message: 'Only the root element picks a data source; the others know the port.',
}));

const siblingZones = (folder, shared, message) =>
  folders(folder).map((name) => ({
    target: `${folder}/${name}`,
    from: folder,
    except: [`./${name}`, ...shared],
    message,
  }));

function folders(path) {
  try {
    return readdirSync(new URL(`${path}/`, import.meta.url), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
      .map(({ name }) => name);
  } catch {
    return [];
  }
}

const zones = [
  ...directionZones,
  ...leafZones,
  ...siblingZones(
    './src/elements',
    ['./shared'],
    'Elements do not import each other: they meet in the engine.',
  ),
  ...folders('./src/data-source').flatMap((name) =>
    folders('./src/data-source')
      // The wire is what sources have in common.
      .filter((other) => other !== name && other !== 'wire')
      .map((other) => ({
        target: `./src/data-source/${name}`,
        from: `./src/data-source/${other}`,
        message: 'A data source imports the model and the port, never another data source.',
      })),
  ),
  { target: './src/data-source/*.ts', from: LEAVES, message: 'The port does not know who implements it.' },
  {
    target: './src/**/*',
    from: './src/define.ts',
    message: 'Registers the elements: only applications import it.',
  },
  { target: './src', from: ['./demo', './testing', './test'], message: 'The package does not import these.' },
  {
    target: './demo/server',
    from: './src',
    except: ['./model', './data-source'],
    message: 'The server knows the wire and the simulation, not the element.',
  },
];

const UNSAFE_IMPORTS = [
  {
    name: 'lit/directives/style-map.js',
    message: 'Its first render is blocked by a strict CSP: set positions through the CSSOM.',
  },
  { name: 'lit/directives/unsafe-html.js', message: 'Trusted Types forbid it.' },
  { name: 'lit/directives/unsafe-svg.js', message: 'Trusted Types forbid it.' },
  { name: 'rxjs/operators', message: 'Import operators from rxjs.' },
];
const LIT = { regex: '^(lit|@lit)(/|$)', message: 'No Lit here: this part also runs without a page.' };
const RXJS = { regex: '^rxjs(/|$)', message: 'The model is plain functions and data.' };
const restrictImports = (...patterns) => ({
  'no-restricted-imports': ['error', { paths: UNSAFE_IMPORTS, patterns }],
});

const UNSAFE_SYNTAX = [
  {
    selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]',
    message: 'Trusted Types forbid it: use a template or textContent.',
  },
];
const NO_SUBSCRIBE = {
  selector: 'CallExpression[callee.property.name="subscribe"]',
  message: 'Elements read streams through the stream controller, which also unsubscribes.',
};
const NO_TIMER = {
  selector: 'CallExpression[callee.name=/^(setTimeout|setInterval)$/]',
  message: 'Elements have no timers: there is one clock for the page.',
};
const PAGE_GLOBALS = ['window', 'document', 'navigator', 'customElements', 'HTMLElement'].map((name) => ({
  name,
  message: 'This part also runs without a page.',
}));

export default defineConfig(
  { ignores: ['dist/', 'demo-dist/', 'coverage/', 'bench/', 'demo/hosts/', 'test/consumer/*.ts*'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, rxjs.configs.recommended],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      'import-x/extensions': ['.ts'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      // Sources name the .js files that tsc will write.
      'import-x/resolver-next': [
        createNodeResolver({ extensions: ['.ts', '.js'], extensionAlias: { '.js': ['.ts', '.js'] } }),
      ],
    },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'no-restricted-syntax': ['error', ...UNSAFE_SYNTAX],
      ...restrictImports(),
      'max-lines': ['error', 450],
      'rxjs-x/finnish': [
        'error',
        { functions: false, methods: false, parameters: false, properties: false, strict: false },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    extends: [wc.configs['flat/recommended'], lit.configs['flat/recommended'], litA11y.configs.recommended],
    rules: {
      'no-console': ['error', { allow: ['warn'] }],
      'lit/ban-attributes': ['error', 'style'],
      'wc/require-listener-teardown': 'error',
      // Its heuristic knows neither Lit's base class nor the members it has.
      'wc/guard-super-call': 'off',
    },
  },
  { files: ['src/engine/**', 'src/data-source/**'], rules: restrictImports(LIT) },
  {
    files: ['src/model/**', 'src/engine/**', 'src/data-source/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...PAGE_GLOBALS] },
  },
  { files: ['src/model/**'], rules: restrictImports(LIT, RXJS) },
  {
    files: ['src/elements/**'],
    rules: { 'no-restricted-syntax': ['error', ...UNSAFE_SYNTAX, NO_SUBSCRIBE, NO_TIMER] },
  },
  {
    files: ['test/**/*.ts', 'testing/**/*.ts'],
    rules: {
      'max-lines': 'off',
      // Tests provoke what the sources must not do.
      'no-restricted-syntax': 'off',
      // chai's assertions are properties; spies are passed around unbound.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'suite', 'test'] },
            // A plugin of chai types every equal() as a promise, for its comparison of DOM trees.
            { from: 'package', package: 'chai', name: ['Equal'] },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        ['console', 'performance', 'process', 'URL', 'setTimeout', 'clearTimeout', 'fetch', 'globalThis'].map(
          (name) => [name, 'readonly'],
        ),
      ),
    },
  },
);
