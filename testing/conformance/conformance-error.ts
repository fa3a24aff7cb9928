/** What a case found. The message says what the source did and what it should have done. */
export class ConformanceError extends Error {
  override readonly name = 'ConformanceError';
}

export function ensure(condition: unknown, message: string): asserts condition {
  if (!condition) throw new ConformanceError(message);
}

/** Compares lists of words by their order. */
export function ensureSame(actual: readonly string[], expected: readonly string[], what: string): void {
  ensure(
    actual.length === expected.length && actual.every((word, index) => word === expected[index]),
    `${what}: [${actual.join(', ')}] instead of [${expected.join(', ')}]`,
  );
}
