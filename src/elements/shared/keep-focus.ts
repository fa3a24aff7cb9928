/** For the press on a button that goes away with its mark on a row: the focus must not go with it. */
export function keepFocus(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
