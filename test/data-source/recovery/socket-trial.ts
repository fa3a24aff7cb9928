/**
 * The real client over a faulty network against a model server, on a clock in the hand of the test.
 *
 * At each moment it is checked that the view is honest (S2): what is called live is fresh, and is what the server had at
 * one position, no older than the newest one the client has heard of.
 */
import assert from 'node:assert/strict';
import type { WebSocketDataSource } from '../../../src/data-source/web-socket/index.js';
import { ManualEnvironment } from '../web-socket/manual-environment.js';
import { SCOPE } from '../web-socket/recorder.js';
import { FaultyNetwork, type Direction, type Fault } from './faulty-network.js';
import { SocketServer, type ServerOptions } from './socket-server.js';
import { Witness } from './witness.js';
import { World, type Publishing, type Raw } from './world.js';

export interface SocketClient {
  readonly WebSocketDataSource: typeof WebSocketDataSource;
}

export interface TrialOptions extends Partial<ServerOptions> {
  readonly publishing?: Publishing;
  readonly retention?: number;
  /** What the client takes for chance. */
  readonly random?: () => number;
  /** What becomes of a message. */
  readonly fate?: ((direction: Direction, message: Raw) => Fault) | undefined;
}

/** Longest silence on a link that is called live, ms. */
const FRESH = 25_000;
/** Ms after which what is on its way has arrived. */
const LATENCY = 1_000;
/** In calm weather all is right again within so many seconds: a backoff at its cap, the wait between two repairs, two marks. */
const CALM_LIMIT = 200;

export class SocketTrial {
  readonly environment = new ManualEnvironment();
  readonly world: World;
  readonly server: SocketServer;
  readonly network: FaultyNetwork;
  readonly witness: Witness;
  /** Messages that reached the server, by type. */
  readonly sent: string[] = [];
  isCalm = false;
  #lastFrame = 0;
  /** Epoch of the last snapshot that began. */
  #epoch = '';
  /** The newest position that the client heard of. */
  #heard = { epoch: '', seq: 0 };

  constructor(client: SocketClient, options: TrialOptions = {}) {
    const { environment } = this;
    const publishing = options.publishing ?? 'ordered';
    this.world = new World(publishing, options.retention ?? 100);
    const { page = 3, pushes = false, overlaps = false, breach } = options;
    this.server = new SocketServer(this.world, { page, pushes, overlaps, breach }, environment.now);
    this.network = new FaultyNetwork(this.server, {
      fate: (direction, message) => {
        if (direction === 'up') this.sent.push(String(message['type']));
        return this.isCalm ? 'deliver' : (options.fate?.(direction, message) ?? 'deliver');
      },
      arriving: (message) => this.#note(message),
      arrived: () => this.#check(),
    });
    const source = new client.WebSocketDataSource('wss://feed.example/', {
      keepWhileHidden: true,
      environment: {
        ...environment.parts,
        random: options.random ?? (() => 0.5),
        openSocket: () => this.network.open(),
      },
    });
    this.witness = new Witness(source.connect(SCOPE), {
      epoch: () => this.#epoch,
      forgetsLeavers: publishing === 'unordered',
      told: () => {
        // The first messages come before there is a witness to ask.
        if ((this.witness as Witness | undefined) !== undefined) this.#check();
      },
    });
  }

  /** Lets time pass, and what is on its way arrive. */
  pass(ms: number): void {
    for (let left = ms; left > 0; left -= LATENCY) {
      this.environment.advance(Math.min(left, LATENCY));
      this.server.tick();
      this.network.deliver();
      this.#check();
      if (this.witness.failure) throw this.witness.failure;
    }
  }

  /** Until the client is live. */
  live(): this {
    for (let time = 0; this.witness.state !== 'live'; time += 1) {
      assert.ok(time < 100, `not live but ${this.witness.state}`);
      this.pass(100);
    }
    return this;
  }

  /**
   * The weather is calm from now on. All that is wrong must come out by what the server does of itself.
   *
   * @param reveal what it does each ten seconds
   * @returns after how many seconds all was right
   */
  settle(reveal: () => void): number {
    this.isCalm = true;
    this.network.isDown = false;
    this.world.catchUp();
    const passed = this.#untilRight(reveal);
    // What was lost before may still come out, e.g. a question that was never answered. Then it is right for good.
    for (let second = 0; second < 30; second += 1) this.#passSecond(second, reveal);
    this.#untilRight(reveal);
    return passed;
  }

  #untilRight(reveal: () => void): number {
    for (let second = 0; second < CALM_LIMIT; second += 1) {
      this.#passSecond(second, reveal);
      if (this.witness.agreesWith(this.world)) return second;
    }
    this.witness.assertAgreesWith(this.world);
    return CALM_LIMIT;
  }

  #passSecond(second: number, reveal: () => void): void {
    if (second % 10 === 0) reveal();
    this.server.flush('batch');
    this.pass(1_000);
  }

  stop(): void {
    this.witness.stop();
  }

  #note(message: Raw | null): void {
    this.#lastFrame = this.environment.monotonic();
    if (!message) return;
    const isLive = this.witness.state === 'live';
    const epoch = String(message['epoch']);
    switch (message['type']) {
      case 'snap.begin':
        this.#epoch = epoch;
        this.#heard = { epoch, seq: Number(message['seq']) };
        break;
      case 'welcome':
        if (message['resumed'] === true) this.#hear(epoch, Number(message['head']), false);
        break;
      case 'delta':
        this.#hear(epoch, Number(message['seq']), isLive);
        break;
      case 'mark':
        // While rows are read, marks say nothing: they are of rows that are not there yet.
        if (isLive) this.#hear(epoch, Number(message['seq']), true);
    }
  }

  #hear(epoch: string, seq: number, mayBeAnother: boolean): void {
    if (epoch === this.#heard.epoch) this.#heard.seq = Math.max(this.#heard.seq, seq);
    else if (mayBeAnother) this.#heard = { epoch, seq };
  }

  #check(): void {
    if (this.witness.state !== 'live') return;
    const silence = this.environment.monotonic() - this.#lastFrame;
    assert.ok(silence <= FRESH, `S2: called live after ${silence} ms of silence`);
    if (this.world.publishing !== 'ordered') return;
    const { epoch, seq } = this.#heard;
    const seen = this.witness.fingerprint;
    for (let position = seq; ; position += 1) {
      const state = this.world.stateAt(epoch, position);
      if (state === seen) return;
      assert.ok(
        state !== undefined,
        `S2: called live with rows that never were at or after ${epoch}/${seq}: ${seen}`,
      );
    }
  }
}
