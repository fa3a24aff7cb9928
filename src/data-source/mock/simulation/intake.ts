/** Conversations as they come in: who, about what, where, in which language. */
import type { Channel, Conversation, ConversationQueue, Named, Skill } from '../../../model/conversation.js';
import { LANGUAGE_SHARES, LANGUAGE_SKILLS } from '../catalogue/languages.js';
import type { Language } from '../catalogue/languages.js';
import { COMPANIES, CUSTOMER_NAMES } from '../catalogue/names.js';
import { isAsynchronous, QUEUES, WORKSTREAMS } from '../catalogue/queues.js';
import type { Queue, Workstream } from '../catalogue/queues.js';
import { SUBJECTS } from '../catalogue/subjects.js';
import type { Manner } from './flow.js';
import { odds } from './random.js';
import type { Odds, Random } from './random.js';
import { someSentiment } from './sentiment.js';
import { skillNamed } from './workforce.js';

/** A conversation that nobody has looked at yet. */
export interface Request {
  readonly language: Language;
  readonly manner: Manner;
  /** Not yet frozen: who takes it in may still write its past. */
  readonly conversation: Draft;
}
export type Draft = { -readonly [Field in keyof Conversation]: Conversation[Field] };

const QUEUE_ODDS = odds(Object.fromEntries(QUEUES.map(({ id, share }) => [id, share])));
const LANGUAGE_ODDS = odds(LANGUAGE_SHARES);
const CHANNEL_ODDS: ReadonlyMap<string, Odds<Channel>> = new Map(
  WORKSTREAMS.map(({ id, channels }) => [id, odds<Channel>(channels)]),
);
const QUEUE_REFERENCES: ReadonlyMap<string, ConversationQueue> = new Map(
  QUEUES.map(({ id, name, type }) => [id, Object.freeze({ id, name, type })]),
);
const WORKSTREAM_REFERENCES: ReadonlyMap<string, Named> = new Map(
  WORKSTREAMS.map(({ id, name }) => [id, Object.freeze({ id, name })]),
);
/** A chat becomes a call or a video now and then. */
const ELEVATED_SHARE = 0.02;

export function queueNamed(id: string): Queue | undefined {
  return QUEUES.find((queue) => queue.id === id);
}

/** A queue as rows show it; the same object in all rows. */
export function queueReference(queue: Queue): ConversationQueue {
  return QUEUE_REFERENCES.get(queue.id) ?? queue;
}

export function workstreamOf({ workstream }: Conversation): Workstream | undefined {
  return WORKSTREAMS.find(({ id }) => id === workstream?.id);
}

/** Share of what comes in that is on asynchronous channels, from the tables of queues and workstreams. */
export function asynchronousShare(): number {
  let all = 0;
  let asynchronous = 0;
  for (const queue of QUEUES) {
    for (const id of queue.workstreams) {
      const channels = channelOdds(id);
      channels.keys.forEach((channel, index) => {
        const share =
          (queue.share / queue.workstreams.length) * ((channels.weights[index] ?? 0) / channels.sum);
        all += share;
        if (isAsynchronous(channel)) asynchronous += share;
      });
    }
  }
  return asynchronous / all;
}

/** An inbound conversation that starts at `startedAt` (server epoch ms) and waits in its queue. */
export function request(random: Random, id: string, startedAt: number): Request {
  const queue = someQueue(random);
  const workstreamId = random.pick(queue.workstreams);
  const channel = random.choose(channelOdds(workstreamId));
  const language = random.choose(LANGUAGE_ODDS);
  const [text, topic] = random.pick(SUBJECTS[language][queue.theme]);
  const conversation: Draft = {
    id,
    version: 1,
    subject: text.replace('#', String(random.integer(10_000, 99_999))),
    status: 'open',
    phase: null,
    channel,
    direction: 'inbound',
    handledBy: 'agent',
    elevated: channel === 'chat' && random.chance(ELEVATED_SHARE),
    queue: queueReference(queue),
    workstream: WORKSTREAM_REFERENCES.get(workstreamId) ?? null,
    agent: null,
    customer: customer(random, id, language, queue),
    startedAt,
    statusSince: startedAt,
    lastCustomerMessageAt: startedAt,
    wait: { ms: 0, since: startedAt },
    handle: null,
    sentiment: someSentiment(random),
    skills: skillsFor(random, language, topic),
    priority: random.chance(0.1) ? 1 : queue.priority,
    transfers: 0,
    monitoredBy: NOBODY,
    ext: random.chance(0.4) ? { case: `CAS-${String(random.integer(1000, 9999))}` } : NOTHING,
  };
  return { language, manner: isAsynchronous(channel) ? 'asynchronous' : 'synchronous', conversation };
}

function someQueue(random: Random): Queue {
  const queue = queueNamed(random.choose(QUEUE_ODDS));
  if (queue === undefined) throw new RangeError('No queue has a share of what comes in');
  return queue;
}

function channelOdds(workstreamId: string): Odds<Channel> {
  return CHANNEL_ODDS.get(workstreamId) ?? odds<Channel>({ chat: 1 });
}

const NOBODY: readonly string[] = Object.freeze([]);
const NOTHING = Object.freeze({});

/** Key accounts are companies; elsewhere people write. */
function customer(random: Random, id: string, language: Language, queue: Queue): Named {
  const customerId = `p${id.slice(1)}`;
  if (queue.theme === 'accounts' && random.chance(0.7))
    return { id: customerId, name: random.pick(COMPANIES) };
  const { given, family, familyFirst } = CUSTOMER_NAMES[language];
  const first = random.pick(given);
  const last = random.pick(family);
  return { id: customerId, name: familyFirst === true ? `${last} ${first}` : `${first} ${last}` };
}

function skillsFor(random: Random, language: Language, topic: string | null): readonly Skill[] {
  const skills: Skill[] = [];
  for (const name of [LANGUAGE_SKILLS[language], topic]) {
    if (name !== null) skills.push(skillNamed(name, random.integer(2, 5)));
  }
  return skills;
}
