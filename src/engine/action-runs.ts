/**
 * Commands from decision to outcome: sent at most once, settled as what they are, followed until the target agent has
 * answered. An answer that got lost is *unknown* and cleared up by asking, never by sending again.
 */
import { BehaviorSubject, Subject, type Observable } from 'rxjs';
import type { ActionTarget, Command, CommandOutcome, DataSource } from '../data-source/data-source.js';
import type { ActionDecision, ActionName } from '../model/actions.js';
import type { Conversation } from '../model/conversation.js';
import { errorText } from './problem-log.js';
import type { TimeSource } from './time-source.js';
import type { ActionRequestDetails, ActionRun, ActionRuns, RunState } from './view-types.js';

const TIMEOUT_MS = 15_000;
/** Ms between the questions what became of an unknown command: at 0, 1, 3 and 9 s, and anew when the link is back. */
const ASK_AFTER_MS = [0, 1_000, 2_000, 6_000];
/** A confirmed change that has not shown up after so long is read again, ms. */
const DELTA_WITHIN_MS = 3_000;
const CONCURRENT = 4;
const MAX_LOG = 500;

/** What the runs need to know of the engine. */
export interface RunSurroundings {
  readonly time: TimeSource;
  readonly source: () => DataSource | null;
  readonly serverNow: () => number;
  readonly current: (id: string) => Conversation | undefined;
  readonly decide: (action: ActionName, conversation: Conversation) => ActionDecision;
}

interface FollowedOffer {
  readonly run: ActionRun;
  readonly agentId: string;
  readonly fromVersion: number;
}

export class ActionRunner {
  readonly #around: RunSurroundings;
  readonly #runs$ = new BehaviorSubject<ActionRuns>({ byConversation: new Map(), log: [] });
  readonly #settled$ = new Subject<ActionRun>();
  readonly #offers = new Map<string, FollowedOffer>();
  /** Aborts what is in flight when the source goes; timers end with it. */
  #session = new AbortController();

  constructor(around: RunSurroundings) {
    this.#around = around;
  }

  get runs$(): Observable<ActionRuns> {
    return this.#runs$;
  }

  get settled$(): Observable<ActionRun> {
    return this.#settled$;
  }

  isPending(conversationId: string): boolean {
    return this.#runs$.value.byConversation.get(conversationId)?.state === 'pending';
  }

  /** Another source: what is in flight has lost its answer, offers are followed no longer. */
  endSession(): void {
    this.#session.abort();
    this.#session = new AbortController();
    this.#offers.clear();
  }

  /** Rights shrank: nothing that names a conversation may stay. */
  clear(): void {
    this.endSession();
    this.#runs$.next({ byConversation: new Map(), log: [] });
  }

  async perform(details: ActionRequestDetails): Promise<readonly ActionRun[]> {
    const waiting = details.conversations.map((conversation) => ({
      conversation,
      decision: this.#check(details, conversation),
    }));
    const runs = waiting.map(({ conversation }) => this.#begin(details, conversation));
    const { signal } = this.#session;
    const settled = new Array<ActionRun>(runs.length);
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let index = next++; index < runs.length; index = next++) {
        const run = runs[index] as ActionRun;
        // In bulk its turn may come late: the link may be lost by then, the right withdrawn, the row another one.
        const refusal = waiting[index]?.decision ?? this.#check(details, run.conversation, true);
        settled[index] = this.#settle(run, refusal ?? (await this.#send(run, details)), signal);
      }
    };
    await Promise.all(Array.from({ length: Math.min(CONCURRENT, runs.length) }, worker));
    return settled;
  }

  async track(
    details: ActionRequestDetails,
    response: Promise<CommandOutcome | undefined>,
  ): Promise<readonly ActionRun[]> {
    const runs = details.conversations.map((conversation) => this.#begin(details, conversation));
    const outcome = await response.then(
      (value): CommandOutcome => value ?? { status: 'done' },
      (error: unknown): CommandOutcome => ({ status: 'failed', code: 'host', message: errorText(error) }),
    );
    // Only the host knows what became of it: the source never saw these commands.
    return runs.map((run) => this.#change(run, outcome.status, outcome));
  }

  /** Looks at the row on screen once more. Null when the command may go; its own mark does not stand in its way. */
  #check({ action }: ActionRequestDetails, seen: Conversation, isOwnTurn = false): CommandOutcome | null {
    const current = this.#around.current(seen.id);
    if (!current) return { status: 'conflict', code: 'closed', message: '', current: null };
    const decision = this.#around.decide(action, current);
    if (!decision.allowed && !(isOwnTurn && decision.code === 'pending'))
      return { status: 'refused', code: decision.code, message: decision.detail ?? '', current };
    return current.version === seen.version
      ? null
      : { status: 'conflict', code: 'changed', message: '', current };
  }

  async #send(run: ActionRun, details: ActionRequestDetails): Promise<CommandOutcome> {
    const source = this.#around.source();
    if (!source) return { status: 'refused', code: 'not-live', message: '' };
    const abort = new AbortController();
    const session = this.#session.signal;
    const command: Command = Object.freeze({
      key: run.key,
      action: run.action,
      conversationId: run.conversationId,
      ifVersion: run.conversation.version,
      notAfter: Math.round(this.#around.serverNow()) + TIMEOUT_MS,
      ...(details.target && { target: details.target }),
      ...(details.reason !== undefined && { reason: details.reason }),
      ...(details.note !== undefined && { note: details.note }),
      ...(details.text !== undefined && { text: details.text }),
      ...(details.private !== undefined && { private: details.private }),
    });
    return new Promise((resolve) => {
      const lost = (): void => end(outcomeOf(null));
      const cancelTimeout = this.#around.time.after(TIMEOUT_MS, lost);
      session.addEventListener('abort', lost, { once: true });
      function end(outcome: CommandOutcome): void {
        cancelTimeout();
        session.removeEventListener('abort', lost);
        resolve(outcome);
        abort.abort();
      }
      // A source may throw, return nothing or never settle: what may have left is unknown, not failed.
      Promise.resolve()
        .then(() => source.perform(command, { signal: abort.signal }))
        .then(
          (answer) => {
            const outcome = outcomeOf(answer);
            // Too late for those who waited, in time for the mark that is left.
            this.#clearUp(run, outcome, session);
            end(outcome);
          },
          (error: unknown) => end({ status: 'unknown', message: errorText(error) }),
        );
    });
  }

  #begin(details: ActionRequestDetails, conversation: Conversation): ActionRun {
    const run: ActionRun = {
      key: crypto.randomUUID(),
      requestId: details.requestId,
      action: details.action,
      conversationId: conversation.id,
      conversation,
      target: details.target ?? null,
      targetName: details.targetName ?? null,
      reason: details.reason ?? null,
      note: details.note ?? null,
      state: 'pending',
      code: null,
      message: null,
      startedAt: this.#around.time.wall(),
      settledAt: null,
    };
    this.#publish(run);
    return run;
  }

  #settle(run: ActionRun, outcome: CommandOutcome, session: AbortSignal): ActionRun {
    const offered = outcome.status === 'done' ? offeredAgent(run.action, run.target) : null;
    const settled = this.#change(run, offered ? 'awaiting' : outcome.status, outcome);
    if (offered && outcome.status === 'done') {
      const fromVersion = outcome.version ?? run.conversation.version + 1;
      this.#offers.set(run.conversationId, { run: settled, agentId: offered, fromVersion });
      this.#followUp(run.conversationId);
    }
    if (outcome.status === 'done' && outcome.version !== undefined)
      this.#expectDelta(run.conversationId, outcome.version, session);
    if (outcome.status === 'unknown') this.#ask(settled, 0, session);
    return settled;
  }

  #change(
    run: ActionRun,
    state: RunState,
    answer: { code?: string; message?: string; status?: CommandOutcome['status'] },
  ): ActionRun {
    const changed: ActionRun = {
      ...run,
      state,
      code: answer.code ?? null,
      message: answer.message === '' ? null : (answer.message ?? null),
      settledAt: this.#around.time.wall(),
    };
    this.#publish(changed);
    this.#settled$.next(changed);
    return changed;
  }

  #publish(run: ActionRun): void {
    const { byConversation, log } = this.#runs$.value;
    const marks = new Map(byConversation);
    const isOpen = run.state === 'pending' || run.state === 'awaiting' || run.state === 'unknown';
    if (isOpen) marks.set(run.conversationId, run);
    else if (marks.get(run.conversationId)?.key === run.key) marks.delete(run.conversationId);
    const isRun = ({ key }: ActionRun): boolean => key === run.key;
    const list = log.some(isRun) ? log.map((entry) => (isRun(entry) ? run : entry)) : [...log, run];
    this.#runs$.next({ byConversation: marks, log: list.slice(-MAX_LOG) });
  }

  /** Rows changed: did the target agents of followed offers accept? */
  noteChanges(): void {
    for (const conversationId of this.#offers.keys()) this.#followUp(conversationId);
  }

  #followUp(conversationId: string): void {
    const offer = this.#offers.get(conversationId);
    if (!offer) return;
    const row = this.#around.current(conversationId);
    const isTheirs = row?.agent?.id === offer.agentId;
    if (row && (row.version < offer.fromVersion || (isTheirs && row.phase === 'awaiting-acceptance'))) return;
    this.#offers.delete(conversationId);
    if (!row) this.#change(offer.run, 'done', { code: 'ended' });
    else this.#change(offer.run, isTheirs ? 'done' : 'refused', { code: isTheirs ? 'accepted' : 'declined' });
  }

  #expectDelta(conversationId: string, version: number, session: AbortSignal): void {
    this.#later(DELTA_WITHIN_MS, session, () => {
      const row = this.#around.current(conversationId);
      if (row && row.version < version) this.#around.source()?.refresh?.('divergence');
    });
  }

  /** Asks again what became of an unknown run; without a key of all, because the link is back. */
  checkAgain(key?: string): void {
    for (const run of this.#runs$.value.log)
      if (run.state === 'unknown' && (key ?? run.key) === run.key) this.#ask(run, 0, this.#session.signal);
  }

  #isUnknown({ key }: ActionRun): boolean {
    return this.#runs$.value.log.some((run) => run.key === key && run.state === 'unknown');
  }

  /** Settles a run that was left unknown, once, when an answer says what became of it. */
  #clearUp(run: ActionRun, outcome: CommandOutcome, session: AbortSignal): void {
    if (outcome.status !== 'unknown' && this.#isUnknown(run)) this.#settle(run, outcome, session);
  }

  #ask(run: ActionRun, attempt: number, session: AbortSignal): void {
    const delay = ASK_AFTER_MS[attempt];
    if (delay === undefined) return;
    this.#later(delay, session, () => {
      if (!this.#isUnknown(run)) return;
      void Promise.resolve()
        .then(() => this.#around.source()?.outcome?.(run.key, { signal: session }))
        .catch(() => null)
        .then((answer) => {
          if (session.aborted) return;
          this.#clearUp(run, outcomeOf(answer), session);
          this.#ask(run, attempt + 1, session);
        });
    });
  }

  /** Calls back after `ms` unless the session ends before: a report that is taken away leaves no timer behind. */
  #later(ms: number, session: AbortSignal, callback: () => void): void {
    if (session.aborted) return;
    const cancel = this.#around.time.after(ms, () => {
      session.removeEventListener('abort', cancel);
      callback();
    });
    session.addEventListener('abort', cancel);
  }
}

function offeredAgent(action: ActionName, target: ActionTarget | null): string | null {
  return (action === 'assign' || action === 'transfer') && target && 'agentId' in target
    ? target.agentId
    : null;
}

const STATUSES: readonly unknown[] = ['done', 'refused', 'conflict', 'failed', 'unknown'];

/** Whatever an adapter gave: what is no outcome tells nothing. */
function outcomeOf(value: unknown): CommandOutcome {
  return STATUSES.includes((value as CommandOutcome | null | undefined)?.status)
    ? (value as CommandOutcome)
    : { status: 'unknown', message: '' };
}
