/**
 * The state machine of the link as data: what each event leads to in each state. Handlers are pure; what they name as
 * effects is carried out by the link. Numbers T1 to T30 are those of the protocol.
 */
import {
  LINK_STATES,
  type Effect,
  type LinkEvent,
  type LinkEventType,
  type LinkFacts,
  type LinkState,
  type Step,
} from './link-events.js';

/** Returns null where the event means nothing in the state. */
type Handler<Type extends LinkEventType> = (
  facts: LinkFacts,
  event: Extract<LinkEvent, { readonly type: Type }>,
) => Step | null;
/** One cell for each state, in the order of the states. */
type Cells<Type extends LinkEventType, States extends readonly LinkState[]> = {
  readonly [Index in keyof States]: Handler<Type>;
};
/** A cell that is missing does not compile: what an event leads to is decided for each state, even if it is nothing. */
export type LinkTable = { readonly [Type in LinkEventType]: Cells<Type, typeof LINK_STATES> };

/** Longest stay in a state, ms. A snapshot has it anew with each page, within {@link SNAPSHOT_LIMIT}. */
export const DEADLINES: Readonly<Partial<Record<LinkState, number>>> = {
  token: 10_000,
  opening: 10_000,
  greeting: 5_000,
  snapshot: 10_000,
  gap: 3_000,
  probing: 2_000,
};
export const SNAPSHOT_LIMIT = 60_000;

/** Close codes after which trying again is of no use, in words. */
const TERMINAL: Readonly<Record<number, string>> = {
  4406: 'The server does not speak this version of the protocol.',
  4409: 'This connection was replaced by a newer one.',
  4410: 'The server does not offer these conversations any more.',
};

const close = (code: number, reason: string): Effect => ({ do: 'close', code, reason });
const fail = (reason: string, ...effects: readonly Effect[]): Step => ({ to: 'failed', reason, effects });

/** T25: asks for a token and opens a socket with it. */
const begin = (facts: LinkFacts): Step => ({
  to: 'token',
  attempt: facts.attempt,
  effects: [{ do: 'ask-token' }],
});
/** T28. */
const anew = (): Step => ({ to: 'token', attempt: 0, effects: [{ do: 'ask-token' }] });
/** T1: a page that is only rendered ahead waits until it is visited. */
const start = (facts: LinkFacts): Step => (facts.prerendering ? { to: 'paused' } : anew());
/** T30: somebody decided that it may go on. */
const again = (): Step => ({ ...anew(), refusals: 0 });
/** T25: earlier than planned, but neither against the server's word nor more than once a second. */
const early = (facts: LinkFacts): Step | null => (facts.mustWait ? null : anew());
/** T26. */
const rest = (): Step => ({ to: 'paused', reason: 'paused', effects: [close(1000, '')] });
/** T29. */
const leave = (): Step => ({ to: 'idle', effects: [close(1000, '')] });

/** The link is lost; the next attempt waits. */
function lose(facts: LinkFacts, reason: string, ...effects: readonly Effect[]): Step {
  const counts = facts.steady ? { attempt: 0, hurried: false } : { attempt: facts.attempt + 1 };
  return { to: 'backoff', ...counts, reason, effects: [...effects, { do: 'retry', now: false }] };
}

/** As {@link lose}, without the wait the first time: the network is probably fine. */
function hurry(facts: LinkFacts, reason: string, ...effects: readonly Effect[]): Step {
  if (facts.hurried && !facts.steady) return lose(facts, reason, ...effects);
  const attempt = facts.steady ? 0 : facts.attempt;
  return { to: 'backoff', attempt, hurried: true, reason, effects: [...effects, { do: 'retry', now: true }] };
}

/** T2. */
const open = (): Step => ({ to: 'opening', effects: [{ do: 'open' }] });
/** T3. */
const signIn = (): Step => ({ to: 'unauthorized' });
/** T4. */
const noToken = (facts: LinkFacts): Step => lose(facts, 'no token');
/** T5. */
const greet = (): Step => ({ to: 'greeting', effects: [{ do: 'hello' }] });
const noAnswer = (facts: LinkFacts): Step => lose(facts, 'no answer', close(4408, 'open'));
const noWelcome = (facts: LinkFacts): Step => lose(facts, 'no welcome', close(4408, 'welcome'));
/** T6, and whatever else no second attempt helps against. */
const giveUp: Handler<'unusable'> = (_, { reason }) => fail(reason, close(4406, 'unsupported'));

/** T7: live, but not before what the server is known to have has come. */
const resume: Handler<'resumed'> = (_, { isBehind }) =>
  isBehind ? { to: 'gap', reason: 'catching up' } : { to: 'live' };
/** T12: likewise; what is missing beyond the snapshot has yet to be asked for. */
const swap: Handler<'synced'> = (_, { isBehind }) => (isBehind ? miss() : { to: 'live' });
/** T10. */
const read = (): Step => ({ to: 'snapshot' });
const noPage = (facts: LinkFacts): Step => lose(facts, 'snapshot', close(4408, 'snapshot'));
/** T11: the next connection tells it anew, and the server has not sent what nobody can keep. */
const drown = (facts: LinkFacts): Step => lose(facts, 'too many changes', close(4400, 'overflow'));
/** T8, T18: what is shown stays, and is stale until the snapshot is there. */
const resync: Handler<'resync'> = (_, { reason, unasked }) => ({
  to: 'snapshot',
  reason,
  effects: [{ do: unasked ? 'await-snapshot' : 'ask-snapshot' }],
});

/** T15, T19. */
const miss = (): Step => ({ to: 'gap', reason: 'gap', effects: [{ do: 'ask-resume' }] });
/** Part of what is missing came: the rest has its time, too. */
const fill = (): Step => ({ to: 'gap' });
/** T16, T23. */
const live = (): Step => ({ to: 'live' });
/** T17: a position from which the server cannot fill the gap twice in a row is of no use. */
function tear(facts: LinkFacts): Step {
  const step = hurry(facts, 'gap', close(4400, 'gap'));
  return step.hurried === true ? step : { ...step, effects: [{ do: 'forget' }, ...(step.effects ?? [])] };
}

/** T21: a position at which the server stumbles three times is dropped; if that does not help, nothing will. */
const broken: Handler<'malformed'> = (facts, { code }) => {
  const end = close(code, 'malformed');
  if (facts.poisoned < 3) return lose(facts, 'malformed', end);
  if (facts.hasPosition) return lose(facts, 'malformed', end, { do: 'forget' });
  return fail('The server sends what cannot be read.', end);
};

/** T22. */
const silent = (facts: LinkFacts): Step => lose(facts, 'silent', close(4408, 'silent'));
/** T23. */
const probe = (): Step => ({ to: 'probing', reason: 'probing', effects: [{ do: 'probe' }] });
const noPong = (facts: LinkFacts): Step => hurry(facts, 'no answer', close(4408, 'probe'));
/** T27: what was begun while hidden may hang long after the network is back. */
const reopen = (facts: LinkFacts): Step | null =>
  facts.begunHidden ? { ...anew(), effects: [close(4408, 'open'), { do: 'ask-token' }] } : null;

const forbid = (): Step => ({
  to: 'failed',
  forbidden: true,
  effects: [{ do: 'wipe', reason: 'forbidden' }, close(4403, 'forbidden')],
});

/** T24: everything that is not terminal is tried again, a clean close (1000) that we did not ask for included. */
const closed: Handler<'closed'> = (facts, { code }) => {
  if (code === 4401) return refuse(facts);
  if (code === 4403) return forbid();
  const end = facts.dismissed ? 'The server ended the connection for good.' : TERMINAL[code];
  return end === undefined ? lose(facts, `closed ${code}`) : fail(end);
};

/** T24 for 4401: another token at once, then after a wait, then the user has to sign in. */
function refuse(facts: LinkFacts): Step {
  const refusals = (facts.steady ? 0 : facts.refusals) + 1;
  if (!facts.canRenew || refusals > 2) return { to: 'unauthorized', refusals };
  return { ...(refusals === 1 ? begin(facts) : lose(facts, 'token refused')), refusals };
}

/** It means nothing here. */
const none = (): null => null;

// prettier-ignore
export const LINK_TABLE: LinkTable = {
  //                idle   token    opening   greeting   snapshot   live       gap        probing    backoff paused unauthorized failed
  connect:         [start, none,    none,     none,      none,      none,      none,      none,      early,  anew,  again,  again],
  disconnect:      [none,  leave,   leave,    leave,     leave,     leave,     leave,     leave,     leave,  leave, leave,  leave],
  token:           [none,  open,    none,     none,      none,      none,      none,      none,      none,   none,  none,   none],
  'token-refused': [none,  signIn,  none,     none,      none,      none,      none,      none,      none,   none,  none,   none],
  'token-failed':  [none,  noToken, none,     none,      none,      none,      none,      none,      none,   none,  none,   none],
  opened:          [none,  none,    greet,    none,      none,      none,      none,      none,      none,   none,  none,   none],
  unusable:        [none,  giveUp,  giveUp,   giveUp,    giveUp,    giveUp,    giveUp,    giveUp,    none,   none,  none,   none],
  resumed:         [none,  none,    none,     resume,    none,      none,      none,      none,      none,   none,  none,   none],
  progressed:      [none,  none,    none,     none,      read,      none,      fill,      none,      none,   none,  none,   none],
  synced:          [none,  none,    none,     none,      swap,      none,      none,      none,      none,   none,  none,   none],
  overflowed:      [none,  none,    none,     none,      drown,     none,      none,      none,      none,   none,  none,   none],
  gap:             [none,  none,    none,     none,      none,      miss,      none,      miss,      none,   none,  none,   none],
  chained:         [none,  none,    none,     none,      none,      none,      live,      none,      none,   none,  none,   none],
  unchained:       [none,  none,    none,     none,      none,      none,      tear,      none,      none,   none,  none,   none],
  resync:          [none,  none,    none,     resync,    resync,    resync,    resync,    resync,    none,   none,  none,   none],
  malformed:       [none,  none,    broken,   broken,    broken,    broken,    broken,    broken,    none,   none,  none,   none],
  forbidden:       [none,  none,    forbid,   forbid,    forbid,    forbid,    forbid,    forbid,    none,   none,  none,   none],
  closed:          [none,  none,    closed,   closed,    closed,    closed,    closed,    closed,    none,   none,  none,   none],
  timeout:         [none,  noToken, noAnswer, noWelcome, noPage,    none,      tear,      noPong,    begin,  none,  none,   none],
  silent:          [none,  none,    silent,   silent,    silent,    silent,    silent,    silent,    none,   none,  none,   none],
  wake:            [none,  none,    reopen,   none,      none,      probe,     none,      none,      early,  anew,  none,   none],
  alive:           [none,  none,    none,     none,      none,      none,      none,      live,      none,   none,  none,   none],
  pause:           [none,  rest,    rest,     rest,      rest,      rest,      rest,      rest,      rest,   none,  none,   none],
};

/** What `event` leads to in `state`. */
export function transition(state: LinkState, event: LinkEvent, facts: LinkFacts): Step | null {
  // A row holds handlers of exactly its type, which the compiler cannot see through the index.
  const cells = LINK_TABLE[event.type] as readonly Handler<LinkEventType>[];
  return cells[LINK_STATES.indexOf(state)]?.(facts, event) ?? null;
}
