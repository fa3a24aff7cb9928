// A Vite plugin that takes out of libraries what the report cannot use: from RxJS schedulers for from() and merge() and
// ways to use an observable that nobody in here takes; from Lit the decorators of another compiler. Private members of
// RxJS get short names.

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
  'rxjs/dist/esm/internal/Observable.js': [
    UNSET[0],
    [/^ {4}forEach\([\s\S]*?^ {4}\}/m, ''],
    [/^ {4}toPromise\([\s\S]*?^ {4}\}/m, ''],
    [/^Observable\.create = [\s\S]*?^};/m, ''],
    [/^function getPromiseCtor\([\s\S]*?^\}/m, ''],
  ],
  'rxjs/dist/esm/internal/operators/startWith.js': [
    [/^import \{ (?:concat|popScheduler) \}.*$/gm, ''],
    [/const scheduler = .*$/m, ''],
    [
      /\(scheduler \? .*$/m,
      `for (const value of values) subscriber.next(value);
        if (!subscriber.closed) source.subscribe(subscriber);`,
    ],
  ],
  'rxjs/dist/esm/internal/operators/OperatorSubscriber.js': [
    [', onFinalize, shouldUnsubscribe) {', ', onFinalize) {'],
    ['this.shouldUnsubscribe = shouldUnsubscribe;', ''],
    [/if \(!this\.shouldUnsubscribe \|\| this\.shouldUnsubscribe\(\)\) (\{[\s\S]*?^ {8}\})/m, '$1'],
  ],
  'rxjs/dist/esm/internal/util/lift.js': [[/if \(hasLift\(source\)\) (\{[\s\S]*?^ {8}\})\n.*/m, '$1']],
  // Errors are classes of the language now.
  'rxjs/dist/esm/internal/util/UnsubscriptionError.js': [
    [
      /[\s\S]*/,
      `export class UnsubscriptionError extends Error {
        name = 'UnsubscriptionError';
        constructor(errors) {
          super(errors.map((error, index) => index + 1 + ') ' + error).join('\\n  '));
          this.errors = errors;
        }
      }`,
    ],
  ],
  'rxjs/dist/esm/internal/util/ObjectUnsubscribedError.js': [
    [
      /[\s\S]*/,
      `export class ObjectUnsubscribedError extends Error {
        name = 'ObjectUnsubscribedError';
      }`,
    ],
  ],
  // A piped subject need not be a subject.
  'rxjs/dist/esm/internal/Subject.js': [
    [/^ {4}get observed\([\s\S]*?^ {4}\}/m, ''],
    [/^ {4}asObservable\([\s\S]*?^ {4}\}/m, ''],
    [/^ {4}lift\(operator\) \{[\s\S]*?^ {4}\}/m, ''],
    [/^Subject\.create = [\s\S]*?^};/m, ''],
  ],
  // Other libraries' observables, async iterables and streams are read by the engine itself, which leaves them at once.
  'rxjs/dist/esm/internal/observable/innerFrom.js': [
    [/^import \{ (?:__asyncValues|is(?:InteropObservable|AsyncIterable|ReadableStreamLike))\b.*$/gm, ''],
    [/^ {8}if \(is(?:InteropObservable|AsyncIterable|ReadableStreamLike)\(input\)\) \{[\s\S]*?^ {8}\}/gm, ''],
    [/^export function from(?:InteropObservable|AsyncIterable)\([\s\S]*?^\}/gm, ''],
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
  // No polyfill is loaded for browsers that know light-dark(), and nobody counts this copy of Lit.
  'lit-html/lit-html.js': [
    [/,B=t\.litHtmlPolyfillSupport;B\?\.\(.*?\),\(t\.litHtmlVersions\?\?=\[\]\)\.push\(".*?"\);/, ';'],
  ],
  '@lit/reactive-element/reactive-element.js': [
    [/,p=a\.reactiveElementPolyfillSupport,/, ','],
    [/,p\?\.\(\{ReactiveElement:y\}\),\(a\.reactiveElementVersions\?\?=\[\]\)\.push\(".*?"\);/, ';'],
  ],
  'lit-element/lit-element.js': [
    [/,s\.litElementHydrateSupport\?\.\(.*?\);const o=s\.litElementPolyfillSupport;o\?\.\(.*?\);/, ';'],
    [/\(s\.litElementVersions\?\?=\[\]\)\.push\(".*?"\);/, ''],
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

// Of objects that another copy of RxJS has made, only the public members are used.
const PRIVATE = [
  ...[
    '_addParent',
    '_checkFinalizedStatuses',
    '_complete',
    '_error',
    '_finalizers',
    '_hasParent',
    '_innerSubscribe',
  ],
  ...['_next', '_parentage', '_removeParent', '_subscribe', '_throwIfClosed', '_trySubscribe', '_value'],
  ...[
    'currentObservers',
    'destination',
    'hasError',
    'initialTeardown',
    'isStopped',
    'onFinalize',
    'partialObserver',
  ],
  ...['thrownError'],
];
const PRIVATE_NAME = new RegExp(`\\b(?:${PRIVATE.join('|')})\\b`, 'g');

export function slimLibraries() {
  return {
    name: 'slim-libraries',
    transform(code, id) {
      const path = id
        .replace(/^.*\/node_modules\//, '')
        .replace(/^\0(@oxc-project)\+(runtime)@[^/]+/, '$1/$2');
      const edits = REPLACEMENTS[path] ?? [];
      const isRxJs = path.startsWith('rxjs/');
      if (edits.length === 0 && !isRxJs) return null;
      const slim = edits.reduce((text, [pattern, replacement]) => {
        const edited = text.replace(pattern, replacement);
        if (edited === text) this.error(`A library has changed: ${path} is not what it was.`);
        return edited;
      }, code);
      const named = isRxJs
        ? slim.replace(PRIVATE_NAME, (name) => `_${PRIVATE.indexOf(name).toString(36)}`)
        : slim;
      return { code: named, map: null };
    },
  };
}
