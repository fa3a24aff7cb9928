// The looks that every story is pictured in, and the place of each on a story's sheet of pictures.
const WIDE = { width: 1120, height: 700 };
const NARROW = { width: 390, height: 700 };

export const LOOKS = [
  { name: 'light', size: WIDE, at: [0, 0], query: 'theme=light' },
  { name: 'dark', size: WIDE, at: [1, 0], query: 'theme=dark', features: { 'prefers-color-scheme': 'dark' } },
  { name: 'right-to-left', size: WIDE, at: [0, 1], query: 'theme=light&direction=rtl' },
  {
    name: 'forced-colours',
    size: WIDE,
    at: [1, 1],
    query: 'theme=light',
    features: { 'forced-colors': 'active' },
  },
  { name: 'narrow', size: NARROW, at: [2, 0], query: 'theme=light' },
];

/** Pictures are kept at half their size: small enough for the repository, and a line that moves by one pixel is seen. */
const SCALE = 0.5;

export const SHEET = {
  width: (2 * WIDE.width + NARROW.width) * SCALE,
  height: 2 * WIDE.height * SCALE,
  places: LOOKS.map(({ at: [column, row], size }) => ({
    x: column * WIDE.width * SCALE,
    y: row * WIDE.height * SCALE,
    width: size.width * SCALE,
    height: size.height * SCALE,
  })),
};
