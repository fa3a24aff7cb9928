/** How much is done: `npm run soak` does the whole, `npm test` a short form that finds the same kinds of leaks. */
const KIB = 1_024;

const WHOLE = {
  warmUp: 100,
  rounds: 1_000,
  /** Reports that are removed with something open in them: seven things, in turn. */
  usedRounds: 210,
  /** Bytes that the heap may grow by over all rounds. */
  heap: 64 * KIB,
  /** A number that hardly anything grows by for another reason. */
  snapshotRounds: 97,
  changes: 1_000_000,
  lookups: 10_000,
  pollingLookups: 2_000,
  shift: { hours: 12, drops: 200, sleeps: 30, epochs: 3, measures: 48 },
};

/** What is counted must not grow here either. The heap of a page this young still does: code is compiled. */
/** What is counted must not grow here either. The heap of a page this young does: its code is still compiled. */
const SHORT: typeof WHOLE = {
  warmUp: 10,
  rounds: 15,
  usedRounds: 14,
  heap: 512 * KIB,
  snapshotRounds: 11,
  changes: 100_000,
  lookups: 500,
  pollingLookups: 100,
  shift: { hours: 0.1, drops: 4, sleeps: 1, epochs: 1, measures: 8 },
};

export const scale = process.env['SOAK'] === 'whole' ? WHOLE : SHORT;
