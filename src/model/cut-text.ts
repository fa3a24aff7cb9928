/** Cutting text that other people wrote. */

let segmenter: Intl.Segmenter | undefined;

/** What a reader takes for one character: a letter with its marks, an emoji of several signs, a flag. */
export function graphemes(text: string): Intl.Segments {
  return (segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })).segment(text);
}

/** At most so many code units, without half a character at the end. (A character longer than that is cut.) */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  // Two more, because the first that is cut away may be half of a sign.
  return text.slice(0, graphemes(text.slice(0, length + 2)).containing(length)?.index || length);
}
