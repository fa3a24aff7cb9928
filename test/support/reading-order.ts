/** Where text is painted: whether what stands beside a name is still beside it, on the side where it was written. */

export interface PaintedText {
  readonly text: string;
  /** Where it begins, and where it ends: the same, unless it is wrapped. */
  readonly first: DOMRect;
  readonly last: DOMRect;
}

/** FSI … PDI, by which a sentence isolates a name, and what is between the names. */
const PIECES = /\u2068[^\u2069]*\u2069|[^\u2068\u2069]+/g;

/** Each piece of text below `root`, in the order in which it is written. */
export function paintedTexts(root: Node): PaintedText[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: PaintedText[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement?.checkVisibility() || node.parentElement.closest('.visually-hidden')) continue;
    for (const { 0: piece, index } of (node.textContent ?? '').matchAll(PIECES)) {
      const text = piece.replace(/[\u2068\u2069]/g, '');
      if (text.trim() === '') continue;
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + piece.length);
      const rectangles = [...range.getClientRects()].filter(({ width }) => width > 0);
      const [first, last] = [rectangles[0], rectangles.at(-1)];
      if (first && last) texts.push({ text: text.trim(), first, last });
    }
  }
  return texts;
}

/** What is painted before what was written before it; null when all of it reads as it was written. */
export function disorder(root: Node, direction: 'ltr' | 'rtl' = 'ltr'): string | null {
  const texts = paintedTexts(root);
  if (texts.length < 2) throw new Error('there is nothing to compare');
  for (const [index, { text, first }] of texts.entries()) {
    const before = texts[index - 1];
    if (!before || !isOneLine(before.last, first)) continue;
    const { last } = before;
    const gap = direction === 'ltr' ? first.left - last.right : last.left - first.right;
    if (gap < -1.5) return `“${text.slice(0, 60)}” stands over or before “${before.text.slice(0, 60)}”`;
  }
  return null;
}

function isOneLine(one: DOMRect, other: DOMRect): boolean {
  const middle = other.top + other.height / 2;
  return one.top < middle && middle < one.bottom;
}
