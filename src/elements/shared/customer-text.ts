/**
 * Text that other people wrote (subjects, names, messages) made safe to look at. Lit already keeps it text; this keeps
 * it from disturbing what stands beside it: direction overrides, control characters, towers of combining marks, length.
 */
import { html, type TemplateResult } from 'lit';
import { cutText, graphemes } from '../../model/cut-text.js';

/** What a cell paints at most, in graphemes. */
const MAX_GRAPHEMES = 512;
/** Cutting graphemes of a megabyte is slow, so the text is cut by length first (a grapheme rarely needs more than 8). */
const MAX_LENGTH = MAX_GRAPHEMES * 8;
/** Explicit embeddings, overrides and isolates: they could reorder the sentence around the text. */
const DIRECTION_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/g;
/** Control characters that are no white space, shown as a symbol so that they do not vanish; U+FFFC stands for objects. */
const CONTROLS = /[\p{Cc}\uFFFC]/gu;
const SPACES = /[\s\u2028\u2029]+/g;
const TOWERS = /(\p{M}{4})\p{M}+/gu;

/** Printable ASCII with single spaces: most texts, which are shown as they are. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** One line, without direction overrides, control characters visible, at most 4 marks on a letter, length-capped. */
export function displayText(raw: string, maximum = MAX_GRAPHEMES): string {
  if (raw.length <= maximum && PLAIN.test(raw)) return raw;
  const cut = cutText(raw, MAX_LENGTH);
  const line = cut
    .replace(DIRECTION_CONTROLS, '')
    .replace(SPACES, ' ')
    .replace(CONTROLS, '\uFFFD')
    .replace(TOWERS, '$1')
    .trim();
  if (line.length <= maximum && cut === raw) return line;
  let text = '';
  let count = 0;
  for (const { segment } of graphemes(line)) {
    count += 1;
    if (count > maximum) return `${text}…`;
    text += segment;
  }
  return cut === raw ? text : `${text}…`;
}

/** The text isolated from the direction of what stands beside it. */
export function customerText(raw: string): TemplateResult {
  return html`<bdi>${displayText(raw)}</bdi>`;
}

/** For a place inside a sentence, an accessible name or an announcement, where no element can isolate it. */
export function isolated(raw: string, maximum = 120): string {
  return `\u2068${displayText(raw, maximum)}\u2069`;
}
