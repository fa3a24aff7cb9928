/**
 * The natural course of a conversation as numbers: how long each stage lasts, what comes after it, and what follows
 * from that: how many conversations are in which stage when as many end as begin.
 */
import { DEFAULT_ACCEPTANCE } from './options.js';
import { odds } from './random.js';
import type { Odds, Random } from './random.js';

/** On asynchronous channels the customer may be away; in live chat and voice both sides are there or it is over. */
export type Manner = 'synchronous' | 'asynchronous';
export const STAGES = ['open', 'offered', 'talking', 'transferring', 'waiting', 'wrap-up'] as const;
export type Stage = (typeof STAGES)[number];
/** What follows a stage: another one, the same anew (an open one moves to another queue), or the end. */
export type Next = Stage | 'gone';

/** Share of conversations begun by an agent. */
export const OUTBOUND_SHARE = 0.05;
/** Mean time in ms until an agent's presence changes. */
export const MEAN_PRESENCE = 400_000;

const { accept, delay, timeOut } = DEFAULT_ACCEPTANCE;
const TIMED_OUT = 1 - accept - DEFAULT_ACCEPTANCE.refuse;
const MEAN_OFFER = (1 - TIMED_OUT) * ((delay[0] + delay[1]) / 2) + TIMED_OUT * timeOut;

/** A few wait long, most are served at once: a mixture of two exponentials, means in ms. */
const SHORT_WAIT = { mean: 22_000, share: 0.75 };
const LONG_WAIT = { mean: 250_000, share: 0.25 };
/** Nobody waits longer than this, in ms, while there are agents. */
export const LONGEST_WAIT = 15 * 60_000;

/** Mean time in a stage, ms, at natural pace. */
const MEANS: Readonly<Record<Manner, Readonly<Record<Stage, number>>>> = {
  synchronous: {
    open: SHORT_WAIT.mean * SHORT_WAIT.share + LONG_WAIT.mean * LONG_WAIT.share,
    offered: MEAN_OFFER,
    talking: 540_000,
    transferring: MEAN_OFFER,
    waiting: 0,
    'wrap-up': 62_000,
  },
  asynchronous: {
    open: SHORT_WAIT.mean * SHORT_WAIT.share + LONG_WAIT.mean * LONG_WAIT.share,
    offered: MEAN_OFFER,
    talking: 460_000,
    transferring: MEAN_OFFER,
    waiting: 300_000,
    'wrap-up': 62_000,
  },
};

const COURSE: Readonly<Record<Manner, Readonly<Record<Stage, Readonly<Partial<Record<Next, number>>>>>>> = {
  synchronous: {
    open: { offered: 0.95, gone: 0.04, open: 0.01 },
    offered: { talking: accept, open: 1 - accept },
    talking: { 'wrap-up': 0.93, transferring: 0.055, open: 0.015 },
    transferring: { talking: 1 },
    waiting: {},
    'wrap-up': { gone: 1 },
  },
  asynchronous: {
    open: { offered: 0.96, gone: 0.03, open: 0.01 },
    offered: { talking: accept, open: 1 - accept },
    talking: { 'wrap-up': 0.5, waiting: 0.45, transferring: 0.04, open: 0.01 },
    transferring: { talking: 1 },
    waiting: { talking: 0.82, gone: 0.12, open: 0.06 },
    'wrap-up': { gone: 1 },
  },
};

type Decided = 'open' | 'talking' | 'waiting';
const decided = (manner: Manner): Readonly<Record<Decided, Odds<Next>>> => ({
  open: odds(COURSE[manner].open),
  talking: odds(COURSE[manner].talking),
  waiting: odds(COURSE[manner].waiting),
});
const NEXT = { synchronous: decided('synchronous'), asynchronous: decided('asynchronous') };

/** What comes after `stage`. */
export function nextStage(random: Random, manner: Manner, stage: Decided): Next {
  return random.choose(NEXT[manner][stage]);
}

/** A stage's length in ms at natural pace. */
export function stageLength(random: Random, manner: Manner, stage: Stage): number {
  if (stage !== 'open') return random.exponential(MEANS[manner][stage]);
  const { mean } = random.chance(LONG_WAIT.share) ? LONG_WAIT : SHORT_WAIT;
  return Math.min(LONGEST_WAIT, random.exponential(mean));
}

/**
 * How long a stage that is found running has lasted, and how long it goes on, in ms. Exponential times have no memory,
 * so both are drawn alike; of the waits one finds the long ones more often, as long as they are longer.
 */
export function stageFound(random: Random, manner: Manner, stage: Stage): { age: number; rest: number } {
  let mean = MEANS[manner][stage];
  if (stage === 'open') {
    const long = LONG_WAIT.mean * LONG_WAIT.share;
    const short = SHORT_WAIT.mean * SHORT_WAIT.share;
    mean = random.chance(long / (long + short)) ? LONG_WAIT.mean : SHORT_WAIT.mean;
  }
  const age = Math.min(LONGEST_WAIT - 20_000, random.exponential(mean));
  return { age, rest: random.exponential(mean) };
}

/** What to expect of one conversation, from its beginning to its end. */
export interface Expectation {
  /** Mean time spent in each stage, ms. */
  readonly time: Readonly<Record<Stage, number>>;
  /** Mean number of changes of its row, the first appearance and the end included. */
  readonly changes: number;
}

/** Follows the odds until nearly everybody is gone, adding up visits. */
export function expectation(manner: Manner): Expectation {
  const visits: Record<Stage, number> = emptyStages();
  let present: Partial<Record<Stage, number>> = { open: 1 - OUTBOUND_SHARE, talking: OUTBOUND_SHARE };
  for (let step = 0; step < 200; step += 1) {
    const following: Partial<Record<Stage, number>> = {};
    for (const stage of STAGES) {
      const share = present[stage] ?? 0;
      visits[stage] += share;
      for (const [next, odds] of Object.entries(COURSE[manner][stage]) as [Next, number][]) {
        if (next !== 'gone') following[next] = (following[next] ?? 0) + share * odds;
      }
    }
    present = following;
  }
  const time = emptyStages();
  let changes = 1;
  for (const stage of STAGES) {
    time[stage] = visits[stage] * MEANS[manner][stage];
    changes += visits[stage];
  }
  return { time, changes };
}

function emptyStages(): Record<Stage, number> {
  return { open: 0, offered: 0, talking: 0, transferring: 0, waiting: 0, 'wrap-up': 0 };
}
