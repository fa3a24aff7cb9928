/** A quiet contact centre: the same rows each time, with waits and talks that go on from when the page was opened. */
import type { Conversation, ConversationAgent, ConversationQueue } from '../../../src/model/conversation.js';

const QUEUES = {
  billing: { id: 'q-billing', name: 'Billing', type: 'messaging' },
  support: { id: 'q-support', name: 'Technical support', type: 'messaging' },
  orders: { id: 'q-orders', name: 'Orders', type: 'messaging' },
  phone: { id: 'q-phone', name: 'Service line', type: 'voice' },
} as const satisfies Record<string, ConversationQueue>;

const AGENTS = {
  lena: { id: 'a-lena', name: 'Lena Fischer', presence: 'available' },
  marc: { id: 'a-marc', name: 'Marc Dubois', presence: 'busy' },
  sofia: { id: 'a-sofia', name: 'Sofia Rossi', presence: 'busy' },
  amir: { id: 'a-amir', name: 'Amir Haddad', presence: 'away' },
} as const satisfies Record<string, ConversationAgent>;

type Line = readonly [
  subject: string,
  customer: string,
  status: string,
  agent: keyof typeof AGENTS | null,
  queue: keyof typeof QUEUES,
  channel: string,
  /** Seconds waited, running while nobody has accepted. */
  wait: number,
  /** Seconds handled. */
  handle: number | null,
  sentiment: string | null,
];

const LINES: readonly Line[] = [
  [
    'Refund not received after 10 days',
    'Nadia Benali',
    'open',
    null,
    'billing',
    'chat',
    872,
    null,
    'very-negative',
  ],
  [
    'Cannot sign in since the update',
    'Tomás Oliveira',
    'open',
    null,
    'support',
    'whatsapp',
    487,
    null,
    'negative',
  ],
  [
    'Change of delivery address',
    'Aiko Tanaka',
    'waiting',
    'lena',
    'orders',
    'persistent-chat',
    351,
    1264,
    'neutral',
  ],
  ['Contract renewal – discount', 'Groupe Ardent SA', 'open', null, 'billing', 'chat', 252, null, null],
  ['Card charged twice', 'Priya Raman', 'active', 'marc', 'billing', 'chat', 48, 1046, 'very-negative'],
  [
    'Warranty claim for a damaged lamp',
    'Oluwaseun Adeyemi',
    'active',
    'sofia',
    'support',
    'chat',
    75,
    760,
    'positive',
  ],
  [
    'Upgrade from Basic to Premium',
    'Hannah Lindqvist',
    'offered',
    'lena',
    'orders',
    'sms',
    22,
    null,
    'very-positive',
  ],
  [
    'Invoice address is wrong',
    'Yusuf Demir',
    'waiting',
    'marc',
    'billing',
    'whatsapp',
    31,
    2650,
    'slightly-negative',
  ],
  ['Password reset completed', 'Emily Carter', 'wrap-up', 'lena', 'phone', 'voice', 12, 598, 'positive'],
  ['Where is my order 48213?', 'Chloé Martin', 'active', 'amir', 'orders', 'facebook', 40, 197, 'neutral'],
  [
    'Seat change on a booked flight',
    'Diego Fuentes',
    'wrap-up',
    'sofia',
    'phone',
    'voice',
    62,
    945,
    'slightly-positive',
  ],
  ['شحنة لم تصل بعد', 'ليلى حداد', 'active', 'amir', 'orders', 'chat', 95, 305, 'negative'],
];

/** @param count so many; beyond the written ones they repeat with a number */
export function quietRows(count = LINES.length, now = Date.now()): Conversation[] {
  return Array.from({ length: count }, (_, index) => {
    const line = LINES[index % LINES.length] ?? LINES[0];
    return rowOf(line as Line, index, now);
  });
}

function rowOf(line: Line, index: number, now: number): Conversation {
  const [subject, customer, state, agentKey, queueKey, channel, wait, handle, sentiment] = line;
  const status = state === 'offered' ? 'active' : state;
  const isWaitingForAgent = state === 'open' || state === 'offered';
  const isTalking = status === 'active' && !isWaitingForAgent;
  const round = Math.floor(index / LINES.length);
  return {
    id: `c-${String(index + 1)}`,
    version: 1,
    subject: round === 0 ? subject : `${subject} (${String(round + 1)})`,
    status,
    phase: status === 'active' ? (isTalking ? 'in-conversation' : 'awaiting-acceptance') : null,
    channel,
    direction: 'inbound',
    handledBy: 'agent',
    elevated: false,
    queue: QUEUES[queueKey],
    workstream: { id: 'w-1', name: 'Service' },
    agent: agentKey === null ? null : AGENTS[agentKey],
    customer: { id: `p-${String(index + 1)}`, name: customer },
    startedAt: now - (wait + (handle ?? 0)) * 1000,
    statusSince: now - (handle ?? wait) * 1000,
    lastCustomerMessageAt: now - 20_000,
    wait: { ms: isWaitingForAgent ? 0 : wait * 1000, since: isWaitingForAgent ? now - wait * 1000 : null },
    handle: handle === null ? null : { ms: handle * 1000, since: isTalking ? now : null },
    sentiment,
    skills: [],
    priority: (index % 3) + 1,
    transfers: 0,
    monitoredBy: [],
    ext: { region: ['EMEA', 'Americas', 'APAC'][index % 3] ?? '' },
  };
}

/** Subjects and names as nobody wants them. */
export function hostileRows(): Conversation[] {
  const texts = [
    '<img src=x onerror=alert(1)> <script>alert(2)</script>',
    'Invoice \u202Etxt.exe\u202C is attached',
    'Line one\nline two\tand a tab\u0000\u0007',
    `No spaces ${'a'.repeat(300)}`,
    'Zalgo t\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308e\u0300\u0301\u0302\u0303x\u0300\u0301\u0302t',
    '=HYPERLINK("https://example.org","free money")',
    'שלום, ההזמנה שלי לא הגיעה (12345)',
    '👩‍👩‍👧‍👦🏳️‍🌈 family plan',
    '',
    '   ',
    '{{constructor.constructor("alert(1)")()}}',
  ];
  return quietRows(texts.length).map((row, index) => {
    const text = texts[index] ?? '';
    return {
      ...row,
      subject: text,
      customer: { id: `p-${String(index)}`, name: text.slice(0, 80) || 'Ann O’Nym' },
    };
  });
}
