/** What a locale module holds. English is the reference: its keys are the keys of every catalogue. */
import type { enActions } from './en-actions.js';
import type { en } from './en.js';

export type MessageKey = keyof typeof en | keyof typeof enActions;
/** A text, or one per plural category of `Intl.PluralRules`, chosen by the value `count`. `other` is always there. */
export type Message = string | { readonly other: string; readonly [category: string]: string };
/** All messages of one locale. A missing key fails the build. */
export type Catalogue = Readonly<Record<MessageKey, Message>>;
/** A host's own words for single messages, by key. */
export type MessageOverrides = Readonly<Partial<Record<MessageKey, Message>>>;
