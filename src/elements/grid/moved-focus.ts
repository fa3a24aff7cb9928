const kept = new WeakSet<HTMLElement>();

/**
 * Lit puts keyed rows into another order with `insertBefore`, which takes the focus out of the row it moves: a screen
 * reader would read the cell again, and the page would see the focus leave. (`moveBefore` keeps it, where there is one,
 * but scrolls to it.) So the row that has the focus never moves: the others move around it.
 *
 * May be called again and again for the same rows.
 */
export function keepFocusWhenMoved(rows: HTMLElement): void {
  if (kept.has(rows)) return;
  kept.add(rows);
  const insert = rows.insertBefore.bind(rows);
  rows.insertBefore = <Inserted extends Node>(node: Inserted, before: Node | null): Inserted => {
    const isFocused = node instanceof Element && node.parentNode === rows && node.matches(':focus-within');
    if (!isFocused) return insert(node, before);
    const isEarlier =
      before !== null && (node.compareDocumentPosition(before) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
    if (isEarlier) moveAll(before, node, node.nextSibling);
    else moveAll(node.nextSibling, before, node);
    return node;
  };

  /** Moves the nodes from `first` up to `end` to before `place`, in their order. */
  function moveAll(first: Node | null, end: Node | null, place: Node | null): void {
    for (let node = first; node !== null && node !== end;) {
      const next = node.nextSibling;
      insert(node, place);
      node = next;
    }
  }
}
