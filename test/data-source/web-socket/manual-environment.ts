/** Time, chance and page in the hand of the test; sockets are real. */
import { WebSocket } from 'ws';
import type { Environment, Page, PageSignal, SocketLike } from '../../../src/data-source/web-socket/index.js';

export const START = 1_767_225_600_000;

class ManualPage implements Page {
  hidden = false;
  prerendering = false;
  readonly listeners = new Set<(signal: PageSignal) => void>();

  watch(listener: (signal: PageSignal) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  signal(signal: PageSignal): void {
    for (const listener of [...this.listeners]) listener(signal);
  }

  hide(): void {
    this.hidden = true;
    this.signal('hidden');
  }

  show(): void {
    this.hidden = false;
    this.signal('shown');
  }
}

/** Sees what passes between source and server, and time pass. */
export interface Witness {
  frameIn(data: unknown): void;
  frameOut(data: string): void;
  /** What was due has happened. */
  timePassed(): void;
}

interface Timer {
  readonly due: number;
  readonly order: number;
  readonly callback: () => void;
}

export class ManualEnvironment implements Environment {
  /** For those who take only a part of it. */
  readonly parts: Environment;
  readonly page = new ManualPage();
  readonly sockets: SocketLike[] = [];
  readonly witnesses = new Set<Witness>();
  readonly #timers = new Set<Timer>();
  #order = 0;
  #monotonic = 5_000;
  #wall = START;
  /** What `random` gives. */
  chance = 0.5;

  readonly openSocket = (url: string, protocol: string): SocketLike => {
    const socket = new WebSocket(url, protocol) as unknown as SocketLike;
    this.sockets.push(socket);
    const send = socket.send.bind(socket);
    socket.send = (data) => {
      for (const witness of this.witnesses) witness.frameOut(data);
      send(data);
    };
    socket.addEventListener('message', ({ data }) => {
      for (const witness of this.witnesses) witness.frameIn(data);
    });
    return socket;
  };
  readonly now = (): number => this.#wall;
  readonly monotonic = (): number => this.#monotonic;
  readonly random = (): number => this.chance;
  readonly after = (ms: number, callback: () => void): (() => void) => {
    this.#order += 1;
    const timer: Timer = { due: this.#monotonic + ms, order: this.#order, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  constructor() {
    const { openSocket, now, monotonic, after, random, page } = this;
    this.parts = { openSocket, now, monotonic, after, random, page };
  }

  get timers(): number {
    return this.#timers.size;
  }

  /** Sockets that are neither closing nor closed. */
  get openSockets(): number {
    return this.sockets.filter(({ readyState }) => readyState < WebSocket.CLOSING).length;
  }

  /** Lets time pass, timer by timer. */
  advance(ms: number): void {
    const end = this.#monotonic + ms;
    for (let timer = this.#next(end); timer; timer = this.#next(end)) {
      this.#pass(Math.max(0, timer.due - this.#monotonic));
      this.#timers.delete(timer);
      timer.callback();
    }
    this.#pass(end - this.#monotonic);
    for (const witness of this.witnesses) witness.timePassed();
  }

  /** As when the machine sleeps or the thread is blocked: time passes, and what was due in it runs late. */
  sleep(ms: number, { monotonicToo = true } = {}): void {
    this.#wall += ms;
    if (monotonicToo) this.#monotonic += ms;
  }

  /** Somebody sets the clock. */
  setClock(by: number): void {
    this.#wall += by;
  }

  #pass(ms: number): void {
    this.#monotonic += ms;
    this.#wall += ms;
  }

  #next(end: number): Timer | undefined {
    return [...this.#timers]
      .filter((timer) => timer.due <= end)
      .sort((a, b) => a.due - b.due || a.order - b.order)[0];
  }
}
