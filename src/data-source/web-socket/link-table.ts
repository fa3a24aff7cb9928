/**
 * The state machine of the link as data: for each state what each event leads to. Handlers are pure; what they name
 * as effects is carried out by the link. Numbers T1 to T30 are those of the protocol.
 */
import type { Effect, LinkEvent, LinkEventType, LinkFacts, LinkState, Step } from './link-events.js';

/** Returns null where the event means nothing in the state. */
type Handler<Type extends LinkEventType> = (
  facts: LinkFacts,
  event: Extract<LinkEvent, { readonly type: Type }>,
) => Step | null;
type Row = { readonly [Type in LinkEventType]: Handler<Type> };

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
const ignore = (): null => null;

/** Asks for a token and opens a socket with it (T1, T25, T28, T30). */
const begin = (facts: LinkFacts): Step => ({
  to: 'token',
  attempt: facts.attempt,
  effects: [{ do: 'ask-token' }],
});
const beginAnew = (): Step => ({ to: 'token', attempt: 0, effects: [{ do: 'ask-token' }] });

/** T25: earlier than planned, but neither against the server's word nor more than once a second. */
const beginWhenAllowed = (facts: LinkFacts): Step | null => (facts.mustWait ? null : beginAnew());

/** The link is lost; the next attempt waits. */
function lose(facts: LinkFacts, reason: string, ...effects: readonly Effect[]): Step {
  const attempt = facts.steady ? 0 : facts.attempt + 1;
  return { to: 'backoff', attempt, reason, effects: [...effects, { do: 'retry', now: false }] };
}

/** As {@link lose}, without the wait the first time: the network is probably fine. */
function hurry(facts: LinkFacts, reason: string, ...effects: readonly Effect[]): Step {
  if (facts.hurried && !facts.steady) return lose(facts, reason, ...effects);
  const attempt = facts.steady ? 0 : facts.attempt;
  return { to: 'backoff', attempt, hurried: true, reason, effects: [...effects, { do: 'retry', now: true }] };
}

/** T24 for 4401: another token at once, then after a wait, then the user has to sign in. */
function refuse(facts: LinkFacts): Step {
  const refusals = (facts.steady ? 0 : facts.refusals) + 1;
  if (!facts.canRenew || refusals > 2) return { to: 'unauthorized', refusals };
  return { ...(refusals === 1 ? begin(facts) : lose(facts, 'token refused')), refusals };
}

function forbid(...effects: readonly Effect[]): Step {
  const wipe: Effect = { do: 'wipe', reason: 'forbidden' };
  return { to: 'failed', forbidden: true, effects: [wipe, ...effects] };
}

/** T24: everything that is not terminal is tried again, a clean close (1000) that we did not ask for included. */
function closed(facts: LinkFacts, { code }: { readonly code: number }): Step {
  if (code === 4401) return refuse(facts);
  if (code === 4403) return forbid();
  const end = facts.dismissed ? 'The server ended the connection for good.' : TERMINAL[code];
  return end === undefined ? lose(facts, `closed ${code}`) : fail(end);
}

/** T21: a position at which the server stumbles three times is dropped; if that does not help, nothing will. */
function malformed(facts: LinkFacts, { code }: { readonly code: number }): Step {
  const end = close(code, 'malformed');
  if (facts.poisoned < 3) return lose(facts, 'malformed', end);
  if (facts.hasPosition) return lose(facts, 'malformed', end, { do: 'forget' });
  return fail('The server sends what cannot be read.', end);
}

/** T8, T18: what is shown stays, and is stale until the snapshot is there. */
const resync: Handler<'resync'> = (_, { reason, unasked }) => ({
  to: 'snapshot',
  reason,
  effects: [{ do: unasked ? 'await-snapshot' : 'ask-snapshot' }],
});

const IDLE: Row = {
  connect: ignore,
  disconnect: () => ({ to: 'idle', effects: [close(1000, '')] }),
  token: ignore,
  'token-refused': ignore,
  'token-failed': ignore,
  opened: ignore,
  unusable: ignore,
  resumed: ignore,
  progressed: ignore,
  synced: ignore,
  overflowed: ignore,
  gap: ignore,
  chained: ignore,
  unchained: ignore,
  resync: ignore,
  malformed: ignore,
  forbidden: ignore,
  closed: ignore,
  timeout: ignore,
  silent: ignore,
  wake: ignore,
  alive: ignore,
  pause: ignore,
};

/** Somebody waits for rows. */
const ACTIVE: Row = {
  ...IDLE,
  pause: () => ({ to: 'paused', reason: 'paused', effects: [close(1000, '')] }),
};

/** There is a socket. */
const CONNECTED: Row = {
  ...ACTIVE,
  closed,
  malformed,
  forbidden: () => forbid(close(4403, 'forbidden')),
  unusable: (_, { reason }) => fail(reason, close(4406, 'unsupported')),
  silent: (facts) => lose(facts, 'silent', close(4408, 'silent')),
};

/** There are rows that were live on this socket. */
const SYNCED: Row = {
  ...CONNECTED,
  resync,
  gap: () => ({ to: 'gap', reason: 'gap', effects: [{ do: 'ask-resume' }] }),
};

export const LINK_TABLE: Readonly<Record<LinkState, Row>> = {
  idle: {
    ...IDLE,
    disconnect: ignore,
    connect: (facts) => (facts.prerendering ? { to: 'paused' } : beginAnew()),
  },
  token: {
    ...ACTIVE,
    token: () => ({ to: 'opening', effects: [{ do: 'open' }] }),
    'token-refused': () => ({ to: 'unauthorized' }),
    'token-failed': (facts) => lose(facts, 'no token'),
    unusable: (_, { reason }) => fail(reason),
    timeout: (facts) => lose(facts, 'no token'),
  },
  opening: {
    ...CONNECTED,
    opened: () => ({ to: 'greeting', effects: [{ do: 'hello' }] }),
    timeout: (facts) => lose(facts, 'no answer', close(4408, 'open')),
    // T27: what was begun while hidden may hang long after the network is back.
    wake: (facts) => {
      if (!facts.begunHidden) return null;
      const { effects, ...step } = beginAnew();
      return { ...step, effects: [close(4408, 'open'), ...(effects ?? [])] };
    },
  },
  greeting: {
    ...CONNECTED,
    resumed: () => ({ to: 'live' }),
    resync,
    timeout: (facts) => lose(facts, 'no welcome', close(4408, 'welcome')),
  },
  snapshot: {
    ...CONNECTED,
    resync,
    progressed: () => ({ to: 'snapshot' }),
    synced: () => ({ to: 'live' }),
    overflowed: (facts) => lose(facts, 'too many changes', close(4400, 'overflow')),
    timeout: (facts) => lose(facts, 'snapshot', close(4408, 'snapshot')),
  },
  live: {
    ...SYNCED,
    wake: () => ({ to: 'probing', reason: 'probing', effects: [{ do: 'probe' }] }),
  },
  gap: {
    ...SYNCED,
    gap: ignore,
    chained: () => ({ to: 'live' }),
    unchained: (facts) => hurry(facts, 'gap', close(4400, 'gap')),
    timeout: (facts) => hurry(facts, 'gap', close(4400, 'gap')),
  },
  probing: {
    ...SYNCED,
    alive: () => ({ to: 'live' }),
    timeout: (facts) => hurry(facts, 'no answer', close(4408, 'probe')),
  },
  backoff: {
    ...ACTIVE,
    connect: beginWhenAllowed,
    wake: beginWhenAllowed,
    timeout: begin,
  },
  paused: { ...IDLE, connect: beginAnew, wake: beginAnew },
  unauthorized: { ...IDLE, connect: () => ({ ...beginAnew(), refusals: 0 }) },
  failed: { ...IDLE, connect: () => ({ ...beginAnew(), refusals: 0 }) },
};

/** What `event` leads to in `state`. */
export function transition(state: LinkState, event: LinkEvent, facts: LinkFacts): Step | null {
  // The row holds for each type the handler of exactly that type, which the compiler cannot see through the index.
  return (LINK_TABLE[state][event.type] as Handler<LinkEventType>)(facts, event);
}
