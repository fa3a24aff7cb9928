/** The phases of a session and how long they may last. Times in ms. */

export type Phase = 'opening' | 'greeting' | 'catching-up' | 'live' | 'probing' | 'over';
/** Rows are read in these. */
export const FED: readonly Phase[] = ['catching-up', 'live', 'probing'];

/** Ms that each phase may take; while catching up, from one message to the next. */
export const LIMITS = { opening: 25_000, greeting: 10_000, 'catching-up': 20_000 } as const;
/** Times that one session watches again before it was live for long. */
export const MAX_AGAIN = 3;
/** Ms live after which earlier trouble is forgotten. */
export const STEADY = 10_000;
