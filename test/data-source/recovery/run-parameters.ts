/** How often a model is run, and from which seed: another one each time, unless a failure is to be repeated. */
export function runParameters(usual: number): { numRuns: number; seed: number } {
  const { RECOVERY_RUNS: runs, RECOVERY_SEED: seed } = process.env;
  return { numRuns: Number(runs ?? usual), seed: Number(seed ?? Math.floor(Math.random() * 2 ** 31)) };
}
