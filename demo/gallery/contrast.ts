/** Whether text can be read in the colours of a theme: WCAG's contrast of the pairs that the report uses. */
import { TOKENS, type Tokens } from './tokens.js';

/** Least contrast of text, WCAG 1.4.3. */
export const LEAST_CONTRAST = 4.5;

const PAIRS: readonly (readonly [text: string, background: string])[] = [
  ['text', 'background'],
  ['text', 'background-muted'],
  ['text', 'accent-soft'],
  ['text-muted', 'background'],
  ['text-muted', 'background-muted'],
  ['accent', 'background'],
  ['accent', 'accent-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'danger'],
  ['danger', 'background'],
  ['danger', 'danger-soft'],
  ['open', 'open-soft'],
  ['active', 'active-soft'],
  ['waiting', 'waiting-soft'],
  ['wrap-up', 'wrap-up-soft'],
];

const SCHEMES = ['light', 'dark'] as const;
export type Scheme = (typeof SCHEMES)[number];

export interface PoorPair {
  readonly text: string;
  readonly background: string;
  readonly scheme: Scheme;
  readonly ratio: number;
}

type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

export const PAIR_COUNT = PAIRS.length * SCHEMES.length;

/** Pairs below {@link LEAST_CONTRAST}, worst first. */
export function poorPairs(tokens: Tokens, colours: Colours): PoorPair[] {
  const poor = SCHEMES.flatMap((scheme) =>
    PAIRS.map(([text, background]) => ({
      text,
      background,
      scheme,
      ratio: contrast(colours.of(text, tokens, scheme), colours.of(background, tokens, scheme)),
    })),
  );
  return poor.filter(({ ratio }) => ratio < LEAST_CONTRAST).sort((a, b) => a.ratio - b.ratio);
}

/** What colour a value is, asked of the browser: it knows every notation. */
export class Colours {
  readonly #probe: HTMLElement;
  readonly #known = new Map<string, Rgba>();
  readonly #pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });

  /** @param probe an element of the page that nobody sees */
  constructor(probe: HTMLElement) {
    this.#probe = probe;
  }

  of(short: string, tokens: Tokens, scheme: Scheme): Rgba {
    return this.#read(valueOf(`--ongoing-${short}`, tokens), scheme);
  }

  /** As a colour field takes it. */
  hex(short: string, tokens: Tokens, scheme: Scheme): string {
    const parts = this.of(short, tokens, scheme).slice(0, 3);
    return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  }

  #read(value: string, scheme: Scheme): Rgba {
    const key = `${scheme} ${value}`;
    const known = this.#known.get(key);
    if (known) return known;
    const { style } = this.#probe;
    style.setProperty('color-scheme', scheme);
    style.setProperty('color', value);
    const rgba = this.#paint(getComputedStyle(this.#probe).color);
    this.#known.set(key, rgba);
    return rgba;
  }

  #paint(colour: string): Rgba {
    const pixel = this.#pixel;
    if (!pixel) return [0, 0, 0, 1];
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = colour;
    pixel.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixel.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  }
}

/** The value of a property with those that it refers to put in their places. */
function valueOf(name: string, tokens: Tokens, depth = 0): string {
  const value = tokens[name] ?? TOKENS.find((token) => token.name === name)?.default ?? 'transparent';
  // A property that refers to itself has no value.
  if (depth > 8) return 'transparent';
  return value.replace(/var\((--ongoing-[\w-]+)[^)]*\)/g, (_, other: string) =>
    valueOf(other, tokens, depth + 1),
  );
}

function contrast(text: Rgba, background: Rgba): number {
  const one = luminance(over(text, background));
  const other = luminance(background);
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

function over([red, green, blue, alpha]: Rgba, [r, g, b]: Rgba): Rgba {
  const mix = (above: number, below: number): number => above * alpha + below * (1 - alpha);
  return [mix(red, r), mix(green, g), mix(blue, b), 1];
}

function luminance([red, green, blue]: Rgba): number {
  const linear = (part: number): number =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
