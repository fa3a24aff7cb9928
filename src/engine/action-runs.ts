/**
 * Commands from decision to outcome: sent at most once, settled as what they are, followed until the target agent has
 * answered. An answer that got lost is *unknown* and cleared up by asking, never by sending again.
 */
import type { BehaviorSubject, Subject } from 'rxjs';
import type { Command, CommandOutcome, DataSource } from '../data-source/data-source.js';
import type { ActionDecision, ActionName } from '../model/actions.js';
import type { Conversation } from '../model/conversation.js';
import { MAX_UNDO_SECONDS } from '../model/policy.js';
import { uniqueId } from '../model/unique-id.js';
import { errorText } from './problem-log.js';
import { isHeld, nameless, offeredAgent, OPEN, outcomeOf, refusedBy } from './run-outcomes.js';
import type { TimeSource } from './time-source.js';
import { UndoWindows, type WindowEnd, type WindowSurroundings } from './undo-windows.js';
import type { ActionRequestDetails, ActionRun, ActionRuns, DecisionHooks, RunState } from './view-types.js';

const TIMEOUT_MS = 15_000;
/** Ms between the questions what became of an unknown command: at 0, 1, 3 and 9 s, and anew when the link is back. */
const ASK_AFTER_MS = [0, 1_000, 2_000, 6_000];
/** A confirmed change that has not shown up after so long is read again, ms. */
const DELTA_WITHIN_MS = 3_000;
const CONCURRENT = 4;
const MAX_LOG = 500;
const UNDOABLE: readonly ActionName[] = ['assign', 'transfer', 'force-close'];
const WITHDRAWN: WindowEnd = { state: 'refused', code: 'withdrawn', isWiped: true };

/** What the runs need to know of the engine. */
export interface RunSurroundings extends WindowSurroundings {
  readonly time: TimeSource;
  /** Where they are told: what each changes to, and all of them. */
  readonly settled$: Subject<ActionRun>;
  readonly runs$: BehaviorSubject<ActionRuns>;
  readonly source: () => DataSource | null;
  readonly serverNow: () => number;
  readonly current: (id: string) => Conversation | undefined;
  /** @param isOwnTurn the mark on the conversation is that of the run itself */
  readonly decide: (action: ActionName, conversation: Conversation, isOwnTurn: boolean) => ActionDecision;
}

interface FollowedOffer {
  readonly run: ActionRun;
  readonly agentId: string;
  readonly fromVersion: number;
}

export class ActionRunner {
  readonly #around: RunSurroundings;
  readonly #windows: UndoWindows;
  readonly #offers = new Map<string, FollowedOffer>();
  /** Aborts what is in flight when the source goes; timers end with it. */
  #session = new AbortController();

  constructor(around: RunSurroundings) {
    this.#around = around;
    this.#windows = new UndoWindows(around);
  }

  get #runs(): ActionRuns {
    return this.#around.runs$.value;
  }

  isPending(conversationId: string): boolean {
    const state = this.#runs.byConversation.get(conversationId)?.state;
    return state === 'pending' || state === 'held';
  }

  /** Another source: what is in flight has lost its answer, what is held is not sent, offers are followed no longer. */
  endSession(isWiped = false): void {
    this.#session.abort();
    this.#session = new AbortController();
    this.#windows.withdraw(isWiped);
    this.#offers.clear();
  }

  /** Rights shrank: nothing that names a conversation may stay. */
  clear(): void {
    this.endSession(true);
    this.#around.runs$.next({ byConversation: new Map(), log: [] });
  }

  /** Undoes what is held: a decision, without one the newest. @returns false when there is nothing to undo */
  undo(requestId?: string): boolean {
    return this.#windows.undo(requestId);
  }

  /** Carries out what was confirmed: holds it while it can be undone, tells the host, and sends what the host leaves. */
  async carryOut(
    details: ActionRequestDetails,
    undoSeconds: number,
    { stands, tell }: DecisionHooks,
  ): Promise<readonly ActionRun[]> {
    if (undoSeconds > 0 && UNDOABLE.includes(details.action))
      return this.#hold(details, Math.min(undoSeconds, MAX_UNDO_SECONDS), { stands, tell });
    const response = tell(details.conversations);
    if (response === 'taken') return [];
    stands();
    return response ? this.track(details, response) : this.perform(details);
  }

  async #hold(
    details: ActionRequestDetails,
    seconds: number,
    { stands, tell }: DecisionHooks,
  ): Promise<readonly ActionRun[]> {
    const { signal } = this.#session;
    const checked = details.conversations.map((conversation) => ({
      conversation,
      refusal: this.#check(details, conversation),
    }));
    const runs = checked.map(({ conversation, refusal }) => {
      const run = this.#newRun(details, conversation, refusal ? null : Math.ceil(seconds));
      return refusal ? this.#change(run, refusal.status, refusal) : run;
    });
    let held = runs.filter(isHeld);
    this.#publish(...held);
    stands();
    if (held.length === 0) return runs;
    const end = await this.#windows.open(details.requestId, seconds, (secondsLeft) => {
      held = held.map((run) => ({ ...run, secondsLeft }));
      this.#publish(...held);
    });
    const ended = this.#endHold(details, held, signal.aborted && end.state === 'over' ? WITHDRAWN : end);
    const sent = await this.#goOn(details, ended.filter(isHeld), tell);
    const settled = new Map([...ended, ...sent].map((run) => [run.key, run]));
    return runs.map((run) => settled.get(run.key) ?? run).filter((run) => !isHeld(run));
  }

  /** @returns the runs as they are then: those that may go on are still held */
  #endHold(details: ActionRequestDetails, held: readonly ActionRun[], end: WindowEnd): readonly ActionRun[] {
    if (end.state === 'undone') return held.map((run) => this.#change(run, 'undone', {}));
    if (end.state === 'refused')
      return held.map((run) =>
        this.#change(end.isWiped ? nameless(run) : run, 'refused', { code: end.code }),
      );
    // The time has passed: what was confirmed has to be so still.
    return held.map((run) => {
      const refusal = this.#check(details, run.conversation, true);
      return refusal ? this.#change(run, refusal.status, refusal) : run;
    });
  }

  /** Tells the host of what is still held, and sends what the host leaves. */
  async #goOn(
    details: ActionRequestDetails,
    held: readonly ActionRun[],
    tell: DecisionHooks['tell'],
  ): Promise<readonly ActionRun[]> {
    if (held.length === 0) return [];
    const response = tell(held.map(({ conversation }) => conversation));
    if (response === 'taken') {
      this.#forget(held);
      return [];
    }
    const runs = held.map((run): ActionRun => ({ ...run, state: 'pending', secondsLeft: null }));
    this.#publish(...runs);
    return response ? this.#follow(runs, response) : this.#sendAll(details, runs);
  }

  perform(details: ActionRequestDetails): Promise<readonly ActionRun[]> {
    const refusals = details.conversations.map((conversation) => this.#check(details, conversation));
    return this.#sendAll(details, this.#begin(details), refusals);
  }

  async #sendAll(
    details: ActionRequestDetails,
    runs: readonly ActionRun[],
    refusals: readonly (CommandOutcome | null)[] = [],
  ): Promise<readonly ActionRun[]> {
    const { signal } = this.#session;
    const settled = new Array<ActionRun>(runs.length);
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let index = next++; index < runs.length; index = next++) {
        const run = runs[index] as ActionRun;
        // In bulk its turn may come late: the link may be lost by then, the right withdrawn, the row another one.
        const refusal = refusals[index] ?? this.#check(details, run.conversation, true);
        settled[index] = this.#settle(run, refusal ?? (await this.#send(run, details)), signal);
      }
    };
    await Promise.all(Array.from({ length: Math.min(CONCURRENT, runs.length) }, worker));
    return settled;
  }

  track(
    details: ActionRequestDetails,
    response: Promise<CommandOutcome | undefined>,
  ): Promise<readonly ActionRun[]> {
    return this.#follow(this.#begin(details), response);
  }

  async #follow(
    runs: readonly ActionRun[],
    response: Promise<CommandOutcome | undefined>,
  ): Promise<readonly ActionRun[]> {
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
    const decision = this.#around.decide(action, current, false);
    const isItself = isOwnTurn && !decision.allowed && decision.code === 'pending';
    if (!decision.allowed && !isItself) return refusedBy(decision, current);
    if (current.version !== seen.version)
      return { status: 'conflict', code: 'changed', message: '', current };
    const own = isItself ? this.#around.decide(action, current, true) : decision;
    return own.allowed ? null : refusedBy(own, current);
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

  #begin(details: ActionRequestDetails): readonly ActionRun[] {
    const runs = details.conversations.map((conversation) => this.#newRun(details, conversation, null));
    this.#publish(...runs);
    return runs;
  }

  #newRun(details: ActionRequestDetails, conversation: Conversation, secondsLeft: number | null): ActionRun {
    return {
      key: uniqueId(),
      requestId: details.requestId,
      action: details.action,
      conversationId: conversation.id,
      conversation,
      target: details.target ?? null,
      targetName: details.targetName ?? null,
      reason: details.reason ?? null,
      note: details.note ?? null,
      state: secondsLeft === null ? 'pending' : 'held',
      secondsLeft,
      code: null,
      message: null,
      startedAt: this.#around.time.wall(),
      settledAt: null,
    };
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
      secondsLeft: null,
      code: answer.code ?? null,
      message: answer.message === '' ? null : (answer.message ?? null),
      settledAt: this.#around.time.wall(),
    };
    this.#publish(changed);
    this.#around.settled$.next(changed);
    return changed;
  }

  #publish(...runs: readonly ActionRun[]): void {
    const { byConversation, log } = this.#runs;
    const marks = new Map(byConversation);
    const news = new Map(runs.map((run) => [run.key, run]));
    for (const run of runs) {
      if (OPEN.includes(run.state)) marks.set(run.conversationId, run);
      else if (marks.get(run.conversationId)?.key === run.key) marks.delete(run.conversationId);
    }
    const list = log.map((run) => {
      const changed = news.get(run.key);
      news.delete(run.key);
      return changed ?? run;
    });
    this.#around.runs$.next({ byConversation: marks, log: [...list, ...news.values()].slice(-MAX_LOG) });
  }

  /** The host does it all: the report knows nothing of it. */
  #forget(runs: readonly ActionRun[]): void {
    const keys = new Set(runs.map(({ key }) => key));
    const { byConversation, log } = this.#runs;
    this.#around.runs$.next({
      byConversation: new Map([...byConversation].filter(([, { key }]) => !keys.has(key))),
      log: log.filter(({ key }) => !keys.has(key)),
    });
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
    for (const run of this.#runs.log)
      if (run.state === 'unknown' && (key ?? run.key) === run.key) this.#ask(run, 0, this.#session.signal);
  }

  #isUnknown({ key }: ActionRun): boolean {
    return this.#runs.log.some((run) => run.key === key && run.state === 'unknown');
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
