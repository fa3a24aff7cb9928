/**
 * A contact centre that runs by itself: customers arrive, agents answer, supervisors intervene. It has no clock and no
 * timer: {@link Simulation.advance} lets time pass. The same options and the same sequence of calls give the same run.
 */
import type {
  CandidatePage,
  CandidateQuery,
  Command,
  CommandOutcome,
  TranscriptEntry,
} from '../../data-source.js';
import type { AgentCandidate, Presence } from '../../../model/agent.js';
import type { Conversation } from '../../../model/conversation.js';
import type { QueueCandidate } from '../../../model/queue.js';
import type { Operation } from './book.js';
import { findAgents, findQueues } from './candidates.js';
import { Chatter } from './chatter.js';
import { Commands } from './commands.js';
import type { Principal } from './commands.js';
import { Lifecycle } from './lifecycle.js';
import type { Answer } from './lifecycle.js';
import { completeOptions } from './options.js';
import type { Acceptance, PartialSimulationOptions, SimulationOptions } from './options.js';
import type { Agent } from './workforce.js';
import { warmUp } from './warm-up.js';
import { World } from './world.js';

export class Simulation {
  readonly options: SimulationOptions;
  readonly #world: World;
  readonly #lifecycle: Lifecycle;
  readonly #commands: Commands;

  constructor(options: PartialSimulationOptions) {
    this.options = completeOptions(options);
    this.#world = new World(this.options);
    this.#lifecycle = new Lifecycle(this.#world);
    this.#commands = new Commands(this.#world, this.#lifecycle);
    warmUp(this.#world, this.#lifecycle);
    this.#lifecycle.startArrivals();
    new Chatter(this.#world).start();
  }

  /** Server time, epoch ms. */
  get now(): number {
    return this.#world.now;
  }

  /** Number of conversations not closed. */
  get size(): number {
    return this.#world.book.size;
  }

  /** All that are not closed, in the order of their ids. */
  *conversations(): Generator<Conversation, void> {
    for (const { conversation } of this.#world.book.cases()) yield conversation;
  }

  conversation(id: string): Conversation | undefined {
    return this.#world.book.get(id)?.conversation;
  }

  get agents(): readonly Readonly<Agent>[] {
    return this.#world.workforce.agents;
  }

  /** Lets `ms` of time pass; all that happens meanwhile is told to watchers, in order. */
  advance(ms: number): void {
    const { events } = this.#world;
    const end = this.#world.time + Math.max(0, ms);
    for (let due = events.takeDue(end); due !== null; due = events.takeDue(end)) {
      this.#world.time = due.at;
      due.run();
    }
    this.#world.time = end;
  }

  /** Calls `watcher` with every change from now on. Returns a function that ends it. */
  watch(watcher: (operation: Operation) => void): () => void {
    return this.#world.book.watch(watcher);
  }

  perform(command: Command, principal: Principal): CommandOutcome {
    return this.#commands.perform(command, principal);
  }

  findAgents(query: CandidateQuery): CandidatePage<AgentCandidate> {
    return findAgents(this.#world, query);
  }

  findQueues(query: CandidateQuery): CandidatePage<QueueCandidate> {
    return findQueues(this.#world, query);
  }

  /** What was said, or null when the conversation is unknown. The last ended ones can still be read. */
  transcript(id: string): readonly TranscriptEntry[] | null {
    return this.#world.transcripts.read(id, this.#world.book.get(id));
  }

  /** Calls `listener` with what is said from now on; `ended` comes once, last. */
  listen(id: string, listener: (entries: readonly TranscriptEntry[], ended: boolean) => void): () => void {
    return this.#world.transcripts.listen(id, listener);
  }

  /** Changes how agents answer offers from now on. */
  setAcceptance(acceptance: Partial<Acceptance>): void {
    this.#world.acceptance = { ...this.#world.acceptance, ...acceptance };
  }

  /** Lets the agent answer an offer now. False when nothing is offered. */
  answerOffer(id: string, answer: Answer): boolean {
    const offered = this.#world.book.get(id);
    if (offered?.conversation.phase !== 'awaiting-acceptance') return false;
    this.#world.events.cancel(offered.timer);
    offered.timer = null;
    this.#lifecycle.answer(offered, answer);
    return true;
  }

  setPresence(agentId: string, presence: Presence): void {
    const agent = this.#world.workforce.agent(agentId);
    if (agent !== undefined) this.#world.setPresence(agent, presence);
  }

  /** Lets a conversation be as a test says, new or changed. By itself nothing happens to a new one. */
  put(conversation: Conversation): void {
    this.#world.book.put(Object.freeze(conversation), this.now);
  }

  /** Ends a conversation as if the customer had left. False when it has ended already. */
  close(id: string): boolean {
    const closed = this.#world.book.get(id);
    if (closed === undefined) return false;
    this.#lifecycle.close(closed, 'The customer left');
    return true;
  }
}
