/** What all parts of the simulation share: the time, chance, what will happen, the people and the conversations. */
import type { Presence } from '../../../model/agent.js';
import { Book } from './book.js';
import { EventQueue } from './event-queue.js';
import { asynchronousShare } from './intake.js';
import type { Acceptance, SimulationOptions } from './options.js';
import { paceOf } from './pace.js';
import type { Pace } from './pace.js';
import { Random } from './random.js';
import { Transcripts } from './transcripts.js';
import { Workforce } from './workforce.js';
import type { Agent } from './workforce.js';

export class World {
  readonly options: SimulationOptions;
  readonly pace: Pace;
  readonly random: Random;
  readonly events = new EventQueue();
  readonly workforce: Workforce;
  readonly book: Book;
  readonly transcripts: Transcripts;
  /** How agents answer; tests change it while it runs. */
  acceptance: Acceptance;
  /** Server epoch ms with its fraction: rounded, many short gaps would add up to a wrong rate. */
  time: number;
  #created = 0;
  readonly #digits: number;

  constructor(options: SimulationOptions) {
    this.options = options;
    this.time = Math.round(options.startTime);
    this.acceptance = options.acceptance;
    this.random = new Random(options.seed);
    this.pace = paceOf(options, asynchronousShare());
    this.workforce = new Workforce(options.agents, this.random, this.now);
    this.book = new Book(this.workforce);
    this.transcripts = new Transcripts(options.seed);
    this.#digits = Math.max(5, String(options.conversations * 20).length);
  }

  /** Server epoch ms, whole, as rows tell it. */
  get now(): number {
    return Math.floor(this.time);
  }

  /** Ids ascend with the start of conversations, in text order too: pages are cut by them. */
  nextId(): string {
    this.#created += 1;
    return `c-${String(this.#created).padStart(this.#digits, '0')}`;
  }

  /** Calls `run` in `delay` ms of simulated time; an endless delay never comes. */
  after(delay: number, run: () => void): ReturnType<EventQueue['schedule']> | null {
    return Number.isFinite(delay) ? this.events.schedule(this.time + delay, run) : null;
  }

  /** All rows that show the agent change with the presence. */
  setPresence(agent: Agent, presence: Presence): void {
    if (agent.presence === presence) return;
    this.workforce.setPresence(agent, presence, this.now);
    for (const id of [...agent.held]) {
      const held = this.book.get(id);
      if (held !== undefined) this.book.change(held, this.now, { agent: agent.reference });
    }
  }
}
