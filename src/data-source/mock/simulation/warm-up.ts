/** The conversations that are going on when the simulation begins: a centre in the middle of its day. */
import type { Conversation } from '../../../model/conversation.js';
import type { Case } from './book.js';
import { OUTBOUND_SHARE, stageFound, stageLength, STAGES } from './flow.js';
import type { Manner, Stage } from './flow.js';
import { request, workstreamOf } from './intake.js';
import type { Draft, Request } from './intake.js';
import type { Lifecycle } from './lifecycle.js';
import type { Random } from './random.js';
import type { Agent } from './workforce.js';
import type { World } from './world.js';

/** One conversation in the making: where it stands, and how long what remains of its stage is, ms. */
interface Found {
  readonly request: Request;
  readonly stage: Stage;
  readonly rest: number;
}

const DISPLAYED: Readonly<Record<Stage, Pick<Conversation, 'status' | 'phase'>>> = {
  open: { status: 'open', phase: null },
  offered: { status: 'active', phase: 'awaiting-acceptance' },
  transferring: { status: 'active', phase: 'awaiting-acceptance' },
  talking: { status: 'active', phase: 'in-conversation' },
  waiting: { status: 'waiting', phase: null },
  'wrap-up': { status: 'wrap-up', phase: null },
};
/** Most ms since a customer in conversation last wrote. */
const LAST_MESSAGE = 90_000;
/** Most ms that an offer which is found unanswered is old. */
const LAST_OFFER = 8_000;

/** Fills the world with as many conversations as were asked for; the oldest gets the lowest id. */
export function warmUp(world: World, lifecycle: Lifecycle): void {
  const found = Array.from({ length: world.options.conversations }, () => find(world));
  found.sort((a, b) => a.request.conversation.startedAt - b.request.conversation.startedAt);
  for (const each of found) {
    const added = seat(world, each);
    if (each.stage === 'offered' || each.stage === 'transferring') lifecycle.planAnswer(added);
    else lifecycle.plan(added, each.stage, each.rest);
  }
}

function find({ random, pace, now }: World): Found {
  const made = request(random, '', now);
  const { manner, conversation } = made;
  const chosen = random.choose(pace.shares[manner]);
  // What was elevated from chat to a call cannot be handed on.
  const stage = chosen === 'transferring' && conversation.elevated ? 'talking' : chosen;
  const { age, rest } = stageFound(random, manner, stage);
  const offer = stage === 'offered' || stage === 'transferring';
  writePast(random, manner, conversation, stage, Math.round(offer ? Math.min(age, LAST_OFFER) : age), now);
  return { request: made, stage, rest };
}

/** Writes when it began, waited and was handled, so that it is in `stage` for `age` ms now. */
function writePast(random: Random, manner: Manner, row: Draft, stage: Stage, age: number, now: number): void {
  const early = stage === 'open' || stage === 'offered';
  const outbound = !early && random.chance(OUTBOUND_SHARE);
  const waited = stage === 'open' || outbound ? 0 : Math.round(stageLength(random, manner, 'open'));
  const handled =
    early || stage === 'talking' ? 0 : Math.round(30_000 + 0.9 * stageLength(random, manner, 'talking'));
  row.status = DISPLAYED[stage].status;
  row.phase = DISPLAYED[stage].phase;
  row.version = STAGES.indexOf(stage) + 1 + (early ? 0 : random.integer(0, 12));
  row.direction = outbound ? 'outbound' : 'inbound';
  row.statusSince = now - age;
  row.startedAt = row.statusSince - handled - waited;
  row.wait = outbound ? null : early ? { ms: 0, since: row.startedAt } : { ms: waited, since: null };
  row.handle = early ? null : { ms: handled, since: stage === 'waiting' ? null : row.statusSince };
  row.transfers = !early && random.chance(0.08) ? 1 : 0;
  const silence = Math.round(random.next() * Math.min(LAST_MESSAGE, age));
  row.lastCustomerMessageAt = early ? row.startedAt : stage === 'talking' ? now - silence : row.statusSince;
}

/** Gives it its id and an agent, one with room if there is one. */
function seat(world: World, { stage, request: { manner, language, conversation } }: Found): Case {
  const { book, random, now, workforce } = world;
  conversation.id = world.nextId();
  const { customer } = conversation;
  if (customer !== null) conversation.customer = { id: `p${conversation.id.slice(1)}`, name: customer.name };
  if (stage === 'open') return book.add({ conversation: Object.freeze(conversation), manner, language }, now);
  const presences = workstreamOf(conversation)?.allowedPresences ?? [];
  const choose = (except: string | null): Agent | null =>
    workforce.choose(random, conversation.queue?.id ?? '', presences, conversation.skills, {
      anyhow: true,
      except,
    });
  const agent = choose(null);
  conversation.agent = agent?.reference ?? null;
  const added = book.add({ conversation: Object.freeze(conversation), manner, language }, now);
  if (stage === 'transferring') {
    const former = choose(agent?.id ?? null) ?? agent;
    added.transferring = true;
    added.beforeTransfer = Object.freeze({
      ...conversation,
      ...DISPLAYED.talking,
      agent: former?.reference ?? null,
    });
  }
  return added;
}
