/** The course of conversations: each move from stage to stage, and what follows by itself. */
import type { Conversation } from '../../../model/conversation.js';
import { elapsed } from '../../../model/durations.js';
import type { Duration } from '../../../model/durations.js';
import { QUEUES } from '../catalogue/queues.js';
import type { Queue } from '../catalogue/queues.js';
import type { Case } from './book.js';
import { nextStage, OUTBOUND_SHARE, stageLength } from './flow.js';
import type { Stage } from './flow.js';
import { queueReference, request, workstreamOf } from './intake.js';
import { lengthAt } from './pace.js';
import type { Agent } from './workforce.js';
import type { World } from './world.js';

export type Answer = 'accept' | 'refuse' | 'time-out';

/** Ms until routing tries again when all agents are occupied, as mean. */
const NEXT_TRY = 8_000;

export class Lifecycle {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** Lets customers arrive one after the other, for ever. */
  startArrivals(): void {
    const { pace, random } = this.#world;
    this.#world.after(random.exponential(pace.arrivalGap), () => {
      this.#arrive();
      this.startArrivals();
    });
  }

  /** Plans how the stage a conversation is in ends, `rest` ms from now at natural pace. */
  plan(planned: Case, stage: Stage, rest = stageLength(this.#world.random, planned.manner, stage)): void {
    const { events, pace } = this.#world;
    events.cancel(planned.timer);
    planned.timer = this.#world.after(lengthAt(pace.speed, stage, rest), () => {
      planned.timer = null;
      this.#endOf(planned, stage);
    });
  }

  /** Plans the agent's answer to the offer. */
  planAnswer(offered: Case): void {
    const { acceptance, events, random } = this.#world;
    const { accept, refuse, delay, timeOut } = acceptance;
    const chance = random.next();
    const answer: Answer = chance < accept ? 'accept' : chance < accept + refuse ? 'refuse' : 'time-out';
    const wait = delay[0] + random.next() * (delay[1] - delay[0]);
    events.cancel(offered.timer);
    offered.timer = this.#world.after(answer === 'time-out' ? timeOut : wait, () => {
      this.answer(offered, answer);
    });
  }

  /** Puts a conversation (back) into a queue, where it waits for an agent. */
  open(opened: Case, queue: Conversation['queue'] = opened.conversation.queue): void {
    const { now } = this.#world;
    const { wait, handle, status, statusSince } = opened.conversation;
    opened.beforeTransfer = null;
    opened.transferring = false;
    this.#change(opened, {
      status: 'open',
      phase: null,
      agent: null,
      queue,
      statusSince: status === 'open' ? statusSince : now,
      wait: running(wait, now),
      handle: stopped(handle, now),
    });
    this.plan(opened, 'open');
  }

  /** Offers a conversation that nobody holds. */
  offer(offered: Case, agent: Agent): void {
    const { now } = this.#world;
    const { wait, handle } = offered.conversation;
    this.#change(offered, {
      status: 'active',
      phase: 'awaiting-acceptance',
      agent: agent.reference,
      statusSince: now,
      wait: running(wait, now),
      handle: stopped(handle, now),
    });
    this.planAnswer(offered);
  }

  /** Offers it to another agent than the one who has it (or had the offer); that agent's work goes on meanwhile. */
  transfer(transferred: Case, agent: Agent): void {
    const before = transferred.conversation;
    if (before.phase !== 'awaiting-acceptance') transferred.beforeTransfer = before;
    transferred.transferring = true;
    this.#change(transferred, {
      status: 'active',
      phase: 'awaiting-acceptance',
      agent: agent.reference,
      statusSince: this.#world.now,
    });
    this.planAnswer(transferred);
  }

  answer(offered: Case, answer: Answer): void {
    if (offered.conversation.phase !== 'awaiting-acceptance') return;
    const { beforeTransfer: before, transferring } = offered;
    offered.beforeTransfer = null;
    offered.transferring = false;
    if (answer === 'accept') {
      const { transfers, agent } = offered.conversation;
      this.talk(offered, transferring ? { transfers: transfers + 1 } : {});
      this.#tell(offered, `${agent?.name ?? ''} accepted the conversation`);
    } else if (before === null) {
      this.open(offered);
    } else {
      this.#return(offered, before);
    }
  }

  talk(talking: Case, more: Partial<Conversation> = {}): void {
    const { now } = this.#world;
    const { wait, handle } = talking.conversation;
    this.#change(talking, {
      status: 'active',
      phase: 'in-conversation',
      statusSince: now,
      wait: stopped(wait, now),
      handle: running(handle ?? NO_TIME, now),
      ...more,
    });
    this.plan(talking, 'talking');
  }

  /** Ends it for good; what `words` say goes to both sides first. */
  close(closed: Case, words: string): void {
    const { book, events, now, transcripts } = this.#world;
    this.#tell(closed, words);
    events.cancel(closed.timer);
    closed.timer = null;
    book.close(closed, now);
    transcripts.end(closed);
  }

  /** The transfer was not taken: it stays with the agent who had it, who by now may have another presence. */
  #return(returned: Case, before: Conversation): void {
    const { workforce } = this.#world;
    const agent = before.agent === null ? undefined : workforce.agent(before.agent.id);
    const { status, phase, statusSince } = before;
    this.#change(returned, { status, phase, statusSince, agent: agent?.reference ?? before.agent });
    this.plan(returned, status === 'waiting' ? 'waiting' : 'talking');
  }

  #endOf(ended: Case, stage: Stage): void {
    const { random, now } = this.#world;
    const { handle } = ended.conversation;
    if (stage === 'wrap-up') {
      this.close(ended, 'The conversation was closed');
      return;
    }
    if (stage !== 'open' && stage !== 'talking' && stage !== 'waiting') return;
    switch (nextStage(random, ended.manner, stage)) {
      case 'gone':
        this.close(ended, 'The customer left');
        break;
      case 'open':
        this.open(ended, stage === 'open' ? this.#otherQueue(ended) : ended.conversation.queue);
        break;
      case 'offered':
        this.#route(ended);
        break;
      case 'transferring':
        this.#handOver(ended);
        break;
      case 'talking':
        this.talk(ended, { lastCustomerMessageAt: now });
        break;
      case 'waiting':
        this.#change(ended, {
          status: 'waiting',
          phase: null,
          statusSince: now,
          handle: stopped(handle, now),
        });
        this.plan(ended, 'waiting');
        break;
      case 'wrap-up':
        this.#change(ended, { status: 'wrap-up', phase: null, statusSince: now });
        this.plan(ended, 'wrap-up');
    }
  }

  #arrive(): void {
    const { book, now, random } = this.#world;
    const inbound = request(random, this.#world.nextId(), now);
    const outbound = random.chance(OUTBOUND_SHARE) ? this.#choose(inbound.conversation) : null;
    if (outbound === null) {
      const arrived = book.add({ ...inbound, conversation: Object.freeze(inbound.conversation) }, now);
      this.plan(arrived, 'open');
      return;
    }
    const conversation: Conversation = Object.freeze({
      ...inbound.conversation,
      direction: 'outbound',
      status: 'active',
      phase: 'in-conversation',
      agent: outbound.reference,
      wait: null,
      handle: { ms: 0, since: now },
      lastCustomerMessageAt: null,
    });
    this.plan(book.add({ ...inbound, conversation }, now), 'talking');
  }

  #route(routed: Case): void {
    const agent = this.#choose(routed.conversation);
    if (agent !== null) {
      this.offer(routed, agent);
      return;
    }
    routed.timer = this.#world.after(this.#world.random.exponential(NEXT_TRY), () => {
      routed.timer = null;
      this.#route(routed);
    });
  }

  #handOver(handed: Case): void {
    const { conversation } = handed;
    const target = this.#choose(conversation, conversation.agent?.id ?? null);
    if (target === null || conversation.elevated) this.plan(handed, 'talking');
    else this.transfer(handed, target);
  }

  #choose(conversation: Conversation, except: string | null = null): Agent | null {
    const { random, workforce } = this.#world;
    const presences = workstreamOf(conversation)?.allowedPresences ?? [];
    return workforce.choose(random, conversation.queue?.id ?? '', presences, conversation.skills, { except });
  }

  #otherQueue({ conversation }: Case): Conversation['queue'] {
    const { queue } = conversation;
    const fits = ({ id, type, staffed }: Queue): boolean =>
      staffed && type === queue?.type && id !== queue.id;
    return queueReference(this.#world.random.pick(QUEUES.filter(fits)));
  }

  #tell(about: Case, text: string): void {
    const { now, transcripts } = this.#world;
    transcripts.say(about, { at: now, from: 'system', name: '', text, private: false, sentiment: null });
  }

  #change(changed: Case, patch: Parameters<World['book']['change']>[2]): void {
    this.#world.book.change(changed, this.#world.now, patch);
  }
}

const NO_TIME: Duration = { ms: 0, since: null };

function running(duration: Duration | null, now: number): Duration | null {
  return duration === null || duration.since !== null ? duration : { ms: duration.ms, since: now };
}

function stopped(duration: Duration | null, now: number): Duration | null {
  return duration === null || duration.since === null
    ? duration
    : { ms: elapsed(duration, now), since: null };
}
