/** What one can ask of the simulated contact centre. */

/** How agents answer an offer. What is neither accepted nor refused times out. */
export interface Acceptance {
  /** Probability from 0 to 1. */
  readonly accept: number;
  /** Probability from 0 to 1; `accept + refuse` beyond 1 counts as 1. */
  readonly refuse: number;
  /** Shortest and longest time in ms until an agent answers. */
  readonly delay: readonly [number, number];
  /** Time in ms after which an unanswered offer is withdrawn. */
  readonly timeOut: number;
}

export interface SimulationOptions {
  /** Server time at which the run starts, epoch ms: nothing in the simulation reads a clock. */
  readonly startTime: number;
  readonly seed: number;
  /** Conversations at the start, and about so many ever after. */
  readonly conversations: number;
  /**
   * Changes of rows a second, on average. 0: nothing happens by itself, but what a supervisor does has its course
   * (an agent still answers an offer).
   */
  readonly rate: number;
  /** Number of agents; by default what the conversations need. */
  readonly agents: number;
  readonly acceptance: Acceptance;
}

export const DEFAULT_ACCEPTANCE: Acceptance = {
  accept: 0.85,
  refuse: 0.08,
  delay: [2_000, 9_000],
  timeOut: 30_000,
};

/** What may be left out: all but the start time. */
export type PartialSimulationOptions = Pick<SimulationOptions, 'startTime'> &
  Partial<Omit<SimulationOptions, 'startTime' | 'acceptance'>> & {
    readonly acceptance?: Partial<Acceptance> | undefined;
  };

export function completeOptions(options: PartialSimulationOptions): SimulationOptions {
  const conversations = Math.max(0, Math.floor(options.conversations ?? 200));
  return {
    startTime: options.startTime,
    seed: options.seed ?? 1,
    conversations,
    rate: Math.max(0, options.rate ?? 20),
    agents: Math.max(1, Math.floor(options.agents ?? agentsFor(conversations))),
    acceptance: { ...DEFAULT_ACCEPTANCE, ...options.acceptance },
  };
}

/**
 * Calls need an agent each, messages share one, and not everybody is at work: about one for two conversations, and
 * some more, because in small teams one who is away is missed.
 */
function agentsFor(conversations: number): number {
  return 24 + Math.round(conversations * 0.5);
}
