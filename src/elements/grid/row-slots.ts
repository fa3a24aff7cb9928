/**
 * Which DOM shows which row. A row keeps its DOM as long as it is in the window; the DOM of a row that left is given to
 * one that comes, which is rewritten instead of built. The numbers are the keys of Lit's `repeat`.
 */
export class RowSlots {
  /** In the order of the DOM. */
  #slots = new Map<string, number>();
  #next = 0;

  /**
   * @param ids the rows of the window, in order.
   * @param retired a row whose DOM nobody may inherit: it has the focus, which would go on to another conversation.
   * @param inPlace no DOM moves: who comes is shown where who left was, whatever the order.
   * @returns in the order that the DOM is to have.
   */
  assign(ids: readonly string[], retired: string | null, inPlace: boolean): ReadonlyMap<string, number> {
    const before = [...this.#slots].filter(([id]) => id !== retired);
    const coming = new Set(ids);
    const slots = new Map(before.filter(([id]) => coming.delete(id)));
    const free = before.filter(([id]) => !slots.has(id)).map(([, slot]) => slot);
    for (const id of coming) slots.set(id, free.shift() ?? this.#next++);
    const places = before.map(([, slot]) => slot);
    // One that is new, at −1, comes last.
    const placeOf = (id: string): number => places.indexOf(slots.get(id) as number) >>> 0;
    const order = inPlace ? ids.toSorted((a, b) => placeOf(a) - placeOf(b)) : ids;
    return (this.#slots = new Map(order.map((id) => [id, slots.get(id) as number])));
  }
}
