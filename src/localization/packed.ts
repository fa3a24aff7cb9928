/**
 * Catalogues as they are published: texts only, in the order of the English keys, which every page has already. The build
 * packs the locale modules; it fails on a missing key and on a text that does not come out as it went in.
 */
import type { Catalogue, Message } from './catalogue.js';
import { enActions } from './en-actions.js';
import { en } from './en.js';

/** A message is a line. Its plural forms stand in this order, without those at the end that it does not have. */
const FORMS = ['other', 'one', 'two', 'few', 'many', 'zero'] as const;
const LINE = '\n';
const FORM = '|';

const keys = (): string[] => Object.keys({ ...en, ...enActions });

export function pack(catalogue: Catalogue): string {
  const messages = catalogue as Readonly<Record<string, Message | undefined>>;
  const packed = keys()
    .map((key) => packMessage(messages[key]))
    .join(LINE);
  for (const [key, message] of Object.entries(unpack(packed))) {
    if (canonical(messages[key]) !== canonical(message)) {
      throw new Error(`The message ${key} is missing or cannot be packed.`);
    }
  }
  return packed;
}

/** Whatever the order of its plural forms. */
const canonical = (message: Message | undefined): string | undefined =>
  JSON.stringify(typeof message === 'object' ? Object.entries(message).sort() : message);

export function unpack(packed: string): Catalogue {
  const lines = packed.split(LINE);
  return Object.fromEntries(
    keys().map((key, index) => [key, unpackMessage(lines[index] ?? '')]),
  ) as unknown as Catalogue;
}

function packMessage(message: Message | undefined): string {
  if (message === undefined || typeof message === 'string') return message ?? '';
  return FORMS.map((form) => message[form] ?? '')
    .join(FORM)
    .replace(/\|+$/, '');
}

function unpackMessage(line: string): Message {
  const texts = line.split(FORM);
  if (texts.length === 1) return line;
  const forms = FORMS.map((form, index) => [form, texts[index] ?? ''] as const);
  return { other: '', ...Object.fromEntries(forms.filter(([, text]) => text !== '')) };
}
