/**
 * Lit puts keyed rows into another order with `insertBefore`, which takes the focus out of the row it moves: the reader
 * of a screen reader would hear the cell again, and the page would see the focus leave. `moveBefore` keeps it. Where a
 * browser has none, the focus is given back after the rendering.
 */
interface Mover {
  moveBefore(node: Node, child: Node | null): void;
}

/** Makes `insertBefore` of the element that holds the rows keep the focus of a row that is already in it. */
export function keepFocusWhenMoved(rows: HTMLElement): void {
  if (!('moveBefore' in rows)) return;
  const mover = rows as HTMLElement & Mover;
  const insert = rows.insertBefore.bind(rows);
  rows.insertBefore = <Inserted extends Node>(node: Inserted, child: Node | null): Inserted => {
    const holdsFocus = node instanceof Element && node.parentNode === rows && node.matches(':focus-within');
    if (!holdsFocus) return insert(node, child);
    mover.moveBefore(node, child);
    return node;
  };
}
