/**
 * Does what supervisors ask for, as the real thing would: the same decision function as in the report, the version
 * they saw, the time until which it may be done, and the target as it is now.
 */
import type { Command, CommandOutcome } from '../../data-source.js';
import { decideAction } from '../../../model/actions.js';
import type { ActionPermissions } from '../../../model/actions.js';
import type { Named } from '../../../model/conversation.js';
import type { Case } from './book.js';
import { whyNotAgent, whyNotQueue } from './candidates.js';
import { queueNamed, queueReference } from './intake.js';
import type { Lifecycle } from './lifecycle.js';
import type { World } from './world.js';

/** Who asks, and what they may do. */
export interface Principal {
  readonly supervisor: Named;
  readonly permissions: ActionPermissions;
  /** May waiting conversations be assigned? A back end decides that too; default: no. */
  readonly assignWaiting?: boolean;
}

/** What a supervisor says or stops does not depend on the row as it was: a customer's message must not undo it. */
const ANY_VERSION: ReadonlySet<Command['action']> = new Set(['message', 'leave', 'stop-monitor']);

export class Commands {
  readonly #world: World;
  readonly #lifecycle: Lifecycle;

  constructor(world: World, lifecycle: Lifecycle) {
    this.#world = world;
    this.#lifecycle = lifecycle;
  }

  perform(command: Command, principal: Principal): CommandOutcome {
    const addressed = this.#world.book.get(command.conversationId);
    if (addressed === undefined) {
      return { status: 'refused', code: 'closed', message: 'The conversation has ended', current: null };
    }
    if (this.#world.now > command.notAfter) return refused(addressed, 'expired', 'The command came too late');
    const refusal = this.#check(command, addressed, principal);
    if (refusal !== null) return refusal;
    return this.#execute(command, addressed, principal.supervisor);
  }

  #check(command: Command, addressed: Case, principal: Principal): CommandOutcome | null {
    const { conversation } = addressed;
    if (command.ifVersion !== conversation.version && !ANY_VERSION.has(command.action)) {
      return {
        status: 'conflict',
        code: 'stale',
        message: 'The conversation has changed',
        current: conversation,
      };
    }
    const decision = decideAction(command.action, conversation, {
      permissions: principal.permissions,
      assignWaiting: principal.assignWaiting ?? false,
      supervisorId: principal.supervisor.id,
      freshness: 'live',
      pending: false,
    });
    if (!decision.allowed)
      return refused(addressed, decision.code, decision.detail ?? `Refused: ${decision.code}`);
    const isPublic = command.action === 'message' && command.private !== true;
    if (isPublic && addressed.joined?.has(principal.supervisor.id) !== true) {
      return refused(addressed, 'not-joined', 'Join the conversation to write to the customer');
    }
    return null;
  }

  #execute(command: Command, addressed: Case, supervisor: Named): CommandOutcome {
    switch (command.action) {
      case 'assign':
      case 'transfer':
        return this.#hand(command.action, command.target, addressed);
      case 'monitor':
        this.#watch(addressed, supervisor, true);
        return done(addressed);
      case 'stop-monitor':
        this.#leave(addressed, supervisor);
        this.#watch(addressed, supervisor, false);
        return done(addressed);
      case 'join':
        if (addressed.joined?.has(supervisor.id) !== true) {
          addressed.joined = new Set(addressed.joined).add(supervisor.id);
          this.#tell(addressed, `Supervisor ${supervisor.name} joined`);
        }
        return done(addressed);
      case 'leave':
        this.#leave(addressed, supervisor);
        return done(addressed);
      case 'message':
        return this.#write(command, addressed, supervisor);
      case 'force-close':
        this.#lifecycle.close(addressed, `Supervisor ${supervisor.name} ended the conversation`);
        return done(addressed);
    }
  }

  #hand(action: 'assign' | 'transfer', target: Command['target'], addressed: Case): CommandOutcome {
    const { conversation } = addressed;
    if (target === undefined) return refused(addressed, 'invalid', 'A target is missing');
    if ('queueId' in target) {
      const queue = queueNamed(target.queueId);
      const why = whyNotQueue(conversation, target.queueId);
      if (queue === undefined || why !== null) return conflict(addressed, why ?? 'There is no such queue');
      this.#lifecycle.open(addressed, queueReference(queue));
      return done(addressed);
    }
    const agent = this.#world.workforce.agent(target.agentId);
    if (agent === undefined) return conflict(addressed, 'There is no such agent');
    const why = whyNotAgent(action, conversation, agent);
    if (why !== null) return conflict(addressed, why);
    if (action === 'assign') this.#lifecycle.offer(addressed, agent);
    else this.#lifecycle.transfer(addressed, agent);
    return done(addressed);
  }

  #write(
    { text = '', private: isPrivate = false }: Command,
    addressed: Case,
    supervisor: Named,
  ): CommandOutcome {
    if (text.trim() === '') return refused(addressed, 'invalid', 'The message is empty');
    const { now, transcripts } = this.#world;
    const { name } = supervisor;
    transcripts.say(addressed, {
      at: now,
      from: 'supervisor',
      name,
      text,
      private: isPrivate,
      sentiment: null,
    });
    return done(addressed);
  }

  #watch(addressed: Case, { id }: Named, watches: boolean): void {
    const { monitoredBy } = addressed.conversation;
    if (monitoredBy.includes(id) === watches) return;
    const others = monitoredBy.filter((each) => each !== id);
    this.#world.book.change(addressed, this.#world.now, { monitoredBy: watches ? [...others, id] : others });
  }

  #leave(addressed: Case, supervisor: Named): void {
    const others = new Set(addressed.joined);
    if (!others.delete(supervisor.id)) return;
    addressed.joined = others;
    this.#tell(addressed, `Supervisor ${supervisor.name} left`);
  }

  /** Said by the system, read by both sides. */
  #tell(addressed: Case, text: string): void {
    const { now, transcripts } = this.#world;
    transcripts.say(addressed, { at: now, from: 'system', name: '', text, private: false, sentiment: null });
  }
}

function done({ conversation }: Case): CommandOutcome {
  return { status: 'done', version: conversation.version };
}

function refused({ conversation }: Case, code: string, message: string): CommandOutcome {
  return { status: 'refused', code, message, current: conversation };
}

/** The target is no longer what the supervisor chose. */
function conflict({ conversation }: Case, message: string): CommandOutcome {
  return { status: 'conflict', code: 'conflict', message, current: conversation };
}
