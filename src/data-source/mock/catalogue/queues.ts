/** Queues, workstreams and channels of the simulated contact centre. */
import type { Channel } from '../../../model/conversation.js';
import type { Presence } from '../../../model/agent.js';
import type { Named } from '../../../model/conversation.js';

export type QueueType = 'messaging' | 'voice';

/** How conversations come in, and which agents they may be given to. */
export interface Workstream extends Named {
  readonly type: QueueType;
  readonly allowedPresences: readonly Presence[];
  /** Channels and how often each is used. */
  readonly channels: Readonly<Partial<Record<Channel, number>>>;
}

/** The subjects a queue deals with; the key of its texts. */
export type Theme = 'billing' | 'support' | 'orders' | 'accounts' | 'sales';

export interface Queue extends Named {
  readonly type: QueueType;
  readonly theme: Theme;
  /** 1 is served first. */
  readonly priority: number;
  readonly workstreams: readonly string[];
  /** How many of all conversations come in here; 0 for a queue that only takes what is moved to it. */
  readonly share: number;
  /** False for a desk whose members are at home now. */
  readonly staffed: boolean;
}

export const WORKSTREAMS: readonly Workstream[] = [
  {
    id: 'w-web-chat',
    name: 'Web chat',
    type: 'messaging',
    allowedPresences: ['available', 'busy'],
    channels: { chat: 70, 'persistent-chat': 30 },
  },
  {
    id: 'w-messaging',
    name: 'Messaging apps',
    type: 'messaging',
    allowedPresences: ['available', 'busy'],
    channels: {
      whatsapp: 34,
      sms: 18,
      facebook: 12,
      apple: 8,
      line: 7,
      teams: 8,
      x: 6,
      wechat: 5,
      custom: 2,
    },
  },
  {
    id: 'w-key-accounts',
    name: 'Key account line',
    type: 'messaging',
    allowedPresences: ['available', 'busy', 'busy-do-not-disturb'],
    channels: { 'persistent-chat': 55, teams: 45 },
  },
  {
    id: 'w-voice',
    name: 'Telephone',
    type: 'voice',
    allowedPresences: ['available'],
    channels: { voice: 1 },
  },
];

const CHAT_AND_APPS = ['w-web-chat', 'w-messaging'] as const;
const VOICE = ['w-voice'] as const;

const messaging = (
  id: string,
  name: string,
  theme: Theme,
  priority: number,
  share: number,
  workstreams: readonly string[] = CHAT_AND_APPS,
): Queue => ({ id, name, type: 'messaging', theme, priority, share, workstreams, staffed: true });

const voice = (id: string, name: string, theme: Theme, priority: number, share: number): Queue => ({
  id,
  name,
  type: 'voice',
  theme,
  priority,
  share,
  workstreams: VOICE,
  staffed: true,
});

export const QUEUES: readonly Queue[] = [
  messaging('q-billing', 'Billing', 'billing', 1, 20),
  messaging('q-support', 'Technical support', 'support', 2, 24),
  messaging('q-orders', 'Orders', 'orders', 2, 18),
  messaging('q-accounts', 'Key accounts', 'accounts', 1, 7, ['w-key-accounts']),
  messaging('q-sales', 'Sales', 'sales', 3, 10),
  messaging('q-returns', 'Returns', 'orders', 3, 6),
  voice('q-billing-voice', 'Billing hotline', 'billing', 1, 5),
  voice('q-support-voice', 'Technical hotline', 'support', 2, 6),
  voice('q-orders-voice', 'Order hotline', 'orders', 2, 4),
  { ...messaging('q-night', 'Night desk', 'support', 3, 0), staffed: false },
];

/** Channels on which a customer may be away while the agent waits. Never live chat, never voice. */
export function isAsynchronous(channel: Channel): boolean {
  return channel !== 'chat' && channel !== 'voice';
}
