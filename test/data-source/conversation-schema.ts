/**
 * The specification of a conversation on the wire, to be read: what each field may be, and what stands in for one that
 * is missing or wrong. `src/data-source/decode-conversation.ts` does the same by hand, because it is the hot path of a
 * busy report; `conversation-schema.node.test.ts` holds the two together.
 *
 * Three fields make a row: `id`, `ver` and `status`. A row without one of them is left out, for the first reason in
 * this order. Any other field that is missing, null or wrong becomes its default, and unknown fields are passed over.
 * Values that this version does not know (a new channel, a new sentiment) are kept as they are.
 */
import * as v from 'valibot';
import type { Conversation } from '../../src/model/conversation.js';
import type { DecodeFault } from '../../src/data-source/decode-conversation.js';

const MAX_ID = 128;
const MAX_TEXT = 4_000;
const MAX_ITEMS = 64;
const MAX_TIME = Date.parse('9999-12-31T23:59:59.999Z');

const utf8 = { encoder: new TextEncoder(), decoder: new TextDecoder('utf-8', { ignoreBOM: true }) };

/** Encoding replaces lone surrogates by U+FFFD. */
const wellFormed = (value: string): string => utf8.decoder.decode(utf8.encoder.encode(value));

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** As many whole characters as there is room for; of one that is longer than that, what there is room for. */
function beginning(value: string): string {
  if (value.length <= MAX_TEXT) return value;
  let end = 0;
  for (const { segment } of segmenter.segment(value)) {
    if (end + segment.length > MAX_TEXT) break;
    end += segment.length;
  }
  return value.slice(0, end || MAX_TEXT);
}

const fault = (reason: DecodeFault): DecodeFault => reason;

/** UTF-16 units are counted, and nothing is replaced: ids are compared, and sent back as they came. */
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_ID));
/** A value of an open list, known or not. */
const word = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_ID));
/** Cut first, since cutting a long character may leave half a pair. */
const text = v.pipe(
  v.string(),
  v.transform((value) => wellFormed(beginning(value))),
);
const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Server epoch milliseconds. */
const time = v.pipe(count, v.maxValue(MAX_TIME));

/** Null is said outright, or stands for what is missing or wrong. */
const orNull = <T extends v.GenericSchema>(schema: T) =>
  v.fallback(v.nullable(schema as v.GenericSchema<v.InferInput<T>, v.InferOutput<T>>), null);

const record = v.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  fault('not-an-object'),
);

/** An object of these fields: its own ones only, null for those that it does not have. */
const fields = <const T extends v.ObjectEntries>(entries: T) =>
  v.pipe(
    record,
    v.transform((input): unknown =>
      Object.fromEntries(
        Object.keys(entries).map((name) => [name, Object.hasOwn(input, name) ? input[name] : null]),
      ),
    ),
    v.object(entries),
  );

/** Of the first {@link MAX_ITEMS} those that are right. */
const listOf = <T extends v.GenericSchema>(item: T) =>
  v.pipe(
    v.array(v.unknown()),
    v.transform((items) => items.slice(0, MAX_ITEMS)),
    v.filterItems((value) => v.is(item, value)),
    v.array(item),
  );

const name = orNull(text);
/** What has no name goes by its id. */
const goByName = <T extends { readonly id: string; readonly name: string | null }>(value: T) => ({
  ...value,
  name: value.name ?? value.id,
});

const named = v.pipe(fields({ id, name }), v.transform(goByName));
const queue = v.pipe(fields({ id, name, type: v.fallback(word, 'messaging') }), v.transform(goByName));
const agent = v.pipe(fields({ id, name, presence: orNull(word) }), v.transform(goByName));
const skill = v.pipe(fields({ id, name, level: v.fallback(finite, 0) }), v.transform(goByName));

/** `ms` has passed already; `since` is set while it runs on. */
const duration = fields({
  ms: v.pipe(
    finite,
    v.transform((ms) => Math.max(0, ms)),
  ),
  since: orNull(time),
});

const extraEntry = v.tuple([v.string(), v.union([v.null(), v.boolean(), v.number(), text])]);
/** Plain values under keys of any name. */
const extra = v.pipe(
  record,
  v.transform((input): unknown[] => Object.entries(input)),
  listOf(extraEntry),
  v.transform((entries) => Object.fromEntries(entries)),
);

const wireConversation = fields({
  // Without these three there is no row. Their order is the order of the reasons.
  id: v.message(id, fault('no-id')),
  ver: v.message(count, fault('no-version')),
  /** Of any length, since a row is not left out for a status that is not known. */
  status: v.message(v.pipe(v.string(), v.minLength(1)), fault('no-status')),

  subject: v.fallback(text, ''),
  phase: orNull(word),
  channel: v.fallback(word, 'custom'),
  direction: v.fallback(word, 'inbound'),
  handledBy: v.fallback(word, 'agent'),
  elevated: v.fallback(v.boolean(), false),
  queue: orNull(queue),
  workstream: orNull(named),
  /** Null while nobody holds it. */
  agent: orNull(agent),
  customer: orNull(named),
  startedAt: v.fallback(time, 0),
  statusSince: orNull(time),
  lastCustomerMessageAt: orNull(time),
  wait: orNull(duration),
  handle: orNull(duration),
  sentiment: orNull(word),
  skills: v.fallback(listOf(skill), []),
  priority: orNull(finite),
  transfers: v.fallback(count, 0),
  monitoredBy: v.fallback(listOf(id), []),
  ext: v.fallback(extra, {}),
});

/** The version goes by `version` where rows do not come from the wire; `ver` is looked at first. */
const withVer = (input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const own = (key: string): unknown => (Object.hasOwn(input, key) ? input[key] : null);
  return { ...input, ver: own('ver') ?? own('version') };
};

/** From the wire to the model. */
const conversation: v.GenericSchema<unknown, Conversation> = v.pipe(
  v.unknown(),
  record,
  v.transform(withVer),
  wireConversation,
  v.transform(({ ver, statusSince, ...row }) => ({
    ...row,
    version: ver,
    // The first status began with the conversation.
    statusSince: statusSince ?? row.startedAt,
  })),
);

/** The conversation, or the first reason for which there is none. */
export function parseConversation(input: unknown): Conversation | DecodeFault {
  const result = v.safeParse(conversation, input, { abortEarly: true });
  return result.success ? result.output : (result.issues[0].message as DecodeFault);
}
