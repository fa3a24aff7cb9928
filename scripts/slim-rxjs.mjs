// A Vite plugin that takes out of RxJS what the report cannot use: schedulers for from() and merge(), and what its
// authors' compiler made of async functions for browsers that had none.

const REPLACEMENTS = {
  'observable/innerFrom.js': [
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
  'util/isReadableStreamLike.js': [
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
  'scheduled/scheduled.js': [
    [/[\s\S]*/, `export function scheduled() {\n  throw new Error('No scheduler is at hand here.');\n}`],
  ],
};

export function slimRxjs() {
  return {
    name: 'slim-rxjs',
    transform(code, id) {
      const path = /\/rxjs\/dist\/[^/]+\/internal\/(.+)$/.exec(id)?.[1];
      const edits = path && REPLACEMENTS[path];
      if (!edits) return null;
      const slim = edits.reduce((text, [pattern, replacement]) => {
        if (!pattern.test(text)) this.error(`RxJS has changed: ${path} is not what it was.`);
        return text.replace(pattern, () => replacement);
      }, code);
      return { code: slim, map: null };
    },
  };
}
