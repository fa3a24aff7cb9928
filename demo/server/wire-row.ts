/** Conversations as they travel. */
import type { Conversation } from '../../src/model/conversation.js';
import type { TranscriptEntry } from '../../src/data-source/data-source.js';
import type { Step } from './stream.js';

/** Rows are frozen and shared, so that each is written once however many clients get it. */
const written = new WeakMap<Conversation, string>();

/** The row as JSON text. */
export function rowText(conversation: Conversation): string {
  let text = written.get(conversation);
  if (text === undefined) {
    text = JSON.stringify(wireRow(conversation));
    written.set(conversation, text);
  }
  return text;
}

/** Of several steps of a row only the last one, in the order of their numbers. */
export function latestSteps(steps: readonly Step[]): Iterable<Step> {
  const latest = new Map<string, Step>();
  for (const step of steps) {
    latest.delete(step.conversation.id);
    latest.set(step.conversation.id, step);
  }
  return latest.values();
}

/** The row that enters or changes, or the removal of the one that leaves, as JSON text. */
export function stepText({ conversation, why }: Step): string {
  const { id, version } = conversation;
  return why === null ? rowText(conversation) : JSON.stringify({ id, ver: version, why });
}

/** Adds operations, already texts, to the JSON text of an object. */
export function withOperations(head: string, up: readonly string[], rm: readonly string[]): string {
  const rows = up.length > 0 ? `,"up":[${up.join(',')}]` : '';
  const removals = rm.length > 0 ? `,"rm":[${rm.join(',')}]` : '';
  return `${head.slice(0, -1)}${rows}${removals}}`;
}

/** On the wire the version is called `ver`. */
export function wireRow({ id, version, ...rest }: Conversation): Readonly<Record<string, unknown>> {
  return { id, ver: version, ...rest };
}

/** In a transcript the number is called `n`. */
export function wireEntry({ number, ...rest }: TranscriptEntry): Readonly<Record<string, unknown>> {
  return { n: number, ...rest };
}
