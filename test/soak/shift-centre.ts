/** The reference server, a socket that leads nowhere else, and the clock of both: a day passes in a minute. */
import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import { Answers } from '../../demo/server/answers.js';
import { CommandDesk } from '../../demo/server/command-desk.js';
import { Connection } from '../../demo/server/connection.js';
import type { ServerContext } from '../../demo/server/context.js';
import { Endings } from '../../demo/server/endings.js';
import { DEFAULT_LIMITS } from '../../demo/server/options.js';
import { Origins } from '../../demo/server/origins.js';
import { StreamRegistry } from '../../demo/server/stream-registry.js';
import { Users } from '../../demo/server/users.js';
import { Simulation } from '../../src/data-source/mock/simulation/index.js';
import type { SocketLike } from '../../src/data-source/web-socket/index.js';
import { START } from '../data-source/web-socket/manual-environment.js';

type Listener = (event: { readonly data?: unknown; readonly code?: number }) => void;

/** Both ends of a connection in one: as the client has it, and as the server does. */
class Line extends EventEmitter implements SocketLike {
  readonly protocol = 'ongoing-conversations.v1.json';
  readonly bufferedAmount = 0;
  readyState = 0;
  readonly #listeners = new Map<string, Listener>();
  #arriving: string[] = [];

  /** The end at the server. */
  readonly far = Object.assign(new EventEmitter(), {
    OPEN: 1,
    bufferedAmount: 0,
    readyState: 1,
    send: (text: string, written: () => void): void => {
      this.#arriving.push(text);
      written();
    },
    close: (code: number): void => this.end(code),
    terminate: (): void => this.end(1006),
  });

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, listener);
  }

  send(data: string): void {
    this.far.emit('message', Buffer.from(data), false);
  }

  close(): void {
    this.end(1000);
  }

  open(): void {
    this.readyState = 1;
    this.#listeners.get('open')?.({});
  }

  /** What the server has sent arrives. */
  deliver(): void {
    for (let data = this.#arriving.shift(); data !== undefined; data = this.#arriving.shift()) {
      if (this.readyState === 1) this.#listeners.get('message')?.({ data });
    }
  }

  end(code: number): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.far.readyState = 3;
    this.far.emit('close');
    this.#listeners.get('close')?.({ code });
  }
}

export class ShiftCentre {
  readonly world: Simulation;
  /** Connections that were opened. */
  opened = 0;
  /** Tokens that were asked for. */
  tokens = 0;
  readonly #context: ServerContext;
  #line: Line | null = null;
  #connection: Connection | null = null;

  constructor(seed: number, conversations: number, rate: number) {
    this.world = new Simulation({ seed, conversations, rate, startTime: START });
    const { world } = this;
    this.#context = {
      world,
      limits: DEFAULT_LIMITS,
      origins: new Origins([]),
      users: new Users([], 'optional', DEFAULT_LIMITS, () => world.now),
      streams: new StreamRegistry(world, DEFAULT_LIMITS),
      desk: new CommandDesk(world),
      answers: new Answers(),
      endings: new Endings(world),
      report: () => undefined,
      catchUp: () => undefined,
    };
  }

  /** For the environment of a source. */
  readonly openSocket = (): SocketLike => {
    const line = new Line();
    this.#line = line;
    this.#connection = null;
    this.opened += 1;
    return line;
  };

  readonly tokenProvider = (): Promise<string> => {
    this.tokens += 1;
    const { anonymous } = this.#context.users;
    if (!anonymous) throw new Error('nobody');
    return Promise.resolve(this.#context.users.issueTicket(anonymous, null).ticket);
  };

  get isOpen(): boolean {
    return this.#line !== null && this.#line.readyState !== 3;
  }

  /** Time passes in the centre; nothing is sent. */
  advance(ms: number): void {
    this.world.advance(ms);
  }

  /** What is on its way arrives. */
  exchange(): void {
    const line = this.#line;
    if (line?.readyState === 0) {
      const caller = { origin: null, isLocal: true, connectionsOf: () => 0 };
      this.#connection = new Connection(line.far as unknown as WebSocket, this.#context, caller);
      line.open();
    }
    this.#connection?.flush();
    line?.deliver();
  }

  drop(): void {
    this.#line?.end(1006);
  }

  newEpoch(): void {
    this.#context.streams.rebuild('epoch');
  }

  /** Streams that nobody uses go. */
  sweep(): void {
    this.#context.streams.sweep();
  }

  close(): void {
    this.drop();
    this.#context.streams.close();
    this.#context.endings.close();
  }
}
