/** Text made comparable: case, accents, width and invisible characters do not matter. */
const MARKS = /\p{M}+/gu;
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;
/** Searching beyond this finds nothing more: rows are found by their beginnings. */
const MAX_LENGTH = 1_000;

export function fold(text: string): string {
  const cut = text.length > MAX_LENGTH ? text.slice(0, MAX_LENGTH) : text;
  // Most names are plain: skip the normalization, which is the dear part.
  return /^[\x20-\x7E]*$/.test(cut)
    ? cut.toLowerCase()
    : cut.normalize('NFKD').replace(MARKS, '').replace(INVISIBLE, '').toLowerCase();
}
