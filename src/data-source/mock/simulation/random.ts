/**
 * A seeded source of chance (xoshiro128**, seeded through splitmix32).
 *
 * `Math.random` cannot be seeded, and a run that cannot be repeated cannot be debugged: the same seed gives the same
 * contact centre on every engine. Not for secrets.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number) {
    let state = seed | 0;
    const split = (): number => {
      state = (state + 0x9e3779b9) | 0;
      let mixed = state ^ (state >>> 16);
      mixed = Math.imul(mixed, 0x21f0aaad);
      mixed ^= mixed >>> 15;
      mixed = Math.imul(mixed, 0x735a2d97);
      return mixed ^ (mixed >>> 15);
    };
    this.#a = split();
    this.#b = split();
    this.#c = split();
    this.#d = split();
  }

  /** Uniform in [0, 1). */
  next(): number {
    const scrambled = Math.imul(this.#b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result / 4_294_967_296;
  }

  /** An integer from `from` to before `to`. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** Exponentially distributed: the time to the next event of a Poisson process with this mean gap. */
  exponential(mean: number): number {
    return -Math.log(1 - this.next()) * mean;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new RangeError('pick() needs at least one item');
    return item;
  }

  /** One key, as likely as its weight. */
  choose<Key extends string>({ keys, weights, sum }: Odds<Key>): Key {
    let rest = this.next() * sum;
    let last = 0;
    for (let index = 0; index < keys.length; index += 1) {
      const weight = weights[index] ?? 0;
      if (weight > 0) last = index;
      rest -= weight;
      if (rest < 0) break;
    }
    const key = keys[last];
    if (key === undefined) throw new RangeError('choose() needs at least one weight');
    return key;
  }
}

/** Keys and how likely each is; made once, because taking an object apart for each draw would cost the most. */
export interface Odds<Key extends string> {
  readonly keys: readonly Key[];
  readonly weights: readonly number[];
  readonly sum: number;
}

/** @param shares weights that need not sum to 1 */
export function odds<Key extends string>(shares: Readonly<Partial<Record<Key, number>>>): Odds<Key> {
  const entries = Object.entries(shares) as [Key, number][];
  const weights = entries.map(([, weight]) => weight);
  return {
    keys: entries.map(([key]) => key),
    weights,
    sum: weights.reduce((sum, weight) => sum + weight, 0),
  };
}

/** A number that depends on every character of `text` (FNV-1a), to seed a stream of its own for one thing. */
export function seedOf(seed: number, text: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}
