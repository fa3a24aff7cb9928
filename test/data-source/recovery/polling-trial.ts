/**
 * The real polling client against a model server, with answers that get lost, come late, come from a cache or are none,
 * on a clock in the hand of the test. It is checked at each moment that the view is honest (S2).
 */
import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Page, PollingDataSource, PollingPlatform } from '../../../src/data-source/polling/index.js';
import { ManualPage } from '../polling/manual-platform.js';
import { SCOPE } from '../web-socket/recorder.js';
import { HttpServer, type HttpOptions, type HttpReply } from './http-server.js';
import { Witness } from './witness.js';
import { World, type Publishing } from './world.js';

export interface PollingClient {
  readonly PollingDataSource: typeof PollingDataSource;
}

/**
 * What becomes of a request. `lose`: it does not get through. `swallow`: it is never answered. `delay`, `overdue`: the
 * answer takes its time, or more than the client gives it. `cached`: what was told of the changes since this position
 * before is told again.
 */
export type Fate =
  | 'deliver'
  | 'lose'
  | 'swallow'
  | 'delay'
  | 'overdue'
  | 'cached'
  | 'gone'
  | 'error'
  | 'busy'
  | 'html'
  | 'torn';

export interface PollingTrialOptions extends Partial<HttpOptions> {
  readonly publishing?: Publishing;
  readonly retention?: number;
  readonly random?: () => number;
  readonly fate?: () => Fate;
  /** A `fetch` that goes on after it was aborted. */
  readonly ignoresSignals?: boolean;
}

/** Three intervals of 5 s. */
const FRESH = 15_000;
/** In calm weather all is right again within so many seconds. */
const CALM_LIMIT = 200;
/** Turns of the event loop in which the client has done all it does before time passes. */
const MOST_TURNS = 50;

interface Timer {
  readonly dueAt: number;
  readonly callback: () => void;
}

export class PollingTrial implements PollingPlatform {
  readonly world: World;
  readonly source: PollingDataSource;
  readonly witness: Witness;
  readonly manualPage = new ManualPage();
  /** Questions in order: `since=…`, `after=…` or nothing. */
  readonly asked: string[] = [];
  isCalm = false;
  readonly page: Page = this.manualPage;
  readonly random: () => number;
  readonly #options: PollingTrialOptions;
  readonly #server: HttpServer;
  readonly #cache = new Map<string, HttpReply>();
  #timers: Timer[] = [];
  #monotonic = 1_000;
  #wall = 1_767_225_600_000;
  #inFlight = 0;
  mostInFlight = 0;
  /** The client has something to do before time may pass. */
  #isBusy = false;
  #lastAnswer = 0;
  #epoch = '';
  #heard = { epoch: '', seq: 0 };

  constructor(client: PollingClient, options: PollingTrialOptions = {}) {
    this.#options = options;
    this.random = options.random ?? (() => 0.5);
    const publishing = options.publishing ?? 'ordered';
    this.world = new World(publishing, options.retention ?? 100);
    const { page = 3, most = 100, digests = false, insists = false, breach } = options;
    this.#server = new HttpServer(this.world, { page, most, digests, insists, breach }, () =>
      Math.round(this.#wall),
    );
    this.source = new client.PollingDataSource('https://feed.example/conversations', { platform: this });
    this.witness = new Witness(this.source.connect(SCOPE), {
      epoch: () => this.#epoch,
      forgetsLeavers: publishing === 'unordered',
      told: () => this.#check(),
    });
  }

  now(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  startTimer(callback: () => void, ms: number): () => void {
    const timer = { dueAt: this.#monotonic + ms, callback };
    this.#timers.push(timer);
    this.#isBusy = false;
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  fetch(address: string, { headers, signal }: RequestInit): Promise<Response> {
    const parameters = new URL(address).searchParams;
    const question = ['since', 'after'].find((name) => parameters.has(name));
    this.asked.push(question === undefined ? '' : `${question}=${parameters.get(question) ?? ''}`);
    const fate = this.isCalm ? 'deliver' : (this.#options.fate?.() ?? 'deliver');
    const etag = new Headers(headers).get('if-none-match');
    this.#isBusy = false;
    this.#inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.#inFlight);
    return new Promise((resolve, reject) => {
      let isOpen = true;
      const end = (settle: () => void): void => {
        if (!isOpen) return;
        isOpen = false;
        this.#inFlight -= 1;
        this.#isBusy = true;
        settle();
      };
      const fail = (): void => end(() => reject(new TypeError('network')));
      if (this.#options.ignoresSignals !== true) signal?.addEventListener('abort', fail);
      else signal?.addEventListener('abort', () => (this.#inFlight -= 1));
      const arrive = (reply: HttpReply): void =>
        end(() => {
          if (signal?.aborted !== true) this.#note(reply);
          resolve(responseOf(reply));
        });
      this.#meet(fate, parameters, etag, arrive, fail);
    });
  }

  /** Lets time pass, event by event, each with what follows from it. */
  async pass(ms: number): Promise<void> {
    const end = this.#monotonic + ms;
    for (;;) {
      const next = this.#timers.filter(({ dueAt }) => dueAt <= end).sort((a, b) => a.dueAt - b.dueAt)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#advanceTo(next.dueAt);
      this.#check();
      this.#isBusy = true;
      next.callback();
      await this.#rest();
    }
    this.#advanceTo(end);
    this.#check();
    if (this.witness.failure) throw this.witness.failure;
  }

  /** The machine sleeps: the wall clock goes on, timers and the monotonic clock do not. */
  sleep(ms: number): void {
    this.#wall += ms;
  }

  /** @returns after how many seconds of calm all was right */
  async settle(): Promise<number> {
    this.isCalm = true;
    this.world.catchUp();
    const passed = await this.#untilRight();
    // What was lost before may still come out, e.g. a repair that had to wait. Then it is right for good.
    await this.pass(6_000);
    await this.#untilRight();
    return passed;
  }

  async #untilRight(): Promise<number> {
    for (let second = 0; second < CALM_LIMIT; second += 1) {
      await this.pass(1_000);
      if (this.witness.agreesWith(this.world)) return second;
    }
    this.witness.assertAgreesWith(this.world);
    return CALM_LIMIT;
  }

  stop(): void {
    this.witness.stop();
  }

  #meet(
    fate: Fate,
    parameters: URLSearchParams,
    etag: string | null,
    arrive: (reply: HttpReply) => void,
    fail: () => void,
  ): void {
    const later = (ms: number, callback: () => void): void => {
      this.#timers.push({ dueAt: this.#monotonic + ms, callback });
    };
    const question = parameters.toString();
    const answer = (): HttpReply => {
      const reply = this.#server.answer(parameters, etag);
      if (reply.body) this.#cache.set(question, reply);
      return reply;
    };
    const status = (code: number, headers = {}): void =>
      later(20, () => arrive({ status: code, headers, body: null }));
    switch (fate) {
      case 'deliver':
      case 'html':
      case 'torn': {
        const reply = answer();
        const broken = fate === 'deliver' ? {} : { 'X-Broken': fate };
        later(20, () => arrive({ ...reply, headers: { ...reply.headers, ...broken } }));
        break;
      }
      case 'cached': {
        const reply = (parameters.has('since') && this.#cache.get(question)) || answer();
        later(20, () => arrive(reply));
        break;
      }
      case 'delay':
      case 'overdue': {
        const reply = answer();
        later(fate === 'delay' ? 4_000 : 12_000, () => arrive(reply));
        break;
      }
      case 'lose':
        later(20, fail);
        break;
      case 'swallow':
        answer();
        break;
      case 'gone':
        // Only a position or a cursor can be forgotten.
        status(parameters.has('since') || parameters.has('after') ? 410 : 500);
        break;
      case 'error':
        status(500);
        break;
      case 'busy':
        status(503, { 'Retry-After': '2' });
    }
  }

  #note({ status, headers, body }: HttpReply): void {
    if (status === 304 || (status === 200 && !('X-Broken' in headers))) this.#lastAnswer = this.#monotonic;
    if (!body || 'X-Broken' in headers) return;
    const epoch = String(body['epoch']);
    const seq = Number(body['seq']);
    if (body['mode'] === 'full') this.#epoch = epoch;
    else if (epoch === this.#heard.epoch) this.#heard.seq = Math.max(this.#heard.seq, seq);
    if (epoch !== this.#heard.epoch) this.#heard = { epoch, seq };
  }

  async #rest(): Promise<void> {
    for (let turn = 0; this.#isBusy && turn < MOST_TURNS; turn += 1) await nextTurn();
    // What follows from an answer in the same turn: a second request, a message.
    await nextTurn();
  }

  #advanceTo(monotonic: number): void {
    this.#wall += monotonic - this.#monotonic;
    this.#monotonic = monotonic;
  }

  #check(): void {
    const witness = this.witness as Witness | undefined;
    if (witness?.state !== 'live') return;
    const silence = this.#monotonic - this.#lastAnswer;
    assert.ok(silence <= FRESH, `S2: called live after ${silence} ms of silence`);
    if (this.world.publishing !== 'ordered' || this.#options.digests === true) return;
    const { epoch, seq } = this.#heard;
    for (let position = seq; ; position += 1) {
      const state = this.world.stateAt(epoch, position);
      if (state === witness.fingerprint) return;
      assert.ok(
        state !== undefined,
        `S2: called live with rows that never were at or after ${epoch}/${seq}: ${witness.fingerprint}`,
      );
    }
  }
}

function responseOf({ status, headers, body }: HttpReply): Response {
  const broken = headers['X-Broken'];
  if (broken === 'html') return new Response('<!doctype html>', { headers: { 'Content-Type': 'text/html' } });
  const text = body && JSON.stringify(body);
  return new Response(broken === 'torn' ? (text?.slice(0, -9) ?? null) : text, {
    status,
    headers: { ...headers, ...(body && { 'Content-Type': 'application/json' }) },
  });
}
