/** Moves the focus among the entries of a menu or a list by the keys that both have in common. */

/** The entry that `key` leads to from `current`, or undefined when it is none of these keys. */
export function entryByKey<Entry>(
  entries: readonly Entry[],
  current: number,
  key: string,
): Entry | undefined {
  switch (key) {
    case 'ArrowDown':
      return entries[Math.min(current + 1, entries.length - 1)];
    case 'ArrowUp':
      return entries[Math.max(current - 1, 0)];
    case 'Home':
      return entries[0];
    case 'End':
      return entries[entries.length - 1];
    default:
      return undefined;
  }
}

/** Focuses the entry that the key of `event` leads to; true when the key is used up. */
export function moveByArrow(event: KeyboardEvent, entries: readonly HTMLElement[]): boolean {
  const entry = entryByKey(
    entries,
    entries.findIndex((candidate) => candidate.matches(':focus')),
    event.key,
  );
  if (!entry) return false;
  event.preventDefault();
  entry.focus();
  return true;
}
