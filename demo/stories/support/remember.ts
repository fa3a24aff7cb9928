/**
 * Makes something out of arguments and gives the same thing again while they stay the same: a story is rendered at each
 * change of its arguments, and a new data source would throw away what is on the screen.
 */
export function remember<Inputs extends readonly unknown[], Made>(
  make: (...inputs: Inputs) => Made,
): (...inputs: Inputs) => Made {
  let last: { readonly inputs: Inputs; readonly made: Made } | null = null;
  return (...inputs) => {
    const known = last;
    if (known?.inputs.every((input, index) => input === inputs[index])) return known.made;
    const made = make(...inputs);
    last = { inputs, made };
    return made;
  };
}
