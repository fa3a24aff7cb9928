/** A conversation as it is on the wire, and how new ones are made. */
import type { Random } from './random.js';

export interface Duration {
  ms: number;
  since: number | null;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface WireRow {
  readonly id: string;
  ver: number;
  subject: string;
  status: string;
  phase: string | null;
  readonly channel: string;
  readonly direction: string;
  readonly handledBy: string;
  readonly elevated: boolean;
  readonly queue: Named & { readonly type: string };
  readonly workstream: Named;
  agent: (Named & { readonly presence: string }) | null;
  readonly customer: Named;
  readonly startedAt: number;
  statusSince: number;
  readonly lastCustomerMessageAt: number;
  wait: Duration;
  handle: Duration | null;
  sentiment: string | null;
  readonly skills: readonly (Named & { readonly level: number })[];
  readonly priority: number;
  readonly transfers: number;
  readonly monitoredBy: readonly string[];
  readonly ext: Readonly<Record<string, string>>;
}

export const SENTIMENTS = [
  'very-negative',
  'negative',
  'slightly-negative',
  'neutral',
  'slightly-positive',
  'positive',
  'very-positive',
] as const;

const TOPICS =
  'Card charged twice|Parcel not delivered|Password reset fails|Change of address|Refund not received|Contract renewal|Wrong invoice amount|App crashes on start|Cancel my subscription|Question about delivery times|Damaged goods|Upgrade to business plan'.split(
    '|',
  );
const GIVEN = 'Priya Marc Ann Lukas Sofia Chen Amara Diego Yuki Fatima Noah Elif Olga Tom Ines Raj'.split(
  ' ',
);
const FAMILY =
  'Raman Dubois Keller Okafor Rossi Wei Novak Garcia Tanaka Haddad Smith Yilmaz Petrova Jensen Costa Mehta'.split(
    ' ',
  );
const QUEUES =
  'Billing|Orders|Technical support|Returns|VIP|General|Business|Retention|Delivery|Claims'.split('|');
const CHANNELS = ['voice', 'chat', 'sms', 'whatsapp', 'facebook', 'teams', 'persistent-chat'];
const SKILLS = ['French', 'German', 'Refunds', 'Contracts', 'Hardware', 'Networks', 'Insurance'];
const PRESENCES = ['available', 'busy', 'do-not-disturb', 'away'];
const AGENTS = 400;
const MINUTE = 60_000;

export function makeAgent(random: Random): WireRow['agent'] {
  const n = random.below(AGENTS);
  const name = `${GIVEN[n % GIVEN.length] ?? ''} ${FAMILY[Math.floor(n / GIVEN.length) % FAMILY.length] ?? ''}`;
  return { id: `a${String(n)}`, name, presence: random.pick(PRESENCES) };
}

export function makeSentiment(random: Random): string | null {
  return random.isBelow(0.1) ? null : random.pick(SENTIMENTS);
}

/** A conversation that just began: it waits for an agent. */
export function newRow(n: number, now: number, random: Random): WireRow {
  return makeRow(n, now, random, {
    status: 'open',
    phase: null,
    agent: null,
    wait: { ms: 0, since: now },
    handle: null,
    startedAt: now,
    statusSince: now,
  });
}

/** A conversation in the middle of its life, for the snapshot. */
export function runningRow(n: number, now: number, random: Random): WireRow {
  const share = random.next();
  const waited = random.span(4 * MINUTE, 240 * MINUTE);
  const handled = random.span(5 * MINUTE, 240 * MINUTE);
  const since = now - random.span(MINUTE, 30 * MINUTE);
  if (share < 0.2 || share > 0.92) {
    // Nobody has it, or it is offered to an agent: it waits on.
    const isOffered = share > 0.92;
    return makeRow(n, now, random, {
      status: isOffered ? 'active' : 'open',
      phase: isOffered ? 'awaiting-acceptance' : null,
      agent: isOffered ? makeAgent(random) : null,
      wait: { ms: 0, since: now - waited },
      handle: null,
      startedAt: now - waited,
      statusSince: isOffered ? since : now - waited,
    });
  }
  const status = share < 0.62 ? 'active' : share < 0.78 ? 'waiting' : 'wrap-up';
  return makeRow(n, now, random, {
    status,
    phase: status === 'active' ? 'in-conversation' : null,
    agent: makeAgent(random),
    wait: { ms: waited, since: null },
    handle: { ms: handled, since: status === 'active' ? since : null },
    startedAt: since - waited - handled,
    statusSince: since,
  });
}

type Stage = Pick<WireRow, 'status' | 'phase' | 'agent' | 'wait' | 'handle' | 'startedAt' | 'statusSince'>;

function makeRow(n: number, now: number, random: Random, stage: Stage): WireRow {
  const queue = random.below(QUEUES.length);
  return {
    id: `c-${String(n).padStart(7, '0')}`,
    ver: 1,
    // The number makes it unique: what a page shows is recognised by its subject.
    subject: `${random.pick(TOPICS)} #${String(n)}`,
    status: stage.status,
    phase: stage.phase,
    channel: random.pick(CHANNELS),
    direction: 'inbound',
    handledBy: 'agent',
    elevated: false,
    queue: { id: `q${String(queue)}`, name: QUEUES[queue] ?? '', type: 'messaging' },
    workstream: { id: `w${String(queue % 4)}`, name: `Workstream ${String(queue % 4)}` },
    agent: stage.agent,
    customer: { id: `p${String(n)}`, name: `${random.pick(GIVEN)} ${random.pick(FAMILY)}` },
    startedAt: stage.startedAt,
    statusSince: stage.statusSince,
    lastCustomerMessageAt: Math.max(stage.startedAt, now - random.span(MINUTE, 10 * MINUTE)),
    wait: stage.wait,
    handle: stage.handle,
    sentiment: makeSentiment(random),
    skills: random.isBelow(0.4) ? [{ id: `s${String(queue)}`, name: random.pick(SKILLS), level: 3 }] : [],
    priority: 1 + random.below(5),
    transfers: random.isBelow(0.2) ? 1 : 0,
    monitoredBy: [],
    ext: { case: `CAS-${String(100_000 + n)}` },
  };
}
