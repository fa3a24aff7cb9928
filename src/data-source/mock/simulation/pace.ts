/**
 * How fast the centre goes, so that about as many rows change each second as were asked for.
 *
 * Changes come from three sides: conversations that move from stage to stage, agents whose presence changes, and what
 * customers say. The first two have their natural speed and are slowed down if that is more than 60 % of the rate; what
 * customers say makes up the rest. They are never hurried: a quick centre is a talkative one.
 */
import { expectation, MEAN_PRESENCE, STAGES } from './flow.js';
import type { Manner, Stage } from './flow.js';
import type { SimulationOptions } from './options.js';
import { odds } from './random.js';
import type { Odds } from './random.js';

export interface Pace {
  /** 1 is natural speed, 0 is a centre where nothing happens by itself. */
  readonly speed: number;
  /** Mean ms between two arrivals. */
  readonly arrivalGap: number;
  /** Mean ms between two things that some customer says. */
  readonly utteranceGap: number;
  /** Mean ms between two changes of some agent's presence. */
  readonly presenceGap: number;
  /** How likely a conversation that is found going on is in which stage. */
  readonly shares: Readonly<Record<Manner, Odds<Stage>>>;
}

const LARGEST_SHARE = 0.6;
/** People neither answer offers nor lose patience in a queue more slowly because fewer changes were asked for. */
const OWN_SPEED: ReadonlySet<Stage> = new Set(['open', 'offered', 'transferring']);

/** @param asynchronous share of the arrivals on asynchronous channels */
export function paceOf({ conversations, rate, agents }: SimulationOptions, asynchronous: number): Pace {
  const expected = { synchronous: expectation('synchronous'), asynchronous: expectation('asynchronous') };
  const mix = (of: (manner: Manner) => number): number =>
    (1 - asynchronous) * of('synchronous') + asynchronous * of('asynchronous');
  const lifeAt = (speed: number): number =>
    mix((manner) => {
      const { time } = expected[manner];
      return STAGES.reduce((sum, stage) => sum + lengthAt(speed, stage, time[stage]), 0);
    });
  const changes = mix((manner) => expected[manner].changes);
  const changesPerSecond = (speed: number): number =>
    1000 * conversations * (changes / lifeAt(speed) + (HELD_SHARE * speed) / MEAN_PRESENCE);

  const speed = Math.min(1, (LARGEST_SHARE * rate) / Math.max(changesPerSecond(1), 1e-9));
  const talk = rate - changesPerSecond(speed);
  const shares = (manner: Manner): Odds<Stage> => {
    const { time } = expected[manner];
    // Where nothing happens, one finds what one would find on any other day.
    const at = speed === 0 ? 1 : speed;
    return odds<Stage>(Object.fromEntries(STAGES.map((stage) => [stage, lengthAt(at, stage, time[stage])])));
  };
  return {
    speed,
    arrivalGap: lifeAt(speed) / conversations,
    utteranceGap: 1000 / talk,
    presenceGap: MEAN_PRESENCE / speed / agents,
    shares: { synchronous: shares('synchronous'), asynchronous: shares('asynchronous') },
  };
}

/** How long a stage lasts at `speed` that takes `length` ms at natural speed; at speed 0 none ends by itself. */
export function lengthAt(speed: number, stage: Stage, length: number): number {
  if (length === 0) return 0;
  return speed > 0 && OWN_SPEED.has(stage) ? length : length / speed;
}

/** Share of the conversations that an agent holds, and that change when the agent's presence does. */
const HELD_SHARE = 0.9;
