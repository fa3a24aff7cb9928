/**
 * Own fields only. A host may have put names on `Object.prototype`, and an object of other people's making may inherit
 * some: neither may lend a field to a row.
 */

/** Levels of a row: the row, its parts, the entries of a list in it. */
const MAX_DEPTH = 3;
/** Longer lists and objects within a row are cut; readers keep fewer still. */
const MAX_FIELDS = 256;

/** An object that has nothing: what it has all the same, every object has. */
const NOTHING: object = {};

/** Whether every object has one of `names`, because somebody put it on the prototype of all. */
export function isPrototypePolluted(names: readonly string[]): boolean {
  return names.some((name) => name in NOTHING);
}

/** A copy without a prototype, of own fields, as deep as a row goes. */
export function ownCopy(input: object): Readonly<Record<string, unknown>> {
  return copyObject(input, Object.keys(input), MAX_DEPTH);
}

function copyObject(input: object, names: readonly string[], depth: number): Record<string, unknown> {
  const copy = Object.create(null) as Record<string, unknown>;
  for (const name of names) {
    copy[name] = copyValue((input as Readonly<Record<string, unknown>>)[name], depth - 1);
  }
  return copy;
}

function copyValue(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return undefined;
  if (!Array.isArray(value)) return copyObject(value, Object.keys(value).slice(0, MAX_FIELDS), depth);
  return value.slice(0, MAX_FIELDS).map((item) => copyValue(item, depth - 1));
}
