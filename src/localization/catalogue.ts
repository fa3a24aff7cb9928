/** What a locale module holds. English is the reference: its keys are the keys of every catalogue. */
import type { enActions } from './en-actions.js';
import type { enFeatures } from './en-features.js';
import type { en } from './en.js';

type CatalogueKey = keyof typeof en | keyof typeof enActions;
export type MessageKey = CatalogueKey | keyof typeof enFeatures;
/** A text, or one per plural category of `Intl.PluralRules`, chosen by the value `count`. `other` is always there. */
export type Message = string | { readonly other: string; readonly [category: string]: string };
/** The messages of one locale that are loaded after the others: English words stand in until then. */
export type FeatureWords = Readonly<Record<keyof typeof enFeatures, Message>>;
/** All messages of one locale, those of features where it has them. A missing key fails the build. */
export type Catalogue = Readonly<Record<CatalogueKey, Message>> & Partial<FeatureWords>;
/** A host's own words for single messages, by key. */
export type MessageOverrides = Readonly<Partial<Record<MessageKey, Message>>>;
