/** English words as far as they are loaded: what every other catalogue falls back to. */
import type { Catalogue } from './catalogue.js';
import { en } from './en.js';

/** Said to be complete: whoever asks for a word is loaded together with it. */
export const english = { ...en } as unknown as Catalogue;

/** Adds the words of elements that are loaded later. */
export function addEnglish(words: Partial<Catalogue>): void {
  Object.assign(english, words);
}
