/**
 * The digest by which client and server compare their rows (`"digest":"fnv2x32"` in `welcome`).
 *
 * Per row: two 32-bit FNV-1a lanes over the same bytes, UTF-8 of `id`, U+0000 and the decimal `ver`. The first lane
 * starts at the usual offset basis 811c9dc5, the second at its complement 7ee3623a. The digest of a set is the XOR of
 * its rows, written as 16 hex digits, first lane first: order does not matter and a row goes out as it came in. It finds
 * divergence; it is no security measure.
 */
const PRIME = 0x01000193;
const FIRST_BASIS = 0x811c9dc5;
const SECOND_BASIS = 0x7ee3623a;
const encoder = new TextEncoder();

/** A digest that is kept while rows come and go. */
export class Digest {
  #first = 0;
  #second = 0;

  /** Adds a row, or takes it out again: XOR is its own inverse. */
  toggle(id: string, version: number): void {
    const text = `${id}\u0000${version}`;
    let first = FIRST_BASIS;
    let second = SECOND_BASIS;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) {
        this.#toggleBytes(encoder.encode(text));
        return;
      }
      first = Math.imul(first ^ code, PRIME);
      second = Math.imul(second ^ code, PRIME);
    }
    this.#first ^= first;
    this.#second ^= second;
  }

  /** The slow way, for ids beyond ASCII. */
  #toggleBytes(bytes: Uint8Array): void {
    let first = FIRST_BASIS;
    let second = SECOND_BASIS;
    for (const byte of bytes) {
      first = Math.imul(first ^ byte, PRIME);
      second = Math.imul(second ^ byte, PRIME);
    }
    this.#first ^= first;
    this.#second ^= second;
  }

  toString(): string {
    return hex(this.#first) + hex(this.#second);
  }
}

function hex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, '0');
}
