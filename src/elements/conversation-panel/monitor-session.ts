/**
 * One supervisor watching one conversation: asked for, begun, perhaps joined, over. It sends the steps and keeps what
 * did not work out; the panel shows it.
 */
import type { ActionDesk, ActionRequest } from '../../context/action-desk-context.js';
import type { ActionRun } from '../../engine/view-types.js';
import type { Conversation } from '../../model/conversation.js';
import { tookEffect } from '../shared/run-text.js';

export type MonitorStage = 'idle' | 'starting' | 'not-started' | 'monitoring' | 'joined';
export type MonitorStep = 'join' | 'leave' | 'message';

interface SessionOwner {
  desk(): ActionDesk | undefined;
  /** The newest row: a step tells which version the supervisor saw. */
  newest(conversation: Conversation): Conversation;
  isOngoing(id: string): boolean;
  changed(): void;
  /** The host took the action over: there is nothing to watch here. */
  takenOver(): void;
  sent(text: string): void;
}

export class MonitorSession {
  readonly #owner: SessionOwner;
  /** Stands for one act of watching; answers that come after its end count no more. */
  #turn: object | null = null;
  #request: ActionRequest | null = null;
  #stage: MonitorStage = 'idle';
  #problem: ActionRun | 'unexplained' | null = null;
  /** Settles with the step under way: the next one would be refused as long as it is pending. */
  #underWay: Promise<unknown> = Promise.resolve();
  #message: { readonly key: string; readonly text: string } | null = null;

  constructor(owner: SessionOwner) {
    this.#owner = owner;
  }

  get stage(): MonitorStage {
    return this.#stage;
  }

  get isWatching(): boolean {
    return this.#stage === 'monitoring' || this.#stage === 'joined';
  }

  get request(): ActionRequest | null {
    return this.#request;
  }

  /** The row as it was at the press. */
  get conversation(): Conversation | null {
    return this.#request?.conversations[0] ?? null;
  }

  /** The step that was refused, failed or is unknown; `unexplained` when not even that is known. */
  get problem(): ActionRun | 'unexplained' | null {
    return this.#problem;
  }

  /** Watches the conversation of `request`; another one that was watched is let go first. */
  start(request: ActionRequest): void {
    const [conversation] = request.conversations;
    const isWatched = this.isWatching && conversation !== undefined && this.#owner.isOngoing(conversation.id);
    if (conversation?.id === this.conversation?.id && (isWatched || this.#stage === 'starting')) {
      this.#request = request;
      return;
    }
    this.stop();
    this.#request = request;
    this.#turn = {};
    this.#set('starting', null);
    void this.#submit(request, conversation);
  }

  /** Lets the conversation go, also when the answer to its start is still out. */
  stop(): void {
    const { conversation, isWatching } = this;
    this.#request = null;
    this.#turn = null;
    this.#message = null;
    this.#set('idle', null);
    if (isWatching && conversation) void this.#sendStop(conversation);
  }

  async step(
    action: MonitorStep,
    message?: { readonly text: string; readonly private: boolean },
  ): Promise<void> {
    const turn = this.#turn;
    const desk = this.#owner.desk();
    const { conversation } = this;
    if (!desk || !conversation) return;
    this.#set(this.#stage, null);
    const answer = settled(desk.step(action, this.#owner.newest(conversation), message));
    this.#underWay = answer;
    const runs = await answer;
    if (this.#turn !== turn) return;
    const run = runs?.[0];
    if (message && run) this.#message = { key: run.key, text: message.text };
    if (run) this.#take(run);
    else if (runs === null) this.#set(this.#stage, 'unexplained');
  }

  /** A run settled: perhaps the one that was unknown until now. */
  note(run: ActionRun): void {
    const problem = this.#problem;
    if (problem !== null && problem !== 'unexplained' && problem.key === run.key) this.#take(run);
  }

  async #submit(request: ActionRequest, conversation: Conversation | undefined): Promise<void> {
    const turn = this.#turn;
    const answer = settled(request.submit({}));
    this.#underWay = answer;
    const runs = await answer;
    const run = runs?.[0];
    if (this.#turn !== turn) {
      // Closed while the answer was out: nobody watches it any more, unless it was opened again meanwhile.
      const isAbandoned = conversation !== undefined && this.conversation?.id !== conversation.id;
      if (run && tookEffect(run) && isAbandoned) await this.#sendStop(conversation);
      return;
    }
    if (run) this.#take(run);
    else if (runs === null) this.#set('not-started', 'unexplained');
    else this.#owner.takenOver();
  }

  async #sendStop(conversation: Conversation): Promise<void> {
    await this.#underWay;
    if (!this.#owner.isOngoing(conversation.id)) return;
    await settled(this.#owner.desk()?.step('stop-monitor', this.#owner.newest(conversation)));
  }

  #take(run: ActionRun): void {
    const { action } = run;
    if (!tookEffect(run)) {
      this.#set(action === 'monitor' ? 'not-started' : this.#stage, run);
      return;
    }
    if (action === 'message') this.#set(this.#stage, null);
    else this.#set(action === 'join' ? 'joined' : 'monitoring', null);
    if (run.key === this.#message?.key) this.#owner.sent(this.#message.text);
  }

  #set(stage: MonitorStage, problem: ActionRun | 'unexplained' | null): void {
    this.#stage = stage;
    this.#problem = problem;
    this.#owner.changed();
  }
}

/** Null when it rejected: a desk promises not to, and a host's own may all the same. */
async function settled<Value>(promise: Promise<Value> | undefined): Promise<Value | null> {
  try {
    return (await promise) ?? null;
  } catch {
    return null;
  }
}
