// A Vite plugin that takes out of libraries what the report cannot use: from RxJS schedulers for from() and merge(), and
// what its authors' compiler made of async functions for browsers that had none; from Lit the decorators of another
// compiler.

const UNSET = [
  [/import \{ config \} from '[./]+config';/, ''],
  [/\bconfig\.(\w+)/g, 'undefined'],
];

const REPLACEMENTS = {
  // Settings of RxJS for the whole page, which nobody can reach in here.
  'rxjs/dist/esm/internal/Subscriber.js': [
    ...UNSET,
    [/^import \{ (?:nextNotification|timeoutProvider)\b.*$/gm, ''],
    [/^function handleStoppedNotification[\s\S]*?^\}$/m, ''],
    [/handleStoppedNotification\(.*\);/g, ''],
  ],
  'rxjs/dist/esm/internal/util/errorContext.js': UNSET,
  'rxjs/dist/esm/internal/util/reportUnhandledError.js': [
    UNSET[0],
    [/const \{ onUnhandledError \} = config;/, 'const onUnhandledError = undefined;'],
    [/^import \{ timeoutProvider \}.*$/m, ''],
    [/timeoutProvider\.setTimeout/, 'setTimeout'],
  ],
  // A piped subject need not be a subject.
  'rxjs/dist/esm/internal/Subject.js': [
    [/^ {4}lift\(operator\) \{[\s\S]*?^ {4}\}/m, ''],
    [/^Subject\.create = [\s\S]*?^};/m, ''],
  ],
  'rxjs/dist/esm/internal/observable/innerFrom.js': [
    [/import \{ __asyncValues, __awaiter \} from "tslib";/, ''],
    [
      /^function process\([\s\S]*^\}/m,
      `async function process(iterable, subscriber) {
        for await (const value of iterable) {
          subscriber.next(value);
          if (subscriber.closed) return;
        }
        subscriber.complete();
      }`,
    ],
  ],
  'rxjs/dist/esm/internal/util/isReadableStreamLike.js': [
    [/import \{ __asyncGenerator, __await \} from "tslib";/, ''],
    [
      /^export function readableStreamLikeToAsyncGenerator\([\s\S]*?^\}/m,
      `export async function* readableStreamLikeToAsyncGenerator(stream) {
        const reader = stream.getReader();
        try {
          for (;;) {
            const { value, done } = await reader.read();
            if (done) return;
            yield value;
          }
        } finally {
          reader.releaseLock();
        }
      }`,
    ],
  ],
  'rxjs/dist/esm/internal/scheduled/scheduled.js': [
    [
      /[\s\S]*export function scheduled\([\s\S]*/,
      `export function scheduled() {\n  throw new Error('No scheduler is at hand here.');\n}`,
    ],
  ],
  '@oxc-project/runtime/helpers/esm/decorate.js': [
    [
      /function __decorate\([\s\S]*Reflect\.decorate[\s\S]*?^\}/m,
      `function __decorate(decorators, target, key, given) {
        let descriptor = given === null ? Object.getOwnPropertyDescriptor(target, key) : given;
        for (const decorate of decorators.reverse()) descriptor = decorate(target, key, descriptor) || descriptor;
        if (descriptor) Object.defineProperty(target, key, descriptor);
      }`,
    ],
  ],
  // Every browser that knows light-dark() shares style sheets; what goes into them is checked where the tests run.
  '@lit/reactive-element/css-tag.js': [
    [/e=t\.ShadowRoot&&.*?CSSStyleSheet\.prototype,/, 'e=true,'],
    [/if\((this\._\$cssResult\$=!0),o!==s\)throw Error\(".*?"\);/, '$1;'],
    [/\(t=>\{if\(!0===t\._\$cssResult\$\).*?\}\)\(s\)/, 's'],
  ],
  '@lit/reactive-element/decorators/property.js': [
    [
      /^import\{notEqual[\s\S]*"object"==typeof[\s\S]*createProperty\([\s\S]*export\{n as property,r as standardProperty\};/,
      `
      export const property = (options) => (proto, name) => {
        const isOwn = proto.hasOwnProperty(name);
        proto.constructor.createProperty(name, options);
        return isOwn ? Object.getOwnPropertyDescriptor(proto, name) : undefined;
      };`,
    ],
  ],
  '@lit/reactive-element/decorators/query.js': [
    [
      /^import[\s\S]*querySelector\([\s\S]*export\{e as query\};/,
      `
      export const query = (selector) => () => ({
        get() {
          return this.renderRoot?.querySelector(selector) ?? null;
        },
        configurable: true,
        enumerable: true,
      });`,
    ],
  ],
  '@lit/context/lib/decorators/consume.js': [
    [
      /function c\(\{[\s\S]*"object"==typeof[\s\S]*?\}export\{c as consume\}/,
      `
      const consume = ({ context, subscribe }) => (proto, name) =>
        proto.constructor.addInitializer((host) => {
          new t(host, { context, callback: (value) => (host[name] = value), subscribe });
        });
      export { consume }`,
    ],
  ],
};

export function slimLibraries() {
  return {
    name: 'slim-libraries',
    transform(code, id) {
      const path = id
        .replace(/^.*\/node_modules\//, '')
        .replace(/^\0(@oxc-project)\+(runtime)@[^/]+/, '$1/$2');
      const edits = REPLACEMENTS[path];
      if (!edits) return null;
      const slim = edits.reduce((text, [pattern, replacement]) => {
        const edited = text.replace(pattern, replacement);
        if (edited === text) this.error(`A library has changed: ${path} is not what it was.`);
        return edited;
      }, code);
      return { code: slim, map: null };
    },
  };
}
