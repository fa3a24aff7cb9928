/** A sentence with names in it, each isolated by an element instead of by characters that would be read and searched. */
import { html, type TemplateResult } from 'lit';
import type { Localization, MessageKey } from '../../localization/index.js';
import { displayText } from './customer-text.js';

/** Stands for a value while the message is filled in; people cannot type it, and `displayText` does not give it. */
const SLOT = '\uFFFC';

/**
 * The message of `key` with what stands in `values`: numbers are formatted (`count` chooses the plural), text is taken
 * as it is, and anything else (a template, a list of them) is put into its place.
 */
export function phrase(
  words: Localization,
  key: MessageKey,
  values: Readonly<Record<string, unknown>>,
): unknown {
  const slots: unknown[] = [];
  const filled = Object.entries(values).map(([name, value]): [string, string | number] => {
    if (typeof value === 'number' || typeof value === 'string') return [name, value];
    return [name, `${SLOT}${String(slots.push(value) - 1)}${SLOT}`];
  });
  const parts = words.term(key, Object.fromEntries(filled)).split(SLOT);
  return parts.map((part, index) => (index % 2 === 1 ? slots[Number(part)] : part));
}

/** A name inside a sentence. */
export function nameIn(name: string, maximum = 120): TemplateResult {
  return html`<bdi>${displayText(name, maximum)}</bdi>`;
}

/** Templates with text between them, where a list of strings would be joined. */
export function joined(parts: readonly unknown[], separator: string): unknown {
  return parts.map((part, index) => (index === 0 ? part : [separator, part]));
}
