/** English made longer and foreign: what is still in plain letters is not translatable, and what is cut has no room. */
import { enActions } from '../../../src/localization/en-actions.js';
import { enFeatures } from '../../../src/localization/en-features.js';
import { en } from '../../../src/localization/en.js';
import type { Message, MessageOverrides } from '../../../src/localization/catalogue.js';

const LETTERS: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'ê',
  i: 'ï',
  o: 'ö',
  u: 'ü',
  A: 'Å',
  E: 'Ë',
  I: 'Î',
};

/** As long as German and Finnish get: short words nearly double, long ones grow by a third. */
function pseudo(text: string): string {
  const words = text.replace(/\{\w+\}|[a-zA-Z]/g, (part) => LETTERS[part] ?? part);
  const own = text.replace(/\{\w+\}/g, '').length;
  return `[${words}${'·'.repeat(Math.ceil(own * (own < 12 ? 0.7 : 0.35)))}]`;
}

function pseudoMessage(message: Message): Message {
  if (typeof message === 'string') return pseudo(message);
  const forms = Object.entries(message).map(([form, text]) => [form, pseudo(text)] as const);
  return { ...message, ...Object.fromEntries(forms) };
}

export const PSEUDO_LOCALE: MessageOverrides = Object.fromEntries(
  Object.entries({ ...en, ...enActions, ...enFeatures }).map(([key, message]) => [
    key,
    pseudoMessage(message),
  ]),
);
