/** What one can ask of a mock source, as options or in its URL. */
import type { ActionPermissions } from '../../model/actions.js';
import type { Named } from '../../model/conversation.js';
import type { MockClock } from './mock-clock.js';
import type { Acceptance } from './simulation/index.js';

export interface MockOptions {
  /** The same seed gives the same contact centre. Default 1. */
  readonly seed?: number;
  /** Conversations at the start, and about so many ever after. Default 200. */
  readonly conversations?: number;
  /** Changes of rows a second, on average. 0: only what the supervisor does has its course. Default 20. */
  readonly rate?: number;
  /** Number of agents; by default what the conversations need. */
  readonly agents?: number;
  /** How agents answer offers. */
  readonly acceptance?: Partial<Acceptance>;
  /** Round trip to the simulated back end in ms. 0: everything is there at once. Default 150. */
  readonly latency?: number;
  /** Server time at the first use, epoch ms. Default: the clock's time. */
  readonly startTime?: number;
  /** Who the user is. */
  readonly supervisor?: Named;
  /** What the back end permits. Default: everything. */
  readonly permissions?: ActionPermissions;
  /** May waiting conversations be assigned? Default: no. */
  readonly assignWaiting?: boolean;
  /** Where time and timers come from. Default: the machine's. */
  readonly clock?: MockClock;
}

export const DEFAULT_LATENCY = 150;
export const DEFAULT_SUPERVISOR: Named = { id: 'u-supervisor', name: 'Alex Morgan' };

interface Limits {
  readonly from: number;
  readonly to: number;
  readonly whole: boolean;
}

const NUMBERS = {
  seed: { from: 0, to: 4_294_967_295, whole: true },
  conversations: { from: 0, to: 200_000, whole: true },
  rate: { from: 0, to: 50_000, whole: false },
  agents: { from: 1, to: 100_000, whole: true },
  latency: { from: 0, to: 60_000, whole: false },
} as const satisfies Partial<Record<keyof MockOptions, Limits>>;
const SHARES = ['accept', 'refuse'] as const;
const SHARE: Limits = { from: 0, to: 1, whole: false };

/** Options read from a URL, and what was wrong with it, in words. */
export interface ParsedUrl {
  readonly options: MockOptions;
  readonly mistakes: readonly string[];
}

/**
 * Reads `mock:?seed=7&conversations=200&rate=20`; also `agents`, `latency`, and `accept` and `refuse` (shares from 0 to
 * 1 of offers that agents answer so). A bad value is left out and told: a typing mistake must not end in an empty page.
 */
export function parseMockUrl(url: string): ParsedUrl {
  const mistakes: string[] = [];
  const options: Record<string, number> = {};
  const acceptance: Record<string, number> = {};
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1).split('#')[0] : '';
  for (const [name, text] of new URLSearchParams(query)) {
    const share = (SHARES as readonly string[]).includes(name);
    const limits = share
      ? SHARE
      : Object.hasOwn(NUMBERS, name)
        ? NUMBERS[name as keyof typeof NUMBERS]
        : null;
    if (limits === null) {
      mistakes.push(`mock: has no option ${name.slice(0, 40)}`);
      continue;
    }
    const value = text.trim() === '' ? NaN : Number(text);
    const fits = value >= limits.from && value <= limits.to && (!limits.whole || Number.isInteger(value));
    if (fits) (share ? acceptance : options)[name] = value;
    else mistakes.push(mistake(name, text, limits));
  }
  return { options: Object.keys(acceptance).length > 0 ? { ...options, acceptance } : options, mistakes };
}

function mistake(name: string, text: string, { from, to, whole }: Limits): string {
  const kind = whole ? 'a whole number' : 'a number';
  return `${name}=${text.slice(0, 40)} is not ${kind} from ${String(from)} to ${String(to)}; the default is used`;
}
