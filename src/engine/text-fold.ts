/** Text made comparable: case, accents, width and invisible characters do not matter. */

/** Marks, and what is never seen: zero-width characters, direction controls, soft hyphens, fillers. */
const UNSEEN = /[\p{M}\p{DI}]+/gu;
/** Searching beyond this finds nothing more: rows are found by their beginnings. */
const MAX_LENGTH = 1_000;

export function fold(text: string): string {
  const cut = text.slice(0, MAX_LENGTH);
  // Most names are plain: skip the normalization, which is the dear part.
  return /^[\x20-\x7E]*$/.test(cut)
    ? cut.toLowerCase()
    : cut.normalize('NFKD').replace(UNSEEN, '').toLowerCase();
}
