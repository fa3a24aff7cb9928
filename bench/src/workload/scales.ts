export interface Scale {
  readonly rows: number;
  /** Changes a second. */
  readonly rate: number;
}

export const SCALES: Readonly<Record<string, Scale>> = {
  '1k': { rows: 1_000, rate: 100 },
  '10k': { rows: 10_000, rate: 1_000 },
  '100k': { rows: 100_000, rate: 10_000 },
};

/** Ms between two deltas. */
export const BATCH_EVERY = 50;
