/**
 * Which DOM shows which row. A row keeps its DOM as long as it is in the window; the DOM of a row that left is given to
 * one that comes, which is rewritten instead of built. The numbers are the keys of Lit's `repeat`.
 */
export class RowSlots {
  /** In the order of the rows. */
  #slots = new Map<string, number>();
  #next = 0;

  /**
   * @param ids the rows of the window, in order.
   * @param retired a row whose DOM nobody may inherit: it has the focus, which would go on to another conversation.
   */
  assign(ids: readonly string[], retired: string | null): ReadonlyMap<string, number> {
    const slots = new Map<string, number>();
    const entering: string[] = [];
    for (const id of ids) {
      const slot = this.#slots.get(id);
      if (slot === undefined) entering.push(id);
      else {
        slots.set(id, slot);
        this.#slots.delete(id);
      }
    }
    if (retired !== null) this.#slots.delete(retired);
    // From the last to the first: when rows scroll, those that leave at one end and come at the other are then mirrored,
    // which is what `repeat` moves without touching the rows between.
    const free = [...this.#slots.values()];
    for (const id of entering) slots.set(id, free.pop() ?? this.#next++);
    this.#slots = new Map(ids.map((id) => [id, slots.get(id) as number]));
    return slots;
  }
}
