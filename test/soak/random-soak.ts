/**
 * A report in a page, a real server and a bad network between them, on which anything may happen. After each storm comes
 * a calm, and in the calm the report shows what the server has. The same seed brings the same storms.
 */
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { JSHandle } from 'puppeteer-core';
import { startReferenceServer, type ReferenceServer } from '../../demo/server/reference-server.js';
import { assertEmpty, count, type Counts } from './counts.js';
import { FaultyProxy } from './faulty-proxy.js';
import type { Supervisor } from './page/supervisor.js';
import { SoakPage } from './soak-page.js';

const MIB = 1_048_576;
/** Ms until the report is live again: the longest pause between two attempts, and some. */
const UNTIL_LIVE = 60_000;
/** Ms until a live report shows what the server has. Polling asks each 5 s. */
const UNTIL_EQUAL = 15_000;
/** Storms between two looks at what is left of a report. */
const STORMS = 10;
/** Storms before the heap is measured for the first time. */
const WARM_UP = 2 * STORMS;
const CLOSE_CODES = [1000, 1001, 1011, 1012, 1013, 4000, 4500];
/** The browser tells of each connection that did not come about. */
const OF_THE_NETWORK = /^(WebSocket connection to|Failed to load resource)/;

/** A small generator of numbers in [0, 1), the same ones for the same seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export class RandomSoak {
  /** What has been done in this storm, and the one before. */
  readonly history: string[] = [];
  storms = 0;
  readonly #random: () => number;
  readonly #soak: SoakPage;
  readonly #proxy: FaultyProxy;
  readonly #server: ReferenceServer;
  #supervisor: JSHandle<Supervisor> | null = null;
  #mark: Counts | null = null;
  /** What gives back rights that were taken. Not done without need: it makes everybody read anew. */
  readonly #undo: (() => void)[] = [];
  /** Longest time that nothing arrives, ms. */
  readonly #longest: number;

  private constructor(
    seed: number,
    longest: number,
    soak: SoakPage,
    server: ReferenceServer,
    proxy: FaultyProxy,
  ) {
    this.#random = generator(seed);
    this.#longest = longest;
    this.#soak = soak;
    this.#server = server;
    this.#proxy = proxy;
  }

  static async open(seed: number, longest: number): Promise<RandomSoak> {
    const server = await startReferenceServer({ port: 0, seed, conversations: 120, rate: 20 });
    const proxy = await FaultyProxy.open(server.port);
    return new RandomSoak(seed, longest, await SoakPage.open(), server, proxy);
  }

  async close(): Promise<void> {
    await this.#soak.close();
    this.#proxy.close();
    await this.#server.close();
  }

  /** Goes on until `end`, as `performance.now()` counts; throws at the first thing that is wrong. */
  async run(end: number): Promise<void> {
    const { acts } = await this.#soak.page.evaluate(() => ({ acts: window.soak.Supervisor.acts }));
    while (performance.now() < end || this.storms === 0) {
      this.#supervisor ??= await this.#soak.page.evaluateHandle(
        (src) => new window.soak.Supervisor(src),
        this.#address(),
      );
      await this.#storm(acts);
      await this.#calm();
      this.storms += 1;
      if (this.storms % STORMS === 0 || performance.now() >= end) await this.#leave();
    }
  }

  async #storm(acts: readonly string[]): Promise<void> {
    this.history.splice(0, this.history.findIndex((line) => line.startsWith('storm')) + 1);
    this.history.push(`storm ${String(this.storms + 1)}`);
    for (let happenings = 2 + this.#whole(8); happenings > 0; happenings -= 1) {
      const dice = [this.#random(), this.#random(), this.#random()];
      if (this.#random() < 0.4) await this.#fault(this.#pick(Object.keys(this.#faults)));
      else await this.#act(this.#pick(acts), dice);
      await pause(this.#whole(400));
    }
  }

  async #act(name: string, dice: readonly number[]): Promise<void> {
    this.history.push(name);
    await this.#supervisor?.evaluate((someone, act, numbers) => someone.act(act, numbers), name, dice);
  }

  async #fault(name: string): Promise<void> {
    this.history.push(`FAULT ${name}`);
    await this.#faults[name]?.();
  }

  readonly #faults: Readonly<Record<string, () => unknown>> = {
    'the network cuts all connections': () => this.#proxy.cut(),
    'the server closes all sockets': () => this.#server.control.closeSockets(this.#pick(CLOSE_CODES)),
    'the server begins a new epoch': () => this.#server.control.newEpoch(),
    'nobody can resume': () => {
      this.#server.control.forgetLog();
      this.#proxy.cut();
    },
    'nothing arrives': () => this.#proxy.hold(['up', 'down']),
    'nothing arrives at the server': () => this.#proxy.hold(['up']),
    'nothing arrives at the page': () => this.#proxy.hold(['down']),
    'what was held arrives': () => this.#proxy.hold([]),
    'time passes': () => pause(this.#whole(this.#longest)),
    'connections are refused': () => {
      this.#proxy.refuse(true);
      this.#proxy.cut();
    },
    'answers are held': () => this.#server.control.holdAnswers(),
    'keys are forgotten': () => this.#server.control.forgetCommands(),
    'ten minutes pass in the centre': () => this.#server.control.advance(600_000),
    'actions are forbidden': () =>
      this.#server.control.setPermissions({ assign: false, 'force-close': false }),
    'queues are hidden': () => {
      const queues = [...this.#server.world.conversations()].flatMap(({ queue }) => queue?.id ?? []);
      this.#undo.push(() => this.#server.control.setQueues(null));
      this.#server.control.setQueues([...new Set(queues)].slice(0, 2));
    },
    'the page is offline': () => this.#soak.page.setOfflineMode(true),
    'the page is online': () => this.#soak.page.setOfflineMode(false),
    // What it keeps is in its database: conversations and their versions, but no log and no keys.
    'the server restarts': async () => {
      this.#proxy.refuse(true);
      const { control } = this.#server;
      control.closeSockets(1012, 'restart');
      control.newEpoch();
      control.forgetLog();
      control.forgetCommands();
      await pause(this.#whole(2_000));
      this.#proxy.refuse(false);
    },
    'another way is taken': () =>
      this.#supervisor?.evaluate((someone, src) => someone.goTo(src), this.#address()),
  };

  #address(): string {
    return `${this.#random() < 0.7 ? 'ws' : 'http'}://127.0.0.1:${String(this.#proxy.port)}/conversations`;
  }

  /** Everything is well again, and then the report shows what the server has. */
  async #calm(): Promise<void> {
    this.#proxy.heal();
    await this.#soak.page.setOfflineMode(false);
    this.#server.control.releaseAnswers();
    for (const undo of this.#undo.splice(0)) undo();
    // What closes gives its focus back a little later, and a focus in the rows holds their order.
    for (let time = 0; time < 3; time += 1) {
      await this.#supervisor?.evaluate((someone) => someone.calm());
      await pause(100);
    }
    await this.#until(UNTIL_LIVE, ({ state, reason }) =>
      state === 'live' ? null : `the report is ${state}: ${String(reason)}`,
    );
    // As long as a focus comes back late, somebody lets go again.
    const letGo = async (): Promise<void> => {
      await this.#supervisor?.evaluate((someone) => someone.calm());
    };
    await this.#until(UNTIL_EQUAL, ({ versions }) => difference(versions, this.#truth()), letGo);
    assert.deepEqual(
      this.#soak.errors.filter((text) => !OF_THE_NETWORK.test(text)),
      [],
    );
    this.#soak.errors.length = 0;
    const keys = this.#server.journal.map(({ command }) => command.key);
    assert.equal(new Set(keys).size, keys.length, 'a command was carried out twice');
  }

  #truth(): Readonly<Record<string, number>> {
    return Object.fromEntries(
      [...this.#server.world.conversations()].map(({ id, version }) => [id, version]),
    );
  }

  /** @param wrong what is wrong with what is shown, or null */
  async #until(
    ms: number,
    wrong: (shown: ReturnType<Supervisor['shown']>) => string | null,
    between: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const end = performance.now() + ms;
    for (;;) {
      const shown = await this.#supervisor?.evaluate((someone) => someone.shown());
      const problem = shown ? wrong(shown) : 'nothing is shown';
      if (problem === null) return;
      if (performance.now() > end) throw new Error(problem);
      await pause(50);
      await between();
    }
  }

  /** The report is taken away: nothing of it stays. */
  async #leave(): Promise<void> {
    await this.#supervisor?.evaluate((someone) => someone.leave());
    await this.#supervisor?.dispose();
    this.#supervisor = null;
    const counts = await count(this.#soak);
    assertEmpty(counts);
    if (this.storms < WARM_UP) return;
    this.#mark ??= counts;
    const more = (counts['heap'] ?? NaN) - (this.#mark['heap'] ?? NaN);
    assert.ok(more <= MIB, `heap +${String(more)} bytes since storm ${String(WARM_UP)}`);
  }

  #whole(below: number): number {
    return Math.floor(this.#random() * below);
  }

  #pick<Value>(values: readonly Value[]): Value {
    return values[this.#whole(values.length)] as Value;
  }
}

type Versions = Readonly<Record<string, number>>;

function difference(shown: Versions, truth: Versions): string | null {
  const ids = new Set([...Object.keys(shown), ...Object.keys(truth)]);
  const wrong = [...ids].filter((id) => shown[id] !== truth[id]);
  const told = wrong.slice(0, 5).map((id) => `${id} is ${String(shown[id])}, not ${String(truth[id])}`);
  return wrong.length === 0 ? null : `${String(wrong.length)} rows differ: ${told.join('; ')}`;
}
